import { isJsonObject, type Json } from '../model/index.ts'
import type { DataRow } from './data/format.ts'
import { dataFormats } from './data/index.ts'
import type { DataFile, Each, Filling } from './filling.ts'
import { quote } from './secret-text.ts'
import { createSource, type Range } from './source.ts'
import {
  type Entry,
  entriesOf,
  entryOf,
  isUnknown,
  knownText,
  member,
  type Node,
  textOf,
} from './tree.ts'

/** One row: what an object is made of. */
export type Row = Each

/** Most rows of one `forEach`. */
const mostRows = 200_000

/**
 * The rows of a `forEach`: a list of keys, a mapping from key to value, or `{ file, key }`.
 *
 * @returns None when something is wrong, which is reported, and for what is not known yet.
 */
export function rowsOf(forEach: Entry, context: Filling): readonly Row[] {
  const { value } = forEach
  if (isUnknown(value)) return []
  if (isFile(value)) return fileRows(forEach, context)
  if (value.kind === 'list') return value.items.flatMap((item) => listed(item, context) ?? [])
  if (value.kind === 'map') {
    return entriesOf(value).map((entry) => ({
      key: entry.name,
      value: entry.value,
      range: entry.key,
    }))
  }
  context.problems.error('CM1014', value.range, '"forEach" is neither a list nor a mapping', {
    label: 'expected [a, b], { a: …, b: … } or { file: users.csv, key: id }',
  })
  return []
}

/** A mapping whose `file` is a text names a file; an object may be called `file` all the same. */
function isFile(node: Node): boolean {
  return member(node, 'file')?.kind === 'scalar'
}

function listed(item: Node, { problems }: Filling): Row | undefined {
  const { range } = item
  if (isUnknown(item)) return undefined
  if (item.kind === 'scalar' && isKey(item.value)) {
    return { key: String(item.value), value: item, range }
  }
  problems.error('CM1014', range, 'an item of "forEach" that is no key', {
    label: 'expected a text; for more than a key use a mapping from key to value',
  })
  return undefined
}

function isKey(value: Json | undefined): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}

function fileRows({ key: owner, value: forEach }: Entry, context: Filling): readonly Row[] {
  const { problems } = context
  const file = entryOf(forEach, 'file')
  const unknown = entriesOf(forEach).find(({ name }) => name !== 'file' && name !== 'key')
  if (unknown !== undefined) {
    problems.error('CM1002', unknown.key, `unknown field ${quote(unknown.name)} in "forEach"`, {
      label: 'not known here',
      notes: ['allowed fields: file, key'],
    })
  }
  const path = knownText(file?.value)
  if (file === undefined || path === undefined) return []
  const read = readRows(path, file.value.range, context)
  if (read === undefined) return []
  const column = textOf(member(forEach, 'key')) ?? 'key'
  const place = member(forEach, 'key')?.range ?? owner
  const keying = { column, place, context, moved: read.moved }
  const keyed = read.rows.flatMap((row) => keyedRow(row, keying) ?? [])
  return unique(keyed, context)
}

/** The rows of a file, and where in all the files a stretch of it stands. */
function readRows(path: string, range: Range, context: Filling): Read | undefined {
  const { problems, source } = context
  const ending = path.split('.').at(-1)?.toLowerCase() ?? ''
  const format = dataFormats.find(({ endings }) => endings.includes(ending))
  if (format === undefined) {
    problems.error('CM1018', range, `${quote(path)} is not a data file`, {
      label: `expected a name that ends in ${dataFormats.flatMap(({ endings }) => endings).join(', ')}`,
    })
    return undefined
  }
  const file = readFile(path, context)
  if (!file.ok) {
    problems.error('CM1018', range, `${quote(path)} ${file.problem}`, { label: 'no rows' })
    return undefined
  }
  const data = createSource(file.file, file.text)
  const base = source.add(data)
  const moved = ({ start, end }: Range): Range => ({ start: start + base, end: end + base })
  const { rows, problems: found } = format.read(data.text)
  for (const each of found) {
    problems.error('CM1018', moved(each.range), `${quote(path)} cannot be read: ${each.message}`)
  }
  if (rows.length > mostRows) {
    problems.error('CM1018', range, `${quote(path)} has more than ${mostRows} rows`)
    return undefined
  }
  return { rows, moved }
}

interface Read {
  readonly rows: readonly DataRow[]
  readonly moved: (range: Range) => Range
}

function readFile(path: string, { data }: Filling): DataFile {
  if (/^\/|^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)/.test(path)) {
    return { ok: false, problem: 'leads out of the directory of the configuration' }
  }
  return data?.(path) ?? { ok: false, problem: 'cannot be read here' }
}

interface Keying {
  readonly column: string
  /** Where the column is named. */
  readonly place: Range
  readonly context: Filling
  readonly moved: Read['moved']
}

function keyedRow(row: DataRow, { column, place, context, moved }: Keying): Row | undefined {
  const { value } = row
  const range = moved(row.range)
  const own = isJsonObject(value) && Object.hasOwn(value, column) ? value[column] : undefined
  const key = row.key ?? (isJsonObject(value) ? own : value)
  if (isKey(key)) return { key: String(key), data: value, range }
  const state = key === undefined || key === null ? 'without' : 'that has no text in'
  context.problems.error('CM1017', range, `a row ${state} ${quote(column)}`, {
    label: 'no key',
    related: { range: place, label: 'the column of the key' },
  })
  return undefined
}

function unique(rows: readonly Row[], { problems }: Filling): readonly Row[] {
  const seen = new Map<string, Row>()
  for (const row of rows) {
    const first = seen.get(row.key)
    if (first === undefined) seen.set(row.key, row)
    else reportTwice(row, first, problems)
  }
  return [...seen.values()]
}

function reportTwice({ key, range }: Row, first: Row, problems: Filling['problems']): void {
  problems.error('CM1003', range, `the key ${quote(key)} is there twice`, {
    label: 'second row',
    related: { range: first.range, label: 'first row' },
  })
}

/** The part of a row that the names lead to. */
export function partOf(row: Row, names: readonly string[]): Node | undefined {
  if ('value' in row) return names.reduce<Node | undefined>(member, row.value)
  let data: Json | undefined = row.data
  for (const name of names) {
    data = isJsonObject(data) && Object.hasOwn(data, name) ? data[name] : undefined
  }
  return data === undefined ? undefined : nodeOf(data, row.range)
}

/** Data as a tree whose every value stands where its row does. */
function nodeOf(value: Json, range: Range): Node {
  if (typeof value !== 'object' || value === null) return { kind: 'scalar', range, value }
  if (!isJsonObject(value)) return { kind: 'list', range, items: itemsOf(value, range) }
  const entries = new Map<string, Entry>()
  for (const [name, each] of Object.entries(value)) {
    entries.set(name, { name, key: range, value: nodeOf(each, range) })
  }
  return { kind: 'map', range, entries }
}

function itemsOf(values: readonly Json[], range: Range): readonly Node[] {
  return values.map((each) => nodeOf(each, range))
}
