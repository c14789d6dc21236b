import type { Clock, DurationMs, Store } from '../model/index.ts'
import type { Events } from './events.ts'
import { connectionStatuses } from './status.ts'

/** How long after the end of a grant it is remembered that it was told of. */
const remembered: DurationMs = 24 * 60 * 60 * 1000

/** Tells once of each grant that ends soon by itself. To be called from time to time. */
export async function tellExpiring(
  ports: { readonly store: Store; readonly clock: Clock },
  events: Events,
): Promise<void> {
  for (const { address, auth, reason, reconsentBy } of await connectionStatuses(ports)) {
    if (auth !== 'expiring' || reconsentBy === null) continue
    const happening = {
      type: 'expiring',
      connection: address,
      reason: reason ?? 'grant_ends',
    } as const
    const until = Math.max(reconsentBy, ports.clock.now()) + remembered
    await events.tell(happening, { key: `${address} ${reconsentBy}`, until })
  }
}
