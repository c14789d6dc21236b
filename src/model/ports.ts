import type { ConnectionAddress } from './address.ts'
import type { Credential, CredentialSummary } from './credential.ts'
import type { Delivery } from './event.ts'
import type { Json, JsonObject } from './json.ts'
import type { Caller } from './principal.ts'
import type { SecretPlace, SecretRef } from './secret.ts'
import type { SecretKey, State } from './state.ts'
import type { DurationMs, EpochMs } from './time.ts'
import type { Upkeep } from './upkeep.ts'

export interface Clock {
  now(): EpochMs
  /** Resolves after `duration`; rejects with the signal's reason when it is aborted first. */
  sleep(duration: DurationMs, signal?: AbortSignal): Promise<void>
}

export interface Random {
  /** `bytes` unpredictable bytes as base64url without padding. */
  token(bytes: number): string
}

/** What a client shows of itself in the TLS handshake; PEM, the chain below the certificate. */
export interface ClientCertificate {
  readonly cert: string
  readonly key: string
}

/** A request, and as whom it is made. */
export interface FetchInit extends RequestInit {
  readonly clientCertificate?: ClientCertificate
}

/** `fetch` as the platform defines it; never follows a redirect unless it is asked to. */
export type Fetch = (url: string | URL, init?: FetchInit) => Promise<Response>

/** Reads what a {@link SecretRef} points to. */
export interface SecretSource {
  /**
   * @param place What the secret is for: a sealed value opens only there.
   * @returns The value, with one clause of warning where it is badly kept; or one clause without any
   *   part of the value that says why there is none.
   */
  read(
    ref: SecretRef,
    place: SecretPlace,
  ): Promise<{ ok: true; value: string; warning?: string } | { ok: false; problem: string }>
}

/**
 * Proves who a caller is.
 *
 * `code` is stable and public: `unauthenticated` (no credential), `invalid_token`,
 * `invalid_api_key`. `detail` names what was wrong and never repeats the credential.
 */
export type Authentication =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly code: AuthenticationFailure; readonly detail: string }

export type AuthenticationFailure = 'unauthenticated' | 'invalid_token' | 'invalid_api_key'

export interface Logger {
  info(message: string, facts?: JsonObject): void
  warn(message: string, facts?: JsonObject): void
  error(message: string, facts?: JsonObject): void
}

/**
 * Keeps the recorded world between runs.
 *
 * - `read` returns the result of the latest completed `write` by any process, or the empty state
 *   of the store's lineage before the first one. It never returns a partly written state; what it
 *   cannot read whole it refuses with `STATE_CORRUPT` or `STATE_TOO_NEW`, and leaves as it is.
 * - `write` replaces the whole state, or leaves the old one in place and throws. It throws
 *   `STATE_CONFLICT` when what is stored does not have revision `state.revision - 1`, and for a
 *   state of another lineage, whatever its revision. When it returns, the state survives a power
 *   cut.
 */
export interface StateStore {
  read(): Promise<State>
  write(state: State): Promise<void>
}

/**
 * Keeps secrets sealed, one record each.
 *
 * - A record opens only as what it was written: moved, swapped, cut or edited it is refused with
 *   `RECORD_UNREADABLE`, and other records are not affected.
 * - `write` takes the generation that the writer has read (0: there is none) and throws
 *   `VAULT_CONFLICT`, changing nothing, when the stored one differs; `credential.generation` must
 *   be that generation plus one. When it returns, the record survives a power cut.
 * - `remove` follows the same rule.
 * - `summary` and `summaries` give what needs no opening. `read` and `summary` refuse a record that
 *   is not readable; `summaries` never fails for it, but lists it as `needsReauth` with the reason
 *   `record_unreadable` and generation 0.
 * - `write` and `remove` take a record that is not readable for generation 0: with `expected` 0 they
 *   replace it, so that a new consent or mint heals it, and with any other they throw
 *   `RECORD_UNREADABLE` and leave it as it is.
 */
