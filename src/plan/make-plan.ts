import {
  type Config,
  type ConnectionAddress,
  type CredentialSummary,
  type DurationMs,
  type EpochMs,
  type Kind,
  kinds,
  type Resource,
  type ResourceAddress,
  type State,
  type StateResource,
} from '../model/index.ts'
import { saidOtherwise } from './assertion-changes.ts'
import { compareAttributes, fingerprintKey, type Side } from './attributes.ts'
import { basisOf, configDigest, type Digest } from './basis.ts'
import type {
  Action,
  ActionReason,
  Change,
  Plan,
  PlannedConfig,
  PlannedMove,
  PlanSummary,
  TokenChange,
} from './plan.ts'
import { forgottenBy, removalIn } from './removing.ts'
import { everything, namedBy, type Selection, selected, type Worlds } from './selection.ts'
import { isRequested, tokenChanges } from './token-changes.ts'
import { widenings } from './widening.ts'

/** Everything a plan depends on. */
export interface PlanInput {
  /** The desired world; `undefined` plans to destroy everything. */
  readonly config: Config | undefined
  /** As it is after `moves`. */
  readonly state: State
  /** What gets another address first, and the state as it is before. @default nothing */
  readonly moving?: { readonly moves: readonly PlannedMove[]; readonly before: State }
  readonly env: string
  /** Begins with `p_`. */
  readonly planId: string
  readonly createdAt: EpochMs
  /** @default 86_400_000 (24 hours) */
  readonly lifetime?: DurationMs
  /** Where the configuration comes from. */
  readonly source: Omit<PlannedConfig, 'digest'>
  /** @default everything */
  readonly selection?: Selection
  /**
   * Fingerprints of the desired secrets, by `address#pointer`. A secret that is missing here is
   * compared by its reference alone.
   */
  readonly fingerprints: { readonly [key: string]: string }
  readonly credentials: ReadonlyMap<ConnectionAddress, CredentialSummary>
  readonly digest: Digest
}

const usualLifetime: DurationMs = 86_400_000

/**
 * The one place that decides what would be done. Pure: equal inputs give equal plans, whatever
 * order they are written in.
 */
export function makePlan(input: PlanInput): Plan {
  const { config, state, env, planId, createdAt, source, digest } = input
  const { lifetime = usualLifetime, selection = everything } = input
  const { moves, before } = input.moving ?? { moves: [], before: state }
  const desired = config?.resources ?? []
  const worlds = { desired, prior: state.resources }
  const everyChange = resourceChanges(worlds, input, namedBy(selection.replace, state.resources))
  const changes = selected(everyChange, worlds, selection)
  const tokens = plannedTokens(changes, worlds, { ...input, selection })
  const due = new Set(tokens.filter(({ effect }) => effect === 'import').map(connectionOf))
  const imports = config?.refactoring?.imports.filter(({ to }) => due.has(to)) ?? []
  const leftOut = everyChange.length - changes.length
  const applyable = changes.length > 0 || moves.length > 0 || tokens.some(isRequested)
  const compared = applyable ? { digest: configDigest(desired, digest) } : {}
  return {
    formatVersion: '1.0',
    planId,
    createdAt,
    expiresAt: createdAt + lifetime,
    env,
    prior: { lineage: state.lineage, serial: state.serial },
    ...(config && { config: { ...source, ...compared } }),
    complete: leftOut === 0,
    leftOut,
    applyable,
    errored: false,
    ...(moves.length > 0 && { moves }),
    ...(imports.length > 0 && { imports }),
    changes,
    tokens,
    basis: basisOf({ changes, moves }, before, digest),
    fingerprints: sortedRecord(input.fingerprints),
    summary: summaryOf({ changes, moves, tokens }),
  }
}

function connectionOf({ connection }: TokenChange): ConnectionAddress {
  return connection
}

/** The tokens of the world in which `changes` are made and nothing else. */
function plannedTokens(
  changes: readonly Change[],
  { desired, prior }: Worlds,
  {
    config,
    credentials,
    selection,
  }: Pick<PlanInput, 'config' | 'credentials'> & { readonly selection: Selection },
): readonly TokenChange[] {
  const changed = new Set(changes.map(({ address }) => address))
  const kept = prior.filter(({ address }) => !changed.has(address))
  const made = desired.filter(({ address }) => changed.has(address))
  const replaced = changes.filter(({ reason }) => reason === 'replace_by_request')
  return tokenChanges({
    desired: changes.length === 0 ? prior : [...made, ...kept],
    prior,
    credentials,
    replaced: new Set(replaced.map(({ address }) => address)),
    reconsent: namedBy(selection.reconsent, prior),
    imports: new Set(config?.refactoring?.imports.map(({ to }) => to)),
    saidOtherwise: saidOtherwise(changes),
    forgotten: forgottenBy(config?.refactoring?.removed ?? [], changes),
  })
}

