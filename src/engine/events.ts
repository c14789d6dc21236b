import type {
  Clock,
  ConnectionEvent,
  EventCause,
  EventSubject,
  EventType,
  Logger,
  Outbox,
  Random,
  Vault,
} from '../model/index.ts'

/** Something that happens, before it has an id. */
export type Happening = EventSubject & {
  readonly type: EventType
  /** A stable code; nothing that a provider has said in its own words. */
  readonly reason?: string
}

/** Tells the log and the webhooks of what happens to connections. */
export interface Events {
  /**
   * Does `work`, and tells of `happening` when it has succeeded. What is told is written down before
   * the work begins, and goes out once the vault shows `cause`, so that no crash is between the two.
   *
   * Never fails by itself: better an event that nobody hears of than a token that is not stored.
   *
   * @throws what `work` throws; nothing is told then
   */
  around<T>(happening: Happening, cause: EventCause, work: () => Promise<T>): Promise<T>
  /**
   * Tells of what leaves nothing in the vault. Never fails.
   *
   * @param once The same is told once only: what makes it the same, and how long that is remembered.
   */
  tell(happening: Happening, once?: { readonly key: string; readonly until: number }): Promise<void>
}

export interface LastingEvents extends Events {
  /** Resolves when nothing that was to be told is still being written down; never rejects. */
  settled(): Promise<void>
}

/** Who wants to be told of what. */
export interface Subscription {
  readonly webhook: string
  readonly events: readonly EventType[]
}

export interface EventsPorts {
  readonly store: { readonly outbox: Outbox; readonly vault: Pick<Vault, 'fingerprint'> }
  readonly clock: Clock
  readonly random: Random
  /** Absent: what happens goes to the webhooks only. */
  readonly logger?: Logger
  /** As served now. */
  readonly subscriptions: () => Promise<readonly Subscription[]> | readonly Subscription[]
}

export function createEvents(ports: EventsPorts): LastingEvents {
  const seen = new Set<string>()
  const telling = new Set<Promise<void>>()
  return {
    async around(happening, cause, work) {
      const event = eventOf(ports, happening)
      const ids = await written(ports, event, { cause })
      try {
        const result = await work()
        note(ports, event)
        return result
      } catch (error) {
        await withdrawn(ports, ids)
        throw error
      }
    },
    async tell(happening, once) {
      const event = eventOf(ports, happening, once?.key)
      if (seen.has(event.id)) return
      if (once !== undefined) seen.add(event.id)
      const told = toldOf(ports, event, once?.until)
      telling.add(told)
      await told
      telling.delete(told)
    },
    async settled() {
      await Promise.all(telling)
    },
  }
}

async function toldOf(
  ports: EventsPorts,
  event: ConnectionEvent,
  keepUntil: number | undefined,
): Promise<void> {
  await written(ports, event, keepUntil === undefined ? {} : { keepUntil })
  note(ports, event)
}

/** Tells nobody; for where nothing is subscribed to. */
export const silentEvents: Events = {
  around: (_happening, _cause, work) => work(),
  tell: async () => {},
}

function eventOf(
  { clock, random, store }: EventsPorts,
  { type, reason, ...whose }: Happening,
  key?: string,
): ConnectionEvent {
  const once = key === undefined ? undefined : store.vault.fingerprint('event', `${type} ${key}`)
  return {
    id: `evt_${once ?? random.token(18)}`,
    type,
    ...whose,
    at: clock.now(),
    ...(reason === undefined ? {} : { reason }),
  }
}

/** @returns The ids of what was written down. */
async function written(
  ports: EventsPorts,
  event: ConnectionEvent,
  more: { readonly cause?: EventCause; readonly keepUntil?: number },
): Promise<readonly string[]> {
  const ids: string[] = []
  try {
    for (const { webhook, events } of await ports.subscriptions()) {
      if (!events.includes(event.type)) continue
      const id = `${event.id}.${webhook}`
      const entry = { id, webhook, event, attempts: 0, dueAt: event.at, ...more }
      if (await ports.store.outbox.put(entry)) ids.push(id)
    }
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'unknown error'
    ports.logger?.error('an event could not be written down', { event: event.type, problem })
  }
  return ids
}

async function withdrawn({ store, logger }: EventsPorts, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await store.outbox.remove(id).catch((error: unknown) => {
      const problem = error instanceof Error ? error.message : 'unknown error'
      logger?.error('an event could not be taken back', { problem })
    })
  }
}

function note({ logger }: EventsPorts, event: ConnectionEvent): void {
  const { id, type, connection, provider, reason = null } = event
  const level = type === 'dead' || type === 'failing' || type === 'expiring' ? 'warn' : 'info'
  const whose = connection === undefined ? { provider } : { connection }
  const kind = connection === undefined ? 'provider' : 'connection'
  logger?.[level](`${kind} event`, { event: type, ...whose, reason, id })
}
