import {
  type AuthorizationContext,
  type ConnectionAddress,
  type Credential,
  CredmgrError,
  type DurationMs,
  type EpochMs,
  isCredmgrError,
  isDeclared,
  type Logger,
} from '../model/index.ts'
import { declaredContext } from './declared.ts'
import { contextOf, decideRenewal, freshUntil, isAlive, type Renewal } from './renewal.ts'
import { notAuthorized, Renewer, type RenewingPorts, readFor } from './renewing.ts'
import type { ServedConnection } from './serving.ts'
import { withSubject } from './subject.ts'

/** Gives valid tokens. */
export interface Tokens {
  /**
   * A token of `connection` that is valid now: the cached one as a plain value, so that the usual
   * case costs no promise; else one refresh or mint for any number of waiting callers, here and in
   * other processes.
   *
   * @throws `CONNECTION_UNKNOWN`, `CONNECTION_NOT_AUTHORIZED`, `PROVIDER_UNREACHABLE`,
   *   `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`, `STORE_UNWRITABLE`, `RECORD_UNREADABLE`
   */
  tokenFor(connection: ConnectionAddress): AuthorizationContext | Promise<AuthorizationContext>
  /** Forgets the cached token of `connection`; what is stored stays. */
  forget(connection: ConnectionAddress): void
  /** Writes what could not be written before; to be called when nothing is asked for any more. */
  close(): Promise<void>
}

export interface TokensPorts extends RenewingPorts {
  readonly logger: Logger
  /** The connection as served now; a reload may change it from call to call. */
  readonly connection: (address: ConnectionAddress) => ServedConnection | undefined
}

/**
 * A cached token is used for this long before the vault is looked at again, which costs no request:
 * another process may have stored a new consent, or taken the connection away.
 */
const cacheLifetime: DurationMs = 30_000

/** After a failure that may pass, the provider is left alone for this long: doubled each time. */
const pause = { first: 500, last: 30_000 } as const

/**
 * One object for the life of a process, outside of any snapshot: a reload neither forgets a token
 * nor starts a second refresh.
 */
export function createTokens(ports: TokensPorts): Tokens {
  return new CachedTokens(ports)
}

interface Cached {
  readonly served: ServedConnection
  readonly context: AuthorizationContext
  readonly until: EpochMs
}

interface InFlight {
  readonly served: ServedConnection | undefined
  readonly context: Promise<AuthorizationContext>
}

interface Failure {
  /** What was tried; with another client or provider it may work at once. */
  readonly client: string
  readonly error: CredmgrError
  readonly until: EpochMs
  readonly pause: DurationMs
}

class CachedTokens implements Tokens {
  readonly #ports: TokensPorts
  readonly #renewer: Renewer
  readonly #cache = new Map<ConnectionAddress, Cached>()
  readonly #inFlight = new Map<ConnectionAddress, InFlight>()
  readonly #failures = new Map<ConnectionAddress, Failure>()

  constructor(ports: TokensPorts) {
    this.#ports = ports
    this.#renewer = new Renewer({ ...ports, tokenFor: (address) => this.tokenFor(address) })
  }

