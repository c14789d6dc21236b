import {
  canonicalJson,
  type Json,
  type Resource,
  type ResourceAddress,
  type State,
  type StateResource,
  specJson,
} from '../model/index.ts'
import type { Plan } from './plan.ts'

/** A keyed digest of a text: equal texts give equal digests, and a digest tells nothing of its text. */
export type Digest = (text: string) => string

/** The digest of everything that `resources` declare. Where they are written does not count. */
export function configDigest(resources: readonly Resource[], digest: Digest): string {
  const texts = resources.map(({ address, spec }) => `${address} ${canonicalJson(specJson(spec))}`)
  return digest(texts.sort().join('\n'))
}

/** What `changes` and `moves` build on; see `Plan.basis`. Sorted by address. */
export function basisOf(
  { changes, moves = [] }: Pick<Plan, 'changes' | 'moves'>,
  state: State,
  digest: Digest,
): Plan['basis'] {
  const applied = byAddress(state)
  const changed = changes.flatMap(({ address, after }) => [
    address,
    ...(applied.get(address)?.dependsOn ?? []),
    ...(after?.dependsOn ?? []),
  ])
  const used = [...changed, ...moves.flatMap(({ from, to }) => [from, to])]
  const addresses = [...new Set(used)].sort()
  return Object.fromEntries(
    addresses.map((address) => [address, digestOf(applied.get(address), digest)]),
  )
}

/**
 * The addresses on which `plan` can not be carried out any more as it was shown, sorted: what it builds
 * on has changed, gone or come; or what has come since depends on something that it deletes, or is a
 * connection of a provider that it changes.
 */
export function movedSince(plan: Plan, state: State, digest: Digest): readonly string[] {
  const applied = byAddress(state)
  const moved = Object.entries(plan.basis)
    .filter(([address, known]) => digestOf(applied.get(address), digest) !== known)
    .map(([address]) => address)
  return [...new Set([...moved, ...comeSince(plan, state)])].sort()
}

function comeSince(
  { changes, tokens, moves = [] }: Plan,
  { resources }: State,
): readonly ResourceAddress[] {
  const dependents = dependentsIn(resources)
  const moved = moves.map(({ from }) => from)
  const planned = new Set([...changes.map(({ address }) => address), ...moved])
  const told = new Set<string>([
    ...tokens.map(({ connection }) => `connection.${connection}`),
    ...moved,
  ])
  const isUnplanned = (address: ResourceAddress): boolean => !planned.has(address)
  const isUntold = (address: ResourceAddress): boolean =>
    address.startsWith('connection.') && !told.has(address)
  return changes.flatMap(({ action, kind, address }) => [
    ...(action === 'delete' ? dependents(address).filter(isUnplanned) : []),
    ...(kind === 'provider' ? dependents(address).filter(isUntold) : []),
  ])
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
