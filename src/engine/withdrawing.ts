import {
  type ConnectionAddress,
  CredmgrError,
  type DurationMs,
  ofKind,
  resourceAddress,
  type State,
} from '../model/index.ts'
import { type ApplyEvent, type ApplyingPorts, leaseLost } from './applying.ts'
import { neededKeys } from './kept-secrets.ts'
import { carryOutRevocations, dueRevocations } from './revoking.ts'

export interface WithdrawalOptions {
  readonly lockWait: DurationMs
  readonly signal: AbortSignal
  readonly report: (event: ApplyEvent) => void
}

/**
 * Withdraws the grant of a connection at its provider and wipes it here; the connection stays, and waits
 * for a consent. It is recorded before it is begun: what fails is tried again by the next apply.
 *
 * @returns Whether there was a grant; and how many revocations are still to be carried out.
 * @throws `PREVENT_DESTROY`, `STATE_LOCKED`, `LEASE_LOST`; nothing was changed then
 */
export async function withdrawGrant(
  ports: ApplyingPorts,
  connection: ConnectionAddress,
  { lockWait, signal, report }: WithdrawalOptions,
): Promise<{ readonly found: boolean; readonly pending: number }> {
  const { lock, state, vault } = ports.store
  const operation = `revoke ${connection}`
  const lease = await lock.acquire('state', { wait: lockWait, operation, signal })
  try {
    const prior = await state.read()
    refuseGuarded(prior, connection)
    const due = await dueRevocations(ports, prior, without(prior, connection))
    if (due.length === 0) return { found: false, pending: prior.pending.length }
    if (lease.lost.aborted) throw leaseLost()
    const pending = [...prior.pending, ...due]
    const decided: State = { ...prior, revision: prior.revision + 1, pending }
    await state.write(decided)
    const settled = await carryOutRevocations(ports, decided, report)
    await vault.pruneSecrets([...neededKeys(prior), ...neededKeys(settled)])
    return { found: true, pending: settled.pending.length }
  } finally {
    await lease.release()
  }
}

function without(state: State, connection: ConnectionAddress): State {
  const address = resourceAddress('connection', connection)
  return { ...state, resources: state.resources.filter((each) => each.address !== address) }
}

function refuseGuarded({ resources }: State, connection: ConnectionAddress): void {
  const guarded = ofKind(resources, 'connection').find(
    ({ spec }) => spec.address === connection && spec.lifecycle.preventDestroy,
  )
  if (guarded === undefined) return
  const { address } = guarded
  const message = `the token of "${address}" would be revoked, which lifecycle.preventDestroy forbids`
  throw new CredmgrError('PREVENT_DESTROY', message, { addresses: [address] })
}
