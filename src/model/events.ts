import type { ConnectionAddress } from './address.ts'
import type { EpochMs } from './time.ts'

/**
 * What happens to credentials, for logs and for whoever wants to be told. No secret stands in one.
 *
 * - `connected`: somebody consented, or a grant was taken over. It ends whatever was wrong before.
 * - `refreshed`: new tokens are on disk.
 * - `failing`: the first of failures in a row, told once. Without `connection` it is the provider as a
 *   whole: it refuses the client, or nothing is sent to it for a while.
 * - `recovered`: the first success after `failing`, with the same `connection` or without one.
 * - `dead`: only a new consent helps; `reason` as {@link Credential.reason}. Told once.
 * - `expiring`: nothing renews the token, and it ends within a day. Told once by each process.
 */
export type TokenEvent =
  | { readonly type: 'connected'; readonly connection: ConnectionAddress }
  | ({ readonly type: 'refreshed'; readonly expiresAt?: EpochMs } & Whose)
  | ({ readonly type: 'dead'; readonly reason: string } & Whose)
  | ({ readonly type: 'expiring'; readonly expiresAt: EpochMs } & Whose)
  | ({ readonly type: 'failing' } & Failing)
  | {
      readonly type: 'recovered'
      readonly provider: string
      readonly connection?: ConnectionAddress
    }

interface Whose {
  readonly provider: string
  readonly connection: ConnectionAddress
}

interface Failing {
  readonly provider: string
  readonly connection?: ConnectionAddress
  /** Code of the error in lower case, or the OAuth error with which the provider refuses the client. */
  readonly reason: string
  /** When it is tried again. */
  readonly retryAt: EpochMs
}

/** Takes an event. It must not throw, and is not waited for. */
export type OnTokenEvent = (event: TokenEvent) => void
