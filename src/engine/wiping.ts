import type { ConnectionAddress, State, Store } from '../model/index.ts'
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
