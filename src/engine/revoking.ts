import {
  type ConnectionAddress,
  type Credential,
  type EpochMs,
  isCredmgrError,
  type PendingRevocation,
  resourceAddress,
  type SecretKey,
  type State,
} from '../model/index.ts'
import { type Revocation, revokeToken } from '../oauth/index.ts'
import type { Plan } from '../plan/index.ts'
import type { ApplyEvent, ApplyingPorts } from './applying.ts'
import { credentialSummaries } from './planning.ts'
import { leaseName, refreshWait } from './renewing.ts'
import { servedConnections } from './serving.ts'

/**
 * How a grant is withdrawn, in steps that may each be the last before a crash:
 *
 * 1. The commit that drops a connection (or replaces its client) records what is to be revoked.
 * 2. The credential is moved: its token is sealed under the revocation's own id, then the
 *    connection's record is removed. From here on nothing can use it.
 * 3. The provider is asked to revoke it (RFC 7009).
 * 4. The record of step 1 goes. Until then every later apply begins again at step 2.
 */
export async function plannedRevocations(
  ports: Pick<ApplyingPorts, 'store' | 'clock' | 'random'>,
  plan: Plan,
  prior: State,
): Promise<readonly PendingRevocation[]> {
  const leaving = plan.tokens.filter((each) => each.effect === 'revoke' || each.revokesOld)
  if (leaving.length === 0) return []
  const addresses = leaving.map((each) => each.connection)
  const credentials = await credentialSummaries(ports.store.vault)
  const connections = servedConnections(prior.resources)
  return addresses.flatMap((address) => {
    const credential = credentials.get(address)
    const connection = connections.get(address)
    if (credential === undefined || connection === undefined) return []
    const { provider, clientId, clientSecret } = connection
    return {
      id: `v_${ports.random.token(12)}`,
      connection: address,
      grant: grantOf(credential),
      provider,
      clientId,
      ...(clientSecret === undefined ? {} : { clientSecret }),
      since: ports.clock.now(),
      attempts: 0,
    }
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
  for (const pending of state.pending) {
    const { connection } = pending
    const result = await revoke(ports, pending)
    if (typeof result === 'boolean') {
      report({ type: 'revoked', connection, host: hostOf(pending), atProvider: result })
      continue
    }
    const { problem } = result
    report({ type: 'revocationFailed', connection, problem })
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

/** @returns Whether the provider has revoked it, as opposed to not being able to; or why it failed. */
async function revoke(
  ports: ApplyingPorts,
  pending: PendingRevocation,
): Promise<boolean | { readonly problem: string }> {
  try {
    await setAside(ports, pending)
    const token = await ports.store.vault.readSecret(revocationKey(pending))
    if (token === undefined) return true
    return (await revokeAtProvider(ports, pending, token)) === 'revoked'
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    return { problem: error.message }
  }
}

async function setAside({ store }: ApplyingPorts, pending: PendingRevocation): Promise<void> {
  const lease = await store.lock.acquire(leaseName(pending.connection), {
    wait: refreshWait,
    operation: 'revoke',
  })
  try {
    const credential = await store.vault.read(pending.connection)
    if (credential === undefined || !isGrant(credential, pending)) return
    const token = tokenToRevoke(credential)
    if (token !== undefined) await store.vault.writeSecret(revocationKey(pending), token)
    await store.vault.remove(pending.connection, credential.generation)
  } finally {
    await lease.release()
  }
}

/**
 * `hint token`. Revoking a refresh token takes the access tokens of its grant along (RFC 7009
 * section 2.1), so it is the one to revoke where there is one.
 */
function tokenToRevoke({ refreshToken, accessToken }: Credential): string | undefined {
  if (refreshToken !== undefined) return `refresh_token ${refreshToken}`
  return accessToken === undefined ? undefined : `access_token ${accessToken}`
}

async function revokeAtProvider(
  ports: ApplyingPorts,
  pending: PendingRevocation,
  hintAndToken: string,
): Promise<Revocation> {
  const { provider, clientId } = pending
  const clientSecret =
    pending.clientSecret === undefined
      ? undefined
      : await ports.store.vault.readSecret(pending.clientSecret)
  const client = {
    name: providerNameOf(pending.connection),
    provider,
    clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
  }
  const separator = hintAndToken.indexOf(' ')
  const hint = hintAndToken.startsWith('refresh_token ') ? 'refresh_token' : 'access_token'
  return revokeToken(ports, client, hintAndToken.slice(separator + 1), hint)
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

function isGrant(credential: Credential, { grant }: PendingRevocation): boolean {
  return credential.grantBinding === grant.binding && credential.consentedAt === grant.consentedAt
}

function providerNameOf(connection: ConnectionAddress): string {
  return connection.slice(0, connection.indexOf('/'))
}

function hostOf({ provider }: PendingRevocation): string {
  const url = provider.endpoints.revocation ?? provider.endpoints.token
  return url === undefined ? '' : new URL(url).host
}
