import * as oauth from 'oauth4webapi'
import { type OAuthClient, type OAuthPorts, secretsOf } from '../client.ts'
import { attempt } from '../failure.ts'
import { asClient, requestOptions } from '../session.ts'
import { tokenFetch } from '../token-fetch.ts'
import { type TokenSet, tokenSet } from '../token-set.ts'

/**
 * Redeems a refresh token (RFC 6749 section 6). It may be used up by that, whatever comes back; a
 * result without `refreshToken` leaves it in force.
 *
 * An id_token that comes along is dropped unread: who consented was settled at the consent, and a
 * rotated token must not be lost over a claim that nobody looks at.
 *
 * @param scopes None may be among them that was not granted. Empty: those that were granted.
 * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`; see `failure`
 */
export function refreshToken(
  ports: OAuthPorts,
  client: OAuthClient,
  token: string,
  scopes: readonly string[],
): Promise<TokenSet> {
  const { resource, tokenParams } = client.provider
  const additionalParameters = {
    ...tokenParams,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ...(resource === undefined ? {} : { resource }),
  }
  const options = { ...requestOptions(tokenFetch(ports, client, false)), additionalParameters }
  return attempt(client.name, [token, ...secretsOf(client)], () =>
    asClient(client, async ({ server, client: self, authentication }) => {
      const response = await oauth.refreshTokenGrantRequest(
        server,
        self,
        authentication,
        token,
        options,
      )
      const body = await oauth.processRefreshTokenResponse(server, self, response)
      return tokenSet(client.name, body)
    }),
  )
}
