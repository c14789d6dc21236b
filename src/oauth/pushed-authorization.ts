import * as oauth from 'oauth4webapi'
import { type OAuthClient, type OAuthPorts, portsAs, secretsOf } from './client.ts'
import { attempt } from './failure.ts'
import { providerFetch } from './fetch.ts'
import { type AuthorizationRequest, authorizationUrl } from './grants/authorization-code.ts'
import { asClient, requestOptions } from './session.ts'

/**
 * Where to send the browser. A provider that takes authorization requests by itself (PAR, RFC 9126) is
 * told this one beforehand, as the client; the browser then carries a reference to it, which nobody can
 * change on the way.
 *
 * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`; see `failure`
 */
export async function startAuthorization(
  ports: OAuthPorts,
  client: OAuthClient,
  request: AuthorizationRequest,
): Promise<string> {
  const whole = authorizationUrl(client, request)
  if (client.provider.endpoints.pushedAuthorizationRequest === undefined) return whole
  const url = new URL(client.provider.endpoints.authorization ?? '')
  url.searchParams.set('client_id', client.clientId)
  url.searchParams.set('request_uri', await push(ports, client, new URL(whole).searchParams))
  return url.href
}

function push(
  ports: OAuthPorts,
  client: OAuthClient,
  parameters: URLSearchParams,
): Promise<string> {
  const options = requestOptions(providerFetch(portsAs(ports, client), client.name))
  return attempt(client.name, secretsOf(client), () =>
    asClient(client, async ({ server, client: self, authentication }) => {
      const response = await oauth.pushedAuthorizationRequest(
        server,
        self,
        authentication,
        parameters,
        options,
      )
      const answer = await oauth.processPushedAuthorizationResponse(server, self, response)
      return answer.request_uri
    }),
  )
}
