/**
 * A real OpenID provider (`oidc-provider`) on loopback, as strict as a good public one: PKCE is
 * required, refresh tokens are rotated and a used one revokes the whole grant, access tokens live
 * for as long as the test says. Any login name works; it becomes the account.
 *
 * It also issues JWT access tokens for an audience, so that it can be an issuer of callers.
 *
 * @module
 */
import { generateKeyPair, type KeyObject } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { type JWTPayload, SignJWT } from 'jose'
import type { Account, ClientMetadata, Configuration, JWK } from 'oidc-provider'
import { type Records, recordsAdapter } from './records.ts'
import { createTokenDesk, type TokenDesk } from './token-desk.ts'

export interface ServerOptions {
  readonly clients: readonly Client[]
  /** Scopes beside `openid`, `offline_access`, `profile` and `email`. */
  readonly scopes?: readonly string[]
  /** Seconds. @default 300 */
  readonly accessTokenTtl?: number
  /** @default true */
  readonly rotateRefreshTokens?: boolean
  /** Resource indicators (RFC 8707) for which access tokens are JWTs. @default ['api://credmgr'] */
  readonly audiences?: readonly string[]
  /** Further claims of the JWT access tokens of a client. */
  readonly claimsOf?: (clientId: string) => Readonly<Record<string, unknown>>
  /** @default 0, any that is free */
  readonly port?: number
  /** Further features of the library, such as the device flow. */
  readonly features?: Configuration['features']
  /** Speaks https with this, and asks clients for a certificate. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca: string }
}

export interface Client {
  readonly clientId: string
  /** Absent: a public client. */
  readonly clientSecret?: string
  readonly redirectUris?: readonly string[]
  /** `authorizationCode` includes the refresh token grant. @default ['authorizationCode'] */
  readonly grants?: readonly ('authorizationCode' | 'clientCredentials')[]
  /** @default 'client_secret_basic', or 'none' without a secret */
  readonly auth?:
    | 'client_secret_basic'
    | 'client_secret_post'
    | 'client_secret_jwt'
    | 'private_key_jwt'
    | 'none'
  /** The public key of a client that signs, as a JWK. */
  readonly key?: Readonly<Record<string, unknown>>
  /** Further members of its registration. */
  readonly metadata?: Partial<ClientMetadata>
}

export interface AuthorizationServer extends TokenDesk {
  /** `http://127.0.0.1:<port>`. */
  readonly issuer: string
  readonly endpoints: {
    readonly authorization: string
    readonly token: string
    readonly revocation: string
    readonly introspection: string
    readonly userinfo: string
    readonly jwks: string
  }
  /** Registers a client, or replaces the one of that id. */
  setClient(client: Client): void
  /** Ids of the clients that it knows, those that were registered there too. */
  clientIds(): readonly string[]
  /** For access tokens issued from now on, in seconds. */
  setAccessTokenTtl(seconds: number): void
  /** What the introspection endpoint says (RFC 7662), asked over HTTP as a resource server asks. */
  introspect(token: string): Promise<Introspection>
  /** As if the account owner had removed the app: every token of these grants is dead. */
  revokeGrants(of?: { readonly account?: string; readonly clientId?: string }): number
  /** A caller's JWT, signed with the server's key; fills in `iss`, `iat` and `exp` (5 minutes). */
  signToken(claims: JWTPayload): Promise<string>
  stop(): Promise<void>
}

export interface Introspection {
  readonly active: boolean
  readonly sub?: string
  readonly client_id?: string
  readonly scope?: string
  readonly exp?: number
}