  tokenFor(address: ConnectionAddress): AuthorizationContext | Promise<AuthorizationContext> {
    const served = this.#ports.connection(address)
    const cached = this.#cache.get(address)
    if (cached?.served === served && cached !== undefined && this.#now() < cached.until) {
      return cached.context
    }
    const running = this.#inFlight.get(address)
    if (running !== undefined && running.served === served) return running.context
    const context = this.#obtain(address, served).finally(() => {
      if (this.#inFlight.get(address)?.context === context) this.#inFlight.delete(address)
    })
    this.#inFlight.set(address, { served, context })
    return context
  }

  forget(address: ConnectionAddress): void {
    this.#cache.delete(address)
    this.#failures.delete(address)
  }

  async close(): Promise<void> {
    await this.#renewer.flush()
  }

  async #obtain(
    address: ConnectionAddress,
    connection: ServedConnection | undefined,
  ): Promise<AuthorizationContext> {
    if (connection === undefined) throw unknown(address)
    if (isDeclared(connection.provider.grant)) return this.#declared(connection)
    const served = await withSubject(connection, this.#ports.store.vault)
    const context = await this.#obtainFor(served)
    const cached = this.#cache.get(address)
    if (cached?.served === served) this.#cache.set(address, { ...cached, served: connection })
    return context
  }

  async #obtainFor(served: ServedConnection): Promise<AuthorizationContext> {
    const { address } = served.spec
    const credential = await readFor(this.#ports.store.vault, served)
    const renewal = decideRenewal(served, credential, this.#now())
    if (renewal.action === 'use') return this.#remember(served, renewal.credential)
    if (renewal.action === 'refuse') throw notAuthorized(address, renewal.reason)
    return this.#renew(served, standbyOf(renewal))
  }

  /** The secret itself, as it was applied; nothing else is stored of it. */
  async #declared(served: ServedConnection): Promise<AuthorizationContext> {
    const context = await declaredContext(served, this.#ports.store.vault)
    const until = this.#now() + cacheLifetime
    this.#cache.set(served.spec.address, { served, context, until })
    return context
  }

  async #renew(
    served: ServedConnection,
    standby: Credential | undefined,
  ): Promise<AuthorizationContext> {
    const { address } = served.spec
    const failure = this.#failures.get(address)
    const paused = failure?.client === clientText(served) && this.#now() < failure.until
    if (failure !== undefined && paused) {
      return this.#standIn(served, standby, failure)
    }
    try {
      const credential = await this.#renewer.renew(served)
      this.#failures.delete(address)
      return this.#remember(served, credential)
    } catch (error) {
      if (!isCredmgrError(error) || !mayPass(error)) throw error
      return this.#standIn(served, standby, this.#noteFailure(served, error))
    }
  }

  #remember(served: ServedConnection, credential: Credential): AuthorizationContext {
    const { address } = served.spec
    const context = contextOf(credential)
    if (context === undefined) throw notAuthorized(address, 'needs_reauth')
    const now = this.#now()
    const fresh = freshUntil(credential, served.provider)
    const end = now < fresh ? fresh : (credential.expiresAt ?? fresh)
    this.#cache.set(address, { served, context, until: Math.min(end, now + cacheLifetime) })
    return context
  }

  /** A token that is not fresh any more but still valid serves to its true end. */
  #standIn(
    served: ServedConnection,
    standby: Credential | undefined,
    failure: Failure,
  ): AuthorizationContext {
    const now = this.#now()
    if (standby === undefined || !isAlive(standby, now)) throw again(failure, now)
    const context = contextOf(standby)
    if (context === undefined) throw again(failure, now)
    const until = Math.min(failure.until, standby.expiresAt ?? failure.until)
    this.#cache.set(served.spec.address, { served, context, until })
    return context
  }

  #noteFailure(served: ServedConnection, error: CredmgrError): Failure {
    const { address } = served.spec
    const before = this.#failures.get(address)
    const next = before === undefined ? pause.first : Math.min(before.pause * 2, pause.last)
    const wait = Math.max(next, retryAfterOf(error))
    const client = clientText(served)
    const failure = { client, error, pause: next, until: this.#now() + wait }
    this.#failures.set(address, failure)
    const facts = { connection: address, code: error.code, pauseMs: wait }
    this.#ports.logger.warn('token could not be renewed', facts)
    return failure
  }

  #now(): EpochMs {
    return this.#ports.clock.now()
  }
}

function clientText({ spec: _spec, ...client }: ServedConnection): string {
  return JSON.stringify(client)
}

function standbyOf(renewal: Renewal): Credential | undefined {
  if (renewal.action === 'refresh') return renewal.credential
  return renewal.action === 'mint' ? renewal.standby : undefined
}

/** Whether trying again later may help. A broken client is asked for as rarely as a broken network. */
function mayPass({ code }: CredmgrError): boolean {
  return (
    code === 'PROVIDER_UNREACHABLE' ||
    code === 'PROVIDER_MISBEHAVED' ||
    code === 'PROVIDER_REJECTED' ||
    code === 'STORE_UNWRITABLE' ||
    code === 'STORE_UNREADABLE' ||
    code === 'STATE_LOCKED'
  )
}

function retryAfterOf(error: CredmgrError): DurationMs {
  if (!isCredmgrError(error) || error.code !== 'PROVIDER_UNREACHABLE') return 0
  return error.details.retryAfterMs ?? 0
}

/** The failure that began the pause, with what is left of it. */
function again({ error, until }: Failure, now: EpochMs): CredmgrError {
  if (!isCredmgrError(error) || error.code !== 'PROVIDER_UNREACHABLE') return error
  const details = { ...error.details, retryAfterMs: Math.max(0, until - now) }
  return new CredmgrError('PROVIDER_UNREACHABLE', error.message, details, { cause: error })
}

function unknown(connection: ConnectionAddress): CredmgrError {
  return new CredmgrError('CONNECTION_UNKNOWN', `there is no connection "${connection}"`, {
    connection,
  })
}
