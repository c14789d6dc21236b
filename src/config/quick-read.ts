import type { CST } from 'yaml'
import type { Entry, MapNode, Node, ScalarNode } from './tree.ts'

/**
 * Reads a tree straight from tokens, without the document that the package makes of them in between:
 * that costs a quarter of all time, and files with many objects are of one simple kind. It accepts
 * only what is certain to be valid and means the same (block mappings and lists, flow collections on
 * one line, scalars on one line), and leaves everything else, every mistake among it, to the package.
 *
 * @returns `undefined` when that is so.
 */
export function quickRead(tokens: readonly CST.Token[], maxDepth: number): Node | undefined {
  const documents = tokens.filter((token) => !isBlank(token.type))
  const [document, second] = documents
  if (document?.type !== 'document' || second !== undefined) return undefined
  if (!isSpacing(document.start) || !isSpacing(document.end ?? [])) return undefined
  const read = document.value && readToken(document.value, maxDepth)
  return read?.node.kind === 'map' ? read.node : undefined
}

/** A node, and where what belongs to it ends, comments and line breaks included. */
interface Read<N extends Node = Node> {
  readonly node: N
  readonly end: number
}

function readToken(token: CST.Token, depth: number): Read | undefined {
  switch (token.type) {
    case 'block-map':
      return depth < 0 ? undefined : readBlockMap(token, depth)
    case 'block-seq':
      return depth < 0 ? undefined : readBlockSeq(token, depth)
    case 'flow-collection':
      return depth < 0 ? undefined : readFlow(token, depth)
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return readScalar(token)
    default:
      return undefined
  }
}

function isBlank(type: string): boolean {
  return type === 'space' || type === 'newline' || type === 'comment'
}

/** Spaces, line breaks and comments, which need a space before them. Tabs are somebody else’s to judge. */
function isSpacing(tokens: readonly CST.SourceToken[]): boolean {
  let before = 'newline'
  for (const { type, source } of tokens) {
    if (!isBlank(type) || source.includes('\t')) return false
    if (type === 'comment' && before === 'comment') return false
    before = type
  }
  return true
}

/** As {@link isSpacing}, behind something on the same line: a comment does not stand first. */
function isSpacingAfter(tokens: readonly CST.SourceToken[] = []): boolean {
  return tokens[0]?.type !== 'comment' && isSpacing(tokens)
}

function endOf(tokens: readonly CST.SourceToken[] | undefined, otherwise: number): number {
  const last = tokens?.at(-1)
  return last === undefined ? otherwise : last.offset + last.source.length
}

function readBlockMap(token: CST.BlockMap, depth: number): Read<MapNode> | undefined {
  const entries = new Map<string, Entry>()
  let end = token.offset
  let behind = end
  for (const item of token.items) {
    const isComment = !item.key && !item.sep && isSpacing(item.start)
    if (isComment) behind = endOf(item.start, end)
    if (isComment) continue
    const read = readPair(item, token.indent, depth)
    if (read === undefined || entries.has(read.entry.name)) return undefined
    entries.set(read.entry.name, read.entry)
    end = read.end
    behind = end
  }
  return { node: { kind: 'map', range: { start: token.offset, end }, entries }, end: behind }
}

function readPair(
  { start, key, sep, value }: CST.BlockMap['items'][number],
  indent: number,
  depth: number,
): { readonly entry: Entry; readonly end: number } | undefined {
  const name = key ? readKey(key, indent) : undefined
  if (name === undefined || !isSpacing(start) || !value || !isBlockSep(sep, value)) return undefined
  const read = readToken(value, depth - 1)
  if (read === undefined) return undefined
  return { entry: { name: name.text, key: name.range, value: read.node }, end: read.end }
}

interface Key {
  readonly text: string
  readonly range: { readonly start: number; readonly end: number }
}

/** Longer keys are not allowed on one line. */
const longestKey = 1_000

function readKey(token: CST.Token, indent: number | undefined): Key | undefined {
  if (!isFlowScalar(token)) return undefined
  if (indent !== undefined && token.indent !== indent) return undefined
  if (token.source.length > longestKey || !isSpacingAfter(token.end)) return undefined
  const text = textOf(token)
  if (text === undefined || text.includes('<<') || text.includes('${')) return undefined
  return { text, range: { start: token.offset, end: token.offset + token.source.length } }
}

function isFlowScalar(token: CST.Token): token is CST.FlowScalar {
  return ['scalar', 'single-quoted-scalar', 'double-quoted-scalar'].includes(token.type)
}

/** A colon; what is not a scalar in brackets or one line begins on a line of its own. */
function isBlockSep(sep: readonly CST.SourceToken[] = [], value: CST.Token): boolean {
  const [colon, ...rest] = sep
  if (colon?.type !== 'map-value-ind' || !isSpacingAfter(rest)) return false
  const isBlock = value.type === 'block-map' || value.type === 'block-seq'
  return isBlock === rest.some(({ type }) => type === 'newline')
}

