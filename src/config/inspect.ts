import { stringify } from 'yaml'
import {
  type Checked,
  isJsonObject,
  type Json,
  type JsonObject,
  type Origin,
} from '../model/index.ts'
import { assemble } from './assemble.ts'
import { didYouMean } from './did-you-mean.ts'
import { type ConfigInput, fill, loadTree } from './load.ts'
import { isNote } from './naming.ts'
import { secretStretches } from './secret-text.ts'
import type { Range } from './source.ts'
import { entriesOf, type Node, placesOf, type ScalarNode } from './tree.ts'

/**
 * A configuration as one: files and overlay merged, variables filled in, secrets as the references
 * that they are, notes left out. What came from outside and looks like a secret is `***`.
 *
 * @returns Plain data, fit to be loaded again; or diagnostics of every stage up to the schema.
 */
export function mergedConfig(input: ConfigInput): Checked<JsonObject> {
  const loaded = loadTree(input)
  if (!loaded.ok) return loaded
  const data = visible(loaded.value.root, [])
  const settled = isJsonObject(data) ? data : {}
  const { include: _include, vars: _vars, defaults: _defaults, ...value } = settled
  return { ok: true, value, diagnostics: loaded.diagnostics }
}

/** Data as YAML; ends with a newline. */
export function toYaml(data: JsonObject): string {
  return stringify(data, { lineWidth: 100, aliasDuplicateObjects: false })
}

function visible(node: Node, path: readonly string[]): Json {
  if (node.kind === 'scalar') return masked(node)
  if (node.kind === 'list')
    return node.items.map((item, at) => visible(item, [...path, String(at)]))
  const shown = entriesOf(node).filter(({ name }) => !isNote(name, path))
  return Object.fromEntries(shown.map(({ name, value }) => [name, visible(value, [...path, name])]))
}

function masked({ value, interpolated }: ScalarNode): Json {
  if (typeof value !== 'string') return value
  // A text that is loaded again must not be filled in again.
  const plain = value.replaceAll('${', () => '$${')
  return interpolated !== undefined && secretStretches(value).length > 0 ? '***' : plain
}

/** Where a value comes from: every place that gave it or overrode it, the last one valid. */
export type Provenance =
  | { readonly found: true; readonly places: readonly Origin[] }
  | {
      readonly found: false
      /** The part of the path that is there, dotted. */
      readonly within: string
      readonly missing: string
      readonly meant?: string
    }

/**
 * Says where a value comes from.
 *
 * @param path Keys and list positions with dots between: `connections.github/bot.scopes`.
 * @returns Also for a configuration that is not valid, as long as its files can be merged; or
 *   diagnostics.
 */
export function provenanceOf(input: ConfigInput, path: string): Checked<Provenance> {
  const assembled = assemble(input)
  if (!assembled.ok) return assembled
  const { source, root: merged, variableFiles } = assembled.value
  // With `forEach` an object is there only when it is made; what is wrong with it is not asked.
  const filled = fill(input, { source, root: merged, variableFiles })
  const root = filled.ok ? filled.value : merged
  const end = walk({ node: root, ranges: [], rest: steps(path), done: '' })
  if (end.rest === '') {
    const places = end.ranges.map((range) => source.origin(range))
    return { ok: true, value: { found: true, places }, diagnostics: [] }
  }
  const names = entriesOf(end.node).map(({ name }) => name)
  const [missing = ''] = end.rest.split('.')
  const meant = didYouMean(end.rest, names) ?? didYouMean(missing, names)
  const value = {
    found: false as const,
    within: end.done,
    missing,
    ...(meant !== undefined && { meant }),
  }
  return { ok: true, value, diagnostics: [] }
}

/** `a.scopes[0]` as `a.scopes.0`. */
function steps(path: string): string {
  return path.replace(/\[(\d+)\]/g, '.$1')
}

/** How far a path was followed. */
interface Walk {
  readonly node: Node
  readonly ranges: readonly Range[]
  readonly rest: string
  readonly done: string
}

function walk(at: Walk): Walk {
  const { node, rest } = at
  if (rest === '') return at
  const [first = ''] = rest.split('.')
  const item = node.kind === 'list' && /^\d+$/.test(first) ? node.items[Number(first)] : undefined
  if (item !== undefined) return walk(stepInto(at, first, { node: item, ranges: [item.range] }))
  // A key may hold dots itself: the longest one that fits is meant.
  const [entry] = entriesOf(node)
    .filter(({ name }) => rest === name || rest.startsWith(`${name}.`))
    .toSorted((left, right) => right.name.length - left.name.length)
  if (entry === undefined) return at
  return walk(stepInto(at, entry.name, { node: entry.value, ranges: placesOf(entry) }))
}

function stepInto(at: Walk, name: string, to: Pick<Walk, 'node' | 'ranges'>): Walk {
  const done = at.done === '' ? name : `${at.done}.${name}`
  return { ...to, done, rest: at.rest.slice(name.length + 1) }
}
