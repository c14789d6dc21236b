import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import type { ProviderSpec } from '../../src/model/index.ts'
import type { OAuthClient, OAuthPorts } from '../../src/oauth/index.ts'

export const ports: OAuthPorts = {
  fetch: (url, init) => fetch(url, init),
  clock: { now: () => Date.now(), sleep: () => Promise.resolve() },
}

/** One request as a server saw it. */
export interface Seen {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly form: URLSearchParams
}

export interface Listening {
  readonly origin: string
  readonly seen: Seen[]
}

/** A server on loopback that answers with `handler` and remembers what it was asked. */
export async function serve(
  t: Test,
  handler: (request: Seen, response: ServerResponse) => void,
): Promise<Listening> {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { method = '', url = '', headers } = request
    const one = { method, url, headers, form: new URLSearchParams(body) }
    seen.push(one)
    handler(one, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { origin: `http://127.0.0.1:${port}`, seen }
}

export interface Answer {
  readonly status?: number
  readonly type?: string
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

/** Writes `answer`; a body that is no string is sent as JSON. */
export function reply(response: ServerResponse, answer: Answer): void {
  const { status = 200, type = 'application/json', headers = {}, body = '' } = answer
  response.writeHead(status, { 'content-type': type, ...headers })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

export const fakeSecret = 'fake-client-secret-for-tests'

/** A client at `origin` with explicit endpoints. */
export function clientAt(origin: string, spec: Partial<ProviderSpec> = {}): OAuthClient {
  const provider = { ...specAt(origin), ...spec }
  return { name: 'acme', provider, clientId: provider.clientId, clientSecret: fakeSecret }
}

function specAt(origin: string): ProviderSpec {
  return {
    endpoints: {
      authorization: `${origin}/authorize`,
      token: `${origin}/token`,
      revocation: `${origin}/revoke`,
    },
    grant: 'authorizationCode',
    clientId: 'credmgr-test',
    clientAuth: 'clientSecretBasic',
    scopes: ['read'],
    authorizationParams: {},
    tokenParams: {},
    parameters: {},
    apiHosts: [],
    refresh: { margin: 60_000 },
  }
}

/** An id_token with these claims. Its signature is nonsense: it comes from the token endpoint itself. */
export function idToken(claims: Record<string, unknown>, alg = 'RS256'): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const now = Math.floor(Date.now() / 1000)
  const usual = { sub: 'u-1', aud: 'credmgr-test', iat: now, exp: now + 60 }
  return `${part({ alg })}.${part({ ...usual, ...claims })}.c2ln`
}

export const redirectUri = 'http://127.0.0.1:9/-/callback/acme'
