import {
  type ConnectionAddress,
  CredmgrError,
  type DurationMs,
  type Lease,
  type ResourceAddress,
  type State,
  type Store,
} from '../model/index.ts'
import {
  type ApplyFacts,
  applyChanges,
  blockedByPreventDestroy,
  type Plan,
  type PlanSummary,
  type Present,
  type Registered,
  staleness,
} from '../plan/index.ts'
import type { ApplyEvent, ApplyingPorts } from './apply-events.ts'
import { forgottenProviders, looseAfter, removeRegistrations } from './deregistering.ts'
import { type Events, silentEvents } from './events.ts'
import { ProviderGates } from './gates.ts'
import { carryOutImports } from './importing.ts'
import { forgetSecrets } from './kept-secrets.ts'
import { withRegistrations } from './loose-registrations.ts'
import { type Moving, movingOf } from './moving.ts'
import { credentialSummaries, planDigest } from './planning.ts'
import { type Prepared, prepare } from './preparing.ts'
import { registerClients } from './registering.ts'
import { relocated } from './relocating.ts'
import { carryOutRevocations, dueRevocations } from './revoking.ts'
import { verifyClients } from './verifying-clients.ts'
import { clearLeftovers, withLeftovers } from './wiping.ts'

export interface ApplyResult {
  readonly serial: number
  readonly summary: PlanSummary
  /** Revocations that could not be carried out; tried again by the next apply. */
  readonly pendingRevocations: number
  /** Connections whose grant could not be taken over; a person must consent. */
  readonly failedImports: readonly ConnectionAddress[]
}

export interface ApplyOptions {
  readonly env: string
  /** How long to wait for another apply to end. @default 30_000 (30 seconds) */
  readonly lockWait?: DurationMs
  /** Ends the waiting, and nothing that has begun. */
  readonly signal?: AbortSignal
  readonly report: (event: ApplyEvent) => void
  /** The plan may be made for another serial, when nothing that it builds on has changed since. */
  readonly rebase?: boolean
  /** Whether a client whose secret changes is tried before the commit. @default true */
  readonly verify?: boolean
  /** Who is told, as `state` has it, of what is done to connections; absent: nobody. */
  readonly eventsFor?: (state: State) => Events
}

/**
 * Carries out a plan.
 *
 * 1. Under the lock: refuse a stale plan and a protected deletion.
 * 2. Prepare: read secrets, discover endpoints, seal the client secrets, which nothing refers to yet,
 *    register clients, and try those whose secrets change.
 * 3. Commit: the new state, in one atomic write.
 * 4. After it: take over grants from elsewhere, revoke what is no longer needed, remove clients that
 *    were registered for it, forget secrets that nothing refers to.
 *
 * A failure before 3 leaves everything as it was; a failure after it stays recorded in the state
 * and is taken up by the next apply.
 *
 * @throws `PLAN_STALE`, `STATE_LOCKED`, `PREVENT_DESTROY`, `CONFIG_INVALID`, `PROVIDER_UNREACHABLE`,
 *   `PROVIDER_MISBEHAVED`; nothing was changed then
 */
export async function applyPlan(
  ports: ApplyingPorts,
  plan: Plan,
  options: ApplyOptions,
): Promise<ApplyResult> {
  const { lockWait = 30_000, signal } = options
  const waiting = { wait: lockWait, operation: 'apply', signal }
  const lease = await ports.store.lock.acquire('state', waiting)
  try {
    return await applyLocked(ports, plan, { ...options, lease })
  } finally {
    await lease.release()
  }
}

async function applyLocked(
  ports: ApplyingPorts,
  plan: Plan,
  options: ApplyOptions & { readonly lease: Lease },
): Promise<ApplyResult> {
  const { env, rebase = false, verify = true, lease, report } = options
  const { eventsFor = () => silentEvents } = options
  const found = await ports.store.state.read()
  const digest = planDigest(ports.store.vault)
  refuse(plan, { state: found, env, now: ports.clock.now(), digest, rebase })
  const known = await clearLeftovers(ports.store, found)
  const { prepared, state: prior } = await ready(ports, { plan, prior: known }, report)
  const moving = movingOf(prior, plan.moves ?? [], ports.policies)
  const asking = { ...ports, gates: new ProviderGates({ clock: ports.clock }) }
  if (verify) {
    const after = (): State => applyChanges(moving.after, plan, previewFacts(plan, prepared))
    await verifyClients({ ...asking, events: eventsFor(prior) }, { plan, after }, report)
  }
  await dropOrphans(ports.store, plan, prior)
  const committed = await moved(ports, moving, async (world, left) => {
    const decision = await decided(ports, { plan, prior: world, prepared, who: lease.who })
    if (lease.lost.aborted) throw leaseLost()
    if (decision === prior) return prior
    const whole = withLeftovers(decision, prior, [...left, ...forgottenIn(plan)])
    await ports.store.state.write(whole)
    return whole
  })
  for (const { from, to } of moving.moves) report({ type: 'moved', from, to })
  if (committed !== prior) report({ type: 'committed', serial: committed.serial })
  const next = await clearLeftovers(ports.store, committed)
  for (const { address, action } of plan.changes) report({ type: 'finished', address, action })
  const imported = { state: next, secrets: prepared.secrets }
  const importing = { ...asking, events: eventsFor(next) }
  const failedImports = await carryOutImports(importing, imported, report)
  const revoked = await carryOutRevocations(ports, next, report)
  const settled = await removeRegistrations(ports, revoked, report)
  await forgetSecrets(ports.store, prior, settled)
  return {
    serial: settled.serial,
    summary: plan.summary,
    pendingRevocations: settled.pending.length,
    failedImports,
  }
}

