import {
  type Clock,
  CredmgrError,
  type DurationMs,
  type EpochMs,
  type Lease,
} from '../model/index.ts'
import { type Disk, isCode, unless } from './disk.ts'

/** How often a holder says that it lives, and how long it is believed without. */
export interface LeaseTimes {
  /** @default 10_000 (10 seconds) */
  readonly heartbeat: DurationMs
  /** @default 60_000 (1 minute) */
  readonly lifetime: DurationMs
}

export const leaseTimes: LeaseTimes = { heartbeat: 10_000, lifetime: 60_000 }

/** A lease that was just taken. */
export interface HeldLease {
  readonly id: string
  readonly who: string
  readonly name: string
  /** The directory that stands for the lock. */
  readonly place: string
  /** The holder's own file in it. */
  readonly file: string
  readonly renewedAt: EpochMs
}

/** Keeps a lease alive by touching its file, until `release`. Keeps no process alive. */
export class FileLease implements Lease {
  readonly id: string
  readonly who: string
  readonly #disk: Disk
  readonly #clock: Clock
  readonly #times: LeaseTimes
  readonly #held: HeldLease
  readonly #lost = new AbortController()
  readonly #timer: NodeJS.Timeout
  #renewedAt: EpochMs
  #released = false

  constructor(
    ports: { readonly disk: Disk; readonly clock: Clock; readonly times: LeaseTimes },
    held: HeldLease,
  ) {
    this.id = held.id
    this.who = held.who
    this.#disk = ports.disk
    this.#clock = ports.clock
    this.#times = ports.times
    this.#held = held
    this.#renewedAt = held.renewedAt
    this.#timer = setInterval(() => void this.#beat(), ports.times.heartbeat).unref()
  }

  get lost(): AbortSignal {
    return this.#lost.signal
  }

  async release(): Promise<void> {
    if (this.#released) return
    this.#released = true
    clearInterval(this.#timer)
    await this.#giveBack()
  }

  async #giveBack(): Promise<void> {
    const { files } = this.#disk
    try {
      await unless(['ENOENT'], files.unlink(this.#held.file))
    } catch {
      // The work is done and must not fail for this: others wait until the disk is well again.
      setTimeout(() => void this.#giveBack(), this.#times.heartbeat).unref()
      return
    }
    // Not empty: somebody else has taken it by now.
    await files.rmdir(this.#held.place).catch(() => undefined)
  }

  async #beat(): Promise<void> {
    const now = this.#clock.now()
    try {
      await this.#disk.files.utimes(this.#held.file, now / 1000, now / 1000)
      this.#renewedAt = now
    } catch (error) {
      // A disk that fails for a moment costs the lease only when it fails for too long.
      const gone = isCode(error, ['ENOENT']) || now - this.#renewedAt > this.#times.lifetime
      if (gone && !this.#released) this.#lose(error)
    }
  }

  #lose(cause: unknown): void {
    clearInterval(this.#timer)
    const { name } = this.#held
    const message = `another process has taken over "${name}"`
    this.#lost.abort(new CredmgrError('LEASE_LOST', message, { name }, { cause }))
  }
}
