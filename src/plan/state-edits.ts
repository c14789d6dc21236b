import type { ResourceAddress, State, StateResource } from '../model/index.ts'
import { byKindAndName } from './make-plan.ts'

/** A resource that has, or had, another address. */
export interface Move {
  readonly from: ResourceAddress
  readonly to: ResourceAddress
}

/** What an edit of the state comes to; nothing is done by it. */
export interface StateEdit {
  /** All of them, in the state's order. */
  readonly resources: readonly StateResource[]
  /** Whose tokens and secrets go along to another address. */
  readonly moves: readonly Move[]
  /** Resources that are as they were but for what they refer to. */
  readonly rewritten: readonly ResourceAddress[]
  /** Resources that are in the state no more. */
  readonly gone: readonly ResourceAddress[]
}

/** An edit, or one clause each that says why there is none and what to do. */
export type Edited =
  | { readonly ok: true; readonly value: StateEdit }
  | { readonly ok: false; readonly problem: string; readonly remedy: string }

export function refusedEdit(problem: string, remedy: string): Edited {
  return { ok: false, problem, remedy }
}

export function inOrder(resources: readonly StateResource[]): readonly StateResource[] {
  return [...resources].sort(byKindAndName)
}

/**
 * Takes resources out of the state, and does nothing at their providers. Whatever refers to one of
 * them has to go with it: a gateway serves no state with an end that leads nowhere.
 */
export function forgetResources(state: State, addresses: readonly ResourceAddress[]): Edited {
  const gone = new Set(addresses)
  const left = state.resources.filter(({ address }) => !gone.has(address))
  const bereft = left.filter(({ dependsOn }) => dependsOn.some((each) => gone.has(each)))
  if (gone.has('gateway' as ResourceAddress) && left.length > 0) {
    return refusedEdit(
      'the gateway’s settings belong to every state',
      'credmgr destroy ends it all',
    )
  }
  if (bereft.length > 0) {
    const names = bereft.map(({ address }) => `"${address}"`).join(', ')
    const all = [...addresses, ...dependentsOf(left, gone)].join(' ')
    return refusedEdit(
      `${names} would refer to nothing`,
      `take them along: credmgr state rm ${all}`,
    )
  }
  return { ok: true, value: { resources: left, moves: [], rewritten: [], gone: [...gone] } }
}

/** Everything that refers to `gone`, and what refers to that. */
function dependentsOf(
  resources: readonly StateResource[],
  gone: ReadonlySet<ResourceAddress>,
): readonly ResourceAddress[] {
  const all = new Set(gone)
  for (let before = -1; before !== all.size; ) {
    before = all.size
    for (const { address, dependsOn } of resources) {
      if (dependsOn.some((each) => all.has(each))) all.add(address)
    }
  }
  return [...all].filter((each) => !gone.has(each))
}
