import type { Declaration } from '../model/index.ts'
import type { Filling } from './filling.ts'
import { forms } from './forms.ts'
import { nameOf } from './naming.ts'
import { type Row, rowsOf } from './rows.ts'
import { quote } from './secret-text.ts'
import { type Entry, entryOf, hasUnknown, type MapNode, type Node, placesOf } from './tree.ts'

/** Where in a name the key of the row is put. */
const placeholder = '{key}'

/** Whether a declaration stands for many objects. */
export function isRepeating({ value }: Entry): boolean {
  return entryOf(value, 'forEach') !== undefined
}

/** A name that waits for a key and has no rows to take it from; a template of a connection has none. */
export function reportWithoutRows({ name, key }: Entry, { problems }: Filling): void {
  if (!name.includes(placeholder) || name.split('/').length > 2) return
  problems.error('CM1014', key, `${quote(name)} asks for a key and has no "forEach"`, {
    label: 'no rows to take the key from',
    help: ['add  forEach: { file: users.csv, key: id }  or a list of keys'],
  })
}

/** A section while its repeated declarations are made into objects. */
export interface Making extends Filling {
  readonly section: string
  /** Fills in what stands for itself. */
  readonly fill: (value: Node) => Node
  /** Prepares an object to be filled in with one row after the other. */
  readonly blank: (value: Node) => (row: Row) => Node
}

/**
 * Adds one object for every row of a declaration; each knows the row as its place.
 *
 * @returns Whether those are all: rows that depend on the environment may not be known.
 */
export function addInstances(entry: Entry, entries: Map<string, Entry>, making: Making): boolean {
  const { problems, source } = making
  const { name, key, value } = entry
  const declared = entryOf(value, 'forEach')
  if (value.kind !== 'map' || declared === undefined) return true
  if (!name.includes(placeholder)) {
    problems.error('CM1014', key, `${quote(name)} would be the name of every row`, {
      label: `put ${placeholder} where the key of the row belongs`,
      related: { range: declared.key, label: 'the rows' },
    })
    return true
  }
  const filled = making.fill(declared.value)
  const { pattern, says } = making.section === 'connections' ? forms.connection : forms.name
  const form = { pattern: new RegExp(pattern), says }
  source.repeat({ start: key.start, end: value.range.end })
  const instanceOf = { name, origin: source.origin(key) }
  const body = making.blank(without(value, 'forEach'))
  const naming = { ...making, parts: name.split(placeholder), form, instanceOf, body }
  for (const row of rowsOf({ ...declared, value: filled }, making)) {
    const instance = instanceFrom(entry, row, naming)
    if (instance === undefined) continue
    const first = entries.get(instance.name)
    if (first !== undefined) reportTwice(instance, first, making)
    entries.set(instance.name, first ?? instance)
  }
  return !hasUnknown(filled)
}

function without(map: MapNode, name: string): MapNode {
  const entries = new Map(map.entries)
  entries.delete(name)
  return { ...map, entries }
}

/** What the name of an object must look like. */
interface NameForm {
  readonly pattern: RegExp
  readonly says: string
}

/** What all the objects of a declaration are made with. */
interface Naming extends Making {
  /** The name without the key, which belongs between them. */
  readonly parts: readonly string[]
  readonly form: NameForm
  readonly instanceOf: Declaration
  readonly body: (row: Row) => Node
}

function instanceFrom(declared: Entry, row: Row, making: Naming): Entry | undefined {
  const { form, parts } = making
  const name = parts.join(row.key)
  if (!form.pattern.test(name) || name.includes('{')) {
    making.problems.error('CM1017', row.range, `the key ${quote(row.key)} makes no name`, {
      label: `${quote(name)} is not ${form.says}`,
      related: { range: declared.key, label: 'the name it becomes a part of' },
    })
    return undefined
  }
  const value = making.body(row)
  const places = [...placesOf(declared), row.range]
  return { name, key: row.range, value, places, instanceOf: making.instanceOf }
}

function reportTwice(second: Entry, first: Entry, { problems, section }: Making): void {
  problems.error('CM1003', second.key, `${nameOf([section, second.name])} is declared twice`, {
    label: 'second declaration',
    related: { range: first.key, label: 'first declaration' },
  })
}
