import type { JsonObject, ProviderSpec } from '../../model/index.ts'

/** What one provider does differently from the RFCs, put right before anyone else sees it. */
export interface Oddity {
  readonly appliesTo: (provider: ProviderSpec) => boolean
  /** The members of a token response as RFC 6749 section 5 would have them. */
  readonly tokenResponse?: (body: JsonObject) => JsonObject
  /** Whether a refresh token is judged before the client is authenticated. */
  readonly looksAtTokenFirst?: boolean
  /** The `iss` that an id_token with these claims must have, where it is not the declared issuer. */
  readonly idTokenIssuer?: (issuer: string, claims: JsonObject) => string
}

/** Whether `provider` uses the template, or its token endpoint without naming the template. */
export function isProvider(
  { template, endpoints }: ProviderSpec,
  known: { readonly template: string; readonly tokenHost: string },
): boolean {
  if (template === known.template) return true
  return endpoints.token !== undefined && new URL(endpoints.token).host === known.tokenHost
}
