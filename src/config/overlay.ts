import { type Checked, canonicalJson } from '../model/index.ts'
import { didYouMean } from './did-you-mean.ts'
import { chained, checkVersion, reportInclude } from './merge-files.ts'
import { isNote, nameOf, sections } from './naming.ts'
import { type SetChange, setChange } from './overlay-sets.ts'
import { createProblems, type Problems } from './problems.ts'
import { quote } from './secret-text.ts'
import { isSecretPosition } from './shape.ts'
import type { Places } from './source.ts'
import { type Entry, type MapNode, type Node, placesOf, toJson } from './tree.ts'

/**
 * Lays the file of an environment over a configuration:
 *
 * - Mappings are merged; a text, number, list or secret reference replaces what was there.
 * - A list whose order is of no meaning also takes `{ add: […], remove: […] }` and `[+x, -y]`.
 * - `null`, written out, deletes what was there.
 * - Blocks of `moved`, `removed` and `import` are added to those that there are.
 * - An object that the configuration lacks says `new: true`, so that a slip creates none.
 *
 * @returns The whole, each value with its places; or diagnostics `CM1005 CM1013 CM1015`.
 */
export function layOver(places: Places, base: Node, overlay: Node): Checked<Node> {
  const problems = createProblems(places)
  if (overlay.kind !== 'map') {
    problems.error('CM1005', overlay.range, 'an overlay must be a mapping')
  }
  const value =
    base.kind === 'map' && overlay.kind === 'map'
      ? merged(base, overlay, { path: [], places, problems })
      : base
  if (problems.hasErrors()) return { ok: false, diagnostics: problems.list() }
  return { ok: true, value, diagnostics: [] }
}

/** Where the merge is. */
interface Merging {
  readonly path: readonly string[]
  readonly places: Places
  readonly problems: Problems
}

function merged(base: MapNode, overlay: MapNode, at: Merging): MapNode {
  const entries = new Map(base.entries)
  for (const entry of overlay.entries.values()) {
    if (isNote(entry.name, at.path)) continue
    const here = { ...at, path: [...at.path, entry.name] }
    const first = base.entries.get(entry.name)
    const result = first === undefined ? added(base, entry, here) : changed(first, entry, here)
    if (result === undefined) entries.delete(entry.name)
    if (result !== undefined) entries.set(entry.name, result)
  }
  return { ...base, entries }
}

/** Whether `path` is that of something with a name of its own: an object, or a variable. */
function isNamed(path: readonly string[]): boolean {
  return path.length === 2 && (sections.has(path[0] ?? '') || path[0] === 'vars')
}

function added(base: MapNode, entry: Entry, at: Merging): Entry | undefined {
  const { path, problems } = at
  if (path[0] === 'include' && path.length === 1) reportInclude(entry, problems)
  if (isNamed(path)) return newObject(base, entry, at)
  if (isNull(entry.value)) {
    problems.error('CM1015', entry.key, `${nameOf(path)} is not there to be deleted`, {
      label: meaning(entry.name, base) ?? 'nothing to delete',
    })
  }
  if (setChange(entry.value, path) !== undefined) {
    problems.error('CM1015', entry.value.range, `${nameOf(path)} is not there to be changed`, {
      label: 'no list to add to or to remove from; write the whole list',
    })
  }
  // A section that the configuration does not have is an empty one.
  const isSection = sections.has(entry.name) || entry.name === 'vars'
  if (path.length === 1 && isSection && entry.value.kind === 'map') {
    const empty: MapNode = { ...entry.value, entries: new Map() }
    return { ...entry, value: merged(empty, entry.value, at) }
  }
  return entry
}

function newObject(base: MapNode, entry: Entry, { path, problems }: Merging): Entry | undefined {
  const { value } = entry
  if (value.kind === 'map' && isTrue(value.entries.get('new')?.value)) {
    const entries = new Map(value.entries)
    entries.delete('new')
    return { ...entry, value: { ...value, entries } }
  }
  const isVariable = path[0] === 'vars'
  const name = isVariable ? `variable ${quote(entry.name)}` : nameOf(path)
  const hint = isVariable ? 'declare it under "vars" of the main file' : 'a new one says: new: true'
  problems.error('CM1015', entry.key, `the configuration has no ${name} to change`, {
    label: meaning(entry.name, base) ?? 'not declared',
    help: isNull(value) ? [] : [hint],
  })
  return undefined
}

