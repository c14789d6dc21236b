import {
  type AnyCredmgrError,
  type Clock,
  type ConnectionAddress,
  type CredmgrError,
  isCredmgrError,
  type Logger,
} from '../model/index.ts'
import { backoff } from './backoff.ts'
import { again, reasonOf, retryAfterOf } from './circuit.ts'
import { type Events, silentEvents } from './events.ts'
import { type Closed, clientText, type ProviderGates } from './gates.ts'
import type { ServedConnection } from './serving.ts'

interface FailuresPorts {
  readonly clock: Clock
  readonly logger: Logger
  readonly events?: Events
}

interface Failure extends Closed {
  /** What was tried; with another client or provider it may work at once. */
  readonly client: string
  /** In a row. */
  readonly count: number
}

/** After a failure that may pass, a connection is left alone for this long. */
const pause = { first: 500, last: 30_000 } as const

/** Which connections could not be renewed, and for how long each is left alone. */
export class Failures {
  readonly #ports: FailuresPorts
  readonly #gates: ProviderGates
  readonly #failures = new Map<ConnectionAddress, Failure>()

  constructor(ports: FailuresPorts, gates: ProviderGates) {
    this.#ports = ports
    this.#gates = gates
  }

  /** Why nothing is tried for `served` now: its own failure, or its provider's. */
  paused(served: ServedConnection): Closed | undefined {
    const closed = this.#gates.closed(served)
    if (closed !== undefined) return closed
    const failure = this.#failures.get(served.spec.address)
    const now = this.#ports.clock.now()
    if (failure === undefined || now >= failure.until) return undefined
    if (failure.client !== clientText(served)) return undefined
    return { error: again(failure.error, failure.until - now), until: failure.until }
  }

  note(served: ServedConnection, error: AnyCredmgrError): Closed {
    // What is wrong with the provider is not the connection's failure, and was told once for all.
    const closed = this.#gates.closedBy(error)
    if (closed !== undefined && this.#gates.tellsFor(served)) return closed
    const { address } = served.spec
    const before = this.#failures.get(address)
    const count = (before?.count ?? 0) + 1
    const wait = Math.max(backoff(count, pause, address), retryAfterOf(error))
    const until = this.#ports.clock.now() + wait
    this.#failures.set(address, { client: clientText(served), error, until, count })
    const facts = { connection: address, code: error.code, pauseMs: Math.round(wait) }
    this.#ports.logger.warn('token could not be renewed', facts)
    if (before === undefined)
      this.#tell({ type: 'failing', reason: reasonOf(error, served) }, address)
    return { error, until }
  }

  forget(address: ConnectionAddress): void {
    this.#failures.delete(address)
  }

  /** There is a fresh token again, whichever process has obtained it. */
  succeeded(address: ConnectionAddress): void {
    if (this.#failures.delete(address)) this.#tell({ type: 'recovered' }, address)
  }

  #tell(
    what: { readonly type: 'failing' | 'recovered'; readonly reason?: string },
    connection: ConnectionAddress,
  ): void {
    const { events = silentEvents } = this.#ports
    void events.tell({ ...what, connection })
  }
}

/** Whether trying again later may help. */
export function mayPass(error: unknown): error is AnyCredmgrError {
  return isCredmgrError(error) && passing.has(error.code)
}

const passing: ReadonlySet<CredmgrError['code']> = new Set([
  'PROVIDER_UNREACHABLE',
  'PROVIDER_MISBEHAVED',
  'PROVIDER_REJECTED',
  'STORE_UNWRITABLE',
  'STORE_UNREADABLE',
  'STATE_LOCKED',
  'LEASE_LOST',
  'VAULT_CONFLICT',
])
