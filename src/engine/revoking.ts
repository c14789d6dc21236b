import {
  type Account,
  type ConnectionAddress,
  type Credential,
  type CredentialSummary,
  type EpochMs,
  isCredmgrError,
  ofKind,
  type PendingRevocation,
  partsOf,
  resourceAddress,
  type SecretKey,
  type State,
  type Vault,
} from '../model/index.ts'
import { type Revocation, revokeToken } from '../oauth/index.ts'
import type { ApplyEvent, ApplyingPorts } from './apply-events.ts'
import { bindingOf, openClient } from './binding.ts'
import { needsConsent } from './consent-rules.ts'
import { credentialSummaries } from './planning.ts'
import { presentProofs } from './present-proofs.ts'
import { isShared, readOrNone } from './records.ts'
import { leaseName, refreshWait } from './renewing.ts'
import { clientKeysIn, type ServedConnection, servedConnections } from './serving.ts'

/**
 * How a grant is withdrawn, in steps that may each be the last before a crash:
 *
 * 1. The commit that drops a connection (or replaces its client) records what is to be revoked.
 * 2. The credential is moved: its token is sealed under the revocation's own id, then the
 *    connection's record is removed. From here on nothing can use it.
 * 3. The provider is asked to revoke it (RFC 7009).
 * 4. The record of step 1 goes. Until then every later apply begins again at step 2.
 */
export async function dueRevocations(
  ports: Pick<ApplyingPorts, 'store' | 'clock' | 'random'>,
  prior: State,
  next: State,
): Promise<readonly PendingRevocation[]> {
  const leaving = leavingConnections(prior, next)
  if (leaving.length === 0) return []
  // Asked now and not taken from the plan: somebody may have consented since it was made.
  const credentials = await credentialSummaries(ports.store.vault)
  return leaving.flatMap((connection) => {
    const credential = credentials.get(connection.spec.address)
    return credential === undefined ? [] : dueRevocation(ports, connection, credential)
  })
}

/** What is recorded of a grant that is to be withdrawn. */
export function dueRevocation(
  { clock, random }: Pick<ApplyingPorts, 'clock' | 'random'>,
  connection: ServedConnection,
  credential: CredentialSummary,
): PendingRevocation {
  const { spec, provider, clientId } = connection
  return {
    id: `v_${random.token(12)}`,
    connection: spec.address,
    grant: grantOf(credential),
    provider,
    clientId,
    ...clientKeysIn(connection),
    since: clock.now(),
    attempts: 0,
  }
}

/** The connections of `prior` that are gone or made anew, or whose grant the client in `next` can not use. */
function leavingConnections(prior: State, next: State): readonly ServedConnection[] {
  const after = servedConnections(next.resources)
  const ids = new Set(next.resources.map(({ id }) => id))
  const anew = new Set(
    ofKind(prior.resources, 'connection').flatMap(({ id, spec }) =>
      ids.has(id) ? [] : [spec.address],
    ),
  )
  return [...servedConnections(prior.resources).values()].filter((before) => {
    const now = after.get(before.spec.address)
    if (now === undefined || anew.has(before.spec.address)) return true
    return needsConsent(before) && bindingOf(before) !== bindingOf(now)
  })
}

/** Carries out what `state` has pending; what fails stays pending. Returns the state as stored then. */
export async function carryOutRevocations(
  ports: ApplyingPorts,
  state: State,
  report: (event: ApplyEvent) => void,
): Promise<State> {
  if (state.pending.length === 0) return state
  const remaining: PendingRevocation[] = []
  // All of them first: whether a grant is shared is a question about what stays.
  const failures = new Map<PendingRevocation, Failure>()
  for (const pending of state.pending) {
    const failure = await failureOf(setAside(ports, pending))
    if (failure !== undefined) failures.set(pending, failure)
  }
  const proving = presentProofs(state)
  for (const pending of state.pending) {
    const { connection } = pending
    const result = failures.get(pending) ?? (await revoke(ports, proving(pending)))
    if (typeof result === 'string') {
      report({ type: 'revoked', connection, host: hostOf(pending), outcome: result })
      continue
    }
    const { problem, final } = result
    report({ type: 'revocationFailed', connection, problem, final })
    if (final) continue
    remaining.push({ ...pending, attempts: pending.attempts + 1, lastError: problem })
  }
  const next = { ...state, revision: state.revision + 1, pending: remaining }
  await ports.store.state.write(next)
  return next
}

