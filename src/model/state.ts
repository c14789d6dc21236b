import type { ConnectionAddress, Kind, ResourceAddress } from './address.ts'
import type { Endpoints } from './endpoints.ts'
import type { LooseRegistration, RegisteredAs } from './registration.ts'
import type { ProviderSpec, Specs } from './resource.ts'
import type { EpochMs } from './time.ts'

/**
 * One resource as last applied. `fingerprints` has, for every secret of `spec` by JSON pointer, the
 * keyed fingerprint of the value that was sealed into the vault.
 */
export type StateResource<K extends Kind = Kind> = {
  [Each in K]: {
    readonly address: ResourceAddress
    readonly kind: Each
    readonly name: string
    /** Stays with the resource for its whole life; begins with `r_`. */
    readonly id: string
    readonly spec: Specs[Each]
    readonly fingerprints: { readonly [pointer: string]: string }
    readonly dependsOn: readonly ResourceAddress[]
    /** What `apply` found out and pinned; only for a provider with discovery. */
    readonly discovered?: Endpoints
    /** Only for a provider whose client `apply` has registered. */
    readonly registered?: RegisteredAs
    /** `file:line` when last applied. */
    readonly origin: string
    readonly createdSerial: number
    readonly updatedSerial: number
  }
}[K]

/** Where what a client proves itself with stands in the vault. */
export interface ClientSecretKeys {
  readonly clientSecret?: SecretKey
  readonly nextClientSecret?: SecretKey
  /** The private key of `privateKeyJwt` or of `tls`. */
  readonly clientKey?: SecretKey
  /** The certificate of `tls`, or the one that `privateKeyJwt` names. */
  readonly clientCertificate?: SecretKey
  /** What signs the assertion of a JWT bearer grant. */
  readonly assertionKey?: SecretKey
}

/** A revocation that was decided by a commit and has still to be carried out at the provider. */
export interface PendingRevocation extends ClientSecretKeys {
  /** Begins with `v_`; names the sealed copy of the token that is to be revoked. */
  readonly id: string
  readonly connection: ConnectionAddress
  /** Which grant is meant: a credential of a later consent at the same address is left alone. */
  readonly grant: { readonly binding: string; readonly consentedAt?: EpochMs }
  /** The provider as it was when the token was granted, endpoints complete. */
  readonly provider: ProviderSpec
  /** The client that the token was granted to. */
  readonly clientId: string
  readonly since: EpochMs
  readonly attempts: number
  readonly lastError?: string
}

/** Names one sealed value of a resource; the fingerprint tells an old value from a new one. */
export interface SecretKey {
  readonly address: ResourceAddress
  readonly pointer: string
  readonly fingerprint: string
}

/**
 * The recorded world. No secret stands in it.
 *
 * `serial` counts applied configurations, `revision` counts writes: a finished revocation raises
 * only `revision`, so that it makes no saved plan stale.
 */
export interface State {
  /** Identity of the store; two states with different lineages never were the same. */
  readonly lineage: string
  readonly serial: number
  readonly revision: number
  readonly resources: readonly StateResource[]
  readonly pending: readonly PendingRevocation[]
  /**
   * Connections that a commit has moved away or let go, whose records are removed after it. Absent:
   * none; what a process that died has left here, the next apply removes.
   */
  readonly leftovers?: readonly ConnectionAddress[]
  /** Absent: none. */
  readonly registrations?: readonly LooseRegistration[]
  /** Ids of the plans that made the latest serials; a plan is applied once. At most 50. */
  readonly usedPlans: readonly string[]
  readonly appliedAt?: EpochMs
  /** What made this serial; absent in a state that an older version wrote. */
  readonly madeBy?: MadeBy
}

/** For whoever reads the history. */
export interface MadeBy {
  /** `apply`, `state mv connection.github/a connection.github/b`. */
  readonly operation: string
  /** `ci@runner-7 (pid 4121)` */
  readonly who: string
}

/** The world before the first apply. */
export function emptyState(lineage: string): State {
  return { lineage, serial: 0, revision: 0, resources: [], pending: [], usedPlans: [] }
}
