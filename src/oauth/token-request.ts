import * as oauth from 'oauth4webapi'
import { type OAuthClient, type OAuthPorts, secretsOf } from './client.ts'
import { attempt } from './failure.ts'
import { asClient, requestOptions } from './session.ts'
import { tokenFetch } from './token-fetch.ts'

/** Parameters of a request, by name. */
export type Parameters = Readonly<Record<string, string>>

/** What is asked for: the scopes, unless there are none, and the provider's audience and resource if it has any. */
export function askedFor(
  { provider: { audience, resource } }: OAuthClient,
  scopes: readonly string[],
): Parameters {
  return {
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ...(audience === undefined ? {} : { audience }),
    ...(resource === undefined ? {} : { resource }),
  }
}

/**
 * A token request by an extension grant (RFC 6749 section 4.5).
 *
 * @param request.secret What is presented, and must not come back in an error.
 * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`; see `failure`
 */
export function requestByExtension(
  ports: OAuthPorts,
  client: OAuthClient,
  {
    grantType,
    parameters,
    secret,
  }: { readonly grantType: string; readonly parameters: Parameters; readonly secret: string },
): Promise<oauth.TokenEndpointResponse> {
  const options = requestOptions(tokenFetch(ports, client, false))
  return attempt(client.name, [secret, ...secretsOf(client)], () =>
    asClient(client, async ({ server, client: self, authentication }) => {
      const response = await oauth.genericTokenEndpointRequest(
        server,
        self,
        authentication,
        grantType,
        parameters,
        options,
      )
      return await oauth.processGenericTokenEndpointResponse(server, self, response)
    }),
  )
}
