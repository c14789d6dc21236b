import {
  type ConnectionAddress,
  CredmgrError,
  type DurationMs,
  type Lease,
  ofKind,
  type ResourceAddress,
  type State,
  type StateResource,
} from '../model/index.ts'
import { countsOf, type Edited, type PlanSummary, type StateEdit } from '../plan/index.ts'
import type { ApplyEvent, ApplyingPorts } from './apply-events.ts'
import { leaseLost } from './applying.ts'
import { looseAfter } from './deregistering.ts'
import { appliedKeys, forgetSecrets, neededKeys } from './kept-secrets.ts'
import { withRegistrations } from './loose-registrations.ts'
import { generationToReplace } from './records.ts'
import { relocated } from './relocating.ts'
import { carryOutRevocations, dueRevocations } from './revoking.ts'
import { clearLeftovers, withLeftovers } from './wiping.ts'

/** What is done with a token whose connection an edit takes out of the state. */
export type Farewell =
  /** It is wiped here and lives on at its provider. */
  | 'forget'
  /** It is revoked at its provider, as `apply` does. */
  | 'revoke'

export interface StateChange {
  /** For the lock, the backup and the history: `state mv connection.github/a connection.github/b`. */
  readonly operation: string
  /** The edit, decided anew under the lock. */
  readonly edit: (state: State) => Edited
  readonly farewell: Farewell
  /** The revision that was shown to whoever approved; with another one nothing is done. */
  readonly revision: number
  /** The serial is at least this one. */
  readonly serial?: number
}

export interface StateChangeOptions {
  readonly lockWait: DurationMs
  readonly signal: AbortSignal
  readonly report: (event: ApplyEvent) => void
}

export interface StateChanged {
  readonly serial: number
  readonly summary: PlanSummary
  /** The directory with a copy of what was there before. */
  readonly backup: string
  readonly pendingRevocations: number
}

/**
 * Changes the recorded world by hand: under the lock, after a backup, in one commit of a new serial.
 *
 * @throws `STATE_REFUSED` for an edit that cannot be made, `STATE_CONFLICT` when the state has changed
 *   since it was shown, `PREVENT_DESTROY`, `STATE_LOCKED`, `LEASE_LOST`; nothing was changed then
 */
export async function changeState(
  ports: ApplyingPorts,
  change: StateChange,
  { lockWait, signal, report }: StateChangeOptions,
): Promise<StateChanged> {
  const { lock, state, upkeep } = ports.store
  const { operation } = change
  const lease = await lock.acquire('state', { wait: lockWait, operation, signal })
  try {
    const prior = await state.read()
    const edit = editOf(change, prior)
    refuseGuarded(prior, edit, change.farewell)
    const backup = await upkeep.backup(operation, [])
    const next = await commit(ports, { prior, edit, change, lease })
    const cleared = await clearLeftovers(ports.store, next)
    const settled = await settle(ports, { prior, next: cleared, edit, change }, report)
    return {
      serial: settled.serial,
      summary: countsOf(prior, next.resources),
      backup,
      pendingRevocations: settled.pending.length,
    }
  } finally {
    await lease.release()
  }
}

function editOf({ edit, revision }: StateChange, prior: State): StateEdit {
  if (prior.revision !== revision) {
    const message = `the state was changed meanwhile: revision ${prior.revision} instead of ${revision}`
    const details = { expected: revision, actual: prior.revision }
    throw new CredmgrError('STATE_CONFLICT', message, details)
  }
  return editOrThrow(edit(prior))
}

/** @throws `STATE_REFUSED` with what to do instead */
export function editOrThrow(edited: Edited): StateEdit {
  if (edited.ok) return edited.value
  const { problem, remedy } = edited
  throw new CredmgrError('STATE_REFUSED', problem, { remedy })
}

/** What `lifecycle.preventDestroy` forbids to lose. @throws `PREVENT_DESTROY` */
export function refuseGuarded(prior: State, { gone }: StateEdit, farewell: Farewell): void {
  const lost = new Set<ResourceAddress>(gone)
  const addresses = ofKind(prior.resources, 'connection')
    .filter(({ address, spec }) => lost.has(address) && spec.lifecycle.preventDestroy)
    .map(({ address }) => address)
  if (addresses.length === 0) return
  const names = addresses.map((each) => `"${each}"`).join(', ')
  const what = farewell === 'forget' ? 'wiped' : 'revoked'
  const message = `the token of ${names} would be ${what}, which lifecycle.preventDestroy forbids`
  throw new CredmgrError('PREVENT_DESTROY', message, { addresses })
}

interface Work {
  readonly prior: State
  readonly edit: StateEdit
  readonly change: StateChange
}

