import {
  type Endpoints,
  type EpochMs,
  type RegisteredAs,
  type Resource,
  type ResourceAddress,
  registrationOf,
  type State,
  type StateResource,
} from '../model/index.ts'
import { fingerprintKey } from './attributes.ts'
import { byKindAndName } from './make-plan.ts'
import type { Change, Plan } from './plan.ts'

/** What only the one who applies can know. */
export interface ApplyFacts {
  /** A new identity for a resource; begins with `r_`. */
  readonly newId: () => string
  /** Endpoints that were looked up for providers with discovery. */
  readonly discovered: ReadonlyMap<ResourceAddress, Endpoints>
  /** Clients that were registered for providers. */
  readonly registered?: ReadonlyMap<ResourceAddress, Registered>
  /** Fingerprints of the secrets that were sealed, by `address#pointer`. */
  readonly fingerprints: { readonly [key: string]: string }
  readonly appliedAt: EpochMs
}

/** A client that was registered, with the fingerprints of its secrets by JSON pointer. */
export interface Registered {
  readonly as: RegisteredAs
  readonly fingerprints: { readonly [pointer: string]: string }
}

const usedPlansKept = 50

/** The state after `plan` was carried out. Pure; whether it may be is asked of `staleness` before. */
export function applyChanges(state: State, plan: Plan, facts: ApplyFacts): State {
  const serial = state.serial + 1
  const resources = new Map<ResourceAddress, StateResource>(
    state.resources.map((each) => [each.address, each]),
  )
  for (const change of plan.changes) {
    const next = resourceAfter(change, resources.get(change.address), { ...facts, serial })
    if (next === undefined) resources.delete(change.address)
    if (next !== undefined) resources.set(change.address, next)
  }
  const { madeBy: _former, ...kept } = state
  return {
    ...kept,
    serial,
    revision: state.revision + 1,
    resources: [...resources.values()].sort(byKindAndName),
    usedPlans: [...state.usedPlans, plan.planId].slice(-usedPlansKept),
    appliedAt: facts.appliedAt,
  }
}

function resourceAfter(
  { action, after, origin }: Change,
  before: StateResource | undefined,
  facts: ApplyFacts & { readonly serial: number },
): StateResource | undefined {
  if (after === undefined) return undefined
  const survivor = action === 'replace' ? undefined : before
  const { secrets, origin: _place, instanceOf: _declaration, ...kept } = after
  const discovered = facts.discovered.get(after.address) ?? pinned(survivor, after)
  const registered = facts.registered?.get(after.address) ?? standing(survivor, after)
  const declared = fingerprintsOf(after.address, Object.keys(secrets), facts.fingerprints)
  return {
    ...kept,
    id: survivor?.id ?? facts.newId(),
    fingerprints: { ...declared, ...registered?.fingerprints },
    ...(discovered && { discovered }),
    ...(registered && { registered: registered.as }),
    origin,
    createdSerial: survivor?.createdSerial ?? facts.serial,
    updatedSerial: facts.serial,
  }
}

function fingerprintsOf(
  address: ResourceAddress,
  pointers: readonly string[],
  known: ApplyFacts['fingerprints'],
): { readonly [pointer: string]: string } {
  const entries = pointers.map((pointer) => [pointer, known[fingerprintKey(address, pointer)]])
  return Object.fromEntries(entries.filter(([, fingerprint]) => fingerprint !== undefined))
}

/** What discovery found out stays pinned through an update, unless the declaration names the endpoint itself. */
function pinned(before: StateResource | undefined, after: Resource): Endpoints | undefined {
  if (after.kind !== 'provider' || after.spec.endpoints.token !== undefined) return undefined
  return before?.discovered
}

/** The client that was registered stays through an update, as long as one is wanted. */
function standing(before: StateResource | undefined, after: Resource): Registered | undefined {
  const wanted = after.kind === 'provider' && registrationOf(after.spec) !== undefined
  if (before?.registered === undefined || !wanted) return undefined
  const { registered, fingerprints } = before
  const secret = fingerprints['/clientSecret']
  return { as: registered, fingerprints: secret === undefined ? {} : { '/clientSecret': secret } }
}
