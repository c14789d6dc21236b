import {
  type ConnectionAddress,
  CredmgrError,
  type DurationMs,
  isDeclared,
  type PendingRevocation,
  type State,
} from '../model/index.ts'
import type { ApplyEvent, ApplyingPorts } from './apply-events.ts'
import { leaseLost } from './applying.ts'
import { type Events, silentEvents } from './events.ts'
import { neededKeys } from './kept-secrets.ts'
import { credentialSummaries } from './planning.ts'
import { carryOutRevocations, dueRevocation } from './revoking.ts'
import { type ServedConnection, servedConnections } from './serving.ts'

export interface WithdrawingOptions {
  readonly lockWait: DurationMs
  /** Ends the waiting, and nothing that has begun. */
  readonly signal: AbortSignal
  readonly report: (event: ApplyEvent) => void
  /** Who is told that the grant is dead; absent: nobody. */
  readonly events?: Events
}

/**
 * Withdraws the grant of a connection that stays: recorded in the state, wiped here, revoked at the
 * provider, in the steps of `revoking.ts`. The connection waits for a new consent afterwards.
 *
 * @returns Revocations that are still to be carried out, by the next apply; 0 also when there was
 *   nothing to revoke.
 * @throws `CONNECTION_UNKNOWN`, `USAGE`, `PREVENT_DESTROY`, `STATE_LOCKED`, `LEASE_LOST`; nothing was changed then
 */
export async function withdrawGrant(
  ports: ApplyingPorts,
  address: ConnectionAddress,
  { lockWait, signal, report, events = silentEvents }: WithdrawingOptions,
): Promise<number> {
  const operation = `revoke ${address}`
  const lease = await ports.store.lock.acquire('state', { wait: lockWait, operation, signal })
  try {
    const prior = await ports.store.state.read()
    const due = await dueFor(ports, prior, withdrawable(prior, address))
    if (lease.lost.aborted) throw leaseLost()
    if (due === undefined) return (await carryOutRevocations(ports, prior, report)).pending.length
    const { revocation, generation } = due
    const dead = { type: 'dead', connection: address, reason: 'revoked' } as const
    return await events.around(dead, { generation, gone: true }, async () => {
      const pending = [...prior.pending, revocation]
      const next = { ...prior, revision: prior.revision + 1, pending }
      await ports.store.state.write(next)
      const settled = await carryOutRevocations(ports, next, report)
      await ports.store.vault.pruneSecrets([...neededKeys(prior), ...neededKeys(settled)])
      return settled.pending.length
    })
  } finally {
    await lease.release()
  }
}

/**
 * @throws `CONNECTION_UNKNOWN`; `USAGE` for one that has no grant; `PREVENT_DESTROY` for one whose grant
 *   must not be lost
 */
export function withdrawable(state: State, address: ConnectionAddress): ServedConnection {
  const connection = servedConnections(state.resources).get(address)
  if (connection === undefined) {
    const message = `no connection "${address}" is applied`
    throw new CredmgrError('CONNECTION_UNKNOWN', message, { connection: address })
  }
  refuseWithoutGrant(connection)
  if (!connection.spec.lifecycle.preventDestroy) return connection
  const name = `connection.${address}`
  const message = `the token of "${name}" would be revoked, which lifecycle.preventDestroy forbids`
  throw new CredmgrError('PREVENT_DESTROY', message, { addresses: [name] })
}

function refuseWithoutGrant({ spec, provider }: ServedConnection): void {
  if (!isDeclared(provider.grant)) return
  const remedy = 'take it back where it was issued, and remove it from the configuration'
  const message = `connection "${spec.address}" has no grant: its credential is declared`
  throw new CredmgrError('USAGE', message, { remedy })
}

interface Due {
  readonly revocation: PendingRevocation
  /** Of the record that goes. */
  readonly generation: number
}

async function dueFor(
  ports: ApplyingPorts,
  { pending }: State,
  connection: ServedConnection,
): Promise<Due | undefined> {
  const summaries = await credentialSummaries(ports.store.vault)
  const credential = summaries.get(connection.spec.address)
  if (credential === undefined) return undefined
  const revocation = dueRevocation(ports, connection, credential)
  // An earlier one of the same grant takes it along.
  if (pending.some((each) => isSameGrant(each, revocation))) return undefined
  return { revocation, generation: credential.generation }
}

function isSameGrant(left: PendingRevocation, right: PendingRevocation): boolean {
  return (
    left.connection === right.connection &&
    left.grant.binding === right.grant.binding &&
    left.grant.consentedAt === right.grant.consentedAt
  )
}
