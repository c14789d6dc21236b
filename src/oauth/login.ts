import * as oauth from 'oauth4webapi'
import type { DurationMs, Endpoints, JsonObject } from '../model/index.ts'
import { authorizationResponse } from './authorization-response.ts'
import type { OAuthClient, OAuthPorts } from './client.ts'
import { attempt } from './failure.ts'
import { providerFetch } from './fetch.ts'
import {
  type AuthorizationRequest,
  authorizationUrl,
  type Callback,
} from './grants/authorization-code.ts'
import { asClient, requestOptions, type Session } from './session.ts'
import { tokenFetch } from './token-fetch.ts'

/** One client at one OpenID provider by which people say who they are. Its tokens are not kept. */
export interface LoginClient {
  /** Name of the identity in the configuration, for errors. */
  readonly name: string
  readonly issuer: string
  /** As discovered. */
  readonly endpoints: Endpoints
  readonly clientId: string
  /** Absent: a public client. */
  readonly clientSecret?: string
  readonly scopes: readonly string[]
  /** JWS algorithms accepted for the id_token. */
  readonly algorithms: readonly string[]
  readonly clockTolerance: DurationMs
}

/**
 * Where to send the browser to log in.
 *
 * @param again Asks for a login also where the browser has a session (`prompt=login`, OpenID Connect
 *   Core 1.0 section 3.1.2.1).
 * @throws As {@link authorizationUrl}
 */
export function loginUrl(
  login: LoginClient,
  request: Omit<AuthorizationRequest, 'scopes'> & { readonly nonce: string },
  { again = false }: { readonly again?: boolean } = {},
): string {
  const client = clientOf(login, again ? { prompt: 'login' } : {})
  return authorizationUrl(client, { ...request, scopes: login.scopes })
}

/**
 * Checks the callback of a login, redeems its code, and checks the id_token: signature by the issuer's
 * keys, `iss`, `aud`, times and nonce (OpenID Connect Core 1.0 section 3.1.3.7). Where the issuer has a
 * userinfo endpoint it is asked as well: many tell there, and only there, what the scopes ask for.
 *
 * @returns The claims of userinfo with those of the id_token over them.
 * @throws As `exchangeCode`; `PROVIDER_MISBEHAVED` also when there is no id_token, or when userinfo is
 *   of another subject
 */
export function loginClaims(
  ports: OAuthPorts,
  login: LoginClient,
  callback: Callback & { readonly nonce: string },
): Promise<JsonObject> {
  const { params, codeVerifier } = callback
  const secrets = [params.get('code') ?? '', codeVerifier, login.clientSecret ?? '']
  return attempt(login.name, secrets, async () => {
    const client = clientOf(login)
    return asClient(client, async (usual) => {
      const session = sessionFor(login, usual)
      const tokens = await redeem(ports, client, { session, callback })
      const idClaims = { ...oauth.getValidatedIdTokenClaims(tokens) } as JsonObject
      const token = tokens.access_token
      return { ...(await userinfo(ports, session, { login, token, idClaims })), ...idClaims }
    })
  })
}

async function redeem(
  ports: OAuthPorts,
  client: OAuthClient,
  {
    session: { server, client: self, authentication },
    callback,
  }: { readonly session: Session; readonly callback: Callback & { readonly nonce: string } },
): Promise<oauth.TokenEndpointResponse> {
  const options = requestOptions(tokenFetch(ports, client, true))
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    self,
    authentication,
    authorizationResponse(client, server, callback),
    callback.redirectUri,
    callback.codeVerifier,
    options,
  )
  const expected = { expectedNonce: callback.nonce, requireIdToken: true }
  const tokens = await oauth.processAuthorizationCodeResponse(server, self, response, expected)
  const keys = requestOptions(providerFetch(ports, client.name))
  await oauth.validateApplicationLevelSignature(server, response, keys)
  return tokens
}

async function userinfo(
  ports: OAuthPorts,
  { server, client }: Session,
  {
    login: { name, endpoints },
    token,
    idClaims,
  }: { readonly login: LoginClient; readonly token: string; readonly idClaims: JsonObject },
): Promise<JsonObject> {
  if (endpoints.userinfo === undefined) return {}
  const options = requestOptions(providerFetch(ports, name))
  const response = await oauth.userInfoRequest(server, client, token, options)
  const subject = String(idClaims['sub'])
  const claims = await oauth.processUserInfoResponse(server, client, subject, response)
  return { ...claims } as JsonObject
}

function sessionFor(
  { issuer, endpoints, algorithms, clockTolerance }: LoginClient,
  { server, client: self, authentication }: Session,
): Session {
  return {
    server: {
      ...server,
      issuer,
      ...(endpoints.jwks === undefined ? {} : { jwks_uri: endpoints.jwks }),
      ...(endpoints.userinfo === undefined ? {} : { userinfo_endpoint: endpoints.userinfo }),
      id_token_signing_alg_values_supported: [...algorithms],
    },
    client: { ...self, [oauth.clockTolerance]: Math.ceil(clockTolerance / 1000) },
    authentication,
  }
}

function clientOf(
  { name, issuer, endpoints, clientId, clientSecret, scopes }: LoginClient,
  authorizationParams: OAuthClient['provider']['authorizationParams'] = {},
): OAuthClient {
  return {
    name,
    clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    provider: {
      issuer,
      endpoints,
      grant: 'authorizationCode',
      clientId,
      clientAuth: clientSecret === undefined ? 'none' : 'clientSecretBasic',
      scopes,
      authorizationParams,
      tokenParams: {},
      parameters: {},
      apiHosts: [],
      refresh: { margin: 0 },
    },
  }
}
