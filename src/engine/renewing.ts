import {
  type AuthorizationContext,
  type Clock,
  type ConnectionAddress,
  type Credential,
  CredmgrError,
  type DurationMs,
  type EpochMs,
  type Fetch,
  isCredmgrError,
  type Lease,
  type Store,
} from '../model/index.ts'
import { refreshToken, type TokenSet } from '../oauth/index.ts'
import { openClient } from './binding.ts'
import { type Events, silentEvents } from './events.ts'
import { type Pass, ProviderGates, reported } from './gates.ts'
import { mintTokens, subjectOf, type TokenFor } from './minting.ts'
import { readFor } from './records.ts'
import {
  decideRenewal,
  granted,
  needsReauth,
  type Renewal,
  reasonOfLoss,
  refreshed,
} from './renewal.ts'
import { Saver } from './saving.ts'
import type { ServedConnection } from './serving.ts'
import { withSubject } from './subject.ts'
import type { Urgency } from './turns.ts'

export interface RenewingPorts {
  readonly store: Pick<Store, 'vault' | 'lock'>
  readonly clock: Clock
  readonly fetch: Fetch
  /** Is given what a refresh was answered with, once it is on disk. */
  readonly observe?: (tokens: TokenSet) => void
  /** Tokens of other connections, for those that exchange them. */
  readonly tokenFor?: TokenFor
  /** Is told of tokens that are renewed and of grants that are dead, with the record of each. */
  readonly events?: Events
  /**
   * What stands between this process and the providers; to be shared by all in it who send requests.
   * Absent: gates of its own, for the one who sends one.
   */
  readonly gates?: ProviderGates
}

export interface RenewOptions {
  /** @default 'asked' */
  readonly urgency?: Urgency
  /** A token that was obtained at this instant or before counts as not fresh. */
  readonly outdated?: EpochMs | undefined
}

/**
 * How long to wait for another process that refreshes the same connection. Longer than a provider
 * is given to answer.
 */
export const refreshWait: DurationMs = 40_000

/** How often to decide anew when somebody else wrote the record in between, a consent for example. */
const attempts = 3

/** The lease under which a connection's tokens are changed. */
export function leaseName(connection: ConnectionAddress): string {
  return `refresh/${connection}`
}

/**
 * Brings a connection's credential up to date, alone among all processes.
 *
 * What the provider answered is on disk before it is returned, see {@link Saver}.
 */
export class Renewer {
  readonly #ports: RenewingPorts
  readonly #gates: ProviderGates
  readonly #saver: Saver

  constructor(ports: RenewingPorts) {
    this.#ports = ports
    this.#gates = ports.gates ?? new ProviderGates({ clock: ports.clock })
    this.#saver = new Saver(ports)
  }

