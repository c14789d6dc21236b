import { ofKind, type SecretKey, type State, type Store } from '../model/index.ts'
import { answerKey } from './loose-registrations.ts'
import { revocationKey } from './revoking.ts'
import { isPresented } from './secrets.ts'
import { clientKeysIn } from './serving.ts'

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
    ...Object.values(clientKeysIn(each)),
  ])
  return [...appliedKeys(state), ...pending, ...answerKeys(state)]
}

/** What servers have answered to registrations: of those that stand, and of those that are loose. */
function answerKeys({ resources, registrations = [] }: State): readonly SecretKey[] {
  const standing = ofKind(resources, 'provider').flatMap(({ registered }) => registered ?? [])
  return [...standing, ...registrations].map(({ id }) => answerKey(id))
}

/** The sealed values that the resources of a state refer to. */
export function appliedKeys({ resources }: Pick<State, 'resources'>): readonly SecretKey[] {
  return resources.flatMap(({ address, fingerprints }) =>
    Object.entries(fingerprints)
      .map(([pointer, fingerprint]) => ({ address, pointer, fingerprint }))
      .filter(isPresented),
  )
}