function commit(
  ports: ApplyingPorts,
  { prior, edit, change, lease }: Work & { readonly lease: Lease },
): Promise<State> {
  const { moves } = edit
  return relocated(ports, { prior, moves, resources: edit.resources }, async (resources, left) => {
    await dropStrangers(ports, prior, edit)
    const next: State = {
      ...prior,
      serial: Math.max(prior.serial + 1, change.serial ?? 0),
      revision: prior.revision + 1,
      resources: await withStoredSecrets(ports, resources),
      appliedAt: ports.clock.now(),
      madeBy: { operation: change.operation, who: lease.who },
    }
    const revocations =
      change.farewell === 'revoke' ? await leaving(ports, { prior, edit, next }) : []
    if (lease.lost.aborted) throw leaseLost()
    const gone = change.farewell === 'forget' ? connectionsIn(prior, edit.gone) : []
    const pending = [...prior.pending, ...revocations]
    const whole = withLeftovers({ ...next, pending }, prior, [...left, ...gone])
    const decided = withRegistrations(whole, looseAfter(prior, whole, forgets(change.farewell)))
    await ports.store.state.write(decided)
    return decided
  })
}

/** What is forgotten here stays at the provider, and so does its client. */
function forgets(farewell: Farewell): () => boolean {
  return () => farewell === 'forget'
}

/** A connection that is new starts without a token, as with `apply`; one that has moved brings its own. */
async function dropStrangers(
  { store }: ApplyingPorts,
  prior: State,
  { resources, moves }: StateEdit,
): Promise<void> {
  const known = new Set<ResourceAddress>([
    ...prior.resources.map(({ address }) => address),
    ...moves.map(({ to }) => to),
  ])
  const pending = new Set(prior.pending.map(({ connection }) => connection))
  for (const { address, spec } of ofKind(resources, 'connection')) {
    if (known.has(address) || pending.has(spec.address)) continue
    const generation = await generationToReplace(store.vault, spec.address)
    await store.vault.remove(spec.address, generation)
  }
}

/** Only what `edit` takes away: a grant that another client made is kept, and may fit again. */
async function leaving(
  ports: ApplyingPorts,
  { prior, edit, next }: { readonly prior: State; readonly edit: StateEdit; readonly next: State },
): ReturnType<typeof dueRevocations> {
  const gone = new Set(edit.gone)
  const stays = prior.resources.filter(({ address }) => !gone.has(address))
  const due = await dueRevocations(ports, prior, { ...next, resources: stays })
  const lost = new Set(
    ofKind(prior.resources, 'connection')
      .filter(({ address }) => gone.has(address))
      .map(({ spec }) => spec.address),
  )
  return due.filter(({ connection }) => lost.has(connection))
}

/**
 * A client secret that is not sealed here is as good as a new one: without its fingerprint the next
 * plan shows it, and the next apply seals it.
 */
async function withStoredSecrets(
  { store }: ApplyingPorts,
  resources: readonly StateResource[],
): Promise<readonly StateResource[]> {
  const missing = new Set<string>()
  for (const key of appliedKeys({ resources })) {
    if ((await store.vault.readSecret(key)) === undefined)
      missing.add(`${key.address}${key.pointer}`)
  }
  return resources.map((each) => {
    const entries = Object.entries(each.fingerprints)
    const stored = entries.filter(([pointer]) => !missing.has(`${each.address}${pointer}`))
    return stored.length === entries.length
      ? each
      : { ...each, fingerprints: Object.fromEntries(stored) }
  })
}

/** After the commit: what the edit leaves behind goes. A failure leaves orphans, and no lost token. */
async function settle(
  ports: ApplyingPorts,
  { prior, next, edit, change }: Work & { readonly next: State },
  report: (event: ApplyEvent) => void,
): Promise<State> {
  if (edit.gone.length === 0) {
    await keepSecrets(ports, prior, next)
    return next
  }
  if (change.farewell === 'revoke') {
    const settled = await carryOutRevocations(ports, next, report)
    await keepSecrets(ports, prior, settled)
    return settled
  }
  await forgetSecrets(ports.store, prior, next)
  return next
}

/** What was there is not forgotten: it may be rolled back to, and a gateway may still serve it. */
async function keepSecrets({ store }: ApplyingPorts, prior: State, next: State): Promise<void> {
  await store.vault.pruneSecrets([...neededKeys(prior), ...neededKeys(next)])
}

function connectionsIn(
  { resources }: State,
  addresses: readonly ResourceAddress[],
): ReadonlySet<ConnectionAddress> {
  const gone = new Set(addresses)
  const connections = ofKind(resources, 'connection').filter(({ address }) => gone.has(address))
  return new Set(connections.map(({ spec }) => spec.address))
}
