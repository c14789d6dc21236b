import * as oauth from 'oauth4webapi'
import { type OAuthClient, type OAuthPorts, secretsOf } from '../client.ts'
import { attempt } from '../failure.ts'
import { asClient, requestOptions } from '../session.ts'
import { tokenFetch } from '../token-fetch.ts'
import { askedFor } from '../token-request.ts'
import { type TokenSet, tokenSet } from '../token-set.ts'
import type { Grant } from './grant.ts'

/** The client acts for itself, and no person is asked (RFC 6749 section 4.4). */
export const clientCredentialsGrant: Grant = {
  type: 'clientCredentials',
  mint: (ports, client, { scopes }) => clientCredentials(ports, client, scopes),
}

/**
 * Mints a token for the client itself, for the provider's `audience` and `resource` if it has any.
 *
 * @param scopes Empty: none are named, and the provider gives what it gives by default.
 * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`; see `failure`
 */
export function clientCredentials(
  ports: OAuthPorts,
  client: OAuthClient,
  scopes: readonly string[],
): Promise<TokenSet> {
  const parameters = { ...client.provider.tokenParams, ...askedFor(client, scopes) }
  const options = requestOptions(tokenFetch(ports, client, false))
  return attempt(client.name, secretsOf(client), () =>
    asClient(client, async ({ server, client: self, authentication }) => {
      const response = await oauth.clientCredentialsGrantRequest(
        server,
        self,
        authentication,
        parameters,
        options,
      )
      const body = await oauth.processClientCredentialsResponse(server, self, response)
      return tokenSet(client.name, body)
    }),
  )
}
