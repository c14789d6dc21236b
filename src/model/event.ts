import type { ConnectionAddress } from './address.ts'
import type { EpochMs } from './time.ts'

/**
 * What happens to a connection, or to a provider and so to all of its connections, for whoever wants to
 * be told.
 *
 * - `connected`: somebody has consented, or consented again.
 * - `refreshed`: its token was renewed.
 * - `failing`: its token could not be renewed, for a reason that may pass; of a provider, that it refuses
 *   the client or that nothing is sent to it for a while. The first of failures in a row, told once.
 * - `recovered`: the first success after `failing`.
 * - `dead`: only a new consent can help; `reason` says why, `revoked` among others.
 * - `expiring`: its grant ends soon by itself.
 */
export const eventTypes = [
  'connected',
  'refreshed',
  'failing',
  'recovered',
  'dead',
  'expiring',
] as const

export type EventType = (typeof eventTypes)[number]

/** To whom something happens. */
export type EventSubject =
  | { readonly connection: ConnectionAddress; readonly provider?: undefined }
  | { readonly provider: string; readonly connection?: undefined }

/** Never with a token, nor with anything that a provider has said in its own words. */
export type ConnectionEvent = EventSubject & {
  /** The same at every attempt to deliver it; begins with `evt_`. */
  readonly id: string
  readonly type: EventType
  readonly at: EpochMs
  /** A stable code. */
  readonly reason?: string
}

/**
 * What must be in the vault before the event of a connection goes out: its record at this generation or
 * a later one; with `gone`, no record of this generation any more.
 */
export interface EventCause {
  readonly generation: number
  readonly gone?: boolean
}

/** An event on its way to one webhook. */
export interface Delivery {
  /** Names the entry: letters, digits, `_`, `-` and `.`. */
  readonly id: string
  /** Name of the webhook. */
  readonly webhook: string
  readonly event: ConnectionEvent
  /** Absent: it has happened. */
  readonly cause?: EventCause
  readonly attempts: number
  readonly dueAt: EpochMs
  /** It was delivered, and stays until then so that the same is not told again. */
  readonly doneUntil?: EpochMs
  /** Stays that long once it was delivered. */
  readonly keepUntil?: EpochMs
}
