import * as oauth from 'oauth4webapi'
import type { OAuthClient, OAuthPorts } from './client.ts'
import { providerFetch } from './fetch.ts'
import { requestOptions } from './session.ts'

/**
 * GET at an endpoint of the provider with an access token (RFC 6750 section 2.1).
 *
 * @returns Any answer below 500, refusals too.
 */
export function getWith(
  ports: OAuthPorts,
  { name }: OAuthClient,
  { url, accessToken }: { readonly url: string; readonly accessToken: string },
): Promise<Response> {
  const options = requestOptions(providerFetch(ports, name))
  const target = new URL(url)
  return oauth.protectedResourceRequest(accessToken, 'GET', target, undefined, null, options)
}
