import {
  type AnyCredmgrError,
  CredmgrError,
  type DurationMs,
  type EpochMs,
  isCredmgrError,
} from '../model/index.ts'
import { backoff } from './backoff.ts'
import { clientRefusal } from './client-refusals.ts'
import type { ServedConnection } from './serving.ts'

/**
 * What is known of the trouble with one client at one provider. No trouble, no circuit.
 *
 *     closed --- 5 failures in a row, one Retry-After, or the client refused ---> open
 *     open ------ its time is over: one request may try ---> half open
 *     half open - it succeeds ---> closed;  it fails ---> open, for longer
 */
export interface Circuit {
  /** In a row. */
  readonly failures: number
  /** How often it was opened since it was closed; 0: it is closed still. */
  readonly openings: number
  readonly openUntil: EpochMs
  readonly error: AnyCredmgrError
}

const failuresToOpen = 5

/** How long it is open; a client that is refused waits for a person. */
const pauses = {
  unavailable: { first: 5_000, last: 60_000 },
  clientRefused: { first: 10_000, last: 300_000 },
} as const

/** Whether `error` says something about the provider as a whole, and not about one grant. */
export function concernsProvider(error: AnyCredmgrError, served: ServedConnection): boolean {
  return (
    error.code === 'PROVIDER_UNREACHABLE' ||
    error.code === 'PROVIDER_MISBEHAVED' ||
    clientRefusal(error, served) !== undefined
  )
}

/** The stable code of a failure: how the client is refused, or what went wrong. */
export function reasonOf(error: AnyCredmgrError, served: ServedConnection): string {
  return clientRefusal(error, served) ?? error.code.toLowerCase()
}

/**
 * The circuit after one more failure.
 *
 * @param at.isRefused It is the client that is refused.
 */
export function afterFailure(
  before: Circuit | undefined,
  error: AnyCredmgrError,
  at: { readonly now: EpochMs; readonly whose: string; readonly isRefused: boolean },
): Circuit {
  const { now, whose, isRefused } = at
  const failures = (before?.failures ?? 0) + 1
  const openings = before?.openings ?? 0
  const wait = retryAfterOf(error)
  if (before !== undefined && now < before.openUntil) {
    // It was sent before the circuit was opened: only a longer wait is news.
    return { ...before, openUntil: Math.max(before.openUntil, now + wait) }
  }
  const opens = openings > 0 || failures >= failuresToOpen || isRefused || wait > 0
  if (!opens) return { failures, openings, openUntil: 0, error }
  const times = isRefused ? pauses.clientRefused : pauses.unavailable
  const pause = Math.max(wait, backoff(openings + 1, times, whose))
  return { failures, openings: openings + 1, openUntil: now + pause, error }
}

/** The failure that opened the circuit, with what is left of the pause. */
export function again(error: CredmgrError, left: DurationMs): CredmgrError {
  if (!isCredmgrError(error) || error.code !== 'PROVIDER_UNREACHABLE') return error
  const details = { ...error.details, untouched: true as const, retryAfterMs: Math.max(0, left) }
  return new CredmgrError('PROVIDER_UNREACHABLE', error.message, details, { cause: error })
}

/** What the provider asked for; 0: nothing. */
export function retryAfterOf(error: AnyCredmgrError): DurationMs {
  return error.code === 'PROVIDER_UNREACHABLE' ? (error.details.retryAfterMs ?? 0) : 0
}
