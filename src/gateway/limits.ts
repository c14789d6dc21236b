import type { DurationMs } from '../model/index.ts'

/** Keys that one policy counts by; the one that was used least lately makes room. */
const keyLimit = 10_000

/**
 * Counters of the policies that limit: one for each step and key, of this process alone. They outlive
 * snapshots, so that a reload forgives nothing.
 *
 * Memory is bounded. A caller who chooses the keys, and so many that its own is forgotten, has paid
 * for that with as many requests as there are keys.
 */
export interface Limits {
  /** Milliseconds that never go back. */
  readonly now: () => DurationMs
  rates(stepId: string): Counters<Bucket>
  quotas(stepId: string): Counters<Quota>
  /** Requests in flight; a key with none is not kept. */
  inFlight(stepId: string): Map<string, number>
  /** Forgets the steps of all other routes. */
  retain(routes: ReadonlySet<string>): void
}

export interface Bucket {
  /** Calls that may be made at once, at `at`. */
  readonly left: number
  readonly at: DurationMs
}

export interface Quota {
  readonly used: number
  /** When its period has begun. */
  readonly since: DurationMs
}

export interface Counters<T> {
  get(key: string): T | undefined
  set(key: string, counter: T): void
}

export function createLimits(now: () => DurationMs): Limits {
  const rates = new Map<string, Counters<Bucket>>()
  const quotas = new Map<string, Counters<Quota>>()
  const inFlight = new Map<string, Map<string, number>>()
  const all: readonly Map<string, unknown>[] = [rates, quotas, inFlight]
  return {
    now,
    rates: (stepId) => madeOnce(rates, stepId, () => boundedCounters<Bucket>()),
    quotas: (stepId) => madeOnce(quotas, stepId, () => boundedCounters<Quota>()),
    inFlight: (stepId) => madeOnce(inFlight, stepId, () => new Map<string, number>()),
    retain(routes) {
      for (const known of all) {
        for (const id of known.keys()) if (!routes.has(routeOf(id))) known.delete(id)
      }
    },
  }
}

/** A step's id begins with the name of its route, which has no slash. */
function routeOf(stepId: string): string {
  return stepId.split('/')[0] ?? ''
}

function madeOnce<T>(known: Map<string, T>, key: string, make: () => T): T {
  const before = known.get(key)
  if (before !== undefined) return before
  const made = make()
  known.set(key, made)
  return made
}

/** @param limit Keys at most. */
export function boundedCounters<T>(limit: number = keyLimit): Counters<T> {
  const counters = new Map<string, T>()
  return {
    get: (key) => counters.get(key),
    set(key, counter) {
      // Deleted first, so that the order of the map is the order of use.
      counters.delete(key)
      counters.set(key, counter)
      if (counters.size <= limit) return
      const [oldest] = counters.keys()
      if (oldest !== undefined) counters.delete(oldest)
    },
  }
}

/** What a counter says to one more call. */
export interface Verdict<T> {
  readonly counter: T
  /** Calls left after this one; negative when this one is refused. */
  readonly left: number
  /** Until a call is possible again; 0 when this one is. */
  readonly wait: DurationMs
}

export interface RateRule {
  readonly calls: number
  readonly renewalPeriod: DurationMs
}

/** A bucket of `calls` that fills evenly, in `renewalPeriod` from empty to full. */
export function takeFromBucket(
  bucket: Bucket | undefined,
  { calls, renewalPeriod }: RateRule,
  now: DurationMs,
): Verdict<Bucket> {
  const each = renewalPeriod / calls
  const refilled = bucket === undefined ? calls : bucket.left + (now - bucket.at) / each
  const before = Math.min(calls, refilled)
  if (before >= 1) {
    const left = before - 1
    return { counter: { left, at: now }, left: Math.floor(left), wait: 0 }
  }
  return { counter: { left: before, at: now }, left: -1, wait: (1 - before) * each }
}

/** `calls` in a period that begins with its first call, however they are spread. */
export function takeFromQuota(
  quota: Quota | undefined,
  { calls, renewalPeriod }: RateRule,
  now: DurationMs,
): Verdict<Quota> {
  const isOver = quota === undefined || now - quota.since >= renewalPeriod
  const { used, since } = isOver ? { used: 0, since: now } : quota
  if (used >= calls) {
    return { counter: { used, since }, left: -1, wait: since + renewalPeriod - now }
  }
  return { counter: { used: used + 1, since }, left: calls - used - 1, wait: 0 }
}
