import * as oauth from 'oauth4webapi'
import { type Endpoints, type Fetch, isByCertificate, isCredmgrError } from '../model/index.ts'
import type { OAuthClient } from './client.ts'
import { authenticationOf } from './client-authentication.ts'

/** One client at one server in the words of oauth4webapi. */
export interface Session {
  readonly server: oauth.AuthorizationServer
  readonly client: oauth.Client
  readonly authentication: oauth.ClientAuth
}

/**
 * Does `work` as `client`. Where the provider does not know it by its first secret, `work` is done once
 * more with the other: a server looks at the client before it looks at a grant (RFC 6749 section 3.2.1),
 * so that nothing was used up.
 *
 * @throws What `work` throws; `PROVIDER_REJECTED` with `invalid_client` when there is nothing to
 *   authenticate with
 */
export async function asClient<T>(
  client: OAuthClient,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  try {
    return await work(await sessionOf(client))
  } catch (error) {
    const { otherSecret, otherAccepted } = client
    if (otherSecret === undefined || !isInvalidClient(error)) throw error
    const done = await work(await sessionOf({ ...client, clientSecret: otherSecret }))
    otherAccepted?.()
    return done
  }
}

async function sessionOf(client: OAuthClient): Promise<Session> {
  return {
    server: serverOf(client, client.provider.issuer),
    // The library wants some name; a client without one is not authenticated by it.
    client: {
      client_id: client.clientId || 'unnamed',
      use_mtls_endpoint_aliases: isByCertificate(client.provider.clientAuth),
    },
    authentication: await authenticationOf(client),
  }
}

function isInvalidClient(error: unknown): boolean {
  if (error instanceof oauth.ResponseBodyError) return error.error === 'invalid_client'
  if (!isCredmgrError(error) || error.code !== 'PROVIDER_REJECTED') return false
  return error.details.oauthError === 'invalid_client'
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
  const { endpoints } = provider
  return {
    issuer: issuer ?? 'unknown',
    ...metadataOf(endpoints),
    ...(endpoints.mtlsAliases && { mtls_endpoint_aliases: metadataOf(endpoints.mtlsAliases) }),
    id_token_signing_alg_values_supported: [...signingAlgorithms],
  }
}

function metadataOf({
  token,
  revocation,
  introspection,
  pushedAuthorizationRequest,
  deviceAuthorization,
}: Endpoints): oauth.MTLSEndpointAliases {
  return {
    ...(token && { token_endpoint: token }),
    ...(revocation && { revocation_endpoint: revocation }),
    ...(introspection && { introspection_endpoint: introspection }),
    ...(pushedAuthorizationRequest && {
      pushed_authorization_request_endpoint: pushedAuthorizationRequest,
    }),
    ...(deviceAuthorization && { device_authorization_endpoint: deviceAuthorization }),
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