  /**
   * Takes the time that the provider takes, whoever waits for it.
   *
   * @throws what `Tokens.tokenFor` throws
   */
  async renew(connection: ServedConnection, options: RenewOptions = {}): Promise<Credential> {
    const { outdated, urgency = 'asked' } = options
    const subject = await subjectOf(this.#ports, connection)
    const served = await withSubject(connection, this.#ports.store.vault)
    const pass = await this.#gates.enter(served, urgency)
    try {
      return await this.#renewAlone(served, { pass, outdated, subject })
    } finally {
      pass.leave()
    }
  }

  async #renewAlone(
    served: ServedConnection,
    { pass, outdated, subject }: Omit<Renewing, 'lease'>,
  ): Promise<Credential> {
    const { address } = served.spec
    const options = { wait: refreshWait, operation: 'refresh' }
    const lease = await this.#ports.store.lock.acquire(leaseName(address), options)
    try {
      return await this.#renewUnder(served, { lease, pass, outdated, subject })
    } finally {
      await lease.release()
    }
  }

  async #renewUnder(served: ServedConnection, renewing: Renewing): Promise<Credential> {
    await this.#saver.saveUnsaved(served.spec.address)
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(served, renewing)
      } catch (error) {
        const conflict = isCredmgrError(error) && error.code === 'VAULT_CONFLICT'
        if (!conflict || attempt === attempts) throw error
      }
    }
  }

  /** Decides with what the vault holds now: whoever had the lease before may have done it. */
  async #attempt(served: ServedConnection, renewing: Renewing): Promise<Credential> {
    const { address } = served.spec
    const credential = await readFor(this.#ports.store.vault, served)
    const renewal = decideRenewal(served, credential, this.#ports.clock.now(), renewing)
    switch (renewal.action) {
      case 'use':
        return renewal.credential
      case 'refuse':
        throw notAuthorized(address, renewal.reason)
      case 'mint':
        return await this.#mint(served, credential?.generation ?? 0, renewing)
      case 'refresh':
        return await this.#refresh(served, renewal, renewing)
      default:
        return unreachable(renewal)
    }
  }

  async #mint(
    served: ServedConnection,
    generation: number,
    { pass, subject }: Renewing,
  ): Promise<Credential> {
    await pass.turn()
    const now = this.#ports.clock.now()
    const tokens = await reported(pass, mintTokens(this.#ports, served, subject))
    return this.#saver.save(
      served.spec.address,
      granted(served, tokens, { generation: generation + 1, now }),
    )
  }

  async #refresh(
    served: ServedConnection,
    { credential: before, refreshToken: secret }: RefreshRenewal,
    { lease, pass }: Renewing,
  ): Promise<Credential> {
    const client = await openClient(served, this.#ports.store.vault)
    const begun = await this.#saveIntent(served, before)
    // The turn comes last: a disk that is slow for a moment must not make requests leave together.
    await pass.turn().catch((error: unknown) => this.#untouched(served, { before, begun }, error))
    if (lease.lost.aborted) throw leaseLost(served.spec.address)
    const now = this.#ports.clock.now()
    // No scope is named: it may not be wider than what was granted, and unnamed it is just that
    // (RFC 6749 section 6).
    const asked = reported(pass, refreshToken(this.#ports, client, secret, []))
    const tokens = await asked.catch((error: unknown) =>
      this.#refreshFailed(served, { before, begun }, error),
    )
    const after = refreshed(served, { before: begun, tokens }, now)
    const saved = await this.#saver.save(served.spec.address, after)
    this.#ports.observe?.(tokens)
    return saved
  }

  /** On disk before the refresh token leaves, so that whoever finds it knows that it may be used up. */
  async #saveIntent(served: ServedConnection, credential: Credential): Promise<Credential> {
    const generation = credential.generation + 1
    // Of attempts in a row the first counts: that is when the token may have been used up.
    const intent = credential.intent ?? { startedAt: this.#ports.clock.now() }
    const begun = { ...credential, generation, intent }
    await this.#ports.store.vault.write(served.spec.address, begun, credential.generation)
    return begun
  }

  async #refreshFailed(served: ServedConnection, attempt: Attempt, error: unknown): Promise<never> {
    if (!isCredmgrError(error)) throw error
    const refusal = error.code === 'PROVIDER_REJECTED' ? error.details.oauthError : undefined
    if (refusal === 'invalid_grant') return this.#bury(served, attempt, error)
    const untouched = error.code === 'PROVIDER_UNREACHABLE' && error.details.untouched === true
    // No answer, or none that can be read: the intent stays, since the token may have been rotated.
    if (refusal === undefined && !untouched) throw error
    return this.#untouched(served, attempt, error)
  }

  /** The token is what it was before this attempt: after one that was lost, still in doubt. */
  async #untouched(
    { spec }: ServedConnection,
    { before, begun }: Attempt,
    error: unknown,
  ): Promise<never> {
    const { intent: _intent, ...settled } = begun
    const { intent } = before
    const generation = begun.generation + 1
    const record = { ...settled, generation, ...(intent === undefined ? {} : { intent }) }
    await this.#ports.store.vault.write(spec.address, record, begun.generation)
    throw error
  }

  /** The refresh token that was tried is dead, and its record with it. */
  async #bury(
    served: ServedConnection,
    { before, begun }: Attempt,
    error: unknown,
  ): Promise<never> {
    const { address } = served.spec
    const reason = reasonOfLoss(served, before.intent, this.#ports.clock.now())
    const { events = silentEvents, store } = this.#ports
    const record = needsReauth(begun, reason)
    const { generation } = record
    await events.around({ type: 'dead', connection: address, reason }, { generation }, () =>
      store.vault.write(address, record, begun.generation),
    )
    throw notAuthorized(address, reason, error)
  }

  /** Writes what could not be written when it came; for the end of a process. */
  flush(): Promise<void> {
    return this.#saver.flush()
  }
}

/** What one renewal has: the lease, a place at the provider, and what it may not take for fresh. */
interface Renewing {
  readonly lease: Lease
  readonly pass: Pass
  readonly outdated: EpochMs | undefined
  /** What is exchanged, where the grant exchanges a token. */
  readonly subject: AuthorizationContext | undefined
}

/** The record as it was found, and as it was written before the refresh token left. */
interface Attempt {
  readonly before: Credential
  readonly begun: Credential
}

type RefreshRenewal = Extract<Renewal, { readonly action: 'refresh' }>

export function notAuthorized(
  connection: ConnectionAddress,
  reason: string,
  cause?: unknown,
): CredmgrError {
  return new CredmgrError(
    'CONNECTION_NOT_AUTHORIZED',
    `connection "${connection}" has no usable grant: ${reason}`,
    { connection, reason },
    { cause },
  )
}

function leaseLost(connection: ConnectionAddress): CredmgrError {
  const name = leaseName(connection)
  return new CredmgrError('LEASE_LOST', `another process has taken over "${name}"`, { name })
}

function unreachable(value: never): never {
  throw new TypeError(`unexpected renewal ${JSON.stringify(value)}`)
}