/** Starts the server; it listens when the promise resolves. */
export async function startAuthorizationServer(
  options: ServerOptions,
): Promise<AuthorizationServer> {
  const key = await signingKey()
  const server = await listen(options.port ?? 0, options.tls)
  const issuer = `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`
  const records: Records = new Map()
  const settings = { accessTokenTtl: options.accessTokenTtl ?? 300 }
  const configuration = configurationFor({ options, records, key, settings })
  const provider = await quietly(async () => {
    const { default: Provider } = await import('oidc-provider')
    return new Provider(issuer, configuration)
  })
  const desk = createTokenDesk(provider)
  server.on('request', provider.callback())

  const endpoints = {
    authorization: `${issuer}/auth`,
    token: `${issuer}/token`,
    revocation: `${issuer}/token/revocation`,
    introspection: `${issuer}/token/introspection`,
    userinfo: `${issuer}/me`,
    jwks: `${issuer}/jwks`,
  }
  const setClient = (client: Client) => {
    records.set(`Client:${client.clientId}`, metadataOf(client) as Record<string, unknown>)
  }
  for (const client of [...options.clients, resourceServer]) setClient(client)

  return {
    ...desk,
    issuer,
    endpoints,
    setClient,
    clientIds: () =>
      [...records.keys()].flatMap((key) => (key.startsWith('Client:') ? [key.slice(7)] : [])),
    setAccessTokenTtl: (seconds) => {
      settings.accessTokenTtl = seconds
    },
    introspect: (token) => introspect(endpoints.introspection, token),
    revokeGrants: (of = {}) => revokeGrants(records, of),
    signToken: (claims) => signToken(key, issuer, claims),
    stop: () => close(server),
  }
}

/** The client as which {@link AuthorizationServer.introspect} asks. */
const resourceServer: Client = {
  clientId: 'resource-server',
  clientSecret: 'not-a-real-secret-of-the-resource-server',
  grants: [],
}

const keyId = 'test-key'

interface Parts {
  readonly options: ServerOptions
  readonly records: Records
  readonly key: KeyObject
  readonly settings: { accessTokenTtl: number }
}

function configurationFor({ options, records, key, settings }: Parts): Configuration {
  const more: object = options.features ?? {}
  const scopes = ['openid', 'offline_access', ...(options.scopes ?? [])]
  return {
    adapter: recordsAdapter(records),
    jwks: { keys: [{ ...(key.export({ format: 'jwk' }) as JWK), kid: keyId, alg: 'RS256' }] },
    cookies: { keys: ['not-a-real-cookie-key'] },
    scopes,
    claims: {
      openid: ['sub'],
      profile: ['preferred_username', 'name'],
      email: ['email', 'email_verified'],
    },
    // Most providers put what the scopes ask for into the id_token, not only into userinfo.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    rotateRefreshToken: () => options.rotateRefreshTokens ?? true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    clientBasedCORS: () => false,
    findAccount: (_ctx, login) => accountOf(login),
    extraTokenClaims: (_ctx, token) => claimsFor(options, token.clientId),
    ttl: {
      AccessToken: () => settings.accessTokenTtl,
      ClientCredentials: () => settings.accessTokenTtl,
      RefreshToken: () => 14 * day,
      AuthorizationCode: () => 60,
      Grant: () => 14 * day,
      IdToken: () => 3600,
      Interaction: () => 3600,
      Session: () => day,
    },
    renderError: (ctx, out) => {
      ctx.type = 'text/plain'
      ctx.body = `${out.error}: ${out.error_description ?? ''}`
    },
    ...(options.tls === undefined
      ? {}
      : { clientAuthMethods: [...certificateMethods, 'client_secret_basic'] as const }),
    features: {
      devInteractions: { enabled: true },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      userinfo: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, _client, oneOf) => oneOf ?? [],
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => {
          const known = (options.audiences ?? ['api://credmgr']).includes(resource)
          return {
            scope: known ? scopes.join(' ') : '',
            audience: resource,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'RS256' } },
          }
        },
      },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: plainPage,
        userCodeConfirmSource: plainPage,
        successSource: plainEnd,
      },
      ...more,
    },
  }
}

/** The library's forms for device codes, as they are. */
function plainPage(ctx: { body: unknown }, form: string): void {
  ctx.body = `<!doctype html>${form}`
}

