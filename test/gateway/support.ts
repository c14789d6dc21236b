import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http'
import { type AddressInfo, connect, type Socket, type Server as TcpServer } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Served, ServedApiKey, ServedIdentity, Tokens } from '../../src/engine/index.ts'
import {
  type Authenticator,
  compileSnapshot,
  createAuthenticator,
  createDataPlane,
  type DataPlane,
  type Snapshot,
} from '../../src/gateway/index.ts'
import {
  type AccessPolicySpec,
  type AuthorizationContext,
  type Clock,
  type ConnectionAddress,
  connectionAddress,
  type Fetch,
  type JsonObject,
  type Logger,
  type PolicySpec,
  type ProviderSpec,
  type RouteSpec,
} from '../../src/model/index.ts'

/** What is needed of a tap test. */
export interface Scope {
  teardown(work: () => unknown): void
}

export const accessToken = 'fake-access-token-for-tests'
export const apiKey = 'fake-api-key-for-tests'
export const audience = 'api://tests'

/** Listens on loopback until the test ends. */
export async function listen(t: Scope, server: Server | TcpServer): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

// ---- upstream ------------------------------------------------------------------------------

export interface Received {
  readonly method: string
  readonly url: string
  readonly rawHeaders: readonly string[]
  readonly headers: IncomingHttpHeaders
  body: string
}

export interface Upstream {
  readonly server: Server
  readonly origin: string
  readonly port: number
  /** In the order in which they came. */
  readonly received: Received[]
}

/** A real HTTP server that writes down what it gets. */
export async function openUpstream(t: Scope, answer: RequestListener = ok): Promise<Upstream> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const { method = '', url = '', rawHeaders, headers } = request
    const entry: Received = { method, url, rawHeaders, headers, body: '' }
    received.push(entry)
    request.on('data', (chunk: Buffer) => {
      if (entry.body.length < 100_000) entry.body += chunk.toString('latin1')
    })
    answer(request, response)
  })
  const port = await listen(t, server)
  return { server, origin: `http://127.0.0.1:${port}`, port, received }
}

const ok: RequestListener = (request, response) => {
  request.on('end', () => response.end('from the upstream'))
  request.resume()
}

/** The values of all fields of that name, however they are written. */
export function valuesOf(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name.toLowerCase(),
  )
}

// ---- issuer --------------------------------------------------------------------------------

export interface Issuer {
  readonly issuer: string
  readonly publicJwk: JsonObject
  /** Paths that were asked for. */
  readonly asked: string[]
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
  /** From now on every answer is 503. */
  breakDown(): void
  repair(): void
  /** From now on another key signs. */
  rotate(): Promise<void>
}

export async function openIssuer(t: Scope): Promise<Issuer> {
  let keys = await newKey('first')
  let broken = false
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (broken) {
      response.writeHead(503).end()
      return
    }
    const answer =
      request.url === '/keys' ? { keys: [keys.jwk] } : { issuer, jwks_uri: `${issuer}/keys` }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answer))
  })
  const issuer = `http://127.0.0.1:${await listen(t, server)}`

  function sign(claims = {}, header = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000)
    const payload = {
      iss: issuer,
      aud: audience,
      sub: 'alice',
      iat: now,
      exp: now + 300,
      ...claims,
    }
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'ES256', kid: keys.kid, ...header })
      .sign(keys.privateKey)
  }

  return {
    issuer,
    publicJwk: keys.jwk,
    asked,
    sign,
    breakDown() {
      broken = true
    },
    repair() {
      broken = false
    },
    async rotate() {
      keys = await newKey('second')
    },
  }
}

async function newKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } as JsonObject
  return { kid, jwk, privateKey }
}

// ---- what is served ------------------------------------------------------------------------

export function addressOf(text: string): ConnectionAddress {
  const address = connectionAddress(text)
  if (address === undefined) throw new TypeError(`"${text}" is not an address`)
  return address
}

export const connection = addressOf('api/main')

