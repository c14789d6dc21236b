import * as oauth from 'oauth4webapi'
import { isCredmgrError } from '../model/index.ts'
import { type OAuthClient, type OAuthPorts, portsAs, secretsOf } from './client.ts'
import { attempt } from './failure.ts'
import { providerFetch } from './fetch.ts'
import { asClient, requestOptions } from './session.ts'

/**
 * `unsupported`: the provider has no revocation endpoint, or not for this kind of token; the token
 * lives on there until it expires or its owner withdraws it.
 */
export type Revocation = 'revoked' | 'unsupported'

/**
 * Revokes a token at the provider (RFC 7009). A token that the provider does not know is revoked.
 *
 * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`; see `failure`
 */
export async function revokeToken(
  ports: OAuthPorts,
  client: OAuthClient,
  token: string,
  hint: 'access_token' | 'refresh_token',
): Promise<Revocation> {
  if (client.provider.endpoints.revocation === undefined) return 'unsupported'
  try {
    await attempt(client.name, [token, ...secretsOf(client)], () =>
      revoke(ports, client, { token, token_type_hint: hint }),
    )
    return 'revoked'
  } catch (error) {
    return settled(error)
  }
}

async function revoke(
  ports: OAuthPorts,
  client: OAuthClient,
  { token, ...additionalParameters }: { readonly token: string; token_type_hint: string },
): Promise<void> {
  const fetch = providerFetch(portsAs(ports, client), client.name)
  const options = { ...requestOptions(fetch), additionalParameters }
  await asClient(client, async ({ server, client: self, authentication }) => {
    const response = await oauth.revocationRequest(server, self, authentication, token, options)
    // RFC 7009 says 200; some answer 204.
    if (!response.ok) await oauth.processRevocationResponse(response)
  })
}

function settled(error: unknown): Revocation {
  if (!isCredmgrError(error) || error.code !== 'PROVIDER_REJECTED') throw error
  // RFC 7009 section 2.2.1.
  if (error.details.oauthError === 'unsupported_token_type') return 'unsupported'
  // Against RFC 7009 section 2.2, but it is what Google says of a token that is no longer valid.
  if (error.details.oauthError === 'invalid_token') return 'revoked'
  throw error
}
