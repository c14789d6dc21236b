/**
 * What was told of, as the log shows it.
 *
 * @module
 */
import { createEvents, type Events, type EventsPorts } from '../../src/engine/index.ts'
import type { EventType, JsonObject, Logger } from '../../src/model/index.ts'

/** `event` is the type; beside it `connection` or `provider`, `reason` and `id`. */
export type Told = JsonObject & { readonly event: EventType }

export interface EventBook {
  readonly events: readonly Told[]
  /** Resolves when there were so many events of a type. */
  event(type: EventType, count?: number): Promise<void>
  readonly teller: Events
}

export function eventBook(
  ports: Omit<EventsPorts, 'logger' | 'subscriptions'> & Partial<EventsPorts>,
): EventBook {
  const events: Told[] = []
  const watchers = new Set<() => void>()
  const note = (_message: string, facts?: JsonObject): void => {
    if (!isTold(facts)) return
    events.push(facts)
    for (const look of [...watchers]) look()
  }
  const logger: Logger = { info: note, warn: note, error: note }
  return {
    events,
    teller: createEvents({ subscriptions: () => [], ...ports, logger }),
    event(type, count = 1) {
      return new Promise((resolve) => {
        const look = () => {
          if (events.filter((each) => each.event === type).length < count) return
          watchers.delete(look)
          resolve()
        }
        watchers.add(look)
        look()
      })
    },
  }
}

function isTold(facts: JsonObject | undefined): facts is Told {
  return facts?.['event'] !== undefined && facts['id'] !== undefined
}
