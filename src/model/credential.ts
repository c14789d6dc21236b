import type { ConnectionAddress } from './address.ts'
import type { JsonObject } from './json.ts'
import type { Account, Consenter } from './resource.ts'
import type { EpochMs } from './time.ts'

/**
 * What the vault keeps for one connection.
 *
 *                       consent / first mint
 *     (no record) ------------------------------> connected <---+
 *                                                  |    ^       | refresh: answer sealed, then used
 *                            refresh: invalid_grant|    |       |
 *                                                  v    |       |
 *                                          needsReauth--+       |
 *                                            consent again      |
 *                        connected + intent --------------------+
 *
 * (1) `generation` grows by one with every write; a writer names the generation it has read.
 * (2) An `intent` is on disk before a refresh token is sent; the write that ends the refresh removes it.
 * (3) Tokens are used only after the record that holds them is on disk.
 * (4) Only `invalid_grant` leads to `needsReauth`, and that record holds no token.
 * (5) An `intent` is taken back without tokens only when it is certain that the token was not used.
 */
export interface Credential {
  readonly generation: number
  readonly status: 'connected' | 'needsReauth'
  /** Why it is not connected: a stable code such as `invalid_grant` or `lost_rotation`. */
  readonly reason?: string
  /** What the grant belongs to; see `grantBinding` in `oauth`. Tokens are never sent when it differs. */
  readonly grantBinding: string
  readonly account?: Account
  /** Scopes that the provider said it granted; sorted. */
  readonly grantedScopes: readonly string[]
  /** Scopes that were asked for when it was granted; sorted. */
  readonly requestedScopes: readonly string[]
  readonly tokenType: string
  readonly accessToken?: string
  readonly refreshToken?: string
  /** The other members of the token response, tokens excepted (RFC 6749 section 5.1). */
  readonly claims: JsonObject
  readonly obtainedAt: EpochMs
  /** Absent: the access token does not expire. */
  readonly expiresAt?: EpochMs
  /** When the resource owner consented; absent for grants without consent. */
  readonly consentedAt?: EpochMs
  /** Who was logged in then; absent where nobody has to be. */
  readonly consentedBy?: Consenter
  readonly intent?: RefreshIntent
}

/** A refresh that was begun. Found at rest it means that a process died inside one. */
export interface RefreshIntent {
  readonly startedAt: EpochMs
}

/** A credential without what is sealed of it: enough for plan and status, and nothing is opened for it. */
export type CredentialSummary = Omit<Credential, 'accessToken' | 'refreshToken' | 'claims'> & {
  readonly connection: ConnectionAddress
  readonly hasRefreshToken: boolean
}

/** What a route learns from a connection; named after Azure API Management's context variable. */
export interface AuthorizationContext {
  readonly accessToken: string
  readonly tokenType: string
  /** Granted scopes, separated by a space. */
  readonly scope: string
  readonly expiresAt?: EpochMs
  readonly claims: JsonObject
}
