import {
  type Clock,
  CredmgrError,
  type Delivery,
  type DurationMs,
  type EpochMs,
  type Fetch,
  isCredmgrError,
  type Logger,
  type Store,
} from '../model/index.ts'
import { retryAfter } from '../oauth/index.ts'
import type { ServedWebhook } from './serving.ts'
import { webhookMessage } from './webhook-message.ts'

export interface WebhooksPorts {
  readonly store: Pick<Store, 'outbox' | 'vault' | 'lock'>
  readonly clock: Clock
  readonly fetch: Fetch
  readonly logger: Logger
  /** As served now. */
  readonly webhooks: () => readonly ServedWebhook[]
}

const second: DurationMs = 1000
const hour: DurationMs = 60 * 60 * second

/** How long to wait after each attempt that has failed, as Standard Webhooks proposes: three days in all. */
const pauses: readonly DurationMs[] = [
  5 * second,
  300 * second,
  1800 * second,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
]

/** How long a receiver has to answer. */
const timeout: DurationMs = 15 * second

/** An event whose cause is not in the vault after this long tells of something that did not happen. */
const causeWithin: DurationMs = 24 * hour

/** Delivers what stands in the outbox: at least once, each event with one id whatever happens. */
export interface Webhooks {
  /** Tries what is due, once. Never fails; one process at a time does it. */
  deliverDue(): Promise<void>
}

export function createWebhooks(ports: WebhooksPorts): Webhooks {
  return new Dispatcher(ports)
}

class Dispatcher implements Webhooks {
  readonly #ports: WebhooksPorts
  /** When to look at an entry again, so that a backlog is not read anew at every look. */
  readonly #dueAt = new Map<string, EpochMs>()

  constructor(ports: WebhooksPorts) {
    this.#ports = ports
  }

  async deliverDue(): Promise<void> {
    try {
      const due = await this.#dueIds()
      if (due.length > 0) await this.#alone(() => this.#deliverAll(due))
    } catch (error) {
      if (isCredmgrError(error) && error.code === 'STATE_LOCKED') return
      const problem = error instanceof Error ? error.message : 'unknown error'
      this.#ports.logger.error('webhooks cannot be called now', { problem })
    }
  }

  async #dueIds(): Promise<readonly string[]> {
    const now = this.#ports.clock.now()
    const ids = await this.#ports.store.outbox.ids()
    const known = new Set(ids)
    for (const id of this.#dueAt.keys()) if (!known.has(id)) this.#dueAt.delete(id)
    return ids.filter((id) => (this.#dueAt.get(id) ?? 0) <= now)
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    const lease = await this.#ports.store.lock.acquire('webhooks', {
      wait: 0,
      operation: 'deliver webhooks',
    })
    try {
      await work()
    } finally {
      await lease.release()
    }
  }

  /** Read anew under the lease: another process may have delivered it meanwhile. */
  async #deliverAll(ids: readonly string[]): Promise<void> {
    const groups = new Map<string, Delivery[]>()
    for (const id of ids) {
      const delivery = await this.#ports.store.outbox.read(id)
      if (delivery === undefined) {
        // Gone, or it does not open; then a key that is found again may help.
        this.#dueAt.set(id, this.#ports.clock.now() + hour)
        continue
      }
      const group = groups.get(delivery.webhook) ?? []
      groups.set(delivery.webhook, group)
      group.push(delivery)
    }
    await Promise.all([...groups.values()].map((group) => this.#deliverGroup(group)))
  }

  /** In the order of the events. A receiver that fails is left alone until the next look. */
  async #deliverGroup(group: readonly Delivery[]): Promise<void> {
    const ordered = group.toSorted((left, right) => left.event.at - right.event.at)
    for (const delivery of ordered) {
      if (!(await this.#deliver(delivery))) return
    }
  }

  /** @returns `false` when its receiver has failed. */
  async #deliver(delivery: Delivery): Promise<boolean> {
    const { store, clock, webhooks } = this.#ports
    const now = clock.now()
    const fate = await fateOf(store, delivery, now)
    if (fate === 'later') {
      this.#dueAt.set(delivery.id, Math.max(delivery.dueAt, now + second))
      return true
    }
    const webhook = webhooks().find((each) => each.webhook === delivery.webhook)
    if (fate === 'drop' || webhook === undefined) {
      await this.#drop(delivery, fate === 'drop' ? 'it did not happen' : 'its webhook is gone')
      return true
    }
    return await this.#call(webhook, delivery)
  }

  async #call(webhook: ServedWebhook, delivery: Delivery): Promise<boolean> {
    const answer = await called(this.#ports, webhook, delivery)
    if (answer.ok) {
      await this.#settle(delivery)
      return true
    }
    const { id, webhook: name, event, attempts } = delivery
    const pause = answer.gone ? undefined : pauses[attempts]
    const facts = { webhook: name, event: event.type, id: event.id, problem: answer.problem }
    if (pause === undefined) {
      this.#ports.logger.error('a webhook was given up', { ...facts, attempts: attempts + 1 })
      await this.#remove(id)
      return true
    }
    const wait = Math.max(pause, answer.retryAfter ?? 0)
    const dueAt = this.#ports.clock.now() + wait
    this.#ports.logger.warn('a webhook was not delivered', { ...facts, retryInMs: wait })
    await this.#replace({ ...delivery, attempts: attempts + 1, dueAt })
    return false
  }

  async #settle(delivery: Delivery): Promise<void> {
    const { keepUntil } = delivery
    if (keepUntil === undefined) return await this.#remove(delivery.id)
    await this.#replace({ ...delivery, doneUntil: keepUntil, dueAt: keepUntil })
  }

