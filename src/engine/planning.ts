import type {
  Checked,
  Clock,
  Config,
  ConnectionAddress,
  CredentialSummary,
  Random,
  SecretSource,
  Store,
  Vault,
} from '../model/index.ts'
import { makePlan, type Plan } from '../plan/index.ts'
import { whyUnusable } from './renewal.ts'
import { fingerprintsOf, readSecrets, unchangedSeals } from './secrets.ts'
import { type ServedConnection, servedConnections } from './serving.ts'

export interface PlanningPorts {
  readonly store: Store
  readonly secrets: SecretSource
  readonly clock: Clock
  readonly random: Random
}

/**
 * Compares the desired world with the recorded one. Writes nothing and takes no lock.
 *
 * @param options.config The desired world; `undefined` plans to destroy everything.
 * @returns The plan, with warnings (`CM3404`), or diagnostics for every secret that cannot be read
 *   (`CM1010`, `CM2003`, `CM2004`).
 */
export async function planChanges(
  ports: PlanningPorts,
  { config, env }: { readonly config: Config | undefined; readonly env: string },
): Promise<Checked<Plan>> {
  const { store, clock, random } = ports
  const desired = config?.resources ?? []
  const state = await store.state.read()
  const known = unchangedSeals(desired, state)
  const vault = { secrets: ports.secrets, vault: store.vault }
  const { read, diagnostics } = await readSecrets(vault, desired, known)
  if (diagnostics.some(({ severity }) => severity === 'error')) return { ok: false, diagnostics }
  const summaries = await credentialSummaries(store.vault)
  const plan = makePlan({
    config,
    state,
    env,
    planId: `p_${random.token(12)}`,
    createdAt: clock.now(),
    fingerprints: { ...known, ...fingerprintsOf(read) },
    credentials: bound(summaries, servedConnections(state.resources)),
  })
  return { ok: true, value: plan, diagnostics }
}

/**
 * A grant that is not used with what is applied now (made for another client, by another account)
 * is as good as none: a plan must not say that it is kept.
 */
function bound(
  summaries: ReadonlyMap<ConnectionAddress, CredentialSummary>,
  applied: ReadonlyMap<ConnectionAddress, ServedConnection>,
): ReadonlyMap<ConnectionAddress, CredentialSummary> {
  const entries = [...summaries].map(
    ([address, summary]): [ConnectionAddress, CredentialSummary] => {
      const connection = applied.get(address)
      const reason = connection === undefined ? undefined : whyUnusable(connection, summary)
      if (reason === undefined) return [address, summary]
      return [address, { ...summary, status: 'needsReauth', reason }]
    },
  )
  return new Map(entries)
}

/** What the vault says of each connection. A record that does not open counts as `needsReauth`. */
export async function credentialSummaries(
  vault: Vault,
): Promise<ReadonlyMap<ConnectionAddress, CredentialSummary>> {
  const summaries = await vault.summaries()
  return new Map(summaries.map((each) => [each.connection, each]))
}
