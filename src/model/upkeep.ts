import type { ConnectionAddress } from './address.ts'
import type { CredentialSummary } from './credential.ts'
import type { SecretKey, State } from './state.ts'

/** A document of a store as it was found: what it says, or one clause that says why it does not open. */
export type Found<T> = {
  /** Where it stands, relative to the store: `vault/github/bot.json`. */
  readonly record: string
} & ({ readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string })

/** A state that was applied before, by the serial that its file is named after. */
export type PastState = Found<State> & { readonly serial: number }

/** Everything that a store holds, each document opened by itself. No secret stands in it. */
export interface Inspection {
  /** `undefined`: there is no state file. */
  readonly state: Found<State> | undefined
  /** The oldest first. */
  readonly history: readonly PastState[]
  readonly credentials: readonly (Found<CredentialSummary> & {
    readonly connection: ConnectionAddress
  })[]
  readonly secrets: readonly Found<SecretKey>[]
  /** Consent links and authorization requests, used and expired ones too. */
  readonly oneTime: readonly Found<undefined>[]
  /** What an interrupted write has left behind, and what is no document of a store. */
  readonly leftovers: readonly string[]
}

/**
 * What is done to a store by whoever looks after it, and by no other.
 *
 * - `inspect` fails for no document: what does not open is told.
 * - `backup` copies the state as it stands on disk, and the records that are named, before something
 *   is done to them. It gives the directory of the copies, which are sealed as their originals are.
 *   The last 50 are kept.
 * - `discard` removes a record that `inspect` has named.
 * - `restore` writes a state where there is none that can be read: in the place of any other it
 *   throws `STATE_CONFLICT`.
 * - `remember` puts the present state into the history, where it is missing or does not open.
 */
export interface Upkeep {
  inspect(): Promise<Inspection>
  history(): Promise<readonly PastState[]>
  backup(operation: string, records: readonly string[]): Promise<string>
  discard(record: string): Promise<void>
  restore(state: State): Promise<void>
  remember(): Promise<void>
}
