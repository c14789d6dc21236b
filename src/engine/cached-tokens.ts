import {
  type AuthorizationContext,
  type ConnectionAddress,
  type Credential,
  CredmgrError,
  type DurationMs,
  type EpochMs,
  isCredmgrError,
  isDeclared,
} from '../model/index.ts'
import { decideAfterRefusal } from './after-refusal.ts'
import { declaredContext } from './declared.ts'
import { Failures, mayPass } from './failures.ts'
import { type Closed, ProviderGates } from './gates.ts'
import { Keeper } from './keeper.ts'
import { readFor } from './records.ts'
import { decideRenewal, freshUntil, isAlive, type Renewal } from './renewal.ts'
import { notAuthorized, Renewer, type RenewOptions } from './renewing.ts'
import type { ServedConnection } from './serving.ts'
import { once, type Running } from './single-flight.ts'
import { withSubject } from './subject.ts'
import { TokenCache } from './token-cache.ts'
import type { Tokens, TokensPorts } from './tokens.ts'

/** A token that is closer to its end may not reach the upstream alive, so it is worth waiting. */
const shortest: DurationMs = 2_000

/** A token, or one that will be there. */
type Found = { readonly context: AuthorizationContext } | Awaited

interface Awaited {
  readonly served: ServedConnection
  /** Serves when the renewal does not succeed, as long as it lives. */
  readonly standby: Credential | undefined
  readonly coming: Promise<AuthorizationContext>
}

/** See {@link Tokens}. */
export class CachedTokens implements Tokens {
  readonly #ports: TokensPorts
  readonly #gates: ProviderGates
  readonly #renewer: Renewer
  readonly #failures: Failures
  readonly #keeper: Keeper
  readonly #cache: TokenCache
  #isClosing = false
  readonly #looking: Running<Found> = new Map()
  readonly #renewing: Running<AuthorizationContext> = new Map()

  constructor(ports: TokensPorts) {
    this.#ports = ports
    this.#gates = new ProviderGates(ports)
    const tokenFor = this.tokenFor.bind(this)
    this.#renewer = new Renewer({ ...ports, gates: this.#gates, tokenFor })
    this.#failures = new Failures(ports, this.#gates)
    this.#cache = new TokenCache(ports.store.vault, ports.clock)
    const renew = this.#renewAhead.bind(this)
    this.#keeper = new Keeper({ ...ports, renew })
  }

  tokenFor(address: ConnectionAddress): AuthorizationContext | Promise<AuthorizationContext> {
    const served = this.#ports.connection(address)
    const cached = this.#cache.get(address, served)
    if (cached !== undefined) return cached
    const look = () => this.#look(address, served)
    return once(this.#looking, { address, served }, look).then((found) =>
      'context' in found ? found.context : this.#await(found),
    )
  }

  async another(refused: AuthorizationContext): Promise<AuthorizationContext | undefined> {
    const address = this.#cache.ownerOf(refused)
    const connection = address === undefined ? undefined : this.#ports.connection(address)
    if (connection === undefined) return undefined
    try {
      return await this.#another(connection, refused)
    } catch (error) {
      if (isCredmgrError(error)) return undefined
      throw error
    }
  }

