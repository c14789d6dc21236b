import type {
  ConnectionAddress,
  EpochMs,
  ImportBlock,
  Json,
  Kind,
  Resource,
  ResourceAddress,
} from '../model/index.ts'
import type { Drift } from './drift.ts'

/** Terraform's four: `+` create, `~` update in-place, `-/+` replace, `-` delete. */
export type Action = 'create' | 'update' | 'replace' | 'delete'

/** Why an action that is not plain from its attributes is taken; Terraform's names. */
export type ActionReason =
  | 'delete_because_no_resource_config'
  | 'delete_because_removed'
  | 'replace_because_cannot_update'
  | 'replace_by_request'

/** One attribute that differs. Values of secrets never stand here, only that they differ. */
export interface AttributeChange {
  /** Dotted path within the spec: `scopes`, `match.path`. */
  readonly path: string
  readonly before?: Json
  readonly after?: Json
  readonly sensitive: boolean
  /** Changing it makes another object of it. */
  readonly forcesReplacement: boolean
}

/** What is to be done to one resource. `after` is complete, so that a saved plan needs no configuration. */
export interface Change<K extends Kind = Kind> {
  readonly action: Action
  readonly reason?: ActionReason
  readonly address: ResourceAddress
  readonly kind: Kind
  readonly name: string
  /** The desired resource; absent for a delete. */
  readonly after?: Resource<K>
  /** `file:line` of the declaration, or where it last stood. */
  readonly origin: string
  /** Sorted by path. */
  readonly attributes: readonly AttributeChange[]
  readonly unchangedAttributes: number
  /** What more can be reached after it, or by whom, in a few words each; absent when nothing. */
  readonly widens?: readonly string[]
}

/**
 * What happens to a connection's token.
 *
 * - `consent`: there is none yet and a person must consent.
 * - `keep`: it stays and is used.
 * - `remint`: the next request gets a new one without any person (client credentials).
 * - `reconsent`: a person must consent again; `reasons` say why.
 * - `revoke`: it is revoked at the provider and wiped.
 * - `forget`: it is wiped, and stays valid at the provider.
 * - `import`: the connection begins with a refresh token that was made elsewhere.
 */
export type TokenEffect =
  | 'consent'
  | 'import'
  | 'keep'
  | 'remint'
  | 'reconsent'
  | 'revoke'
  | 'forget'

/** A resource that gets another address, as a block of `moved` says; its token goes along. */
export interface PlannedMove {
  readonly from: ResourceAddress
  readonly to: ResourceAddress
  /** `file:line` of the block. */
  readonly origin: string
}

export interface TokenChange {
  readonly connection: ConnectionAddress
  readonly effect: TokenEffect
  /** Stable codes: `scopes_added`, `scopes_removed`, `client_changed`, `issuer_changed`, `grant_changed`, `token_host_changed`, `audience_changed`, `subject_changed`, `assertion_changed`, `expect_changed`, `deleted`, `removed`, `new`, `import`, `pending_consent`, `needs_reauth`, `replaced`, `requested`, or the reason that stands in the credential. */
  readonly reasons: readonly string[]
  /** Scopes asked for and not granted yet; sorted. */
  readonly addedScopes: readonly string[]
  /** The stored token goes on being used until the new consent. */
  readonly servesUntilThen: boolean
  /** The stored grant is revoked at the provider, with the client it was made for. */
  readonly revokesOld: boolean
}

/** The configuration that a plan was made from. */
export interface PlannedConfig {
  /** As the user named it. */
  readonly file: string
  /**
   * Keyed digest of everything it declares, after variables and defaults; places do not count. Absent in
   * a plan with nothing to apply: it is compared before an apply.
   */
  readonly digest?: string
  /** `--var` or `--var-file` was given: without them it may declare something else. */
  readonly variables: boolean
  /** The commit that was checked out, where there was one. */
  readonly git?: GitHead
}

export interface GitHead {
  /** The whole hash. */
  readonly commit: string
  /** Tracked files differed from it. */
  readonly dirty: boolean
}

/**
 * What would be done, as a value: it can be printed, stored, reviewed and compared. Equal inputs
 * give equal plans but for `planId` and the times. No secret stands in it.
 */
export interface Plan {
  readonly formatVersion: '1.0'
  /** Begins with `p_`; a plan is applied once. */
  readonly planId: string
  readonly createdAt: EpochMs
  /** From then on it is not applied any more. */
  readonly expiresAt: EpochMs
  readonly env: string
  readonly prior: { readonly lineage: string; readonly serial: number }
  /** Absent for a plan to destroy everything. */
  readonly config?: PlannedConfig
  /** Whether the state is as declared afterwards: `leftOut` is 0. */
  readonly complete: boolean
  /** Changes that a selection left out. */
  readonly leftOut: number
  /** Whether there is something to apply. */
  readonly applyable: boolean
  /** Always `false`: what can not be planned gives no plan. */
  readonly errored: boolean
  /** What gets another address before anything else is done; absent when nothing does. */
  readonly moves?: readonly PlannedMove[]
  /** What has happened outside, where it was looked for; absent: it was not, or nothing was found. */
  readonly drift?: readonly Drift[]
  /** The grants that are taken over from elsewhere; absent: none. */
  readonly imports?: readonly ImportBlock[]
  /** In the order of kinds, then by name. Addresses are those after the moves. */
  readonly changes: readonly Change[]
  /** One for every connection that there is or will be; sorted by address. */
  readonly tokens: readonly TokenChange[]
  /**
   * Keyed digest of every applied resource that the plan builds on: what it changes, and what that
   * refers to itself. `null`: it was not there.
   */
  readonly basis: { readonly [address: string]: string | null }
  /** Fingerprints of the secrets that the desired resources refer to, by `address#pointer`. */
  readonly fingerprints: { readonly [key: string]: string }
  readonly summary: PlanSummary
}

/** A replacement counts in `add` and in `destroy`, as in Terraform. */
export interface PlanSummary {
  readonly add: number
  readonly change: number
  readonly destroy: number
  /** Resources with another address; absent: none. */
  readonly move?: number
  /** Connections that begin with a token that was made elsewhere; absent: none. */
  readonly import?: number
}
