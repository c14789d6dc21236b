import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Introspection } from './authorization-server.ts'

export interface UpstreamOptions {
  /** What a bearer token is worth, as the provider says. Absent: any token will do. */
  readonly introspect?: (token: string) => Promise<Introspection>
  /** Answers instead of the API's own answer, once the request has been recorded. */
  readonly answer?: (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>
  /** @default 0, any that is free */
  readonly port?: number
}

/** What reached the API, as it stood on the wire. */
export interface ReceivedRequest {
  readonly method: string
  /** Path and query, not normalized. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  /** Names and values in turn, in the order and case in which they came. */
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

/** A real HTTP API on loopback. */
export interface Upstream {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string
  readonly requests: readonly ReceivedRequest[]
  /** The latest request. Throws when there was none. */
  last(): ReceivedRequest
  stop(): Promise<void>
}

/**
 * Starts the API. It answers `{ hello, method, path, scope }` to a request with a token that is
 * worth something, and 401 to any other, as an API that checks tokens at its provider would.
 */
export async function startUpstream(options: UpstreamOptions = {}): Promise<Upstream> {
  const requests: ReceivedRequest[] = []
  const server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })

  async function handle(message: IncomingMessage, response: ServerResponse) {
    const request = await receive(message)
    requests.push(request)
    if (options.answer !== undefined) return options.answer(request, response)
    const { status, body } = await helloOrRefusal(request, options.introspect)
    const challenge = status === 401 ? { 'www-authenticate': 'Bearer' } : {}
    response.writeHead(status, { 'content-type': 'application/json', ...challenge })
    response.end(JSON.stringify(body))
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    last: () => {
      const request = requests.at(-1)
      if (request === undefined) throw new Error('no request has reached the upstream')
      return request
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function receive(message: IncomingMessage): Promise<ReceivedRequest> {
  const { method = '', url = '', headers, rawHeaders } = message
  return { method, url, headers, rawHeaders, body: await buffer(message) }
}

async function helloOrRefusal(
  { method, url, headers }: ReceivedRequest,
  introspect: UpstreamOptions['introspect'],
): Promise<{ status: number; body: object }> {
  const token = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (token === undefined) return { status: 401, body: { error: 'no bearer token' } }
  const known = introspect === undefined ? { active: true } : await introspect(token)
  if (!known.active) return { status: 401, body: { error: 'the token is not active' } }
  const hello = known.sub ?? known.client_id ?? 'somebody'
  return { status: 200, body: { hello, method, path: url, scope: known.scope ?? '' } }
}
