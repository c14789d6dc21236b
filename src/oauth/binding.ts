import { canonicalJson, type JsonObject } from '../model/index.ts'
import type { OAuthClient } from './client.ts'

/**
 * What a grant belongs to, as canonical JSON: client id, issuer, origin of the token endpoint,
 * audience, resource and grant type. A refresh token whose binding differs from the client's is not sent,
 * because it would be shown to somebody it was not meant for, or for nothing.
 *
 * How the client authenticates is left out on purpose: whether the secret travels as `basic` or in the
 * body, the grant is the same client's at the same server, and nobody has to consent again. No secret
 * stands in it.
 *
 * @param more What else a grant belongs to; only those that no person consents to.
 */
export function grantBinding({ provider, clientId }: OAuthClient, more: JsonObject = {}): string {
  const { issuer = null, endpoints, audience = null, resource = null, grant } = provider
  const tokenOrigin = endpoints.token === undefined ? null : new URL(endpoints.token).origin
  return canonicalJson({ clientId, issuer, tokenOrigin, audience, resource, grant, ...more })
}
