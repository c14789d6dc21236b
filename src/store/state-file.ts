import {
  CredmgrError,
  type JsonObject,
  type PendingRevocation,
  type State,
  type StateResource,
} from '../model/index.ts'
import type { Codec } from './durable-adapter.ts'
import type { StoreKeys } from './keyring.ts'
import { type Subject, signed, type Verified, verified } from './signed-document.ts'

/** What `state.json` holds in format 1, beside `format`, `keyId` and `mac`. Instants are ISO 8601. */
export interface StateFile {
  readonly env: string
  readonly lineage: string
  readonly serial: number
  readonly revision: number
  readonly appliedAt?: string
  readonly resources: readonly StateResource[]
  readonly pending: readonly (Omit<PendingRevocation, 'since'> & { readonly since: string })[]
  readonly usedPlans: readonly string[]
}

/** Where a state file stands, for errors that help. */
export interface StatePlace {
  readonly path: string
  readonly history: string
}

/** The text of a state file, and back, for one store. */
export function stateCodec(
  keys: StoreKeys,
  place: StatePlace,
  { env, lineage }: { readonly env: string; readonly lineage: string },
): Codec<State> {
  const subject: Subject = { env, provider: 'state', connection: lineage }
  return {
    encode: (state) => signed(keys, subject, toFile(state, env)),
    decode(text) {
      const document = verified(keys, subject, text)
      if (!document.ok) throw refusal(document, place)
      return fromFile(document.format, document.body)
    },
  }
}

export function toFile(state: State, env: string): StateFile {
  const { lineage, serial, revision, resources, usedPlans, appliedAt } = state
  const applied = appliedAt === undefined ? {} : { appliedAt: iso(appliedAt) }
  const pending = state.pending.map((each) => ({ ...each, since: iso(each.since) }))
  return { env, lineage, serial, revision, ...applied, resources, pending, usedPlans }
}

/** @param body The body of a verified document: its signature says that `toFile` made it. */
export function fromFile(format: number, body: JsonObject): State {
  const file = upgraded(format, body) as unknown as StateFile
  const { lineage, serial, revision, resources, usedPlans, appliedAt } = file
  const applied = appliedAt === undefined ? {} : { appliedAt: Date.parse(appliedAt) }
  const pending = file.pending.map((each) => ({ ...each, since: Date.parse(each.since) }))
  return { lineage, serial, revision, resources, pending, usedPlans, ...applied }
}

/** `STATE_CORRUPT`, with what is left to go back to: an earlier state is a signed state file as well. */
export function stateCorrupt(problem: string, place: StatePlace): CredmgrError<'STATE_CORRUPT'> {
  const message = `"${place.path}" ${problem}; ${guidance(place)}`
  const remedy =
    'restore it from a backup, or copy the newest good file of history/ over it, then: credmgr plan'
  return new CredmgrError('STATE_CORRUPT', message, { location: place.path, remedy })
}

/** From each format to the next. Format 1 is the newest. */
const upgrades: { readonly [format: number]: (body: JsonObject) => JsonObject } = {}

function upgraded(format: number, body: JsonObject): JsonObject {
  const upgrade = upgrades[format]
  return upgrade === undefined ? body : upgraded(format + 1, upgrade(body))
}

function refusal(document: Extract<Verified, { readonly ok: false }>, place: StatePlace): Error {
  const { problem, newerFormat: format } = document
  if (format === undefined) return stateCorrupt(problem, place)
  const message = `"${place.path}" ${problem}; ${guidance(place)}`
  return new CredmgrError('STATE_TOO_NEW', message, { location: place.path, format })
}

function guidance({ history }: StatePlace): string {
  return `nothing was changed, and earlier states are in "${history}"`
}

function iso(instant: number): string {
  return new Date(instant).toISOString()
}
