import {
  type Clock,
  type ConnectionAddress,
  type CredentialSummary,
  type DurationMs,
  defaultRatePerSecond,
  type EpochMs,
  isCredmgrError,
  type OnTokenEvent,
  type Store,
} from '../model/index.ts'
import { dueAt, latestStarts } from './schedule.ts'
import type { ServedConnection } from './serving.ts'
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
  readonly onEvent?: OnTokenEvent
}

/** What is known of one connection; small, since there may be 100,000. */
interface Entry {
  readonly provider: string
  readonly obtainedAt: EpochMs
  /** `undefined`: nothing is to be done. */
  readonly due: EpochMs | undefined
  readonly isUsed: boolean
}

const tick: DurationMs = 1_000

/** The records of all connections are looked at once in so many ticks: others may have written them. */
const ticksPerRound = 300

/** Records that are read at a time. */
const batch = 64

/** Renewals ahead of time that may wait for one provider. */
const mostWaiting = 32

const day: DurationMs = 24 * 60 * 60_000

/** Renews tokens before anybody waits for it, and refresh tokens that rest before they die of it. */
export class Keeper {
  readonly #ports: KeeperPorts
  readonly #entries = new Map<ConnectionAddress, Entry>()
  readonly #running = new Map<ConnectionAddress, string>()
  /** Connections that were told to be `expiring`, by the token's end. */
  readonly #expiring = new Map<ConnectionAddress, EpochMs>()
  #round: ConnectionAddress[] = []

  constructor(ports: KeeperPorts) {
    this.#ports = ports
  }

  /** Works until `signal` is aborted. */
  async run(connections: () => Iterable<ConnectionAddress>, signal: AbortSignal): Promise<void> {
    this.#round = [...connections()]
    while (!signal.aborted && this.#round.length > 0) {
      await this.#look(batch)
      this.#startDue()
    }
    while (!signal.aborted) {
      if (this.#round.length === 0) this.#beginRound(connections())
      await this.#look(Math.ceil(this.#entries.size / ticksPerRound) + 1)
      this.#startDue()
      await this.#ports.clock.sleep(tick, signal).catch(() => undefined)
    }
  }

  /** Takes notice of a record that was just read or written. */
  saw(connection: ServedConnection, credential: CredentialSummary, isUsed: boolean): void {
    const { address, provider } = connection.spec
    const { obtainedAt } = credential
    const before = this.#entries.get(address)
    const used = isUsed || (before?.isUsed === true && before.obtainedAt === obtainedAt)
    const due = dueAt(connection, credential, used)
    this.#entries.set(address, { provider, obtainedAt, due, isUsed: used })
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
    this.saw(connection, summary, isNew && this.#ports.clock.now() < expiresAt)
    this.#tellExpiring(connection, summary)
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

  #tellExpiring(
    { spec, provider, providerName }: ServedConnection,
    { status, hasRefreshToken, expiresAt }: CredentialSummary,
  ): void {
    if (status !== 'connected' || hasRefreshToken || expiresAt === undefined) return
    if (provider.grant === 'clientCredentials') return
    const left = expiresAt - this.#ports.clock.now()
    if (left <= 0 || left > day || this.#expiring.get(spec.address) === expiresAt) return
    this.#expiring.set(spec.address, expiresAt)
    const whose = { provider: providerName, connection: spec.address }
    this.#ports.onEvent?.({ type: 'expiring', ...whose, expiresAt })
  }

  #startDue(): void {
    const now = this.#ports.clock.now()
    for (const [provider, due] of this.#dueByProvider()) {
      const [first] = due
      const served = first && this.#ports.connection(first.address)
      if (served === undefined) continue
      const rate = served.provider.refresh.ratePerSecond ?? defaultRatePerSecond
      due.sort((one, other) => one.due - other.due)
      const starts = latestStarts(
        due.map((each) => each.due),
        intervalFor(rate),
      )
      const ripe = starts.findIndex((each) => each > now)
      const begun = due.slice(0, ripe === -1 ? due.length : ripe)
      for (const { address } of begun.slice(0, this.#room(provider))) void this.#renew(address)
    }
  }

  #dueByProvider(): ReadonlyMap<string, { address: ConnectionAddress; due: EpochMs }[]> {
    const found = new Map<string, { address: ConnectionAddress; due: EpochMs }[]>()
    for (const [address, { provider, due }] of this.#entries) {
      if (due === undefined || this.#running.has(address)) continue
      const list = found.get(provider)
      if (list === undefined) found.set(provider, [{ address, due }])
      else list.push({ address, due })
    }
    return found
  }

  #room(provider: string): number {
    const running = [...this.#running.values()].filter((each) => each === provider)
    return Math.max(0, mostWaiting - running.length)
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