  async #another(
    connection: ServedConnection,
    refused: AuthorizationContext,
  ): Promise<AuthorizationContext | undefined> {
    const { address } = connection.spec
    const { vault } = this.#ports.store
    const credential = await readFor(vault, connection)
    const served = await withSubject(connection, vault)
    const decision = decideAfterRefusal(served, credential, refused, this.#now())
    if (decision === 'nothing') return undefined
    if (decision === 'newer') {
      this.#cache.forget(address)
      return await this.tokenFor(address)
    }
    const coming = this.#renew(connection, { outdated: credential?.obtainedAt })
    return await this.#await({ served: connection, standby: undefined, coming })
  }

  forget(address: ConnectionAddress): void {
    this.#cache.forget(address)
    this.#failures.forget(address)
  }

  keep(connections: () => Iterable<ConnectionAddress>, signal: AbortSignal): Promise<void> {
    return this.#keeper.run(connections, signal)
  }

  async close(): Promise<void> {
    this.#isClosing = true
    this.#gates.dismiss()
    await Promise.allSettled([...this.#renewing.values()].map((each) => each.value))
    await this.#renewer.flush()
  }

  async #look(address: ConnectionAddress, served: ServedConnection | undefined): Promise<Found> {
    if (served === undefined) throw unknown(address)
    const cached = await this.#cache.again(address, served)
    if (cached !== undefined) return { context: cached }
    const { vault } = this.#ports.store
    if (isDeclared(served.provider.grant)) {
      // The secret itself, as it was applied; nothing else is stored of it.
      return { context: this.#cache.keepDeclared(served, await declaredContext(served, vault)) }
    }
    return await this.#found(served)
  }

  /** By the record: its token, or one that is renewed. */
  async #found(served: ServedConnection): Promise<Found> {
    const { address } = served.spec
    const { vault } = this.#ports.store
    const credential = await readFor(vault, served)
    const now = this.#now()
    const renewal = decideRenewal(await withSubject(served, vault), credential, now)
    if (renewal.action === 'use') {
      this.#failures.succeeded(address)
      return { context: this.#remember(served, renewal.credential) }
    }
    if (renewal.action === 'refuse') throw notAuthorized(address, renewal.reason)
    const standby = standbyOf(renewal)
    // Whoever comes while one request tries whether the provider is well again waits for it.
    const isTried = this.#renewing.get(address)?.served === served
    const paused = isTried ? undefined : this.#failures.paused(served)
    if (paused !== undefined) return { context: this.#standIn(served, standby, paused) }
    const coming = this.#renew(served)
    const until = standby === undefined ? 0 : comfortableUntil(standby)
    if (standby === undefined || now >= until) return { served, standby, coming }
    const context = this.#cache.keep(served, standby, until)
    return context === undefined ? { served, standby, coming } : { context }
  }

  /** One renewal at a time, on its own clock, whoever waits for it. */
  #renew(served: ServedConnection, options: RenewOptions = {}): Promise<AuthorizationContext> {
    const { address } = served.spec
    const renewed = once(this.#renewing, { address, served }, () => this.#renewNow(served, options))
    // It may be that nobody waits for it any more.
    renewed.catch(() => undefined)
    return renewed
  }

  async #renewNow(served: ServedConnection, options: RenewOptions): Promise<AuthorizationContext> {
    const { address } = served.spec
    try {
      const credential = await this.#renewer.renew(served, options)
      this.#failures.succeeded(address)
      const context = this.#remember(served, credential, options.urgency !== 'ahead')
      // The next request reads it anew, and shows by that that it is in use.
      if (options.urgency === 'ahead') this.#cache.forget(address)
      return context
    } catch (error) {
      if (mayPass(error)) this.#failures.note(served, error)
      else this.#cache.forget(address)
      throw error
    }
  }

  async #renewAhead(served: ServedConnection, outdated: EpochMs): Promise<EpochMs | undefined> {
    const paused = this.#failures.paused(served)
    if (paused !== undefined) return paused.until
    try {
      await this.#renew(served, { urgency: 'ahead', outdated })
      return undefined
    } catch (error) {
      if (mayPass(error)) return this.#failures.paused(served)?.until
      // A grant that is dead is told of by whoever has found it so.
      if (!isCredmgrError(error) && !this.#isClosing) this.#noteDefect(served, error)
      return undefined
    }
  }

  /** Nobody waits who could be told. */
  #noteDefect({ spec }: ServedConnection, error: unknown): void {
    const problem = error instanceof Error ? error.message : 'unknown error'
    const facts = { connection: spec.address, problem }
    this.#ports.logger.error('a token could not be renewed ahead of time', facts)
  }

  /** Waits, with patience; then the old token serves, if it is still valid. */
  async #await({ served, standby, coming }: Awaited): Promise<AuthorizationContext> {
    const { clock, patience = 10_000 } = this.#ports
    const answered = new AbortController()
    const slow = clock.sleep(patience, answered.signal).then(
      () => undefined,
      () => undefined,
    )
    try {
      const context = await Promise.race([coming, slow])
      if (context !== undefined) return context
      const error = tooSlow(served, patience)
      return this.#standIn(served, standby, { error, until: this.#now() })
    } catch (error) {
      if (!mayPass(error)) throw error
      // What is told to wait is what will be waited, not only what the provider asked for.
      const paused = this.#failures.paused(served) ?? { error, until: this.#now() }
      return this.#standIn(served, standby, paused)
    } finally {
      answered.abort()
    }
  }

  #remember(served: ServedConnection, credential: Credential, isUsed = true): AuthorizationContext {
    const { address } = served.spec
    const fresh = freshUntil(credential, served.provider)
    const end = this.#now() < fresh ? fresh : (credential.expiresAt ?? fresh)
    const context = this.#cache.keep(served, credential, end)
    if (context === undefined) throw notAuthorized(address, 'needs_reauth')
    const hasRefreshToken = credential.refreshToken !== undefined
    this.#keeper.saw(served, { ...credential, connection: address, hasRefreshToken }, isUsed)
    return context
  }

  /** A token that is not fresh any more but still valid serves to its true end. */
  #standIn(
    served: ServedConnection,
    standby: Credential | undefined,
    { error, until }: Closed,
  ): AuthorizationContext {
    if (standby === undefined || !isAlive(standby, this.#now())) throw error
    const end = Math.min(until, standby.expiresAt ?? until)
    const context = this.#cache.keep(served, standby, end)
    if (context === undefined) throw error
    return context
  }

  #now(): EpochMs {
    return this.#ports.clock.now()
  }
}

function standbyOf(renewal: Renewal): Credential | undefined {
  if (renewal.action === 'refresh') return renewal.credential
  return renewal.action === 'mint' ? renewal.standby : undefined
}

/** Until when a token that is not fresh any more is given without a thought. */
function comfortableUntil({ obtainedAt, expiresAt }: Credential): EpochMs {
  if (expiresAt === undefined) return Number.POSITIVE_INFINITY
  return expiresAt - Math.min(shortest, 0.05 * (expiresAt - obtainedAt))
}

function tooSlow({ providerName: provider }: ServedConnection, waited: DurationMs): CredmgrError {
  const message = `provider "${provider}" has given no new token within ${waited / 1000} s`
  return new CredmgrError('PROVIDER_SLOW', message, { provider, waited })
}

function unknown(connection: ConnectionAddress): CredmgrError {
  return new CredmgrError('CONNECTION_UNKNOWN', `there is no connection "${connection}"`, {
    connection,
  })
}
