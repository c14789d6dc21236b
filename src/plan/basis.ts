import {
  canonicalJson,
  type Json,
  type Resource,
  type ResourceAddress,
  type State,
  type StateResource,
  specJson,
} from '../model/index.ts'
import type { Change, Plan } from './plan.ts'

/** A keyed digest of a text: equal texts give equal digests, and a digest tells nothing of its text. */
export type Digest = (text: string) => string

/** The digest of everything that `resources` declare. Where they are written does not count. */
export function configDigest(resources: readonly Resource[], digest: Digest): string {
  const texts = resources.map(({ address, spec }) => `${address} ${canonicalJson(specJson(spec))}`)
  return digest(texts.sort().join('\n'))
}

/** What `changes` build on; see `Plan.basis`. Sorted by address. */
export function basisOf(changes: readonly Change[], state: State, digest: Digest): Plan['basis'] {
  const applied = byAddress(state)
  const changed = changes.map(({ address }) => address)
  const wanted = changes.flatMap(({ after }) => after?.dependsOn ?? [])
  const below = closure([...changed, ...wanted], (address) => applied.get(address)?.dependsOn ?? [])
  const above = closure(changed, dependentsIn(state.resources))
  const addresses = [...new Set([...below, ...above])].sort()
  return Object.fromEntries(
    addresses.map((address) => [address, digestOf(applied.get(address), digest)]),
  )
}

/**
 * The addresses whose applied resource is not what `plan` was made on, sorted: changed, gone, come,
 * or come to depend on something that the plan changes.
 */
export function movedSince(plan: Plan, state: State, digest: Digest): readonly string[] {
  const applied = byAddress(state)
  const moved = Object.entries(plan.basis)
    .filter(([address, known]) => digestOf(applied.get(address), digest) !== known)
    .map(([address]) => address)
  const changed = plan.changes.map(({ address }) => address)
  const come = closure(changed, dependentsIn(state.resources)).filter(
    (address) => !Object.hasOwn(plan.basis, address),
  )
  return [...new Set([...moved, ...come])].sort()
}

/** Everything that is reached from `start`, itself included. */
export function closure(
  start: Iterable<ResourceAddress>,
  next: (address: ResourceAddress) => readonly ResourceAddress[],
): readonly ResourceAddress[] {
  const reached = new Set(start)
  // A set gives what is added to it while it is walked, too.
  for (const address of reached) for (const each of next(address)) reached.add(each)
  return [...reached]
}

/** @returns What depends on an address directly. */
export function dependentsIn(
  resources: readonly Pick<Resource, 'address' | 'dependsOn'>[],
): (address: ResourceAddress) => readonly ResourceAddress[] {
  const dependents = new Map<ResourceAddress, ResourceAddress[]>()
  for (const { address, dependsOn } of resources) {
    for (const used of dependsOn) {
      const known = dependents.get(used)
      if (known === undefined) dependents.set(used, [address])
      else known.push(address)
    }
  }
  return (address) => dependents.get(address) ?? []
}

function byAddress({ resources }: State): ReadonlyMap<string, StateResource> {
  return new Map(resources.map((each) => [each.address, each]))
}

function digestOf(resource: StateResource | undefined, digest: Digest): string | null {
  if (resource === undefined) return null
  const { id, spec, fingerprints, discovered = null } = resource
  const known: Json = { id, spec: specJson(spec), fingerprints, discovered: { ...discovered } }
  return digest(canonicalJson(known))
}
