import {
  canonicalJson,
  type ResourceAddress,
  type State,
  type StateResource,
  specJson,
} from '../model/index.ts'
import type { PlanSummary } from './plan.ts'
import { type Edited, inOrder, type Move, refusedEdit } from './state-edits.ts'

/**
 * Puts the resources of another state of the same store in the place of those that there are:
 * `state rollback` and `state push`.
 *
 * What is the same resource keeps its id, and its token goes along where it had another address. Its
 * secrets are not put back: a value that was replaced is not to be trusted, or not right, any more.
 */
export function putBack(state: State, resources: readonly StateResource[]): Edited {
  const serial = state.serial + 1
  const byAddress = new Map(state.resources.map((each) => [each.address, each]))
  const byId = new Map(state.resources.map((each) => [each.id, each]))
  const moves: Move[] = []
  const next: StateResource[] = []
  for (const resource of resources) {
    const same = byId.get(resource.id)
    const here = byAddress.get(resource.address)
    const isMoved = same !== undefined && same.address !== resource.address
    if (isMoved && here !== undefined) return crossed(resource.address, same.address)
    if (isMoved) moves.push({ from: same.address, to: resource.address })
    next.push(resourceAfter(resource, same ?? here, serial))
  }
  const kept = new Set<ResourceAddress>([
    ...next.map(({ address }) => address),
    ...moves.map(({ from }) => from),
  ])
  const gone = state.resources.map(({ address }) => address).filter((each) => !kept.has(each))
  return { ok: true, value: { resources: inOrder(next), moves, rewritten: [], gone } }
}

/** Two resources have changed places, and so would their tokens. */
function crossed(address: ResourceAddress, now: ResourceAddress): Edited {
  return refusedEdit(
    `what was "${address}" is "${now}" now, and another resource has its address`,
    `first move that one away: credmgr state mv ${address} ${address}-now`,
  )
}

function resourceAfter(
  resource: StateResource,
  now: StateResource | undefined,
  serial: number,
): StateResource {
  if (now === undefined) return { ...resource, createdSerial: serial, updatedSerial: serial }
  const isSame = now.address === resource.address && specText(now) === specText(resource)
  return {
    ...resource,
    id: now.id,
    fingerprints: isSameClient(resource, now) ? now.fingerprints : resource.fingerprints,
    createdSerial: now.createdSerial,
    updatedSerial: isSame ? now.updatedSerial : serial,
  }
}

/** A secret belongs to a client: the newer one of the same client is right, that of another is not. */
function isSameClient(one: StateResource, other: StateResource): boolean {
  return clientOf(one) === clientOf(other)
}

function clientOf({ kind, spec }: StateResource): string | undefined {
  return kind === 'provider' || kind === 'connection' ? spec.clientId : undefined
}

/** How many resources come, change and go; one that moves changes. */
export function countsOf(state: State, resources: readonly StateResource[]): PlanSummary {
  const now = new Map(state.resources.map((each) => [each.id, each]))
  const next = new Map(resources.map((each) => [each.id, each]))
  const changed = resources.filter((each) => {
    const before = now.get(each.id)
    return before !== undefined && !isSameResource(before, each)
  })
  return {
    add: resources.filter(({ id }) => !now.has(id)).length,
    change: changed.length,
    destroy: state.resources.filter(({ id }) => !next.has(id)).length,
  }
}

function isSameResource(one: StateResource, other: StateResource): boolean {
  const secrets = [one, other].map(({ fingerprints }) => canonicalJson(fingerprints))
  return (
    one.address === other.address && specText(one) === specText(other) && secrets[0] === secrets[1]
  )
}

function specText({ spec }: StateResource): string {
  return canonicalJson(specJson(spec))
}
