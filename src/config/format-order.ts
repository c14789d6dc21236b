import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { sections } from './naming.ts'
import { definitionAt, fieldsOf } from './shape.ts'

/** Lines by which editors find the schema; they look for them at the top only. */
const modeline = /^\s*(?:yaml-language-server:|\$schema:)/

/** Brings the fields of every object into the order of the schema, each with its comments. */
export function orderFields(document: Document): void {
  const { contents } = document
  if (!isMap(contents)) return
  const before = contents.items[0]
  orderWithin(contents, [])
  if (contents.items[0] !== before) keepModeline(document, before)
  setOffSections(contents)
}

/** A blank line before every section that is a block. */
function setOffSections({ items }: YAMLMap): void {
  for (const { key, value } of items.slice(1)) {
    if (isScalar(key) && isCollection(value) && value.flow !== true) key.spaceBefore = true
  }
}

function orderWithin(node: unknown, path: readonly string[]): void {
  if (!isCollection(node)) return
  const inList = !isMap(node)
  for (const [at, item] of node.items.entries()) {
    if (inList) orderWithin(item, [...path, String(at)])
    if (!inList) orderWithin((item as Pair).value, [...path, nameOf(item as Pair)])
  }
  const fields = inList ? [] : fieldsAt(path)
  if (fields.length > 0) orderItems(node as YAMLMap, fields)
}

/** In the file of an environment, an object may say first that it is new. */
function fieldsAt(path: readonly string[]): readonly string[] {
  const isNamed = path.length === 2 && sections.has(path[0] ?? '')
  return [...(isNamed ? ['new'] : []), ...fieldsOf(definitionAt(path) ?? '?').keys()]
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : ''
}

function orderItems(map: YAMLMap, fields: readonly string[]): void {
  const groups: { readonly rank: number; readonly items: Pair[] }[] = []
  for (const item of map.items) {
    const rank = fields.indexOf(nameOf(item))
    const last = groups.at(-1)
    // What is not known stays behind what it follows; at the start, it stays at the start.
    if (rank === -1 && last !== undefined) last.items.push(item)
    if (rank !== -1 || last === undefined) groups.push({ rank, items: [item] })
  }
  const sorted = groups.toSorted((left, right) => left.rank - right.rank)
  const [first] = map.items
  map.items = sorted.flatMap((each) => each.items)
  if (first !== undefined && map.items[0] !== first) swapBlankLines(first, map.items[0])
}

/** The field that was first gets the blank line that the new first one does not need any more. */
function swapBlankLines(old: Pair, first: Pair | undefined): void {
  const [oldKey, firstKey] = [old.key, first?.key]
  if (!isScalar(oldKey) || !isScalar(firstKey)) return
  oldKey.spaceBefore = firstKey.spaceBefore === true
  firstKey.spaceBefore = false
}

function keepModeline(document: Document, old: Pair | undefined): void {
  if (document.commentBefore || !isScalar(old?.key)) return
  const key: Scalar = old.key
  const lines = (key.commentBefore ?? '').split('\n')
  const end = lines.findLastIndex((line) => modeline.test(line)) + 1
  if (end === 0) return
  document.commentBefore = lines.slice(0, end).join('\n')
  key.commentBefore = lines.slice(end).join('\n')
}
