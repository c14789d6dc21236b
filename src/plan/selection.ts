import {
  type Config,
  isJsonObject,
  ofKind,
  plainPattern,
  type Resource,
  type ResourceAddress,
  type State,
  type StateResource,
  specJson,
} from '../model/index.ts'
import { closure, dependentsIn } from './basis.ts'
import type { Change } from './plan.ts'

/** Which changes a plan is to have, and what is asked for beside the configuration. */
export interface Selection {
  /** Only these and what they depend on; empty: everything. */
  readonly targets: readonly string[]
  /** Without these and what depends on them. */
  readonly excludes: readonly string[]
  /** Only resources with one of these labels, as `--target`. */
  readonly labels: readonly { readonly name: string; readonly value: string }[]
  readonly noDelete: boolean
  /** Made anew, though nothing of them has changed. */
  readonly replace: readonly string[]
  /** Connections whose user is asked again. */
  readonly reconsent: readonly string[]
}

export const everything: Selection = {
  targets: [],
  excludes: [],
  labels: [],
  noDelete: false,
  replace: [],
  reconsent: [],
}

/** The two worlds that a selection is made in. */
export interface Worlds {
  readonly desired: readonly Resource[]
  readonly prior: readonly StateResource[]
}

/**
 * Whether `pattern` names a resource: by its address, a connection by its name alone, and `*` stands
 * for anything: `connection.github/release-bot`, `github/release-bot`, `github/*`, `route.*`.
 */
export function isNamedBy(pattern: string, address: string): boolean {
  const name = /^(?:connection|connectionTemplate)\.(.+)$/.exec(address)?.[1]
  if (!pattern.includes('*')) return pattern === address || pattern === name
  const words = pattern.split('*').map(plainPattern)
  const form = new RegExp(`^${words.join('.*')}$`, 's')
  return form.test(address) || (name !== undefined && form.test(name))
}

/** What a selection names and neither world has, in the order in which it was given. */
export function unknownNames(
  selection: Selection,
  config: Config | undefined,
  state: State,
): readonly {
  readonly option: string
  readonly name: string
  readonly known: readonly string[]
}[] {
  if (!isNaming(selection)) return []
  const known = [
    ...new Set([...(config?.resources ?? []), ...state.resources].map(({ address }) => address)),
  ]
  const consenting = known.filter((each) => each.startsWith('connection.'))
  const rows: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['--target', selection.targets, known],
    ['--exclude', selection.excludes, known],
    ['--replace', selection.replace, known],
    ['--reconsent', selection.reconsent, consenting],
  ]
  return rows.flatMap(([option, names, candidates]) =>
    names
      .filter((name) => !candidates.some((each) => isNamedBy(name, each)))
      .map((name) => ({ option, name, known: candidates })),
  )
}

function isNaming({ targets, excludes, replace, reconsent }: Selection): boolean {
  return [targets, excludes, replace, reconsent].some((names) => names.length > 0)
}

/** The addresses of `resources` that one of `patterns` names. */
export function namedBy(
  patterns: readonly string[],
  resources: readonly { readonly address: ResourceAddress }[],
): ReadonlySet<ResourceAddress> {
  if (patterns.length === 0) return new Set()
  const addresses = resources.map(({ address }) => address)
  return new Set(
    addresses.filter((address) => patterns.some((pattern) => isNamedBy(pattern, address))),
  )
}

/**
 * The changes that are to be made of all that could be. What is left stays as it was applied, and
 * nothing then refers to what is not there: a target takes along what it depends on, and, when it
 * goes, what depends on it; what is excluded keeps back what depends on it, and what it still needs.
 */
export function selected(
  changes: readonly Change[],
  worlds: Worlds,
  selection: Selection,
): readonly Change[] {
  if (changes.length === 0 || !isSelective(selection)) return changes
  const graph = graphOf(changes, worlds)
  const taken = targeted(graph, worlds, selection)
  const skipped = changes.map(({ address }) => address).filter((each) => !taken(each))
  const excluded = namedBy(selection.excludes, [...worlds.desired, ...worlds.prior])
  const kept = selection.noDelete ? [...graph.deleted] : []
  const left = new Set(closure([...skipped, ...excluded, ...kept], graph.keepsBack))
  return changes.filter(({ address }) => !left.has(address))
}

/** Whether anything could be left out. */
function isSelective({ targets, excludes, labels, noDelete }: Selection): boolean {
  return noDelete || [targets, excludes, labels].some((names) => names.length > 0)
}

interface Graph {
  readonly deleted: ReadonlySet<ResourceAddress>
  /** What must be done too, when an address is changed. */
  readonly takesAlong: (address: ResourceAddress) => readonly ResourceAddress[]
  /** What can not be done, when an address is left as it is. */
  readonly keepsBack: (address: ResourceAddress) => readonly ResourceAddress[]
}

function graphOf(changes: readonly Change[], { desired, prior }: Worlds): Graph {
  const deleted = new Set(
    changes.filter(({ action }) => action === 'delete').map(({ address }) => address),
  )
  const wants = new Map(desired.map(({ address, dependsOn }) => [address, dependsOn]))
  const wantedBy = dependentsIn(desired)
  const uses = new Map(prior.map(({ address, dependsOn }) => [address, dependsOn]))
  const usedBy = dependentsIn(prior)
  return {
    deleted,
    takesAlong: (address) => [
      ...(wants.get(address) ?? []),
      ...(deleted.has(address) ? usedBy(address) : []),
    ],
    keepsBack: (address) => [
      ...wantedBy(address),
      ...(uses.get(address) ?? []).filter((each) => deleted.has(each)),
    ],
  }
}

function targeted(
  { takesAlong }: Graph,
  { desired, prior }: Worlds,
  { targets, labels }: Selection,
): (address: ResourceAddress) => boolean {
  if (targets.length === 0 && labels.length === 0) return () => true
  const all = [...desired, ...prior]
  const labelled = all.filter((each) => labels.some((label) => hasLabel(each, label)))
  // Nothing is served, and nobody can consent, before the gateway's settings are applied.
  const first = prior.some(({ kind }) => kind === 'gateway') ? [] : ofKind(desired, 'gateway')
  const start = [...namedBy(targets, all), ...[...labelled, ...first].map((each) => each.address)]
  const taken = new Set(closure(start, takesAlong))
  return (address) => taken.has(address)
}

function hasLabel(
  { spec }: Resource | StateResource,
  { name, value }: Selection['labels'][number],
): boolean {
  const { labels } = specJson(spec)
  return labels !== undefined && isJsonObject(labels) && labels[name] === value
}
