import * as oauth from 'oauth4webapi'
import type { Fetch } from '../model/index.ts'
import type { OAuthClient } from './client.ts'
import { rejected } from './failure.ts'
import { privateKeyOf } from './private-key.ts'

/** One client at one server in the words of oauth4webapi. */
export interface Session {
  readonly server: oauth.AuthorizationServer
  readonly client: oauth.Client
  readonly authentication: oauth.ClientAuth
}

/** @throws `PROVIDER_REJECTED` with `invalid_client` when there is no secret to authenticate with */
export function sessionOf(client: OAuthClient): Session {
  return {
    server: serverOf(client, client.provider.issuer),
    client: { client_id: client.clientId },
    authentication: authenticationOf(client),
  }
}

/**
 * What the library is told of the server.
 *
 * @param issuer Whose id_token is expected. The library wants some text where nobody knows it.
 */
export function serverOf(
  { provider }: OAuthClient,
  issuer: string | undefined,
): oauth.AuthorizationServer {
  const { token, revocation, introspection } = provider.endpoints
  return {
    issuer: issuer ?? 'unknown',
    ...(token === undefined ? {} : { token_endpoint: token }),
    ...(revocation === undefined ? {} : { revocation_endpoint: revocation }),
    ...(introspection === undefined ? {} : { introspection_endpoint: introspection }),
    id_token_signing_alg_values_supported: [...signingAlgorithms],
  }
}

/**
 * Everything but `none`. The signature itself is not checked: the id_token comes straight from the
 * token endpoint, and TLS says whose it is (OpenID Connect Core 1.0 section 3.1.3.7, point 6).
 */
const signingAlgorithms = ['RS', 'PS', 'ES', 'HS']
  .flatMap((family) => ['256', '384', '512'].map((bits) => family + bits))
  .concat('EdDSA', 'Ed25519')

/** What each request of the library is given. The one gate against http is our own fetch. */
export interface RequestOptions {
  readonly [oauth.customFetch]: (url: string, request: LibraryRequest) => Promise<Response>
  readonly [oauth.allowInsecureRequests]: true
}

interface LibraryRequest {
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: oauth.ProtectedResourceRequestBody
}

export function requestOptions(fetch: Fetch): RequestOptions {
  return {
    [oauth.customFetch]: (url, { method, headers, body = null }) =>
      fetch(url, { method, headers, body }),
    [oauth.allowInsecureRequests]: true,
  }
}

/** RFC 6749 section 2.3.1, RFC 7523; basic form-encodes id and secret before base64, as the RFC wants it. */
function authenticationOf({ name, provider, clientSecret }: OAuthClient): oauth.ClientAuth {
  const { clientAuth, assertion } = provider
  if (clientAuth === 'none') return oauth.None()
  if (clientSecret === undefined || clientSecret === '') throw rejected(name, 'invalid_client')
  if (clientAuth === 'clientSecretBasic') return oauth.ClientSecretBasic(clientSecret)
  if (clientAuth === 'clientSecretPost') return oauth.ClientSecretPost(clientSecret)
  if (clientAuth === 'clientSecretJwt') return oauth.ClientSecretJwt(clientSecret)
  return signed(clientSecret, assertion ?? { alg: 'RS256' })
}

function signed(
  text: string,
  { alg, kid }: NonNullable<OAuthClient['provider']['assertion']>,
): oauth.ClientAuth {
  return async (server, client, body, headers) => {
    const key = await privateKeyOf(text, alg)
    const sign = oauth.PrivateKeyJwt(kid === undefined ? key : { key, kid })
    await sign(server, client, body, headers)
  }
}