export interface Vault {
  read(connection: ConnectionAddress): Promise<Credential | undefined>
  write(connection: ConnectionAddress, credential: Credential, expected: number): Promise<void>
  remove(connection: ConnectionAddress, expected: number): Promise<void>
  summary(connection: ConnectionAddress): Promise<CredentialSummary | undefined>
  summaries(): Promise<readonly CredentialSummary[]>

  /** Client secrets. Writing the same key again is harmless: its value is the same by definition. */
  readSecret(key: SecretKey): Promise<string | undefined>
  writeSecret(key: SecretKey, value: string): Promise<void>
  /** Removes every client secret whose key is not in `used`. */
  pruneSecrets(used: readonly SecretKey[]): Promise<void>

  /**
   * Keyed fingerprint of a secret value: the same for the same context and value as long as the
   * store lives, and of no help to anyone who would guess the value without the key.
   */
  fingerprint(context: string, value: string): string
}

/**
 * Things that are used up: consent links and authorization requests.
 *
 * `id` is a secret itself (the ticket, the `state` parameter); only its digest is kept.
 * `take` gives the value to at most one caller ever, also among processes. An expired entry is
 * given to nobody.
 */
export interface OneTimeStore {
  put(kind: OneTimeKind, id: string, value: Json, expiresAt: EpochMs): Promise<void>
  peek(kind: OneTimeKind, id: string): Promise<Json | undefined>
  take(kind: OneTimeKind, id: string): Promise<Json | undefined>
  /** Removes what has expired. */
  sweep(): Promise<void>
}

export type OneTimeKind = 'ticket' | 'transaction'

/**
 * Events that have still to be delivered. What was put is there after a crash, until it is removed.
 *
 * An entry that does not open is left out of what is read, and stays.
 */
export interface Outbox {
  /** Durable when it returns. @returns `false` when there is one of this id: it stays as it is. */
  put(delivery: Delivery): Promise<boolean>
  replace(delivery: Delivery): Promise<void>
  remove(id: string): Promise<void>
  ids(): Promise<readonly string[]>
  read(id: string): Promise<Delivery | undefined>
}

/**
 * Mutual exclusion between processes.
 *
 * - `acquire` waits for at most `wait`, then throws `STATE_LOCKED` with who holds it. A holder
 *   that has died, or has not renewed for longer than the lease's time, is taken over.
 * - The lease renews itself until `release`. `lost` is aborted when another has taken it over;
 *   a holder must not write after that, and compare-and-swap refuses it if it does.
 * - `holder` says who holds it now; `end` ends the hold of exactly that id and of no other, whether
 *   its holder lives or not, which loses its lease then.
 */
export interface Lock {
  /** @param options.signal Ends the waiting; `acquire` rejects with its reason. */
  acquire(
    name: string,
    options: { wait: DurationMs; operation: string; signal?: AbortSignal | undefined },
  ): Promise<Lease>
  holder(name: string): Promise<LockHolder | undefined>
  /** @returns Whether that id held it. */
  end(name: string, id: string): Promise<boolean>
}

/** Who holds a lock, and whether it lives. */
export interface LockHolder {
  readonly id: string
  readonly operation: string
  /** `ci@runner-7 (pid 4121)` */
  readonly who: string
  /** When it was taken; absent when the holder's file does not say it. */
  readonly since?: EpochMs
  /** How long ago it was taken, and how long ago it last said that it lives. */
  readonly age?: DurationMs
  readonly heartbeatAge: DurationMs
  /** `dead`: its process has ended. `silent`: it has not said for longer than a lease lives. */
  readonly life: 'alive' | 'silent' | 'dead'
}

export interface Lease {
  readonly id: string
  /** As {@link LockHolder.who}. */
  readonly who: string
  readonly lost: AbortSignal
  release(): Promise<void>
}

/** A store is these together; what one backend offers. */
export interface Store {
  readonly state: StateStore
  readonly vault: Vault
  readonly oneTime: OneTimeStore
  readonly outbox: Outbox
  readonly lock: Lock
  readonly upkeep: Upkeep
}
