import { createEvents, type Events, served } from '../engine/index.ts'
import type { Store } from '../model/index.ts'
import type { Invocation } from './command.ts'

/** Tells the webhooks, as they are applied. What happens is shown here; a gateway calls them. */
export function webhookEvents({ host: { clock, random } }: Invocation, store: Store): Events {
  return createEvents({
    store,
    clock,
    random,
    subscriptions: async () => served(await store.state.read())?.webhooks ?? [],
  })
}
