import type { ConnectionAddress } from './address.ts'
import type { DeclaredSecret, Span } from './resource.ts'

/**
 * What a configuration says about resources that had another address, that are to be let go, or
 * whose grant was made elsewhere. Absent parts of a configuration are empty lists.
 */
export interface Refactoring {
  readonly moved: readonly MovedBlock[]
  readonly removed: readonly RemovedBlock[]
  readonly imports: readonly ImportBlock[]
}

/** A resource, or every resource of a pattern, has another address than it was applied with. */
export interface MovedBlock {
  /** An address, or a pattern: a `*` stands for any text without a slash. */
  readonly from: string
  /** The same, with as many `*` as `from`; each stands for what the one of `from` in its place matched. */
  readonly to: string
  readonly span: Span
}

/** A resource that is not declared any more, on purpose. */
export interface RemovedBlock {
  /** An address or a pattern, as in {@link MovedBlock.from}. */
  readonly from: string
  /** `false`: its grant stays valid at the provider; only what is stored here is wiped. */
  readonly revoke: boolean
  readonly span: Span
}

/** A connection whose first grant is not consented to: its refresh token was made elsewhere. */
export interface ImportBlock {
  readonly to: ConnectionAddress
  readonly refreshToken: DeclaredSecret
  readonly span: Span
}
