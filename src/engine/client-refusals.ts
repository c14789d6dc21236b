import { type AnyCredmgrError, type ResourceAddress, resourceAddress } from '../model/index.ts'
import type { ServedConnection } from './serving.ts'

/** Where the client of a connection is declared: at its provider, or at itself, which may also hold only a secret of its own. */
export function clientHolder({
  spec,
  providerName,
  clientSecret,
}: ServedConnection): ResourceAddress {
  if (clientSecret !== undefined) return clientSecret.address
  return spec.clientId === undefined
    ? resourceAddress('provider', providerName)
    : resourceAddress('connection', spec.address)
}

/** Errors of a token endpoint that are about the client and not about what it asked for (RFC 6749 section 5.2). */
const aboutClient: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client'])

/** The error by which a token endpoint has refused the client of a connection, if it has. */
export function clientRefusal(
  error: AnyCredmgrError,
  { provider: { grant } }: ServedConnection,
): string | undefined {
  if (error.code !== 'PROVIDER_REJECTED') return undefined
  const { oauthError } = error.details
  // The assertion is the grant (RFC 7523 section 3.1), and the client has made it.
  const isAssertion = grant === 'jwtBearer' && oauthError === 'invalid_grant'
  return isAssertion || aboutClient.has(oauthError) ? oauthError : undefined
}

/**
 * Errors of a token endpoint by which it refuses what was asked for, after it has found out who asks
 * (RFC 6749 section 5.2, RFC 8707 section 2).
 */
const aboutRequest: ReadonlySet<string> = new Set(['invalid_scope', 'invalid_target'])

/**
 * The error by which a token endpoint has not accepted the client, so far as it tells: not every provider
 * says `invalid_client`, so that any other refusal that does not prove the client counts, too.
 */
export function unprovenBy(error: AnyCredmgrError): string | undefined {
  if (error.code !== 'PROVIDER_REJECTED') return undefined
  const { oauthError } = error.details
  return aboutRequest.has(oauthError) ? undefined : oauthError
}
