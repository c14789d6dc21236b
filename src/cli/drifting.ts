import { refreshedDrift, storedDrift } from '../engine/index.ts'
import { ofKind, type State, type Store } from '../model/index.ts'
import type { Drift } from '../plan/index.ts'
import type { Invocation } from './command.ts'
import { eventsFor } from './telling.ts'

/**
 * What has changed outside since the last apply.
 *
 * @param options.refresh `false`: only by what is stored, and what the gateway says it serves.
 */
export async function lookForDrift(
  invocation: Invocation,
  store: Pick<Store, 'vault' | 'lock' | 'outbox'>,
  state: State,
  { refresh }: { readonly refresh: boolean },
): Promise<readonly Drift[]> {
  const { host, shielded } = invocation
  const serial = await servedSerial(host, state)
  if (!refresh) return await storedDrift(store, state, serial)
  const events = eventsFor(invocation, store, state)
  const ports = { store, clock: host.clock, fetch: host.fetch, events }
  // A refresh that has begun comes to its end: its answer is given once.
  return await shielded(() => refreshedDrift(ports, state, serial))
}

async function servedSerial(host: Invocation['host'], state: State): Promise<number | undefined> {
  const [gateway] = ofKind(state.resources, 'gateway')
  return gateway === undefined ? undefined : await host.servedSerial(gateway.spec.publicUrl)
}