export const inject: readonly PolicySpec[] = [
  { policy: 'get-authorization-context', options: { connection } },
  { policy: 'set-header', options: { Authorization: 'Bearer {{ auth.accessToken }}' } },
]

/** Policies as they are written: `{ 'set-method': { method: 'GET' } }`. */
export function policies(...written: readonly JsonObject[]): readonly PolicySpec[] {
  return written.flatMap((each) =>
    Object.entries(each).map(([policy, options]) => ({ policy, options: options as JsonObject })),
  )
}

export function oidcIdentity(issuer: string, spec: JsonObject = {}): ServedIdentity {
  return {
    name: 'corp',
    spec: {
      type: 'oidc',
      issuer,
      audience: [audience],
      algorithms: ['ES256', 'RS256'],
      claims: {},
      clockTolerance: 0,
      ...spec,
    },
  }
}

export function apiKeyIdentity(name = 'batch', key = apiKey): ServedIdentity {
  const apiKeys = [servedKey(name, key)]
  return { name, spec: { type: 'apiKey', apiKey: { env: 'UNUSED' } }, apiKeys }
}

export function servedKey(identity: string, key: string): ServedApiKey {
  const context = `identity.${identity}#/apiKey`
  return { context, fingerprint: fingerprint(context, key) }
}

export function fingerprint(context: string, value: string): string {
  return createHmac('sha256', 'fake-key').update(`${context}\n${value}`).digest('base64url')
}

export const everyone: AccessPolicySpec = {
  connections: [connection],
  allow: [
    { type: 'apiKey', identity: 'batch' },
    { type: 'claims', identity: 'corp', claims: { sub: 'alice' } },
  ],
}

export interface RouteOptions extends Partial<Omit<RouteSpec, 'match'>> {
  readonly name?: string
  readonly path?: string
  readonly match?: Partial<RouteSpec['match']>
}

export function route(upstream: string, options: RouteOptions = {}): Served['routes'][number] {
  const { name = 'api', path = '/api/**', match = {}, ...spec } = options
  return {
    name,
    spec: {
      match: { path, methods: [], headers: {}, ...match },
      upstream,
      policies: inject,
      public: false,
      ...spec,
    },
  }
}

export function servedWith(
  routes: Served['routes'],
  options: Partial<Served> & { readonly provider?: Partial<ProviderSpec> } = {},
): Served {
  const { provider = {}, ...rest } = options
  return {
    lineage: 'tests',
    serial: 1,
    gateway: {
      publicUrl: 'http://127.0.0.1:8080',
      listen: '127.0.0.1:8080',
      admin: { listen: '127.0.0.1:8081', roles: { operator: [], viewer: [] } },
      timeouts: { connect: 2_000, headers: 10_000, body: 10_000 },
    },
    identities: [apiKeyIdentity()],
    connections: new Map([
      [
        connection,
        {
          spec: {
            address: connection,
            provider: 'api',
            scopes: [],
            allowedRedirectUrls: [],
            lifecycle: { preventDestroy: false },
            labels: {},
          },
          provider: {
            endpoints: {},
            grant: 'clientCredentials',
            clientId: 'tests',
            clientAuth: 'none',
            scopes: [],
            authorizationParams: {},
            tokenParams: {},
            parameters: {},
            apiHosts: [],
            refresh: { margin: 0 },
            ...provider,
          },
          providerName: 'api',
          clientId: 'tests',
        },
      ],
    ]),
    accessPolicies: [everyone],
    routes,
    ...rest,
  }
}

// ---- gateway -------------------------------------------------------------------------------

export const context: AuthorizationContext = {
  accessToken,
  tokenType: 'Bearer',
  scope: 'read write',
  expiresAt: Date.UTC(2040, 0, 1),
  claims: { instance_url: 'https://one.example', level: 3, gone: null },
}

export const clock: Clock = { now: () => Date.now(), sleep: async () => undefined }

export type TokenFor = () => AuthorizationContext | Promise<AuthorizationContext>

