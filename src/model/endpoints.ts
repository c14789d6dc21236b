/** Endpoints of an authorization server; absolute URLs, https (http only on loopback). */
export interface Endpoints {
  readonly authorization?: string
  readonly token?: string
  readonly revocation?: string
  /** Asked whether a token is alive (RFC 7662), only when on the origin of `token`. */
  readonly introspection?: string
  readonly userinfo?: string
  /** Takes authorization requests from the client itself (RFC 9126); where it is known it is used. */
  readonly pushedAuthorizationRequest?: string
  /** Where a device asks for a code that a person types in elsewhere (RFC 8628). */
  readonly deviceAuthorization?: string
  readonly jwks?: string
  /** Where clients are registered (RFC 7591). */
  readonly registration?: string
  /** Discovered: where clients that show a certificate ask instead (RFC 8705 section 5). */
  readonly mtlsAliases?: MtlsAliases
  /** Discovery said that authorization responses name their issuer (RFC 9207): one without is refused. */
  readonly issParameter?: boolean
}

/** Endpoints at which a client proves itself. */
export const provingEndpoints = [
  'token',
  'revocation',
  'introspection',
  'pushedAuthorizationRequest',
  'deviceAuthorization',
] as const

export type MtlsAliases = { readonly [Name in (typeof provingEndpoints)[number]]?: string }

/** The endpoints that are declared or discovered. */
export const endpointNames = [
  'authorization',
  'token',
  'revocation',
  'introspection',
  'userinfo',
  'jwks',
  'pushedAuthorizationRequest',
  'deviceAuthorization',
  'registration',
] as const
