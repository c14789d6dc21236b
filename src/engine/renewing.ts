import {
  type Clock,
  type ConnectionAddress,
  type Credential,
  CredmgrError,
  type DurationMs,
  type EpochMs,
  type Fetch,
  isConsented,
  isCredmgrError,
  type Lease,
  type Logger,
  type Store,
  type Vault,
} from '../model/index.ts'
import { refreshToken, type TokenSet } from '../oauth/index.ts'
import { openClient } from './binding.ts'
import { mintTokens, type TokenFor } from './minting.ts'
import { readOrNone } from './records.ts'
import { decideRenewal, granted, needsReauth, type Renewal, refreshed } from './renewal.ts'
import type { ServedConnection } from './serving.ts'

export interface RenewingPorts {
  readonly store: Pick<Store, 'vault' | 'lock'>
  readonly clock: Clock
  readonly fetch: Fetch
  /** Absent: whoever asks is told by what is returned or thrown. */
  readonly logger?: Logger
  /** Is given what a refresh was answered with, once it is on disk. */
  readonly observe?: (tokens: TokenSet) => void
  /** Tokens of other connections, for those that exchange them. */
  readonly tokenFor?: TokenFor
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
 * What the provider answered is on disk before it is returned. What could not be written is kept
 * in memory and written first by the next call: a provider does not give a rotated token twice.
 */
export class Renewer {
  readonly #ports: RenewingPorts
  readonly #unsaved = new Map<ConnectionAddress, Credential>()

  constructor(ports: RenewingPorts) {
    this.#ports = ports
  }

  /** @param spent As for `decideRenewal`: what another process has stored since is not renewed again. */
  async renew(served: ServedConnection, spent?: number): Promise<Credential> {
    const { address } = served.spec
    const options = { wait: refreshWait, operation: 'refresh' }
    const lease = await this.#ports.store.lock.acquire(leaseName(address), options)
    try {
      return await this.#renewUnder(lease, served, spent)
    } finally {
      await lease.release()
    }
  }

  async #renewUnder(
    lease: Lease,
    served: ServedConnection,
    spent: number | undefined,
  ): Promise<Credential> {
    await this.#saveUnsaved(served.spec.address)
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#attempt(lease, served, spent)
      } catch (error) {
        const conflict = isCredmgrError(error) && error.code === 'VAULT_CONFLICT'
        if (!conflict || attempt === attempts) throw error
      }
    }
  }

  /** Decides with what the vault holds now: whoever had the lease before may have done it. */
  async #attempt(
    lease: Lease,
    served: ServedConnection,
    spent: number | undefined,
  ): Promise<Credential> {
    const { address } = served.spec
    const credential = await readFor(this.#ports.store.vault, served)
    const renewal = decideRenewal(served, credential, this.#ports.clock.now(), spent)
    switch (renewal.action) {
      case 'use':
        return renewal.credential
      case 'refuse':
        throw notAuthorized(address, renewal.reason)
      case 'mint':
        return await this.#mint(served, credential?.generation ?? 0)
      case 'refresh':
        return await this.#refresh(served, renewal, lease)
      default:
        return unreachable(renewal)
    }
  }

  async #mint(served: ServedConnection, generation: number): Promise<Credential> {
    const now = this.#ports.clock.now()
    const tokens = await mintTokens(this.#ports, served)
    return this.#save(served, granted(served, tokens, { generation: generation + 1, now }))
  }

  async #refresh(
    served: ServedConnection,
    { credential, refreshToken: secret, recovering }: RefreshRenewal,
    lease: Lease,
  ): Promise<Credential> {
    const now = this.#ports.clock.now()
    const client = await openClient(served, this.#ports.store.vault)
    const begun = await this.#saveIntent(served, credential, now)
    if (lease.lost.aborted) throw leaseLost(served.spec.address)
    // No scope is named: it may not be wider than what was granted, and unnamed it is just that
    // (RFC 6749 section 6).
    const tokens = await refreshToken(this.#ports, client, secret, []).catch((error: unknown) =>
      this.#refreshFailed(served, { begun, recovering }, error),
    )
    const saved = await this.#save(served, refreshed(served, { before: begun, tokens }, now))
    this.#ports.observe?.(tokens)
    return saved
  }

  /** On disk before the refresh token leaves, so that whoever finds it knows that it may be used up. */
  async #saveIntent(
    served: ServedConnection,
    credential: Credential,
    now: EpochMs,
  ): Promise<Credential> {
    const generation = credential.generation + 1
    const begun = { ...credential, generation, intent: { startedAt: now } }
    await this.#ports.store.vault.write(served.spec.address, begun, credential.generation)
    return begun
  }

  async #refreshFailed(
    served: ServedConnection,
    { begun, recovering }: { readonly begun: Credential; readonly recovering: boolean },
    error: unknown,
  ): Promise<TokenSet> {
    const { address } = served.spec
    // No answer, or none that can be read: the intent stays, since the token may have been rotated.
    if (!isCredmgrError(error) || error.code !== 'PROVIDER_REJECTED') throw error
    const { vault } = this.#ports.store
    if (error.details.oauthError !== 'invalid_grant') {
      const { intent: _intent, ...settled } = begun
      const generation = begun.generation + 1
      await vault.write(address, { ...settled, generation }, begun.generation)
      throw error
    }
    const reason = recovering ? 'lost_rotation' : 'invalid_grant'
    await vault.write(address, needsReauth(begun, reason), begun.generation)
    this.#ports.logger?.warn('connection needs a new consent', { connection: address, reason })
    throw notAuthorized(address, reason, error)
  }

  async #save(served: ServedConnection, credential: Credential): Promise<Credential> {
    const { address } = served.spec
    try {
      await this.#ports.store.vault.write(address, credential, credential.generation - 1)
      return credential
    } catch (error) {
      const superseded = isCredmgrError(error) && error.code === 'VAULT_CONFLICT'
      if (!superseded) this.#unsaved.set(address, credential)
      throw error
    }
  }

  /** Writes what could not be written when it came; for the end of a process. */
  async flush(): Promise<void> {
    for (const address of this.#unsaved.keys()) await this.#saveUnsaved(address)
  }

  async #saveUnsaved(address: ConnectionAddress): Promise<void> {
    const credential = this.#unsaved.get(address)
    if (credential === undefined) return
    try {
      await this.#ports.store.vault.write(address, credential, credential.generation - 1)
    } catch (error) {
      // Somebody has written a newer record, so the one kept here is of no use any more.
      if (!isCredmgrError(error) || error.code !== 'VAULT_CONFLICT') throw error
    }
    this.#unsaved.delete(address)
  }
}

/**
 * A record that does not open counts as none where the client can obtain another token by itself;
 * where a person must consent it is an error.
 */
export function readFor(
  vault: Vault,
  { spec, provider }: ServedConnection,
): Promise<Credential | undefined> {
  return isConsented(provider.grant) ? vault.read(spec.address) : readOrNone(vault, spec.address)
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
