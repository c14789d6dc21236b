import type { Checked } from '../model/index.ts'
import { sections } from './naming.ts'
import { createProblems, type Problems } from './problems.ts'
import { quote } from './secret-text.ts'
import type { Places } from './source.ts'
import { type Entry, entriesOf, type MapNode, type Node, placesOf } from './tree.ts'

/**
 * The files of a configuration as one: what they declare, together. The order of the files decides
 * only which of two declarations is called the second.
 *
 * - A section is the union of what stands under it; one address stands in one place.
 * - `version` may stand in each file, and must be the same; the blocks of `moved`, `removed` and
 *   `import` are put together; anything else stands in one file.
 * - `include` stands in the first file only. A note, `x-…`, is read by nobody and stays behind.
 *
 * @returns One tree, or diagnostics `CM1003 CM1005 CM1013`.
 */
export function mergeFiles(places: Places, roots: readonly [Node, ...Node[]]): Checked<Node> {
  const [main, ...included] = roots
  // What is wrong with a single file is for the schema to say.
  if (main.kind !== 'map' || included.length === 0)
    return { ok: true, value: main, diagnostics: [] }
  const problems = createProblems(places)
  const entries = new Map(main.entries)
  for (const root of included) addFile(root, { entries, problems })
  if (problems.hasErrors()) return { ok: false, diagnostics: problems.list() }
  return { ok: true, value: { ...main, entries }, diagnostics: [] }
}

interface Merging {
  readonly entries: Map<string, Entry>
  readonly problems: Problems
}

function addFile(root: Node, { entries, problems }: Merging): void {
  if (root.kind !== 'map') {
    problems.error('CM1005', root.range, 'a file of a configuration must be a mapping')
  }
  for (const entry of entriesOf(root)) {
    const { name } = entry
    if (name.startsWith('x-')) continue
    if (name === 'include') reportInclude(entry, problems)
    const first = entries.get(name)
    entries.set(name, first === undefined ? entry : both(first, entry, problems))
  }
}

/** An `include` where none is allowed: in an included file, or in an overlay. */
export function reportInclude({ key }: Entry, problems: Problems): void {
  problems.error('CM1013', key, '"include" stands in the main file only', {
    label: 'not allowed here',
    help: ['a glob of the main file may name this directory too: config/**/*.yaml'],
  })
}

function both(first: Entry, second: Entry, problems: Problems): Entry {
  if (first.name === 'version') {
    checkVersion(first, second, problems)
    return first
  }
  const { value } = first
  const isSection = sections.has(first.name) || first.name === 'vars'
  if (isSection && value.kind === 'map' && second.value.kind === 'map') {
    const places = [...placesOf(first), ...placesOf(second)]
    return { ...first, value: union(first.name, [value, second.value], problems), places }
  }
  const blocks = chained(first, second)
  if (blocks !== undefined) return blocks
  // One of them is no mapping, which the schema says.
  if (isSection) return value.kind === 'map' ? second : first
  if (first.name !== 'include') reportTwice('', [first, second], problems)
  return first
}

/** Lists that hold for themselves, block by block, wherever they stand: none replaces another. */
const blockLists: ReadonlySet<string> = new Set(['moved', 'removed', 'import'])

/** Of two entries at the top, both lists one behind the other; `undefined` where they are no such lists. */
export function chained(first: Entry, second: Entry): Entry | undefined {
  if (!blockLists.has(first.name)) return undefined
  if (first.value.kind !== 'list' || second.value.kind !== 'list') return undefined
  const items = [...first.value.items, ...second.value.items]
  const places = [...placesOf(first), ...placesOf(second)]
  return { ...first, value: { kind: 'list', range: first.value.range, items }, places }
}

/** Files, or a configuration and its overlay, in different versions of the language. */
export function checkVersion(first: Entry, second: Entry, problems: Problems): void {
  const [one, other] = [first.value, second.value]
  if (one.kind === 'scalar' && other.kind === 'scalar' && one.value === other.value) return
  problems.error('CM1005', other.range, 'the files of a configuration must have one version', {
    label: 'another version',
    related: { range: one.range, label: 'the version of the main file' },
  })
}

function union(
  section: string,
  [one, other]: readonly [MapNode, MapNode],
  problems: Problems,
): MapNode {
  const entries = new Map(one.entries)
  for (const entry of other.entries.values()) {
    const first = entries.get(entry.name)
    if (first !== undefined) reportTwice(section, [first, entry], problems)
    entries.set(entry.name, first ?? entry)
  }
  return { ...one, entries }
}

function reportTwice(
  section: string,
  [first, second]: readonly [Entry, Entry],
  problems: Problems,
): void {
  const what = section === 'vars' ? 'variable ' : `${sections.get(section) ?? ''} `.trimStart()
  problems.error('CM1003', second.key, `${what}${quote(second.name)} is declared twice`, {
    label: 'second declaration',
    related: { range: first.key, label: 'first declaration' },
    help: ['to change a value per environment, put it in environments/<name>.yaml'],
  })
}
