import type { Declaration, Json } from '../model/index.ts'
import type { Range } from './source.ts'

/** A configuration's data in which every value and every key still knows its place. */
export type Node = MapNode | ListNode | ScalarNode

/** A mapping; every key once. */
export interface MapNode {
  readonly kind: 'map'
  readonly range: Range
  /** By key; a key named `__proto__` is a key like any other. */
  readonly entries: ReadonlyMap<string, Entry>
  /** There may be more entries, made of rows that are not known. */
  readonly isOpen?: true
}

/** A sequence. */
export interface ListNode {
  readonly kind: 'list'
  readonly range: Range
  readonly items: readonly Node[]
}

/** A single value; aliases are already what they stand for. */
export interface ScalarNode {
  readonly kind: 'scalar'
  readonly range: Range
  readonly value: string | number | boolean | null
  /** Present when the value came out of an interpolation. */
  readonly interpolated?: Interpolated
}

/** How a value came about that was not written as it is. */
export interface Interpolated {
  /** The text as written, `${env:PORT}`; it may be shown, the value may not. */
  readonly written: string
  /** The text is exactly one reference, so that a number or boolean may be read from it. */
  readonly whole: boolean
  /** The environment was not read: `value` is the text as written and says nothing. */
  readonly unknown: boolean
}

/** A key of a mapping with what stands under it. */
export interface Entry {
  readonly name: string
  readonly key: Range
  readonly value: Node
  /** Where the value was given and overridden, in this order, by keys; absent: only at `key`. */
  readonly places?: readonly Range[]
  /** What it was made of with a row of `forEach`. */
  readonly instanceOf?: Declaration
}

/** The keys that gave a value or overrode it, in this order. */
export function placesOf({ key, places }: Entry): readonly Range[] {
  return places ?? [key]
}

/** The same entry with another value. */
export function withValue({ name, key, places, instanceOf }: Entry, value: Node): Entry {
  const entry = { name, key, value }
  return places === undefined ? entry : { ...entry, places, ...(instanceOf && { instanceOf }) }
}

/** The same with every place moved by `base`. */
export function shifted(node: Node, base: number): Node {
  if (base === 0) return node
  const range = moved(node.range, base)
  if (node.kind === 'scalar') return { ...node, range }
  if (node.kind === 'list') {
    return { ...node, range, items: node.items.map((item) => shifted(item, base)) }
  }
  const entries = new Map<string, Entry>()
  for (const { name, key, value } of node.entries.values()) {
    entries.set(name, { name, key: moved(key, base), value: shifted(value, base) })
  }
  return { ...node, range, entries }
}

function moved({ start, end }: Range, base: number): Range {
  return { start: start + base, end: end + base }
}

/** The member `name` of a map; `undefined` for anything else. */
export function entryOf(node: Node | undefined, name: string): Entry | undefined {
  return node?.kind === 'map' ? node.entries.get(name) : undefined
}

/** What stands under the key `name` of a map; `undefined` for anything else. */
export function member(node: Node | undefined, name: string): Node | undefined {
  return entryOf(node, name)?.value
}

/** The members of a map in the order in which they are written. */
export function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'map' ? [...node.entries.values()] : []
}

/** The items of a list; none for anything else. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : []
}

/** Whether a value depends on an environment that was not read. */
export function isUnknown(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.interpolated?.unknown === true
}

/** Whether anything in a node is not known. */
export function hasUnknown(node: Node): boolean {
  if (node.kind === 'scalar') return isUnknown(node)
  if (node.kind === 'list') return node.items.some(hasUnknown)
  return entriesOf(node).some(({ value }) => hasUnknown(value))
}

/** The text of a scalar, also when it is not known yet. */
export function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined
}

/** The text of a scalar whose value is known. */
export function knownText(node: Node | undefined): string | undefined {
  return isUnknown(node) ? undefined : textOf(node)
}

/** The value of a boolean. */
export function flagOf(node: Node | undefined): boolean | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : undefined
}

/** The node at a path of keys and list positions. */
export function nodeAt(root: Node, path: readonly string[]): Node | undefined {
  let node: Node | undefined = root
  for (const step of path) {
    node = node?.kind === 'list' ? node.items[Number(step)] : member(node, step)
  }
  return node
}

/** Plain JSON with ordinary objects; a key named `__proto__` becomes an own property. */
export function toJson(node: Node): Json {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(toJson)
  return Object.fromEntries(entriesOf(node).map((each) => [each.name, toJson(each.value)]))
}

/**
 * JSON for a validator, made in one go. It asks objects only for fields of the schema, none of which
 * every object inherits (a test holds that), and so the objects may be ordinary ones.
 */
export function toPlainJson(node: Node): Json {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(toPlainJson)
  const plain: Record<string, Json> = {}
  for (const { name, value } of node.entries.values()) {
    if (name === '__proto__') Object.defineProperty(plain, name, { value: null, enumerable: true })
    else plain[name] = toPlainJson(value)
  }
  return plain
}
