import {
  type Account,
  type ClientAuth,
  type ConnectionAddress,
  CredmgrError,
  type DurationMs,
  type Endpoints,
  type Fetch,
  type Lease,
  ofKind,
  type ProviderSpec,
  type ResourceAddress,
  type State,
  type StateResource,
  type Store,
} from '../model/index.ts'
import { discover } from '../oauth/index.ts'
import {
  type Action,
  applyChanges,
  blockedByPreventDestroy,
  type Plan,
  type PlanSummary,
  type Present,
  staleness,
} from '../plan/index.ts'
import { carryOutImports, importedSecrets } from './importing.ts'
import { forgetSecrets } from './kept-secrets.ts'
import { type Moving, plannedMoving } from './moving.ts'
import { credentialSummaries, type PlanningPorts, planDigest } from './planning.ts'
import { relocated } from './relocating.ts'
import { carryOutRevocations, dueRevocations, type RevocationOutcome } from './revoking.ts'
import { fingerprintsOf, isPresented, type ReadSecret, readSecrets } from './secrets.ts'
import { wipe } from './wiping.ts'

export interface ApplyingPorts extends PlanningPorts {
  readonly store: Store
  readonly fetch: Fetch
}

/** What happens during an apply, in order, for whoever shows it. */
export type ApplyEvent =
  | { readonly type: 'started'; readonly address: ResourceAddress; readonly action: Action }
  | { readonly type: 'discovered'; readonly address: ResourceAddress; readonly issuer: string }
  | { readonly type: 'moved'; readonly from: ResourceAddress; readonly to: ResourceAddress }
  | { readonly type: 'committed'; readonly serial: number }
  | { readonly type: 'finished'; readonly address: ResourceAddress; readonly action: Action }
  | {
      readonly type: 'revoked'
      readonly connection: ConnectionAddress
      readonly host: string
      readonly outcome: RevocationOutcome
    }
  | {
      readonly type: 'imported'
      readonly connection: ConnectionAddress
      readonly account?: Account
      readonly grantedScopes: readonly string[]
    }
  | {
      readonly type: 'importFailed'
      readonly connection: ConnectionAddress
      readonly problem: string
      /** `false`: the next apply, or the next use, tries again. */
      readonly final: boolean
    }
  | {
      readonly type: 'revocationFailed'
      readonly connection: ConnectionAddress
      readonly problem: string
      /** `false`: the next apply tries again. */
      readonly final: boolean
    }

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
}

