import type { Diagnostic } from './diagnostic.ts'
import type { LockHolder } from './ports.ts'
import type { Account } from './resource.ts'
import type { DurationMs } from './time.ts'

/** Facts that each error carries beside its sentence. Codes are public; sentences are not. */
export interface ErrorDetails {
  CONFIG_INVALID: { readonly diagnostics: readonly Diagnostic[] }
  /** `reason`, where programs need one: `consent_by_device`. */
  USAGE: { readonly remedy: string; readonly reason?: string }
  NOT_INTERACTIVE: { readonly remedy: string }
  STORE_NOT_INITIALIZED: { readonly location: string }
  NOTHING_APPLIED: { readonly remedy: string }
  STORE_UNREADABLE: { readonly location: string }
  STORE_UNWRITABLE: { readonly location: string }
  STATE_CORRUPT: { readonly location: string; readonly remedy: string }
  STATE_TOO_NEW: { readonly location: string; readonly format: number }
  STATE_CONFLICT: { readonly expected: number; readonly actual: number }
  STATE_LOCKED: {
    readonly name: string
    readonly lockId: string
    /** In one line. */
    readonly holder: string
    readonly lock: LockHolder
    readonly waited: DurationMs
  }
  LOCK_UNKNOWN: { readonly lockId: string; readonly remedy: string }
  ADDRESS_UNKNOWN: { readonly address: string; readonly suggestion?: string }
  STATE_REFUSED: { readonly remedy: string }
  PLAN_STALE: { readonly reason: string }
  PLAN_INVALID: { readonly file: string }
  PREVENT_DESTROY: { readonly addresses: readonly string[] }
  PLAN_REFUSED: { readonly remedy: string }
  KEY_MISSING: { readonly remedy: string }
  KEY_INVALID: { readonly remedy: string }
  KEY_MISMATCH: { readonly expectedKeyId: string; readonly actualKeyIds: readonly string[] }
  VAULT_CONFLICT: { readonly record: string }
  RECORD_UNREADABLE: { readonly record: string; readonly remedy: string }
  LEASE_LOST: { readonly name: string }
  CONNECTION_UNKNOWN: { readonly connection: string; readonly suggestion?: string }
  CONNECTION_NOT_AUTHORIZED: { readonly connection: string; readonly reason: string }
  PROVIDER_UNREACHABLE: {
    readonly provider: string
    readonly retryAfterMs?: number
    /** It is certain that the request was not worked on: a refresh token in it is as good as before. */
    readonly untouched?: true
  }
  /** The provider has been asked and has not answered yet; the answer will be used when it comes. */
  PROVIDER_SLOW: { readonly provider: string; readonly waited: DurationMs }
  PROVIDER_REJECTED: {
    readonly provider: string
    /** The `error` of the token response (RFC 6749 section 5.2), or a code of ours. */
    readonly oauthError: string
  }
  PROVIDER_MISBEHAVED: { readonly provider: string }
  CONSENT_REFUSED: {
    readonly reason: ConsentRefusal
    /** The connection, where it is known and this browser may learn it. */
    readonly connection?: string
    /** For `wrong_account` and `account_unknown`: the account that must consent. */
    readonly expect?: Account
    /** For `wrong_account`: the account that consented; for `login_refused`: who logged in. */
    readonly account?: Account
    /** Where it was a login before the consent: the identity that was to prove who that is. */
    readonly identity?: string
    /** What the provider gave as `error`, as it came (RFC 6749 sections 4.1.2.1 and 5.2). */
    readonly oauthError?: string
  }
  REDIRECT_NOT_ALLOWED: { readonly url: string }
  PORT_IN_USE: { readonly listen: string }
  CANNOT_LISTEN: { readonly listen: string }
  /** No gateway answers there, or what answers is none. */
  GATEWAY_UNREACHABLE: { readonly url: string; readonly remedy: string }
  RELOAD_FAILED: { readonly url: string; readonly remedy: string }
  FILE_UNREADABLE: { readonly file: string }
  FILE_UNWRITABLE: { readonly file: string }
  FILE_EXISTS: { readonly file: string }
}

/** Why a consent did not end in a connection. */
export type ConsentRefusal =
  | 'link_unknown'
  | 'link_expired'
  | 'link_used'
  | 'connection_removed'
  | 'state_unknown'
  | 'wrong_provider'
  | 'wrong_browser'
  | 'issuer_mismatch'
  | 'access_denied'
  | 'provider_error'
  | 'wrong_account'
  | 'account_unknown'
  | 'exchange_failed'
  | 'login_required'
  | 'login_denied'
  | 'login_failed'
  | 'login_refused'

export type ErrorCode = keyof ErrorDetails

/** The one error that is thrown on purpose. `message` holds no secret; `cause` keeps the evidence. */
export class CredmgrError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C
  readonly details: ErrorDetails[C]

  constructor(code: C, message: string, details: ErrorDetails[C], options?: ErrorOptions) {
    super(message, options)
    this.name = 'CredmgrError'
    this.code = code
    this.details = details
  }
}

/** Narrows by `code`. */
export type AnyCredmgrError = { [C in ErrorCode]: CredmgrError<C> }[ErrorCode]

export function isCredmgrError(error: unknown): error is AnyCredmgrError {
  return error instanceof CredmgrError
}
