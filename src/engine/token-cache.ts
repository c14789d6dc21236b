import {
  type AuthorizationContext,
  type Clock,
  type ConnectionAddress,
  type Credential,
  type DurationMs,
  type EpochMs,
  isCredmgrError,
  type Vault,
} from '../model/index.ts'
import { contextOf } from './renewal.ts'
import type { ServedConnection } from './serving.ts'

/** A token is given for this long before its record is opened again. */
const openEvery: DurationMs = 30_000

/**
 * A token is given for this long before it is looked whether its record is still the same, which needs
 * no opening: another process may have stored a new consent, or taken the grant away.
 */
const lookEvery: DurationMs = 5_000

interface Cached {
  readonly served: ServedConnection
  readonly generation: number
  readonly context: AuthorizationContext
  /** When its record is to be looked at, and when it is to be opened. */
  readonly lookAt: EpochMs
  readonly until: EpochMs
}

/** Tokens at hand, so that the usual request reads nothing. */
export class TokenCache {
  readonly #vault: Pick<Vault, 'summary'>
  readonly #clock: Clock
  readonly #cached = new Map<ConnectionAddress, Cached>()
  /** For which connection each context was given. */
  readonly #given = new WeakMap<AuthorizationContext, ConnectionAddress>()

  constructor(vault: Pick<Vault, 'summary'>, clock: Clock) {
    this.#vault = vault
    this.#clock = clock
  }

  get(
    address: ConnectionAddress,
    served: ServedConnection | undefined,
  ): AuthorizationContext | undefined {
    const cached = this.#cached.get(address)
    if (cached === undefined || cached.served !== served) return undefined
    return this.#clock.now() < cached.lookAt ? cached.context : undefined
  }

  /** The token once more, when its record is as it was; nothing else is known of one that cannot be read now. */
  async again(
    address: ConnectionAddress,
    served: ServedConnection,
  ): Promise<AuthorizationContext | undefined> {
    const cached = this.#cached.get(address)
    if (cached?.served !== served || this.#clock.now() >= cached.until) return undefined
    const generation = await this.#generationOf(address, cached.generation)
    const now = this.#clock.now()
    const isSame = generation === cached.generation && this.#cached.get(address) === cached
    if (!isSame || now >= cached.until) return undefined
    const lookAt = Math.min(now + lookEvery, cached.until)
    this.#cached.set(address, { ...cached, lookAt })
    return cached.context
  }

  /**
   * @param end Until when it may be given at most.
   * @returns What is given; `undefined` when `credential` holds no token.
   */
  keep(
    served: ServedConnection,
    credential: Credential,
    end: EpochMs,
  ): AuthorizationContext | undefined {
    const context = contextOf(credential)
    if (context === undefined) return undefined
    const now = this.#clock.now()
    const until = Math.min(end, now + openEvery)
    const lookAt = Math.min(end, now + lookEvery)
    const { generation } = credential
    this.#given.set(context, served.spec.address)
    this.#cached.set(served.spec.address, { served, generation, context, lookAt, until })
    return context
  }

  /** Keeps what has no record of its own. */
  keepDeclared(served: ServedConnection, context: AuthorizationContext): AuthorizationContext {
    const until = this.#clock.now() + openEvery
    const cached = { served, generation: 0, context, lookAt: until, until }
    this.#cached.set(served.spec.address, cached)
    return context
  }

  /** Whose token a context is that was given here. */
  ownerOf(context: AuthorizationContext): ConnectionAddress | undefined {
    return this.#given.get(context)
  }

  forget(address: ConnectionAddress): void {
    this.#cached.delete(address)
  }

  async #generationOf(address: ConnectionAddress, last: number): Promise<number | undefined> {
    try {
      return (await this.#vault.summary(address))?.generation
    } catch (error) {
      if (isCredmgrError(error) && error.code === 'STORE_UNREADABLE') return last
      if (isCredmgrError(error) && error.code === 'RECORD_UNREADABLE') return undefined
      throw error
    }
  }
}