  async #drop({ id, doneUntil, event, webhook }: Delivery, why: string): Promise<void> {
    if (doneUntil === undefined) {
      this.#ports.logger.warn('an event was dropped', { webhook, id: event.id, why })
    }
    await this.#remove(id)
  }

  async #replace(delivery: Delivery): Promise<void> {
    await this.#ports.store.outbox.replace(delivery)
    this.#dueAt.set(delivery.id, delivery.dueAt)
  }

  async #remove(id: string): Promise<void> {
    await this.#ports.store.outbox.remove(id)
    this.#dueAt.delete(id)
  }
}

type Fate = 'deliver' | 'later' | 'drop'

/** Whether an event is to go out now: when its time has come and its cause is on disk. */
async function fateOf(
  { vault }: Pick<Store, 'vault'>,
  { event, cause, dueAt, doneUntil }: Delivery,
  now: EpochMs,
): Promise<Fate> {
  if (doneUntil !== undefined) return doneUntil <= now ? 'drop' : 'later'
  if (dueAt > now) return 'later'
  if (cause === undefined || event.connection === undefined) return 'deliver'
  const summary = await vault.summary(event.connection).catch((error: unknown) => {
    if (isCredmgrError(error) && error.code === 'RECORD_UNREADABLE') return undefined
    throw error
  })
  const generation = summary?.generation
  const happened =
    cause.gone === true
      ? generation !== cause.generation
      : generation !== undefined && generation >= cause.generation
  if (happened) return 'deliver'
  return now - event.at < causeWithin ? 'later' : 'drop'
}

type Answer =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly problem: string
      /** The receiver wants nothing any more (410). */
      readonly gone: boolean
      readonly retryAfter?: DurationMs | undefined
    }

async function called(
  { store, clock, fetch }: WebhooksPorts,
  { url, secret }: ServedWebhook,
  { event }: Delivery,
): Promise<Answer> {
  try {
    const text = await store.vault.readSecret(secret)
    if (text === undefined) return { ok: false, gone: false, problem: 'its secret is not stored' }
    const now = clock.now()
    const message = await webhookMessage(event, text, now)
    const signal = AbortSignal.timeout(timeout)
    // A redirect is no answer: it would take the event where nobody has declared it to go.
    const response = await fetch(url, { method: 'POST', redirect: 'manual', signal, ...message })
    await response.body?.cancel().catch(() => undefined)
    if (response.ok) return { ok: true }
    const { status, headers } = response
    const wait = retryAfter(headers.get('retry-after'), now)
    return { ok: false, gone: status === 410, problem: `status ${status}`, retryAfter: wait }
  } catch (error) {
    return { ok: false, gone: false, problem: problemOf(error) }
  }
}

/** What a network error says may hold the URL, whose path may be a secret; its name says enough. */
function problemOf(error: unknown): string {
  if (error instanceof CredmgrError) return error.message
  return error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no answer'
}
