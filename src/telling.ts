/**
 * Whoever wants to be told of what happens to connections: the log, the outbox, the webhooks.
 *
 * @module
 */
import { createEvents, createWebhooks, type Events, type ServedWebhook } from './engine/index.ts'
import { clock, machineFetch, random } from './host.ts'
import type { DurationMs, Logger, Store } from './model/index.ts'

export interface Telling {
  readonly events: Events
  /** Calls the webhooks, also for what other processes have written down. @returns What ends it. */
  start(): () => Promise<void>
}

/** How often the outbox is looked at. */
const deliverEvery: DurationMs = 1_000

/** @param webhooks As served now. */
export function createTelling(
  store: Store,
  logger: Logger,
  webhooks: () => readonly ServedWebhook[],
): Telling {
  const events = createEvents({ store, clock, random, logger, subscriptions: webhooks })
  const dispatcher = createWebhooks({ store, clock, fetch: machineFetch, logger, webhooks })

  function start(): () => Promise<void> {
    let running: Promise<void> | undefined
    const deliver = (): void => {
      running ??= dispatcher.deliverDue().finally(() => {
        running = undefined
      })
    }
    const timer = setInterval(deliver, deliverEvery).unref()
    return async () => {
      clearInterval(timer)
      await events.settled()
      await running
    }
  }

  return { events, start }
}
