import type { Clock, DurationMs, EpochMs } from '../model/index.ts'

/** Who waits for a token: a request that has none, or nobody yet. */
export type Urgency = 'asked' | 'ahead'

/** At most so many requests to one provider are under way in this process. */
const mostPlaces = 16

/** A rate is kept with a margin: requests that leave evenly need not arrive evenly. */
const share = 0.85

/** Timers are late, the later the busier the machine is. So much of it is made up for. */
const mostLag: DurationMs = 50

/**
 * Bounds what one process sends to one provider: how many at a time, and how many in a second.
 * Whoever is asked for goes before whoever is not.
 */
export class Turns {
  readonly #clock: Clock
  #taken = 0
  readonly #waiting: { readonly [Each in Urgency]: Set<(go: boolean) => void> } = {
    asked: new Set(),
    ahead: new Set(),
  }
  #next: EpochMs = Number.NEGATIVE_INFINITY
  #queue: Promise<void> = Promise.resolve()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /**
   * Waits for a place. Whoever has one gives it back with {@link leave}.
   *
   * @returns `false` when nobody is let in any more; there is no place to give back then.
   */
  async enter(urgency: Urgency, ratePerSecond: number): Promise<boolean> {
    if (this.#taken < placesFor(ratePerSecond)) {
      this.#taken += 1
      return true
    }
    return await new Promise((resolve) => this.#waiting[urgency].add(resolve))
  }

  leave(): void {
    const next = firstOf(this.#waiting.asked) ?? firstOf(this.#waiting.ahead)
    if (next === undefined) this.#taken -= 1
    else next(true)
  }

  /** Sends away who waits for a place. */
  dismiss(): void {
    for (const waiting of Object.values(this.#waiting)) {
      for (const go of waiting) go(false)
      waiting.clear()
    }
  }

  /** Waits until one more request may leave. */
  turn(ratePerSecond: number): Promise<void> {
    this.#queue = this.#queue.then(() => this.#pass(intervalFor(ratePerSecond)))
    return this.#queue
  }

  async #pass(interval: DurationMs): Promise<void> {
    const now = this.#clock.now()
    const at = turnAt(this.#next, interval, now)
    if (at > now) await this.#clock.sleep(at - now)
    this.#next = turnAt(at, interval, this.#clock.now()) + interval
  }
}

/**
 * Which moment of an even row a request is counted for, so that who was late does not make the next one
 * late as well. It is never long ago: no second has more requests than the rate.
 *
 * @param next One interval after that of the last request.
 */
export function turnAt(next: EpochMs, interval: DurationMs, now: EpochMs): EpochMs {
  const earliest = now - Math.min(mostLag, 2 * interval)
  // A clock that was set back must not make anyone wait for longer.
  return Math.min(Math.max(next, earliest), now + interval)
}

/** Time from one request to the next, in milliseconds. */
export function intervalFor(ratePerSecond: number): DurationMs {
  return 1000 / (ratePerSecond * share)
}

/** So few that all of them get their turn within about ten seconds. */
function placesFor(ratePerSecond: number): number {
  return Math.min(mostPlaces, Math.max(1, Math.floor(ratePerSecond * 10)))
}

function firstOf<T>(set: Set<T>): T | undefined {
  for (const each of set) {
    set.delete(each)
    return each
  }
  return undefined
}