function plainEnd(ctx: { body: unknown }): void {
  ctx.body = 'done'
}

const certificateMethods = ['tls_client_auth', 'self_signed_tls_client_auth'] as const

const day = 24 * 60 * 60

function accountOf(login: string): Account {
  return {
    accountId: login,
    claims: () => ({
      sub: login,
      preferred_username: login,
      name: login,
      email: login.includes('@') ? login : `${login}@example.test`,
      email_verified: true,
    }),
  }
}

function claimsFor(options: ServerOptions, clientId: string | undefined): Record<string, unknown> {
  return { ...options.claimsOf?.(clientId ?? '') }
}

function metadataOf(client: Client): ClientMetadata {
  const grants = client.grants ?? ['authorizationCode']
  const code = grants.includes('authorizationCode')
  return {
    client_id: client.clientId,
    ...(client.clientSecret !== undefined && { client_secret: client.clientSecret }),
    ...(client.key !== undefined && { jwks: { keys: [client.key as JWK] } }),
    redirect_uris: [...(client.redirectUris ?? [])],
    grant_types: [
      ...(code ? ['authorization_code', 'refresh_token'] : []),
      ...(grants.includes('clientCredentials') ? ['client_credentials'] : []),
    ],
    response_types: code ? ['code'] : [],
    token_endpoint_auth_method:
      client.auth ?? (client.clientSecret === undefined ? 'none' : 'client_secret_basic'),
    ...client.metadata,
  }
}

/** A browser's session at the provider stays; the tokens and what was consented to go. */
function revokeGrants(records: Records, of: { account?: string; clientId?: string }): number {
  const matches = ({ accountId, clientId }: Record<string, unknown>) => {
    if (of.account !== undefined && accountId !== of.account) return false
    return of.clientId === undefined || clientId === of.clientId
  }
  const grants = [...records].filter(([key, value]) => key.startsWith('Grant:') && matches(value))
  const ids = new Set(grants.map(([key]) => key.slice('Grant:'.length)))
  for (const [key, value] of [...records]) {
    const id = key.startsWith('Grant:') ? key.slice('Grant:'.length) : value['grantId']
    if (typeof id === 'string' && ids.has(id)) records.delete(key)
  }
  return ids.size
}

async function introspect(endpoint: string, token: string): Promise<Introspection> {
  const { clientId, clientSecret = '' } = resourceServer
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ token }),
  })
  if (!response.ok) throw new Error(`introspection answered ${response.status}`)
  return (await response.json()) as Introspection
}

function signToken(key: KeyObject, issuer: string, claims: JWTPayload): Promise<string> {
  const filled = { iss: issuer, ...claims }
  const jwt = new SignJWT(filled).setProtectedHeader({ alg: 'RS256', kid: keyId, typ: 'at+jwt' })
  if (claims.iat === undefined) jwt.setIssuedAt()
  if (claims.exp === undefined) jwt.setExpirationTime('5m')
  return jwt.sign(key)
}

async function signingKey(): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return privateKey
}

function listen(port: number, tls: ServerOptions['tls']): Promise<Server> {
  const asking = { requestCert: true, rejectUnauthorized: false }
  const server = tls === undefined ? createServer() : createTlsServer({ ...tls, ...asking })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/**
 * The library warns that its pages for development are on, which is the point here, and that it
 * was not tried on Node 20, on which the tests of this folder try it.
 */
async function quietly<T>(make: () => Promise<T>): Promise<T> {
  const { warn, info } = console
  const unless =
    (print: typeof warn) =>
    (first: unknown, ...rest: unknown[]) => {
      if (!String(first).includes('oidc-provider ')) print(first, ...rest)
    }
  try {
    Object.assign(console, { warn: unless(warn), info: unless(info) })
    return await make()
  } finally {
    Object.assign(console, { warn, info })
  }
}
