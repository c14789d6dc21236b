import { type ConnectionAddress, ofKind, type State, type Store } from '../model/index.ts'
import { generationToReplace } from './records.ts'
import { leaseName, refreshWait } from './renewing.ts'

/** Removes the tokens of connections from the vault; at the provider they stay valid. */
export async function wipe(
  { lock, vault }: Pick<Store, 'lock' | 'vault'>,
  prior: State,
  connections: Iterable<ConnectionAddress>,
): Promise<void> {
  const pending = new Set(prior.pending.map(({ connection }) => connection))
  for (const connection of connections) {
    // Its revocation was decided before, and needs the token.
    if (pending.has(connection)) continue
    const options = { wait: refreshWait, operation: 'forget' }
    const lease = await lock.acquire(leaseName(connection), options)
    try {
      await vault.remove(connection, await generationToReplace(vault, connection))
    } finally {
      await lease.release()
    }
  }
}

/** With what a commit leaves behind, and an earlier one may have left. */
export function withLeftovers(
  state: State,
  prior: State,
  more: Iterable<ConnectionAddress>,
): State {
  const all = [...new Set([...(prior.leftovers ?? []), ...more])].sort()
  const { leftovers: _former, ...rest } = state
  return all.length === 0 ? rest : { ...rest, leftovers: all }
}

/** Removes what commits have left behind. Returns the state as stored then. */
export async function clearLeftovers(
  { lock, vault, state: states }: Pick<Store, 'lock' | 'vault' | 'state'>,
  state: State,
): Promise<State> {
  const { leftovers, ...rest } = state
  if (leftovers === undefined) return state
  const present = new Set(ofKind(state.resources, 'connection').map(({ spec }) => spec.address))
  await wipe(
    { lock, vault },
    state,
    leftovers.filter((each) => !present.has(each)),
  )
  const cleared = { ...rest, revision: state.revision + 1 }
  await states.write(cleared)
  return cleared
}