/** Where the token that `pending` is about is sealed. */
export function revocationKey(pending: PendingRevocation): SecretKey {
  const address = resourceAddress('connection', pending.connection)
  return { address, pointer: '/revocation', fingerprint: pending.id }
}

/**
 * What became of a token that was to be revoked. In every case it is wiped here.
 *
 * - `unsupported`: the provider has no revocation endpoint, so it lives on there until it expires.
 * - `shared`: another connection may live by the same grant, so it was left alone.
 * - `nothing`: there was no token.
 */
export type RevocationOutcome = Revocation | 'shared' | 'nothing'

interface Failure {
  readonly problem: string
  /** Trying again would not help. */
  readonly final: boolean
}

async function failureOf(work: Promise<void>): Promise<Failure | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    return { problem: error.message, final: false }
  }
}

/** @returns What became of it, or why it failed. */
async function revoke(
  ports: ApplyingPorts,
  pending: PendingRevocation,
): Promise<RevocationOutcome | Failure> {
  try {
    const kept = await ports.store.vault.readSecret(revocationKey(pending))
    if (kept === undefined) return 'nothing'
    const set = parseSetAside(kept)
    const grant = { binding: pending.grant.binding, account: set.account }
    if (await isShared(ports.store.vault, grant)) return 'shared'
    return await revokeAtProvider(ports, pending, set)
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    // The provider has answered, and it will not know this client better tomorrow.
    return { problem: error.message, final: error.code === 'PROVIDER_REJECTED' }
  }
}

async function setAside({ store }: ApplyingPorts, pending: PendingRevocation): Promise<void> {
  const lease = await store.lock.acquire(leaseName(pending.connection), {
    wait: refreshWait,
    operation: 'revoke',
  })
  try {
    const credential = await readOrNone(store.vault, pending.connection)
    if (credential !== undefined && !isGrantOf(credential, pending)) return
    const kept = credential === undefined ? undefined : setAsideText(credential)
    if (kept !== undefined) await store.vault.writeSecret(revocationKey(pending), kept)
    // A record that does not open is set aside by the vault itself.
    if (credential === undefined && !(await isThere(store.vault, pending.connection))) return
    await store.vault.remove(pending.connection, credential?.generation ?? 0)
  } finally {
    await lease.release()
  }
}

async function isThere(vault: Vault, connection: ConnectionAddress): Promise<boolean> {
  const summaries = await credentialSummaries(vault)
  return summaries.has(connection)
}

/** What is left of a credential between its removal here and its revocation at the provider. */
interface SetAside {
  readonly hint: 'refresh_token' | 'access_token'
  readonly token: string
  readonly account: Account | undefined
}

/**
 * Revoking a refresh token takes the access tokens of its grant along (RFC 7009 section 2.1), so it
 * is the one to revoke where there is one.
 */
function setAsideText({ refreshToken, accessToken, account }: Credential): string | undefined {
  const token = refreshToken ?? accessToken
  const hint = refreshToken === undefined ? 'access_token' : 'refresh_token'
  return token === undefined ? undefined : JSON.stringify({ hint, token, account })
}

function parseSetAside(text: string): SetAside {
  // It opened under this store's key, so it is what `setAsideText` wrote.
  return JSON.parse(text) as SetAside
}

async function revokeAtProvider(
  ports: ApplyingPorts,
  pending: PendingRevocation,
  { token, hint }: SetAside,
): Promise<Revocation> {
  const providerName = partsOf(pending.connection).provider
  const client = await openClient({ ...pending, providerName }, ports.store.vault)
  return revokeToken(ports, client, token, hint)
}

function grantOf({
  grantBinding,
  consentedAt,
}: {
  readonly grantBinding: string
  readonly consentedAt?: EpochMs
}): PendingRevocation['grant'] {
  return { binding: grantBinding, ...(consentedAt === undefined ? {} : { consentedAt }) }
}

/** Whether a credential is of the grant that is to be revoked. */
export function isGrantOf(credential: Credential, { grant }: PendingRevocation): boolean {
  return credential.grantBinding === grant.binding && credential.consentedAt === grant.consentedAt
}

function hostOf({ provider }: PendingRevocation): string {
  const url = provider.endpoints.revocation ?? provider.endpoints.token
  return url === undefined ? '' : new URL(url).host
}
