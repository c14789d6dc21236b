import { isSecretPosition } from './shape.ts'
import type { Joined } from './source.ts'
import { type Entry, entriesOf, entryOf, type MapNode, type Node } from './tree.ts'

/** What `defaults` may be given for, and the section whose objects they are for. */
export const defaulted: ReadonlyMap<string, string> = new Map([
  ['provider', 'providers'],
  ['connection', 'connections'],
  ['accessPolicy', 'accessPolicies'],
  ['route', 'routes'],
])

/**
 * Fills `defaults` into every object of their kind: mappings are merged, and what the object says
 * itself goes before. What is wrong with a default is for the schema to say, once.
 */
export function withDefaults(source: Joined, root: Node): Node {
  const defaults = entryOf(root, 'defaults')
  if (root.kind !== 'map' || defaults?.value.kind !== 'map') return root
  const entries = new Map(root.entries)
  for (const { name, key, value } of entriesOf(defaults.value)) {
    const section = root.entries.get(defaulted.get(name) ?? '')
    if (value.kind !== 'map' || section?.value.kind !== 'map') continue
    source.repeat({ start: key.start, end: value.range.end })
    entries.set(section.name, { ...section, value: filled(section.value, value, section.name) })
  }
  return { ...root, entries }
}

function filled(section: MapNode, defaults: MapNode, name: string): MapNode {
  const entries = new Map(section.entries)
  for (const entry of section.entries.values()) {
    if (entry.value.kind !== 'map') continue
    const value = under(entry.value, defaults, [name, entry.name])
    entries.set(entry.name, { ...entry, value })
  }
  return { ...section, entries }
}

function under(own: MapNode, defaults: MapNode, path: readonly string[]): MapNode {
  const entries = new Map<string, Entry>(own.entries)
  for (const entry of defaults.entries.values()) {
    // One set of rows for every object is no default; the schema says so.
    if (entry.name === 'forEach') continue
    const first = own.entries.get(entry.name)
    const here = [...path, entry.name]
    const result = first === undefined ? entry : { ...first, value: both(first, entry, here) }
    entries.set(entry.name, result)
  }
  return { ...own, entries }
}

/** A secret reference is one thing, and replaces the default as a whole. */
function both({ value: own }: Entry, { value }: Entry, path: readonly string[]): Node {
  const merge = own.kind === 'map' && value.kind === 'map' && !isSecretPosition(path)
  return merge ? under(own, value, path) : own
}
