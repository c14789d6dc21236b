import type { Problem, ProblemCode } from './problem.ts'

/** Why a request was refused, in the words of `context.LastError` of Azure API Management. */
export interface LastError {
  /** The policy or the part of the gateway that refused it. */
  readonly source: string
  /** Azure's reason where it has one for this; else the code of the problem. */
  readonly reason: string
  readonly message: string
}

/** Problems that one source has for one reason, by code. */
const known: { readonly [Code in ProblemCode]?: readonly [source: string, reason?: string] } = {
  unauthenticated: ['authentication', 'TokenNotPresent'],
  invalid_token: ['authentication', 'JwtInvalid'],
  invalid_api_key: ['authentication', 'SubscriptionKeyInvalid'],
  identity_unavailable: ['authentication'],
  access_denied: ['get-authorization-context'],
  connection_not_authorized: ['get-authorization-context'],
  token_unavailable: ['get-authorization-context'],
  provider_rejected: ['get-authorization-context'],
  jwt_not_accepted: ['validate-jwt'],
  header_not_allowed: ['check-header'],
  ip_not_allowed: ['ip-filter'],
  rate_limited: ['rate-limit', 'RateLimitExceeded'],
  quota_exceeded: ['quota', 'QuotaExceeded'],
  concurrency_limited: ['limit-concurrency'],
  upstream_timeout: ['forward-request', 'Timeout'],
  upstream_unreachable: ['forward-request', 'BackendConnectionFailure'],
}

/** Codes whose `reason` is Azure's own. */
const reasoned: ReadonlySet<ProblemCode> = new Set([
  'header_not_allowed',
  'ip_not_allowed',
  'bad_request',
  'jwt_not_accepted',
])

export function lastError({ code, detail, reason }: Problem): LastError {
  const [source, named] = known[code] ?? ['gateway']
  return { source, reason: (reasoned.has(code) ? reason : named) ?? code, message: detail }
}
