import {
  CredmgrError,
  type Endpoints,
  isSealedPointer,
  ofKind,
  type ProviderSpec,
  type ResourceAddress,
  type State,
  type StateResource,
} from '../model/index.ts'
import { discover } from '../oauth/index.ts'
import type { Plan } from '../plan/index.ts'
import type { ApplyEvent, ApplyingPorts } from './apply-events.ts'
import { importedSecrets } from './importing.ts'
import { inParallel } from './in-parallel.ts'
import { fingerprintsOf, type ReadSecret, readSecrets } from './secrets.ts'

/** What was made ready before a commit. */
export interface Prepared {
  readonly secrets: readonly ReadSecret[]
  readonly discovered: ReadonlyMap<ResourceAddress, Endpoints>
}

/** Reads and seals secrets, and looks endpoints up. Nothing refers to any of it yet. */
export async function prepare(
  ports: ApplyingPorts,
  { plan, prior }: { readonly plan: Plan; readonly prior: State },
  report: (event: ApplyEvent) => void,
): Promise<Prepared> {
  for (const { address, action } of plan.changes) report({ type: 'started', address, action })
  const secrets = await plannedSecrets(ports, plan)
  const discovered = await discoverEndpoints(ports, { plan, prior }, report)
  for (const { key, value } of secrets) {
    if (isSealedPointer(key.pointer)) await ports.store.vault.writeSecret(key, value)
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

const discoveredAtOnce = 10

async function discoverEndpoints(
  ports: ApplyingPorts,
  { plan, prior }: { readonly plan: Plan; readonly prior: State },
  report: (event: ApplyEvent) => void,
): Promise<ReadonlyMap<ResourceAddress, Endpoints>> {
  const found = new Map<ResourceAddress, Endpoints>()
  const applied = new Map(ofKind(prior.resources, 'provider').map((each) => [each.address, each]))
  const wanted = plan.changes.flatMap(({ action, address, after }) => {
    if (after?.kind !== 'provider') return []
    const before = action === 'update' ? applied.get(address) : undefined
    const issuer = issuerToDiscover(after.spec, before)
    return issuer === undefined ? [] : [{ address, issuer, name: after.name }]
  })
  await inParallel(wanted, discoveredAtOnce, async ({ address, issuer, name }) => {
    found.set(address, await discover(ports, issuer, name))
    report({ type: 'discovered', address, issuer })
  })
  return found
}

/**
 * @returns The issuer to ask for the endpoints, or `undefined` when they are declared, or pinned from
 *   an earlier apply: they are not to move behind the back of a plan that says nothing of it.
 */
function issuerToDiscover(
  { issuer, endpoints }: ProviderSpec,
  before: StateResource<'provider'> | undefined,
): string | undefined {
  if (endpoints.token !== undefined) return undefined
  return before?.discovered !== undefined && before.spec.issuer === issuer ? undefined : issuer
}
