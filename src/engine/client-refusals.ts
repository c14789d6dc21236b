import { type AnyCredmgrError, type ResourceAddress, resourceAddress } from '../model/index.ts'
import type { ServedConnection } from './serving.ts'

/** Whose client a connection uses: that of its provider, or its own. */
export function clientHolder({ spec, providerName }: ServedConnection): ResourceAddress {
  return spec.clientId === undefined
    ? resourceAddress('provider', providerName)
    : resourceAddress('connection', spec.address)
}

/** Errors of a token endpoint that are about the client and not about what it asked for (RFC 6749 section 5.2). */
const aboutClient: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client'])

/** The error by which a token endpoint has refused the client, if it has. */
export function clientRefusal(error: AnyCredmgrError): string | undefined {
  if (error.code !== 'PROVIDER_REJECTED') return undefined
  const { oauthError } = error.details
  return aboutClient.has(oauthError) ? oauthError : undefined
}
