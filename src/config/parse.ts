import { type Alias, isAlias, isMap, isScalar, isSeq, type ParsedNode, type YAMLMap } from 'yaml'
import type { Checked } from '../model/index.ts'
import { sections } from './naming.ts'
import { createProblems, type Problems } from './problems.ts'
import { quote } from './secret-text.ts'
import type { Range, Source } from './source.ts'
import type { Entry, Node } from './tree.ts'
import { maxDepth, readYaml, unfitAt } from './yaml-syntax.ts'

/** How often aliases may be put in for what they stand for, nested ones counted each time. */
const maxExpansions = 100

/** Most values that all aliases together may stand for. */
const maxExpandedValues = 100_000

/**
 * From text to data with places. Refuses what is not YAML 1.2, duplicate keys, merge keys, custom
 * tags, aliases that lead nowhere or to themselves, and bombs.
 *
 * @returns The root, or diagnostics `CM1001 CM1003 CM1006 CM1008 CM1009`.
 */
export function parse(source: Source): Checked<Node> {
  const problems = createProblems(source)
  const document = readYaml(source, problems)
  if (problems.hasErrors() || document === undefined) return failed(problems)
  if (isNothing(document.contents)) {
    problems.error('CM1006', { start: 0, end: 0 }, 'the configuration is empty', {
      help: ['credmgr init writes one to start from'],
    })
    return failed(problems)
  }
  const root = createReader(problems)(document.contents, [])
  if (problems.hasErrors()) return failed(problems)
  return { ok: true, value: root, diagnostics: [] }
}

function failed(problems: Problems): Checked<Node> {
  return { ok: false, diagnostics: problems.list() }
}

function isNothing(contents: ParsedNode | null): contents is null {
  return contents === null || (isScalar(contents) && contents.value === null)
}

type Read = (node: ParsedNode, path: readonly string[]) => Node

/** Where a reader is: what it has seen of anchors and how much aliases have cost so far. */
interface Progress {
  readonly anchors: Map<string, ParsedNode>
  readonly targets: Map<Alias, ParsedNode>
  /** Nodes between the root and here. */
  readonly open: Set<ParsedNode>
  /** Nodes whose anchor is known; an expansion must not declare it again. */
  readonly declared: WeakSet<ParsedNode>
  expansions: number
  expanding: number
  expandedValues: number
  spent: boolean
}

function createReader(problems: Problems): Read {
  const progress: Progress = {
    anchors: new Map(),
    targets: new Map(),
    open: new Set(),
    declared: new WeakSet(),
    expansions: 0,
    expanding: 0,
    expandedValues: 0,
    spent: false,
  }
  const read: Read = (node, path) => {
    if (!isAlias(node)) declareAnchor(node, progress)
    if (progress.open.size > maxDepth) {
      problems.error('CM1009', rangeOf(node), `nested deeper than ${maxDepth}`)
      return nothing(node)
    }
    if (progress.expanding > 0 && ++progress.expandedValues > maxExpandedValues) {
      return overspent(node, { progress, problems, what: `${maxExpandedValues} values` })
    }
    if (isAlias(node)) return readAlias(node, path, { progress, problems, read })
    progress.open.add(node)
    const value = readValue(node, path, { problems, read })
    progress.open.delete(node)
    return value
  }
  return read
}

function declareAnchor(node: ParsedNode, { anchors, declared }: Progress): void {
  if (isAlias(node) || node.anchor === undefined || declared.has(node)) return
  declared.add(node)
  anchors.set(node.anchor, node)
}

function rangeOf(node: ParsedNode): Range {
  return { start: node.range[0], end: Math.max(node.range[1], node.range[0]) }
}

function nothing(node: ParsedNode): Node {
  return { kind: 'scalar', range: rangeOf(node), value: null }
}

function overspent(
  node: ParsedNode,
  { progress, problems, what }: { progress: Progress; problems: Problems; what: string },
): Node {
  if (!progress.spent)
    problems.error('CM1009', rangeOf(node), `aliases stand for more than ${what}`)
  progress.spent = true
  return nothing(node)
}

function readAlias(
  node: Alias.Parsed,
  path: readonly string[],
  { progress, problems, read }: { progress: Progress; problems: Problems; read: Read },
): Node {
  if (progress.spent) return nothing(node)
  const target = progress.targets.get(node) ?? progress.anchors.get(node.source)
  if (target === undefined) {
    problems.error(
      'CM1008',
      rangeOf(node),
      `an alias to ${quote(node.source)}, which no anchor names`,
      {
        label: 'no such anchor above',
      },
    )
    return nothing(node)
  }
  progress.targets.set(node, target)
  if (progress.open.has(target)) {
    problems.error('CM1008', rangeOf(node), `the alias ${quote(node.source)} contains itself`, {
      related: { range: { start: target.range[0], end: target.range[0] + 1 }, label: 'the anchor' },
    })
    return nothing(node)
  }
  if (++progress.expansions > maxExpansions) {
    return overspent(node, { progress, problems, what: `${maxExpansions} expansions` })
  }
  progress.expanding += 1
  const value = read(target, path)
  progress.expanding -= 1
  return value
}

function readValue(
  node: Exclude<ParsedNode, Alias.Parsed>,
  path: readonly string[],
  context: { problems: Problems; read: Read },
): Node {
  const range = rangeOf(node)
  if (isMap(node)) return { kind: 'map', range, entries: readEntries(node, path, context) }
  if (isSeq(node)) {
    const items = node.items.map((item, at) => context.read(item, [...path, String(at)]))
    return { kind: 'list', range, items }
  }
  const { value } = node
  if (typeof value === 'string' && unfitAt(value) !== undefined) {
    context.problems.error('CM1009', range, 'a value with a control character or lone surrogate')
  }
  return { kind: 'scalar', range, value: isPlain(value) ? value : null }
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function readEntries(
  map: YAMLMap.Parsed,
  path: readonly string[],
  { problems, read }: { problems: Problems; read: Read },
): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const { key: node, value } of map.items) {
    const key = rangeOf(node)
    const name = isScalar(node) ? String(node.value) : ''
    const first = entries.get(name)
    if (!isAcceptableKey(name, key, problems)) continue
    // `{ key }` in a flow mapping is a key without anything after it.
    const content = value === null ? nothing(node) : read(value, [...path, name])
    entries.set(name, first ?? { name, key, value: content })
    if (first !== undefined) reportTwice(problems, { name, path, key, first })
  }
  return entries
}

function isAcceptableKey(name: string, key: Range, problems: Problems): boolean {
  if (name === '<<') {
    problems.error('CM1008', key, 'the merge key "<<" is not allowed', {
      help: ['write the fields out, or use an alias for the whole value'],
    })
    return false
  }
  if (unfitAt(name) !== undefined) {
    problems.error('CM1009', key, 'a key with a control character or lone surrogate')
    return false
  }
  if (/\$\{\w+:/.test(name)) {
    problems.error('CM1011', key, 'an interpolation in a key', {
      label: 'only values are interpolated',
    })
    return false
  }
  return true
}

function reportTwice(
  problems: Problems,
  { name, path, key, first }: { name: string; path: readonly string[]; key: Range; first: Entry },
): void {
  const what = (path.length === 1 ? sections.get(path[0] ?? '') : undefined) ?? 'field'
  problems.error('CM1003', key, `${what} ${quote(name)} is declared twice`, {
    label: 'second declaration',
    related: { range: first.key, label: 'first declaration' },
  })
}
