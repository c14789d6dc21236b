import { createEvents, type Events, served } from '../engine/index.ts'
import type { State, Store } from '../model/index.ts'
import type { Invocation } from './command.ts'

/**
 * Tells the webhooks of `state` of what a command does to connections. The command shows it itself, and
 * a gateway calls the webhooks.
 */
export function eventsFor(
  { host: { clock, random } }: Pick<Invocation, 'host'>,
  store: Pick<Store, 'outbox' | 'vault'>,
  state: State,
): Events {
  const webhooks = served(state)?.webhooks ?? []
  return createEvents({ store, clock, random, subscriptions: () => webhooks })
}
