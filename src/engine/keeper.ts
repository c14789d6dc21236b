import {
  type Clock,
  type ConnectionAddress,
  type CredentialSummary,
  type DurationMs,
  defaultRatePerSecond,
  type EpochMs,
  isCredmgrError,
  type Store,
} from '../model/index.ts'
import { type Events, silentEvents } from './events.ts'
import { tellExpiring } from './foreseeing.ts'
import { dueAt, latestStarts } from './schedule.ts'
import type { ServedConnection } from './serving.ts'
import { withSubject } from './subject.ts'
import { intervalFor } from './turns.ts'

export interface KeeperPorts {
  readonly store: Pick<Store, 'vault'>
  readonly clock: Clock
  readonly connection: (address: ConnectionAddress) => ServedConnection | undefined
  /**
   * Renews unless the token is younger than `outdated`.
   *
   * @returns When to try again, if it did not succeed.
   */
  readonly renew: (connection: ServedConnection, outdated: EpochMs) => Promise<EpochMs | undefined>
  readonly events?: Events
}

/** What is known of one connection; small, since there may be 100,000. */
interface Entry {
  readonly provider: string
  /** Time between two requests to the provider. */
  readonly interval: DurationMs
  readonly obtainedAt: EpochMs
  /** `undefined`: nothing is to be done. */
  readonly due: EpochMs | undefined
  readonly isUsed: boolean
}

/** The renewals of one provider that are not done. */
interface Due {
  readonly interval: DurationMs
  readonly due: { readonly address: ConnectionAddress; readonly at: EpochMs }[]
}

const tick: DurationMs = 1_000

/** The records of all connections are looked at once in so many ticks: others may have written them. */
const ticksPerRound = 300

/** Records that are read at a time. */
const batch = 64

/** Renewals ahead of time that may wait for one provider: so many as it takes in this time. */
const waitingTime: DurationMs = 2 * tick

/** Renews tokens before anybody waits for it, and refresh tokens that rest before they die of it. */
export class Keeper {
  readonly #ports: KeeperPorts
  readonly #entries = new Map<ConnectionAddress, Entry>()
  readonly #running = new Map<ConnectionAddress, string>()
  #round: ConnectionAddress[] = []

  constructor(ports: KeeperPorts) {
    this.#ports = ports
  }

  /** Works until `signal` is aborted. */
  async run(connections: () => Iterable<ConnectionAddress>, signal: AbortSignal): Promise<void> {
    await this.#lookAtAll(connections(), signal)
    while (!signal.aborted) {
      if (this.#round.length === 0) this.#beginRound(connections())
      await this.#look(Math.ceil(this.#entries.size / ticksPerRound) + 1)
      this.#startDue()
      await this.#ports.clock.sleep(tick, signal).catch(() => undefined)
    }
  }

  async #lookAtAll(connections: Iterable<ConnectionAddress>, signal: AbortSignal): Promise<void> {
    this.#round = [...connections]
    let started = this.#ports.clock.now()
    while (!signal.aborted && this.#round.length > 0) {
      await this.#look(batch)
      const now = this.#ports.clock.now()
      if (now - started < tick) continue
      this.#startDue()
      started = now
    }
  }

  /** Takes notice of a record that was just read or written. */
  saw(connection: ServedConnection, credential: CredentialSummary, isUsed: boolean): void {
    const { address, provider } = connection.spec
    const { obtainedAt } = credential
    const before = this.#entries.get(address)
    const used = isUsed || (before?.isUsed === true && before.obtainedAt === obtainedAt)
    const due = dueAt(connection, credential, used)
    const { ratePerSecond = defaultRatePerSecond } = connection.provider.refresh
    const interval = intervalFor(ratePerSecond)
    this.#entries.set(address, { provider, interval, obtainedAt, due, isUsed: used })
  }

  #beginRound(connections: Iterable<ConnectionAddress>): void {
    this.#round = [...connections]
    const served = new Set(this.#round)
    for (const each of this.#entries.keys()) {
      if (!served.has(each)) this.#entries.delete(each)
    }
  }

  async #look(count: number): Promise<void> {
    const next = this.#round.splice(-count)
    await Promise.all(next.map((each) => this.#lookAt(each)))
  }

  async #lookAt(address: ConnectionAddress): Promise<void> {
    const connection = this.#ports.connection(address)
    if (connection === undefined) return
    const summary = await this.#summaryOf(address)
    if (summary === undefined) {
      this.#entries.delete(address)
      return
    }
    // Who kept a token alive until now, before this process began, had a use for it.
    const isNew = !this.#entries.has(address)
    const { expiresAt = Number.NEGATIVE_INFINITY } = summary
    const { clock, events = silentEvents, store } = this.#ports
    const served = await withSubject(connection, store.vault)
    this.saw(served, summary, isNew && clock.now() < expiresAt)
    await tellExpiring({ clock, events }, connection, summary)
  }

  async #summaryOf(address: ConnectionAddress): Promise<CredentialSummary | undefined> {
    try {
      return await this.#ports.store.vault.summary(address)
    } catch (error) {
      // Whoever asks for its token is told; here it is only left alone.
      if (isCredmgrError(error)) return undefined
      throw error
    }
  }

  #startDue(): void {
    const now = this.#ports.clock.now()
    for (const [provider, { interval, due }] of this.#dueByProvider(now)) {
      due.sort((one, other) => one.at - other.at)
      const starts = latestStarts(
        due.map((each) => each.at),
        interval,
      )
      const later = starts.findIndex((each) => each > now)
      const ripe = due.slice(0, later === -1 ? due.length : later)
      const room = this.#room(provider, interval)
      for (const { address } of ripe.slice(0, room)) void this.#renew(address)
    }
  }

  /** What may have to begin now, in case that all else is due at the same time. */
  #dueByProvider(now: EpochMs): ReadonlyMap<string, Due> {
    const found = new Map<string, Due>()
    const count = this.#entries.size
    for (const [address, { provider, interval, due }] of this.#entries) {
      if (due === undefined || due > now + count * interval) continue
      if (this.#running.has(address)) continue
      const list = found.get(provider) ?? { interval, due: [] }
      if (list.due.length === 0) found.set(provider, list)
      list.due.push({ address, at: due })
    }
    return found
  }

  #room(provider: string, interval: DurationMs): number {
    const running = [...this.#running.values()].filter((each) => each === provider)
    return Math.max(0, Math.ceil(waitingTime / interval) - running.length)
  }

  async #renew(address: ConnectionAddress): Promise<void> {
    const connection = this.#ports.connection(address)
    const entry = this.#entries.get(address)
    if (connection === undefined || entry === undefined) {
      this.#entries.delete(address)
      return
    }
    this.#running.set(address, entry.provider)
    try {
      const due = await this.#ports.renew(connection, entry.obtainedAt)
      if (due !== undefined) this.#entries.set(address, { ...entry, due })
      else if (this.#entries.get(address) === entry) this.#entries.delete(address)
    } finally {
      this.#running.delete(address)
    }
  }
}