/** Everything that can be made ready before the commit. @returns The state as stored then. */
async function ready(
  ports: ApplyingPorts,
  { plan, prior }: { readonly plan: Plan; readonly prior: State },
  report: (event: ApplyEvent) => void,
): Promise<{ readonly prepared: Ready; readonly state: State }> {
  const { after } = movingOf(prior, plan.moves ?? [], ports.policies)
  const prepared = await prepare(ports, { plan, prior: after }, report)
  const work = { plan, state: prior, applied: after.resources, ...prepared }
  const { registered, state } = await registerClients(ports, work, report)
  return { prepared: { ...prepared, registered }, state }
}

interface Ready extends Prepared {
  readonly registered: ReadonlyMap<ResourceAddress, Registered>
}

/** What is known before the commit; nothing of the rest matters to whoever only looks ahead. */
function previewFacts({ fingerprints }: Plan, { discovered, registered }: Ready): ApplyFacts {
  return { newId: () => 'r_', discovered, registered, fingerprints, appliedAt: 0 }
}

/** Takes tokens and secrets along to their new addresses, around the commit. */
function moved(
  ports: ApplyingPorts,
  { before, after, moves }: Moving,
  commit: (world: State, left: readonly ConnectionAddress[]) => Promise<State>,
): Promise<State> {
  if (moves.length === 0) return commit(before, [])
  const relocation = { prior: before, moves, resources: after.resources }
  return relocated(ports, relocation, (resources, left) => commit({ ...before, resources }, left))
}

function forgottenIn({ tokens }: Plan): ReadonlySet<ConnectionAddress> {
  const forgotten = tokens.filter(({ effect }) => effect === 'forget')
  return new Set(forgotten.map(({ connection }) => connection))
}

function refuse(plan: Plan, present: Present): void {
  const reason = staleness(plan, present)
  if (reason !== undefined) throw new CredmgrError('PLAN_STALE', reason, { reason })
  const addresses = blockedByPreventDestroy(plan, present.state)
  if (addresses.length === 0) return
  const names = addresses.map((each) => `"${each}"`).join(', ')
  throw new CredmgrError(
    'PREVENT_DESTROY',
    `${names} has lifecycle.preventDestroy and the plan would destroy it`,
    { addresses },
  )
}

/**
 * A connection that is new starts without a token, whatever stands in the vault under its address:
 * the plan has said so. What a pending revocation is about stays for it.
 */
async function dropOrphans({ vault }: Store, plan: Plan, prior: State): Promise<void> {
  const pending = new Set(prior.pending.map((each) => each.connection))
  const summaries = await credentialSummaries(vault)
  for (const { action, after } of plan.changes) {
    if (action !== 'create' || after?.kind !== 'connection') continue
    const { address } = after.spec
    const orphan = summaries.get(address)
    if (orphan !== undefined && !pending.has(address))
      await vault.remove(address, orphan.generation)
  }
}

async function decided(
  ports: ApplyingPorts,
  world: {
    readonly plan: Plan
    readonly prior: State
    readonly prepared: Ready
    readonly who: string
  },
): Promise<State> {
  const { plan, prior, prepared, who } = world
  // Only revocations are left to do: the configuration is as it was, and no saved plan is stale.
  if (plan.changes.length === 0 && plan.moves === undefined) return prior
  const next = applyChanges(prior, plan, {
    newId: () => `r_${ports.random.token(12)}`,
    discovered: prepared.discovered,
    registered: prepared.registered,
    fingerprints: plan.fingerprints,
    appliedAt: ports.clock.now(),
  })
  const due = await dueRevocations(ports, prior, next)
  const forgotten = forgottenIn(plan)
  const revocations = due.filter(({ connection }) => !forgotten.has(connection))
  const madeBy = { operation: 'apply', who }
  const whole = { ...next, madeBy, pending: [...prior.pending, ...revocations] }
  return withRegistrations(whole, looseAfter(prior, whole, forgottenProviders(plan)))
}

export function leaseLost(): CredmgrError {
  return new CredmgrError(
    'LEASE_LOST',
    'another process has taken over the lock on the state; nothing was changed',
    { name: 'state' },
  )
}
