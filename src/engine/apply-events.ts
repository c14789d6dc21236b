import type {
  Account,
  ConnectionAddress,
  DurationMs,
  Fetch,
  ResourceAddress,
  Store,
} from '../model/index.ts'
import type { Action } from '../plan/index.ts'
import type { DeregistrationOutcome } from './deregistering.ts'
import type { PlanningPorts } from './planning.ts'
import type { RevocationOutcome } from './revoking.ts'

export interface ApplyingPorts extends PlanningPorts {
  readonly store: Store
  readonly fetch: Fetch
}

/** What happens during an apply, in order, for whoever shows it. */
export type ApplyEvent =
  | { readonly type: 'started'; readonly address: ResourceAddress; readonly action: Action }
  | { readonly type: 'discovered'; readonly address: ResourceAddress; readonly issuer: string }
  | {
      readonly type: 'registered'
      readonly address: ResourceAddress
      readonly host: string
      readonly clientId: string
    }
  | {
      readonly type: 'deregistered'
      readonly address: ResourceAddress
      readonly host: string
      readonly clientId: string
      readonly outcome: DeregistrationOutcome
    }
  /** The next apply tries again. */
  | {
      readonly type: 'deregistrationFailed'
      readonly address: ResourceAddress
      readonly host: string
      readonly problem: string
    }
  | { readonly type: 'moved'; readonly from: ResourceAddress; readonly to: ResourceAddress }
  | {
      readonly type: 'verified'
      readonly address: ResourceAddress
      /** What was tried: `client secret`. */
      readonly what: string
      readonly took: DurationMs
    }
  /** Nothing that is stored could try it. */
  | { readonly type: 'unverified'; readonly address: ResourceAddress; readonly what: string }
  | { readonly type: 'committed'; readonly serial: number }
  | { readonly type: 'finished'; readonly address: ResourceAddress; readonly action: Action }
  | {
      readonly type: 'revoked'
      readonly connection: ConnectionAddress
      readonly host: string
      readonly outcome: RevocationOutcome
    }
  | {
      readonly type: 'imported'
      readonly connection: ConnectionAddress
      readonly account?: Account
      readonly grantedScopes: readonly string[]
    }
  | {
      readonly type: 'importFailed'
      readonly connection: ConnectionAddress
      readonly problem: string
      /** `false`: the next apply, or the next use, tries again. */
      readonly final: boolean
    }
  | {
      readonly type: 'revocationFailed'
      readonly connection: ConnectionAddress
      readonly problem: string
      /** `false`: the next apply tries again. */
      readonly final: boolean
    }
