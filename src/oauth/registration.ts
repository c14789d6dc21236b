import * as oauth from 'oauth4webapi'
import {
  type ClientAuthMethod,
  type ClientRegistration,
  type EpochMs,
  type Fetch,
  type GrantType,
  hasSharedSecret,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../model/index.ts'
import type { OAuthPorts } from './client.ts'
import { attempt, misbehaved } from './failure.ts'
import { providerFetch } from './fetch.ts'
import { requestOptions } from './session.ts'

/** The client that a server has registered (RFC 7591 section 3.2.1). */
export interface RegisteredClient {
  readonly clientId: string
  /** As the server has decided: it may be another way than was asked for. */
  readonly clientAuth: ClientAuthMethod
  /** Absent for a public client. */
  readonly clientSecret?: string
  /** Absent: the secret does not expire. */
  readonly secretExpiresAt?: EpochMs
  /** How the registration is removed (RFC 7592 section 3); absent: it can not be. */
  readonly management?: ClientManagement
}

export interface ClientManagement {
  readonly url: string
  /** The registration access token. */
  readonly token: string
}

/** Where a client is registered, and as what. */
export interface RegistrationRequest {
  /** Name of the provider in the configuration, for errors. */
  readonly provider: string
  /** The client registration endpoint. */
  readonly endpoint: string
  readonly client: ClientRegistration
  /** RFC 7591 section 3; absent where anybody may register a client. */
  readonly initialAccessToken?: string
}

/**
 * Registers a client (RFC 7591 section 3.1). Every call makes another one.
 *
 * @throws `PROVIDER_UNREACHABLE`; `PROVIDER_REJECTED` with the server's error, for example
 *   `invalid_redirect_uri`; `PROVIDER_MISBEHAVED` also when the client is to prove itself in a way that
 *   is not known here
 */
export function registerClient(
  ports: OAuthPorts,
  { provider, endpoint, client, initialAccessToken }: RegistrationRequest,
): Promise<RegisteredClient> {
  return attempt(provider, [initialAccessToken ?? ''], async () => {
    const server = { issuer: 'unknown', registration_endpoint: endpoint }
    const options = {
      ...requestOptions(lenient(providerFetch(ports, provider))),
      ...(initialAccessToken === undefined ? {} : { initialAccessToken }),
    }
    const request = oauth.dynamicClientRegistrationRequest(server, metadataOf(client), options)
    return await registered(provider, await request, client)
  })
}

/**
 * Removes a registration (RFC 7592 section 2.3). One that the server does not know any more is removed.
 *
 * @returns `unsupported` when the server lets nobody do that, in spite of what it has answered.
 * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_MISBEHAVED`; see `failure`
 */
export function deregisterClient(
  ports: OAuthPorts,
  provider: string,
  { url, token }: ClientManagement,
): Promise<'removed' | 'unsupported'> {
  return attempt(provider, [token], async () => {
    const headers = { authorization: `Bearer ${token}` }
    const { status } = await providerFetch(ports, provider)(url, { method: 'DELETE', headers })
    if (status < 300 || gone.has(status)) return 'removed'
    if (impossible.has(status)) return 'unsupported'
    throw misbehaved(provider, `it answers the removal of a client with status ${status}`)
  })
}

/** RFC 7592 section 2.3: a server that has forgotten the client takes its token for invalid. */
const gone: ReadonlySet<number> = new Set([401, 410])

/** Not here, or not by the client itself. */
const impossible: ReadonlySet<number> = new Set([403, 404, 405])

const authNames = {
  clientSecretBasic: 'client_secret_basic',
  clientSecretPost: 'client_secret_post',
  clientSecretJwt: 'client_secret_jwt',
  none: 'none',
} as const satisfies { readonly [Method in ClientAuthMethod]: string }

/** By the grants that have a client which can be registered. */
const grantNames: { readonly [Type in GrantType]?: readonly string[] } = {
  authorizationCode: ['authorization_code', 'refresh_token'],
  clientCredentials: ['client_credentials'],
  deviceCode: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
}

/** RFC 7591 section 2. */
function metadataOf(client: ClientRegistration): { [member: string]: string | string[] } {
  const { clientName, redirectUris, grant, clientAuth, scopes } = client
  return {
    client_name: clientName,
    grant_types: [...(grantNames[grant] ?? [])],
    response_types: grant === 'authorizationCode' ? ['code'] : [],
    token_endpoint_auth_method: authNames[clientAuth],
    ...(redirectUris.length === 0 ? {} : { redirect_uris: [...redirectUris] }),
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
  }
}

/** Some answer 200, and some say nothing of the end of a secret that has none. */
function lenient(fetch: Fetch): Fetch {
  return async (url, init) => {
    const response = await fetch(url, init)
    if (response.status !== 200 && response.status !== 201) return response
    const body: unknown = await response.json().catch(() => undefined)
    const whole = isJsonObject(body) ? { client_secret_expires_at: 0, ...body } : {}
    return Response.json(whole, { status: 201 })
  }
}

async function registered(
  provider: string,
  response: Response,
  asked: ClientRegistration,
): Promise<RegisteredClient> {
  const answer: unknown = await oauth.processDynamicClientRegistrationResponse(response)
  const body = isJsonObject(answer) ? answer : {}
  const clientAuth = authOf(provider, body['token_endpoint_auth_method'], asked)
  const { client_secret: secret, client_secret_expires_at: expires } = body
  if (hasSharedSecret(clientAuth) && typeof secret !== 'string') {
    throw misbehaved(provider, 'the client that it has registered has no secret')
  }
  return {
    clientId: String(body['client_id']),
    clientAuth,
    ...(typeof secret === 'string' && clientAuth !== 'none' ? { clientSecret: secret } : {}),
    ...(typeof expires === 'number' && expires > 0 ? { secretExpiresAt: expires * 1000 } : {}),
    ...managementIn(body),
  }
}

function authOf(
  provider: string,
  decided: Json | undefined,
  { clientAuth }: ClientRegistration,
): ClientAuthMethod {
  if (decided === undefined || decided === null) return clientAuth
  const methods = Object.keys(authNames) as readonly ClientAuthMethod[]
  const method = methods.find((each) => authNames[each] === decided)
  if (method !== undefined) return method
  throw misbehaved(provider, 'the client is to prove itself in a way that it has not asked for')
}

function managementIn(body: JsonObject): Pick<RegisteredClient, 'management'> {
  const { registration_client_uri: url, registration_access_token: token } = body
  if (typeof url !== 'string' || typeof token !== 'string') return {}
  return { management: { url, token } }
}