function meaning(name: string, base: MapNode): string | undefined {
  const meant = didYouMean(name, base.entries.keys())
  return meant === undefined ? undefined : `did you mean ${quote(meant)}?`
}

function changed(first: Entry, entry: Entry, at: Merging): Entry | undefined {
  const { path, problems } = at
  if (path.length === 1 && entry.name === 'version') {
    checkVersion(first, entry, problems)
    return first
  }
  if (path.length === 1 && entry.name === 'include') reportInclude(entry, problems)
  if (isNull(entry.value)) return deleted(first, entry, at)
  const blocks = path.length === 1 ? chained(first, entry) : undefined
  if (blocks !== undefined) return blocks
  const places = [...placesOf(first), ...placesOf(entry)]
  const change = setChange(entry.value, path)
  if (change !== undefined) {
    return { ...first, places, value: changedSet(first.value, change, at) }
  }
  const { value } = first
  if (value.kind === 'map' && entry.value.kind === 'map' && !isSecretPosition(path)) {
    checkNotNew(first, entry.value, at)
    return { ...first, places, value: merged(value, entry.value, at) }
  }
  return { ...entry, places }
}

function checkNotNew(first: Entry, { entries }: MapNode, { path, problems }: Merging): void {
  const flag = entries.get('new')
  if (flag === undefined || !isNamed(path) || !isTrue(flag.value)) return
  problems.error('CM1015', flag.key, `${nameOf(path)} is declared already`, {
    label: 'it is not new',
    related: { range: first.key, label: 'the declaration' },
  })
}

/** Nothing behind a key is a slip more often than it is meant. */
function deleted(
  first: Entry,
  { key, value }: Entry,
  { path, places, problems }: Merging,
): undefined {
  const related = { range: first.key, label: 'what it would delete' }
  if (path.length === 1) {
    problems.error('CM1015', key, `${nameOf(path)} cannot be deleted as a whole`, {
      label: 'an overlay changes or deletes what stands under it',
      related,
    })
  } else if (places.written(value.range).trim() === '') {
    problems.error('CM1015', key, 'nothing stands here', {
      label: 'write null to delete it, or {} for an empty mapping',
      related,
    })
  }
  return undefined
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true
}

function changedSet(base: Node, change: SetChange, { path, problems }: Merging): Node {
  for (const { name, value } of change.wrong) {
    problems.error('CM1005', value.range, `${quote(name)} must be a list`, {
      label: 'expected […]',
    })
  }
  for (const { range } of change.unsigned) {
    problems.error('CM1015', range, `${nameOf(path)} mixes changes with a list`, {
      label: 'neither + nor - before it',
      help: ['put a sign before every item, or before none to replace the list'],
    })
  }
  const items = base.kind === 'list' ? base.items : [base]
  const texts = new Set(items.map(textOf))
  const removed = change.remove
  for (const item of removed.filter((each) => !texts.has(textOf(each)))) {
    const meant = didYouMean(plain(item), items.map(plain))
    problems.error('CM1015', item.range, `${nameOf(path)} has nothing like this to remove`, {
      label: meant === undefined ? 'not in the list' : `did you mean ${quote(meant)}?`,
    })
  }
  const gone = new Set(removed.map(textOf))
  const kept = items.filter((item) => !gone.has(textOf(item)))
  const more = change.add.filter((item) => !texts.has(textOf(item)))
  return { kind: 'list', range: change.range, items: [...kept, ...more] }
}

/** Equal items have equal texts. */
function textOf(node: Node): string {
  return canonicalJson(toJson(node))
}

function plain(node: Node): string {
  return node.kind === 'scalar' ? String(node.value) : textOf(node)
}
