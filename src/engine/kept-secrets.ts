import { isSealedPointer, type SecretKey, type State, type Store } from '../model/index.ts'
import { revocationKey } from './revoking.ts'

/**
 * Client secrets stay while a resource or a pending revocation refers to them; so does the former
 * secret of a resource: a gateway serves the state before until it has seen the new one.
 */
export async function forgetSecrets({ vault }: Store, prior: State, state: State): Promise<void> {
  const remaining = new Set(state.resources.map((each) => each.address))
  const before = appliedKeys(prior).filter((each) => remaining.has(each.address))
  await vault.pruneSecrets([...before, ...neededKeys(state)])
}

/** Every sealed value that a state refers to. */
export function neededKeys(state: State): readonly SecretKey[] {
  const pending = state.pending.flatMap((each): SecretKey[] => [
    revocationKey(each),
    ...(each.clientSecret === undefined ? [] : [each.clientSecret]),
  ])
  return [...appliedKeys(state), ...pending]
}

/** The sealed values that the resources of a state refer to. */
export function appliedKeys({ resources }: Pick<State, 'resources'>): readonly SecretKey[] {
  return resources.flatMap(({ address, fingerprints }) =>
    Object.entries(fingerprints)
      .filter(([pointer]) => isSealedPointer(pointer))
      .map(([pointer, fingerprint]) => ({ address, pointer, fingerprint })),
  )
}
