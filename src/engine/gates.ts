import {
  type Clock,
  type CredmgrError,
  defaultRatePerSecond,
  type EpochMs,
  isCredmgrError,
  type ResourceAddress,
  resourceAddress,
} from '../model/index.ts'
import { afterFailure, again, type Circuit, concernsProvider, reasonOf } from './circuit.ts'
import { clientHolder, clientRefusal } from './client-refusals.ts'
import { type Events, silentEvents } from './events.ts'
import { clientKeysIn, type ServedConnection } from './serving.ts'
import { Turns, type Urgency } from './turns.ts'

interface GatesPorts {
  readonly clock: Clock
  /** Absent: nobody is told when a gate closes and opens. */
  readonly events?: Events
}

/** Why nothing is sent to a provider now, and until when. */
export interface Closed {
  readonly error: CredmgrError
  readonly until: EpochMs
}

/** A place among those who may send requests to one provider. */
export interface Pass {
  /**
   * Waits until one request may leave; the next thing to do is to send it.
   *
   * @throws the failure that closed the gate meanwhile
   */
  turn(): Promise<void>
  /** Tells how the request has ended. */
  answered(): void
  failed(error: unknown): void
  /** Gives the place back. */
  leave(): void
}

/**
 * What stands between this process and each provider: its rate, the number of requests under way, and
 * a circuit that opens when it fails. One provider's trouble never waits in another's queue.
 */
export class ProviderGates {
  readonly #clock: Clock
  readonly #events: Events
  readonly #turns = new Map<string, Turns>()
  /** By where the client is declared. */
  readonly #known = new Map<ResourceAddress, Known>()
  /** Clients whose circuit is half open, with a request under way that tries. */
  readonly #trying = new Set<string>()
  /** Errors that are the provider's trouble, and not that of the connection which met them. */
  readonly #common = new WeakMap<object, Closed>()

  constructor({ clock, events = silentEvents }: GatesPorts) {
    this.#clock = clock
    this.#events = events
  }

  /** Whether nothing may be sent for `served` now. Who has a place may be on the way to find out. */
  closed(served: ServedConnection): Closed | undefined {
    const circuit = this.#circuitOf(served)
    if (circuit === undefined || circuit.openings === 0) return undefined
    const now = this.#clock.now()
    if (now < circuit.openUntil) {
      return { error: again(circuit.error, circuit.openUntil - now), until: circuit.openUntil }
    }
    if (!this.#trying.has(clientText(served))) return undefined
    return { error: again(circuit.error, tryTime), until: now + tryTime }
  }

  /** As {@link closed}, for an error that closed the gate or met it closed. */
  closedBy(error: object): Closed | undefined {
    return this.#common.get(error)
  }

  /** Whether {@link closed} is told for all connections of the provider, and not left to each. */
  tellsFor(served: ServedConnection): boolean {
    return clientHolder(served) === resourceAddress('provider', served.providerName)
  }

  /**
   * Waits for a place.
   *
   * @throws the failure that has closed the gate
   */
  async enter(served: ServedConnection, urgency: Urgency): Promise<Pass> {
    const turns = this.#turnsOf(served.providerName)
    const rate = served.provider.refresh.ratePerSecond ?? defaultRatePerSecond
    this.#refuseClosed(served)
    if (!(await turns.enter(urgency, rate))) throw new Error('the process is about to end')
    const key = clientText(served)
    let tries = false
    return {
      turn: async () => {
        await turns.turn(rate)
        if (!tries) this.#refuseClosed(served)
        if ((this.#circuitOf(served)?.openings ?? 0) > 0) {
          tries = true
          this.#trying.add(key)
        }
      },
      answered: () => this.#close(served),
      failed: (error) => this.#note(served, error),
      leave: () => {
        if (tries) this.#trying.delete(key)
        turns.leave()
      },
    }
  }

  /**
   * Sends one request that changes nothing that is stored, when it is its turn.
   *
   * @throws as {@link enter}, and what `ask` throws
   */
  async send<T>(served: ServedConnection, ask: () => Promise<T>): Promise<T> {
    const pass = await this.enter(served, 'asked')
    try {
      await pass.turn()
      return await reported(pass, ask())
    } finally {
      pass.leave()
    }
  }

  /** Lets nobody wait any longer; who has a place goes on. */
  dismiss(): void {
    for (const turns of this.#turns.values()) turns.dismiss()
  }

  #refuseClosed(served: ServedConnection): void {
    const closed = this.closed(served)
    if (closed === undefined) return
    this.#common.set(closed.error, closed)
    throw closed.error
  }

  #turnsOf(provider: string): Turns {
    const found = this.#turns.get(provider) ?? new Turns(this.#clock)
    this.#turns.set(provider, found)
    return found
  }

  /** A client that was changed since may try at once. */
  #circuitOf(served: ServedConnection): Circuit | undefined {
    const known = this.#known.get(clientHolder(served))
    return known?.client === clientText(served) ? known.circuit : undefined
  }

  #close(served: ServedConnection): void {
    const holder = clientHolder(served)
    const known = this.#known.get(holder)
    this.#known.delete(holder)
    if (known?.isTold) this.#tell(served, { type: 'recovered' })
  }

  #note(served: ServedConnection, error: unknown): void {
    if (!isCredmgrError(error)) return
    // It has answered, and what it said is about one grant alone.
    if (error.code === 'PROVIDER_REJECTED' && !concernsProvider(error, served)) this.#close(served)
    if (!concernsProvider(error, served)) return
    const [client, holder] = [clientText(served), clientHolder(served)]
    const isRefused = clientRefusal(error, served) !== undefined
    const at = { now: this.#clock.now(), whose: client, isRefused }
    const circuit = afterFailure(this.#circuitOf(served), error, at)
    const isOpen = circuit.openings > 0
    const wasTold = this.#known.get(holder)?.isTold === true
    this.#known.set(holder, { client, circuit, isTold: wasTold || isOpen })
    if (!isOpen) return
    this.#common.set(error, { error, until: circuit.openUntil })
    if (!wasTold) this.#tell(served, { type: 'failing', reason: reasonOf(error, served) })
  }

  #tell(
    served: ServedConnection,
    what: { readonly type: 'failing' | 'recovered'; readonly reason?: string },
  ): void {
    if (this.tellsFor(served)) void this.#events.tell({ ...what, provider: served.providerName })
  }
}

interface Known {
  /** What was tried. */
  readonly client: string
  readonly circuit: Circuit
  /** Whether `failing` was told, and not yet `recovered`. */
  readonly isTold: boolean
}

/** Tells the gate how `asked` has ended. */
export async function reported<T>(pass: Pass, asked: Promise<T>): Promise<T> {
  try {
    const answer = await asked
    pass.answered()
    return answer
  } catch (error) {
    pass.failed(error)
    throw error
  }
}

/** What is told to those who come while one request tries whether the provider is well again. */
const tryTime = 1_000

/** What is tried; with another client or endpoint it may work at once. */
export function clientText(served: ServedConnection): string {
  const { provider, clientId } = served
  return JSON.stringify([provider, clientId, clientKeysIn(served)])
}