function readBlockSeq(token: CST.BlockSequence, depth: number): Read | undefined {
  const items: Node[] = []
  let end = token.offset
  let behind = end
  for (const item of token.items) {
    const isComment = !item.value && isSpacing(item.start)
    if (isComment) behind = endOf(item.start, end)
    if (isComment) continue
    const read = readItem(item, depth)
    if (read === undefined) return undefined
    items.push(read.node)
    end = read.end
    behind = end
  }
  return { node: { kind: 'list', range: { start: token.offset, end }, items }, end: behind }
}

function readItem(
  { start, key, sep, value }: CST.BlockSequence['items'][number],
  depth: number,
): Read | undefined {
  const at = start.findIndex(({ type }) => type === 'seq-item-ind')
  const isPlain = at !== -1 && isSpacing(start.slice(0, at)) && isSameLine(start.slice(at + 1))
  return key || sep || !value || !isPlain ? undefined : readToken(value, depth - 1)
}

function isSameLine(tokens: readonly CST.SourceToken[]): boolean {
  return tokens.every(({ type, source }) => type === 'space' && !source.includes('\t'))
}

function readFlow(token: CST.FlowCollection, depth: number): Read | undefined {
  const [close, ...after] = token.end
  const isMap = token.start.type === 'flow-map-start'
  if (close?.type !== (isMap ? 'flow-map-end' : 'flow-seq-end')) return undefined
  if (!isSpacingAfter(after)) return undefined
  const end = close.offset + 1
  const range = { start: token.offset, end }
  const items = isEmpty(token) ? [] : token.items
  const node = isMap ? flowMap(items, depth) : flowList(items, depth)
  return node && { node: { ...node, range }, end: endOf(after, end) }
}

type FlowItems = CST.FlowCollection['items']

/** `{ }` has one item, which is nothing but a space. */
function isEmpty({ items: [first, second] }: CST.FlowCollection): boolean {
  if (first === undefined || second !== undefined) return false
  return !first.key && !first.sep && !first.value && isSameLine(first.start)
}

function flowMap(items: FlowItems, depth: number): Omit<MapNode, 'range'> | undefined {
  const entries = new Map<string, Entry>()
  for (const [at, { start, key, sep = [], value }] of items.entries()) {
    const name = key ? readKey(key, undefined) : undefined
    const [colon, ...rest] = sep
    const isPair = colon?.type === 'map-value-ind' && isSameLine(rest) && rest.length > 0
    if (name === undefined || !value || !isPair || !isFlowStart(start, at)) return undefined
    const read = readInline(value, depth)
    if (read === undefined || entries.has(name.text)) return undefined
    entries.set(name.text, { name: name.text, key: name.range, value: read })
  }
  return { kind: 'map', entries }
}

function flowList(
  items: FlowItems,
  depth: number,
): Omit<Extract<Node, { kind: 'list' }>, 'range'> | undefined {
  const nodes: Node[] = []
  for (const [at, { start, key, sep, value }] of items.entries()) {
    if (key || sep || !value || !isFlowStart(start, at)) return undefined
    const read = readInline(value, depth)
    if (read === undefined) return undefined
    nodes.push(read)
  }
  return { kind: 'list', items: nodes }
}

/** One comma before every item but the first. */
function isFlowStart(start: readonly CST.SourceToken[], at: number): boolean {
  const rest = at === 0 ? start : start.slice(1)
  return (at === 0 || start[0]?.type === 'comma') && isSameLine(rest)
}

/** A value within brackets; nothing but spaces follows it on its line. */
function readInline(token: CST.Token, depth: number): Node | undefined {
  const isFlow = token.type === 'flow-collection'
  if (!isFlow && !isFlowScalar(token)) return undefined
  const after = isFlow ? token.end.slice(1) : (token.end ?? [])
  return isSameLine(after) ? readToken(token, depth - 1)?.node : undefined
}

function readScalar(token: CST.FlowScalar): Read<ScalarNode> | undefined {
  const { offset, source, end: after } = token
  const text = textOf(token)
  if (text === undefined || !isSpacingAfter(after)) return undefined
  const value = token.type === 'scalar' ? plainValue(text) : text
  if (value === undefined) return undefined
  const end = offset + source.length
  return { node: { kind: 'scalar', range: { start: offset, end }, value }, end: endOf(after, end) }
}

/** The text of a scalar on one line. */
function textOf(token: CST.FlowScalar): string | undefined {
  const { type, source } = token
  if (source.includes('\n')) return undefined
  if (type === 'scalar') return /^[\t,%|>@`&*!]/.test(source) ? undefined : source
  if (!isWhole(source)) return undefined
  if (type === 'single-quoted-scalar') return source.slice(1, -1).replaceAll("''", "'")
  return source.includes('\\') ? undefined : source.slice(1, -1)
}

function isWhole(source: string): boolean {
  return source.length > 1 && source.at(-1) === source[0]
}

const words: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
  ['~', null],
])

/** What the core schema of YAML 1.2 says of a plain text; what is rare is left to the package. */
function plainValue(text: string): ScalarNode['value'] | undefined {
  const word = words.get(text)
  if (word !== undefined) return word
  if (/^(?:0|-?[1-9][0-9]{0,14})$/.test(text)) return Number(text)
  return /^[-+.\d]|^(?:null|true|false)?$/i.test(text) ? undefined : text
}
