import type { AuthorizationContext, ConnectionAddress, DurationMs, Logger } from '../model/index.ts'
import { CachedTokens } from './cached-tokens.ts'
import type { RenewingPorts } from './renewing.ts'
import type { ServedConnection } from './serving.ts'

/** Gives valid tokens. */
export interface Tokens {
  /**
   * A token of `connection` that is valid now: the cached one as a plain value, so that the usual
   * case costs no promise; else one refresh or mint for any number of waiting callers, here and in
   * other processes. A token that is not fresh any more and still valid is given at once, while
   * it is renewed. Nobody waits for longer than `patience`; the refresh goes on.
   *
   * @throws `CONNECTION_UNKNOWN`, `CONNECTION_NOT_AUTHORIZED`, `PROVIDER_UNREACHABLE`,
   *   `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`, `PROVIDER_SLOW`, `STORE_UNWRITABLE`,
   *   `RECORD_UNREADABLE`
   */
  tokenFor(connection: ConnectionAddress): AuthorizationContext | Promise<AuthorizationContext>
  /**
   * A token in the place of one that an upstream has refused with 401, though it should be valid: a newer
   * one, or one that is had by a renewal. A token that was obtained less than a minute ago is not renewed.
   *
   * @param refused As {@link tokenFor} has given it, the very object.
   * @returns `undefined` when there is none: the refusal stands.
   */
  another(refused: AuthorizationContext): Promise<AuthorizationContext | undefined>
  /** Forgets the cached token of `connection`; what is stored stays. */
  forget(connection: ConnectionAddress): void
  /**
   * Renews what is in use before it expires, and what rests before it dies of it, until `signal` is
   * aborted.
   */
  keep(connections: () => Iterable<ConnectionAddress>, signal: AbortSignal): Promise<void>
  /**
   * Waits for the refreshes under way, and writes what could not be written before; to be called when
   * nothing is asked for any more.
   */
  close(): Promise<void>
}

export interface TokensPorts extends Omit<RenewingPorts, 'gates' | 'observe'> {
  readonly logger: Logger
  /** The connection as served now; a reload may change it from call to call. */
  readonly connection: (address: ConnectionAddress) => ServedConnection | undefined
  /**
   * How long a caller waits for a token.
   *
   * @default 10_000 (10 seconds)
   */
  readonly patience?: DurationMs
}

/**
 * One object for the life of a process, outside of any snapshot: a reload neither forgets a token
 * nor starts a second refresh.
 */
export function createTokens(ports: TokensPorts): Tokens {
  return new CachedTokens(ports)
}
