import {
  type ConnectionAddress,
  CredmgrError,
  type JsonObject,
  type LooseRegistration,
  type MadeBy,
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
  readonly leftovers?: readonly ConnectionAddress[]
  readonly registrations?: readonly LooseRegistration[]
  readonly usedPlans: readonly string[]
  readonly madeBy?: MadeBy
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
  const { lineage, serial, revision, resources, usedPlans, appliedAt, madeBy } = state
  const applied = appliedAt === undefined ? {} : { appliedAt: iso(appliedAt) }
  const pending = state.pending.map((each) => ({ ...each, since: iso(each.since) }))
  const made = madeBy === undefined ? {} : { madeBy }
  const left = leftIn(state)
  const head = { env, lineage, serial, revision, ...applied, ...made }
  return { ...head, resources, pending, ...left, usedPlans }
}

/** @param body The body of a verified document: its signature says that `toFile` made it. */
export function fromFile(format: number, body: JsonObject): State {
  const file = upgraded(format, body) as unknown as StateFile
  const { lineage, serial, revision, resources, usedPlans, appliedAt, madeBy } = file
  const applied = appliedAt === undefined ? {} : { appliedAt: Date.parse(appliedAt) }
  const pending = file.pending.map((each) => ({ ...each, since: Date.parse(each.since) }))
  const made = madeBy === undefined ? {} : { madeBy }
  const left = leftIn(file)
  return { lineage, serial, revision, resources, pending, usedPlans, ...left, ...applied, ...made }
}

/** What commits have left to do, where there is any. */
function leftIn({
  leftovers,
  registrations,
}: Pick<State, 'leftovers' | 'registrations'>): Pick<State, 'leftovers' | 'registrations'> {
  return {
    ...(leftovers === undefined ? {} : { leftovers }),
    ...(registrations === undefined ? {} : { registrations }),
  }
}

/** `STATE_CORRUPT`, with what is left to go back to: an earlier state is a signed state file as well. */
export function stateCorrupt(problem: string, place: StatePlace): CredmgrError<'STATE_CORRUPT'> {
  const message = `"${place.path}" ${problem}; ${guidance(place)}`
  const remedy =
    'credmgr state repair puts the newest good file of history/ in its place; or restore it from a backup'
  return new CredmgrError('STATE_CORRUPT', message, { location: place.path, remedy })
}

/** What makes the body of each older format one of the next. */
export type Upgrades = { readonly [format: number]: (body: JsonObject) => JsonObject }

/** Format 1 is the newest. What it has got since is optional, and absent in what was written before. */
const upgrades: Upgrades = {}

/** The body in the newest format: a state is upgraded when it is read, and written so by the next write. */
export function upgraded(format: number, body: JsonObject, steps: Upgrades = upgrades): JsonObject {
  const upgrade = steps[format]
  return upgrade === undefined ? body : upgraded(format + 1, upgrade(body), steps)
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
