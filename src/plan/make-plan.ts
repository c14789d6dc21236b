import {
  type Config,
  type ConnectionAddress,
  type CredentialSummary,
  type EpochMs,
  type Kind,
  kinds,
  type Resource,
  type ResourceAddress,
  type State,
  type StateResource,
} from '../model/index.ts'
import { compareAttributes, fingerprintKey, type Side } from './attributes.ts'
import type { Action, Change, Plan, PlanSummary } from './plan.ts'
import { tokenChanges } from './token-changes.ts'

/** Everything a plan depends on. */
export interface PlanInput {
  /** The desired world; `undefined` plans to destroy everything. */
  readonly config: Config | undefined
  readonly state: State
  readonly env: string
  /** Begins with `p_`. */
  readonly planId: string
  readonly createdAt: EpochMs
  /**
   * Fingerprints of the desired secrets, by `address#pointer`. A secret that is missing here is
   * compared by its reference alone.
   */
  readonly fingerprints: { readonly [key: string]: string }
  readonly credentials: ReadonlyMap<ConnectionAddress, CredentialSummary>
}

/**
 * The one place that decides what would be done. Pure: equal inputs give equal plans, whatever
 * order they are written in.
 */
export function makePlan(input: PlanInput): Plan {
  const { config, state, env, planId, createdAt, fingerprints, credentials } = input
  const desired = config?.resources ?? []
  const changes = resourceChanges(desired, state.resources, fingerprints)
  return {
    formatVersion: '1.0',
    planId,
    createdAt,
    env,
    prior: { lineage: state.lineage, serial: state.serial },
    changes,
    tokens: tokenChanges({ desired, prior: state.resources, credentials }),
    fingerprints: sortedRecord(fingerprints),
    summary: summaryOf(changes),
  }
}

/** Whether there is nothing to apply. A consent that is still to be given is no change. */
export function isEmpty(plan: Plan): boolean {
  return plan.changes.length === 0
}

/** Terraform's three numbers; a replacement counts in `add` and in `destroy`. */
export function summaryOf(changes: readonly { readonly action: Action }[]): PlanSummary {
  const count = (...actions: readonly Action[]): number =>
    changes.filter(({ action }) => actions.includes(action)).length
  return {
    add: count('create', 'replace'),
    change: count('update'),
    destroy: count('delete', 'replace'),
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
  desired: readonly Resource[],
  prior: readonly StateResource[],
  fingerprints: PlanInput['fingerprints'],
): readonly Change[] {
  const before = new Map<ResourceAddress, StateResource>(prior.map((each) => [each.address, each]))
  const after = new Set(desired.map(({ address }) => address))
  const kept = desired.flatMap(
    (each) => changeOf(before.get(each.address), each, fingerprints) ?? [],
  )
  const deleted = prior.filter(({ address }) => !after.has(address)).map(deletionOf)
  return [...kept, ...deleted].sort(byKindAndName)
}

function changeOf(
  before: StateResource | undefined,
  after: Resource,
  fingerprints: PlanInput['fingerprints'],
): Change | undefined {
  const { address, kind, name, origin } = after
  const side = desiredSide(after, fingerprints)
  const { attributes, unchanged } = compareAttributes(kind, before && priorSide(before), side)
  if (before !== undefined && attributes.length === 0) return undefined
  return {
    action: actionOf(before, attributes),
    address,
    kind,
    name,
    after,
    origin: `${origin.file}:${origin.line}`,
    attributes,
    unchangedAttributes: unchanged,
  }
}

function deletionOf(before: StateResource): Change {
  const { address, kind, name, origin } = before
  const { attributes, unchanged } = compareAttributes(kind, priorSide(before), undefined)
  return {
    action: 'delete',
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
): Exclude<Action, 'delete'> {
  if (before === undefined) return 'create'
  return attributes.some(({ forcesReplacement }) => forcesReplacement) ? 'replace' : 'update'
}

function desiredSide({ address, spec, secrets }: Resource, known: PlanInput['fingerprints']): Side {
  const pointers = Object.keys(secrets)
  return {
    spec,
    fingerprints: Object.fromEntries(
      pointers.map((pointer) => [pointer, known[fingerprintKey(address, pointer)]]),
    ),
  }
}

function priorSide({ spec, fingerprints }: StateResource): Side {
  return { spec, fingerprints }
}

function sortedRecord<T>(record: { readonly [key: string]: T }): { readonly [key: string]: T } {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}