/**
 * Carries out a plan.
 *
 * 1. Under the lock: refuse a stale plan and a protected deletion.
 * 2. Prepare: read secrets, discover endpoints, seal the client secrets. Nothing refers to them yet.
 * 3. Commit: the new state, in one atomic write.
 * 4. After it: take over grants from elsewhere, revoke what is no longer needed, forget secrets that
 *    nothing refers to.
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
  { env, rebase = false, lease, report }: ApplyOptions & { readonly lease: Lease },
): Promise<ApplyResult> {
  const prior = await ports.store.state.read()
  const digest = planDigest(ports.store.vault)
  refuse(plan, { state: prior, env, now: ports.clock.now(), digest, rebase })
  const moving = plannedMoving(plan, prior, ports.policies)
  const prepared = await prepare(ports, { plan, prior: moving.after }, report)
  await dropOrphans(ports.store, plan, prior)
  const next = await moved(ports, moving, async (world) => {
    const decision = await decided(ports, { plan, prior: world, prepared, who: lease.who })
    if (lease.lost.aborted) throw leaseLost()
    if (decision !== prior) await ports.store.state.write(decision)
    return decision
  })
  for (const { from, to } of moving.moves) report({ type: 'moved', from, to })
  if (next !== prior) report({ type: 'committed', serial: next.serial })
  await wipe(ports.store, prior, forgottenIn(plan))
  for (const { address, action } of plan.changes) report({ type: 'finished', address, action })
  const imported = { state: next, secrets: prepared.secrets }
  const failedImports = await carryOutImports(ports, imported, report)
  const settled = await carryOutRevocations(ports, next, report)
  await forgetSecrets(ports.store, prior, settled)
  return {
    serial: settled.serial,
    summary: plan.summary,
    pendingRevocations: settled.pending.length,
    failedImports,
  }
}

/** Takes tokens and secrets along to their new addresses, around the commit. */
function moved(
  ports: ApplyingPorts,
  { before, after, moves }: Moving,
  commit: (world: State) => Promise<State>,
): Promise<State> {
  if (moves.length === 0) return commit(before)
  const relocation = { prior: before, moves, resources: after.resources }
  return relocated(ports, relocation, (resources) => commit({ ...before, resources }))
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

interface Prepared {
  readonly secrets: readonly ReadSecret[]
  readonly discovered: ReadonlyMap<ResourceAddress, Endpoints>
}

async function prepare(
  ports: ApplyingPorts,
  { plan, prior }: { readonly plan: Plan; readonly prior: State },
  report: (event: ApplyEvent) => void,
): Promise<Prepared> {
  for (const { address, action } of plan.changes) report({ type: 'started', address, action })
  const secrets = await plannedSecrets(ports, plan)
  const discovered = await discoverEndpoints(ports, { plan, prior }, report)
  for (const { key, value } of secrets) {
    if (isPresented(key)) await ports.store.vault.writeSecret(key, value)
  }
  return { secrets, discovered }
}

/** Reads the secrets of what changes, and refuses them when they are not those that were planned. */
async function plannedSecrets(ports: ApplyingPorts, plan: Plan): Promise<readonly ReadSecret[]> {
  const { secrets, store } = ports
  const changing = plan.changes.flatMap((each) => (each.after === undefined ? [] : [each.after]))
  const holders = [...changing, ...importedSecrets(plan)]
  const { read, diagnostics } = await readSecrets({ secrets, vault: store.vault }, holders)
  if (diagnostics.some(({ severity }) => severity === 'error')) {
    throw new CredmgrError('CONFIG_INVALID', 'a secret cannot be read', { diagnostics })
  }
  for (const [key, fingerprint] of Object.entries(fingerprintsOf(read))) {
    if (plan.fingerprints[key] === fingerprint) continue
    const reason = `the secret "${key}" has another value than when the plan was made`
    throw new CredmgrError('PLAN_STALE', reason, { reason })
  }
  return read
}

async function discoverEndpoints(
  ports: ApplyingPorts,
  { plan, prior }: { readonly plan: Plan; readonly prior: State },
  report: (event: ApplyEvent) => void,
): Promise<ReadonlyMap<ResourceAddress, Endpoints>> {
  const found = new Map<ResourceAddress, Endpoints>()
  const applied = new Map(ofKind(prior.resources, 'provider').map((each) => [each.address, each]))
  for (const { action, address, after } of plan.changes) {
    if (after?.kind !== 'provider') continue
    const before = action === 'update' ? applied.get(address) : undefined
    const issuer = issuerToDiscover(after.spec, before)
    if (issuer === undefined) continue
    found.set(address, await discover(ports, issuer, after.name, after.spec.clientAuth))
    report({ type: 'discovered', address, issuer })
  }
  return found
}

/**
 * @returns The issuer to ask for the endpoints, or `undefined` when they are declared, or pinned from
 *   an earlier apply: they are not to move behind the back of a plan that says nothing of it.
 */
function issuerToDiscover(
  { issuer, endpoints, clientAuth }: ProviderSpec,
  before: StateResource<'provider'> | undefined,
): string | undefined {
  if (endpoints.token !== undefined) return undefined
  const isPinned = before?.discovered !== undefined && before.spec.issuer === issuer
  return isPinned && byCertificate(before.spec.clientAuth) === byCertificate(clientAuth)
    ? undefined
    : issuer
}

/** Such a client may have endpoints of its own (RFC 8705 section 5). */
function byCertificate(clientAuth: ClientAuth): boolean {
  return typeof clientAuth === 'object' && 'tls' in clientAuth
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
    readonly prepared: Prepared
    readonly who: string
  },
): Promise<State> {
  const { plan, prior, prepared, who } = world
  // Only revocations are left to do: the configuration is as it was, and no saved plan is stale.
  if (plan.changes.length === 0 && plan.moves === undefined) return prior
  const next = applyChanges(prior, plan, {
    newId: () => `r_${ports.random.token(12)}`,
    discovered: prepared.discovered,
    fingerprints: plan.fingerprints,
    appliedAt: ports.clock.now(),
  })
  const due = await dueRevocations(ports, prior, next)
  const forgotten = forgottenIn(plan)
  const revocations = due.filter(({ connection }) => !forgotten.has(connection))
  const madeBy = { operation: 'apply', who }
  return { ...next, madeBy, pending: [...prior.pending, ...revocations] }
}

export function leaseLost(): CredmgrError {
  return new CredmgrError(
    'LEASE_LOST',
    'another process has taken over the lock on the state; nothing was changed',
    { name: 'state' },
  )
}
