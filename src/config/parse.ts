import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
} from 'yaml'
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
  const yaml = readYaml(source, problems)
  if (problems.hasErrors() || yaml === undefined) return failed(problems)
  if (yaml.tree !== undefined) return { ok: true, value: yaml.tree, diagnostics: [] }
  const { document } = yaml
  if (isNothing(document.contents)) {
    problems.error('CM1006', { start: 0, end: 0 }, 'the configuration is empty', {
      help: ['credmgr init writes one to start from'],
    })
    return failed(problems)
  }
  const root = read(document.contents, createReader(problems))
  if (problems.hasErrors()) return failed(problems)
  return { ok: true, value: root, diagnostics: [] }
}

function failed(problems: Problems): Checked<Node> {
  return { ok: false, diagnostics: problems.list() }
}

function isNothing(contents: ParsedNode | null): contents is null {
  return contents === null || (isScalar(contents) && contents.value === null)
}

/** Where a reader is: what it has seen of anchors and how much aliases have cost so far. */
interface Reader {
  readonly problems: Problems
  /** Keys and list positions from the root to here; its length is the depth. */
  readonly path: string[]
  readonly anchors: Map<string, ParsedNode>
  readonly targets: Map<Alias, ParsedNode>
  /** Nodes with an anchor between the root and here. */
  readonly open: Set<ParsedNode>
  /** Nodes whose anchor is known; an expansion must not declare it again. */
  readonly declared: WeakSet<ParsedNode>
  expansions: number
  expanding: number
  expandedValues: number
  spent: boolean
}

function createReader(problems: Problems): Reader {
  return {
    problems,
    path: [],
    anchors: new Map(),
    targets: new Map(),
    open: new Set(),
    declared: new WeakSet(),
    expansions: 0,
    expanding: 0,
    expandedValues: 0,
    spent: false,
  }
}

function read(node: ParsedNode, reader: Reader): Node {
  if (reader.path.length > maxDepth) {
    reader.problems.error('CM1009', rangeOf(node), `nested deeper than ${maxDepth}`)
    return nothing(node)
  }
  if (reader.expanding > 0 && ++reader.expandedValues > maxExpandedValues) {
    return overspent(node, reader, `${maxExpandedValues} values`)
  }
  if (isAlias(node)) return readAlias(node, reader)
  return node.anchor === undefined ? readValue(node, reader) : readAnchored(node, reader)
}

function readAnchored(node: Exclude<ParsedNode, Alias.Parsed>, reader: Reader): Node {
  const { anchors, declared, open } = reader
  if (!declared.has(node)) anchors.set(node.anchor ?? '', node)
  declared.add(node)
  open.add(node)
  const value = readValue(node, reader)
  open.delete(node)
  return value
}

function rangeOf(node: ParsedNode): Range {
  return { start: node.range[0], end: Math.max(node.range[1], node.range[0]) }
}

function nothing(node: ParsedNode): Node {
  return { kind: 'scalar', range: rangeOf(node), value: null }
}

function overspent(node: ParsedNode, reader: Reader, what: string): Node {
  if (!reader.spent) {
    reader.problems.error('CM1009', rangeOf(node), `aliases stand for more than ${what}`)
  }
  reader.spent = true
  return nothing(node)
}

function readAlias(node: Alias.Parsed, reader: Reader): Node {
  const { problems, targets, anchors, open } = reader
  if (reader.spent) return nothing(node)
  const target = targets.get(node) ?? anchors.get(node.source)
  if (target === undefined) {
    const message = `an alias to ${quote(node.source)}, which no anchor names`
    problems.error('CM1008', rangeOf(node), message, { label: 'no such anchor above' })
    return nothing(node)
  }
  targets.set(node, target)
  if (open.has(target)) {
    problems.error('CM1008', rangeOf(node), `the alias ${quote(node.source)} contains itself`, {
      related: { range: { start: target.range[0], end: target.range[0] + 1 }, label: 'the anchor' },
    })
    return nothing(node)
  }
  if (++reader.expansions > maxExpansions) {
    return overspent(node, reader, `${maxExpansions} expansions`)
  }
  reader.expanding += 1
  const value = read(target, reader)
  reader.expanding -= 1
  return value
}

function readValue(node: Exclude<ParsedNode, Alias.Parsed>, reader: Reader): Node {
  const range = rangeOf(node)
  if (isMap(node)) return { kind: 'map', range, entries: readEntries(node, reader) }
  if (isSeq(node)) {
    return { kind: 'list', range, items: node.items.map((item, at) => below(item, at, reader)) }
  }
  const { value } = node
  if (typeof value === 'string' && isUnfit(node)) {
    const message = 'a value with a control character or lone surrogate'
    reader.problems.error('CM1009', range, message)
  }
  return { kind: 'scalar', range, value: isPlain(value) ? value : null }
}

function below(node: ParsedNode, step: string | number, reader: Reader): Node {
  reader.path.push(String(step))
  const value = read(node, reader)
  reader.path.pop()
  return value
}

/** The text itself was looked through: only an escape can bring such a character in. */
function isUnfit({ type, value }: Scalar): boolean {
  return type === 'QUOTE_DOUBLE' && unfitAt(String(value)) !== undefined
}

function isPlain(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function readEntries(map: YAMLMap.Parsed, reader: Reader): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const { key: node, value } of map.items) {
    const key = rangeOf(node)
    const name = isScalar(node) ? String(node.value) : ''
    const first = entries.get(name)
    if (!isAcceptableKey(node, name, reader.problems)) continue
    // `{ key }` in a flow mapping is a key without anything after it.
    const content = value === null ? nothing(node) : below(value, name, reader)
    entries.set(name, first ?? { name, key, value: content })
    if (first !== undefined) reportTwice(reader, { name, key, first })
  }
  return entries
}

function isAcceptableKey(node: ParsedNode, name: string, problems: Problems): boolean {
  if (name === '<<') {
    problems.error('CM1008', rangeOf(node), 'the merge key "<<" is not allowed', {
      help: ['write the fields out, or use an alias for the whole value'],
    })
    return false
  }
  if (isScalar(node) && isUnfit(node)) {
    const message = 'a key with a control character or lone surrogate'
    problems.error('CM1009', rangeOf(node), message)
    return false
  }
  if (name.includes('${') && /\$\{\w+[:.]/.test(name)) {
    problems.error('CM1011', rangeOf(node), 'an interpolation in a key', {
      label: 'only values are interpolated',
    })
    return false
  }
  return true
}

function reportTwice(
  { problems, path }: Reader,
  { name, key, first }: { readonly name: string; readonly key: Range; readonly first: Entry },
): void {
  const what = (path.length === 1 ? sections.get(path[0] ?? '') : undefined) ?? 'field'
  problems.error('CM1003', key, `${what} ${quote(name)} is declared twice`, {
    label: 'second declaration',
    related: { range: first.key, label: 'first declaration' },
  })
}
