import { didYouMean } from '../config/index.ts'
import {
  type Checked,
  type Clock,
  type Config,
  type ConnectionAddress,
  type CredentialSummary,
  CredmgrError,
  type Diagnostic,
  type DurationMs,
  type Random,
  type SecretSource,
  type State,
  type Store,
  type Vault,
} from '../model/index.ts'
import {
  type ConnectionOptions,
  type Digest,
  everything,
  makePlan,
  type Plan,
  type PlanInput,
  plannedMoves,
  type Selection,
  unknownNames,
} from '../plan/index.ts'
import { importedSecrets } from './importing.ts'
import { type Moving, movedSummaries, movingOf, withReadSecrets } from './moving.ts'
import { whyUnusable } from './renewal.ts'
import { fingerprintsOf, type ReadSecret, readSecrets, unchangedSeals } from './secrets.ts'
import { servedConnections } from './serving.ts'

/** Of a store only what reads: a plan has no way to write. */
export interface PlanningStore {
  readonly state: Pick<Store['state'], 'read'>
  readonly vault: Pick<Vault, 'summaries' | 'fingerprint'>
}

export interface PlanningPorts {
  readonly store: PlanningStore
  readonly secrets: SecretSource
  readonly clock: Clock
  readonly random: Random
  /** Which options of a route's policies name a connection: a move changes them as well. */
  readonly policies: ConnectionOptions
}

/** What is planned for, and how. */
export interface PlanningOptions {
  /** The desired world; `undefined` plans to destroy everything. */
  readonly config: Config | undefined
  readonly env: string
  /** Where the configuration comes from, for whoever applies the plan later. */
  readonly source?: PlanInput['source']
  readonly selection?: Selection
  /** How long the plan may be applied. @default 86_400_000 (24 hours) */
  readonly lifetime?: DurationMs | undefined
  /** No secret is read; whether one was replaced is not known. Such a plan cannot be applied. @default false */
  readonly offline?: boolean
}

/**
 * Compares the desired world with the recorded one. Writes nothing and takes no lock.
 *
 * A sealed value whose text is as it was applied is opened only where its resource changes.
 *
 * @returns The plan, with warnings (`CM3404`), or diagnostics for every secret that cannot be read
 *   (`CM1010`, `CM2003`, `CM2004`, `CM2005`).
 * @throws `USAGE` when a selection names what is neither declared nor applied
 */
export async function planChanges(
  ports: PlanningPorts,
  options: PlanningOptions,
): Promise<Checked<Plan>> {
  const { config, selection = everything } = options
  const { store } = ports
  const state = await store.state.read()
  refuseUnknown(selection, config, state)
  const moved = plannedMoves(state.resources, config?.refactoring?.moved ?? [])
  if (!moved.ok) return moved
  const moving = movingOf(state, moved.value, ports.policies)
  if (options.offline === true) {
    const input = await planInput(ports, options, { moving, read: [] })
    return { ok: true, value: makePlan({ ...input, fingerprints: {} }), diagnostics: [] }
  }
  const desired = config?.resources ?? []
  const known = unchangedSeals(desired, state)
  const vault = { secrets: ports.secrets, vault: store.vault }
  const first = await readSecrets(vault, desired, known)
  if (first.diagnostics.some(isError)) return { ok: false, diagnostics: first.diagnostics }
  const input = await planInput(ports, options, { moving, read: first.read })
  const read = fingerprintsOf(first.read)
  const plan = makePlan({ ...input, fingerprints: { ...known, ...read } })
  const changing = plan.changes.flatMap(({ after }) => (after === undefined ? [] : [after]))
  const second = await readSecrets(vault, [...changing, ...importedSecrets(plan)], read)
  const diagnostics = [...first.diagnostics, ...second.diagnostics]
  if (diagnostics.some(isError)) return { ok: false, diagnostics }
  if (second.read.length === 0) return { ok: true, value: plan, diagnostics }
  const fingerprints = { ...known, ...read, ...fingerprintsOf(second.read) }
  return { ok: true, value: makePlan({ ...input, fingerprints }), diagnostics }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}

async function planInput(
  { store, clock, random }: PlanningPorts,
  { config, env, selection = everything, lifetime, source = unnamed }: PlanningOptions,
  { moving, read }: { readonly moving: Moving; readonly read: readonly ReadSecret[] },
): Promise<Omit<PlanInput, 'fingerprints'>> {
  const summaries = movedSummaries(await credentialSummaries(store.vault), moving)
  const state = withReadSecrets(moving, read, store.vault)
  return {
    config,
    state,
    moving,
    env,
    planId: `p_${random.token(12)}`,
    createdAt: clock.now(),
    ...(lifetime !== undefined && { lifetime }),
    source,
    selection,
    credentials: bound(summaries, state),
    digest: planDigest(store.vault),
  }
}

const unnamed: PlanInput['source'] = { file: 'credmgr.config.yaml', variables: false }

/** The digest of a store's plans: under its key, so that it tells nobody else anything. */
export function planDigest(vault: Pick<Vault, 'fingerprint'>): Digest {
  return (text) => vault.fingerprint('plan', text)
}

function refuseUnknown(selection: Selection, config: Config | undefined, state: State): void {
  const [first] = unknownNames(selection, config, state)
  if (first === undefined) return
  const { option, name, known } = first
  const near = didYouMean(name, known) ?? didYouMean(`connection.${name}`, known)
  const message = `${option} "${name}" names nothing that is declared or applied`
  const remedy =
    near === undefined
      ? 'an address such as connection.github/release-bot, github/release-bot or route.*'
      : `did you mean "${near}"?`
  throw new CredmgrError('USAGE', message, { remedy })
}

/**
 * A grant that is not used with what is applied now (made for another client, by another account)
 * is as good as none: a plan must not say that it is kept.
 */
function bound(
  summaries: ReadonlyMap<ConnectionAddress, CredentialSummary>,
  { resources }: State,
): ReadonlyMap<ConnectionAddress, CredentialSummary> {
  if (summaries.size === 0) return summaries
  const applied = servedConnections(resources)
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
  vault: Pick<Vault, 'summaries'>,
): Promise<ReadonlyMap<ConnectionAddress, CredentialSummary>> {
  const summaries = await vault.summaries()
  return new Map(summaries.map((each) => [each.connection, each]))
}