/** Whether there is nothing to apply. A consent that is still to be given is no change, one that is asked for anew is. */
export function isEmpty(plan: Plan): boolean {
  return !plan.applyable
}

/** Terraform's numbers; a replacement counts in `add` and in `destroy`. */
export function summaryOf({
  changes,
  moves = [],
  tokens,
}: Pick<Plan, 'moves' | 'tokens'> & {
  readonly changes: readonly { readonly action: Action }[]
}): PlanSummary {
  const imports = tokens.filter(({ effect }) => effect === 'import').length
  const count = (...actions: readonly Action[]): number =>
    changes.filter(({ action }) => actions.includes(action)).length
  return {
    add: count('create', 'replace'),
    change: count('update'),
    destroy: count('delete', 'replace'),
    ...(moves.length > 0 && { move: moves.length }),
    ...(imports > 0 && { import: imports }),
  }
}

/** The order of resources everywhere: by kind, then by name. */
export function byKindAndName(a: Named, b: Named): number {
  if (a.kind !== b.kind) return kinds.indexOf(a.kind) - kinds.indexOf(b.kind)
  if (a.name === b.name) return 0
  return a.name < b.name ? -1 : 1
}

interface Named {
  readonly kind: Kind
  readonly name: string
}

function resourceChanges(
  { desired, prior }: Worlds,
  { config, fingerprints }: Pick<PlanInput, 'config' | 'fingerprints'>,
  replaced: ReadonlySet<ResourceAddress>,
): readonly Change[] {
  const before = new Map<ResourceAddress, StateResource>(prior.map((each) => [each.address, each]))
  const after = new Set(desired.map(({ address }) => address))
  const kept = desired.flatMap((each) => {
    const side = desiredSide(each, fingerprints)
    return (
      changeOf(before.get(each.address), each, { side, anew: replaced.has(each.address) }) ?? []
    )
  })
  const deleted = prior.filter(({ address }) => !after.has(address))
  const isRemoved = removalIn(config?.refactoring?.removed ?? [])
  const reasonOf = ({ address }: StateResource): ActionReason =>
    isRemoved(address) === undefined
      ? 'delete_because_no_resource_config'
      : 'delete_because_removed'
  const deletions = deleted.map((each) => deletionOf(each, config && reasonOf(each)))
  return [...kept, ...deletions].sort(byKindAndName)
}

function changeOf(
  before: StateResource | undefined,
  after: Resource,
  { side, anew }: { readonly side: Side; readonly anew: boolean },
): Change | undefined {
  const { address, kind, name, origin } = after
  const { attributes, unchanged } = compareAttributes(kind, before && priorSide(before), side)
  if (before !== undefined && attributes.length === 0 && !anew) return undefined
  const wider = widenings(before, after)
  return {
    ...actionOf(before, attributes, anew),
    address,
    kind,
    name,
    after,
    origin: `${origin.file}:${origin.line}`,
    attributes,
    unchangedAttributes: unchanged,
    ...(wider.length > 0 && { widens: wider }),
  }
}

/** @param reason Absent where everything is to go. */
function deletionOf(before: StateResource, reason: ActionReason | undefined): Change {
  const { address, kind, name, origin } = before
  const { attributes, unchanged } = compareAttributes(kind, priorSide(before), undefined)
  return {
    action: 'delete',
    ...(reason !== undefined && { reason }),
    address,
    kind,
    name,
    origin,
    attributes,
    unchangedAttributes: unchanged,
  }
}

function actionOf(
  before: StateResource | undefined,
  attributes: Change['attributes'],
  anew: boolean,
): Pick<Change, 'action' | 'reason'> {
  if (before === undefined) return { action: 'create' }
  if (attributes.some(({ forcesReplacement }) => forcesReplacement)) {
    return { action: 'replace', reason: 'replace_because_cannot_update' }
  }
  return anew ? { action: 'replace', reason: 'replace_by_request' } : { action: 'update' }
}

function desiredSide({ address, spec, secrets }: Resource, known: PlanInput['fingerprints']): Side {
  const fingerprints: Record<string, string | undefined> = {}
  for (const pointer of Object.keys(secrets)) {
    fingerprints[pointer] = known[fingerprintKey(address, pointer)]
  }
  return { spec, fingerprints }
}

function priorSide({ spec, fingerprints }: StateResource): Side {
  return { spec, fingerprints }
}

function sortedRecord<T>(record: { readonly [key: string]: T }): { readonly [key: string]: T } {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