export interface GatewayOptions {
  readonly served?: Served
  readonly snapshot?: () => Snapshot | undefined
  readonly tokenFor?: TokenFor
  readonly another?: Tokens['another']
  readonly authenticator?: Authenticator
  readonly monotonic?: () => number
  readonly streamGrace?: number
}

export interface Gateway {
  readonly port: number
  readonly server: Server
  readonly plane: DataPlane
  readonly logged: { readonly message: string; readonly facts: JsonObject | undefined }[]
}

export function newAuthenticator(useClock = clock, useFetch: Fetch = fetch): Authenticator {
  return createAuthenticator({ fetch: useFetch, clock: useClock, fingerprint })
}

/** A real `node:http` server around a data plane. */
export async function openGateway(t: Scope, options: GatewayOptions): Promise<Gateway> {
  const { served, tokenFor = () => context, authenticator = newAuthenticator() } = options
  const logged: Gateway['logged'] = []
  const log: Logger['info'] = (message, facts) => logged.push({ message, facts })
  const compiled = served === undefined ? undefined : compileSnapshot(served)
  const plane = createDataPlane({
    snapshot: options.snapshot ?? (() => compiled),
    tokens: {
      tokenFor,
      another: options.another ?? (async () => undefined),
      forget: () => undefined,
      keep: async () => undefined,
      close: async () => undefined,
    },
    authenticator,
    logger: { info: log, warn: log, error: log },
    ...(options.monotonic && { monotonic: options.monotonic }),
    ...(options.streamGrace === undefined ? {} : { streamGrace: options.streamGrace }),
  })
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) =>
    plane.handle(request, response),
  )
  server.on('upgrade', (request, socket, head) => plane.upgrade(request, socket, head))
  server.on('clientError', (error, socket) => plane.clientError(error, socket))
  const port = await listen(t, server)
  t.teardown(() => {
    server.closeAllConnections()
    return plane.close()
  })
  return { port, server, plane, logged }
}

// ---- client --------------------------------------------------------------------------------

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
  readonly trailers: IncomingMessage['trailers']
  readonly body: string
}

export interface Ask {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string | string[]>
  readonly body?: string | Buffer
}

export const authorized = { authorization: `Bearer ${apiKey}` }

export async function ask(port: number, options: Ask = {}): Promise<Answer> {
  const { method = 'GET', path = '/api/x', headers = authorized, body } = options
  const request = httpRequest({ port, host: '127.0.0.1', method, path, headers, agent: false })
  request.end(body)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    rawHeaders: response.rawHeaders,
    trailers: response.trailers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

export function codeOf({ body }: Answer): unknown {
  return body === '' ? undefined : (JSON.parse(body) as { code?: unknown }).code
}

/** Sends bytes and gives back all that comes until the connection is closed. */
export async function sendRaw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1')
  })
  socket.on('error', () => undefined)
  socket.write(text, 'latin1')
  await once(socket, 'close')
  return answer
}

/** One request with exactly this target and these header lines; the connection is closed after it. */
export function sendTarget(port: number, target: string, lines: readonly string[] = []) {
  const head = [`GET ${target} HTTP/1.1`, 'Host: gateway.example', 'Connection: close', ...lines]
  return sendRaw(port, `${head.join('\r\n')}\r\n\r\n`)
}

export function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
}

/** The start of a request that would rather speak HTTP/2, as `curl --http2` sends it. */
export const upgradeHead = [
  'GET /api/x HTTP/1.1',
  'Host: a',
  `Authorization: Bearer ${apiKey}`,
  'Connection: Upgrade, HTTP2-Settings',
  'Upgrade: h2c',
  'HTTP2-Settings: AAMAAABk',
].join('\r\n')

/** Sends bytes as a client that never closes its side of the connection. */
export function sendAndStay(t: Scope, port: number, text: string): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => undefined)
  socket.write(text, 'latin1')
  t.teardown(() => socket.destroy())
  return socket
}
