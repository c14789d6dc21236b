import type { ProblemExtras, Problems } from './problems.ts'
import type { SchemaError } from './shape.ts'
import type { Range } from './source.ts'
import { entryOf, type Node, nodeAt, placesOf } from './tree.ts'

/** A complaint of the validator, and what it is about. */
export interface Complaint {
  readonly error: SchemaError
  readonly path: readonly string[]
  readonly node: Node | undefined
}

/** The steps of a JSON pointer (RFC 6901). */
export function pathOf(pointer: string): readonly string[] {
  const steps = pointer.split('/').slice(1)
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** A complaint with what is needed to report it. */
export type Reporting = Complaint & { readonly root: Node; readonly problems: Problems }

/** What is said beside something that is described and not there yet. */
export const later: ProblemExtras = { label: 'not available in this version' }

/** The key under which an object stands, or its beginning. */
export function ownerRange({ root, path, node }: Reporting): Range {
  return keyRangeAt(root, path) ?? node?.range ?? root.range
}

/** Where an overlay has last touched an object, to be shown beside what is wrong with the whole. */
export function touchedLast({ root, path }: Reporting): Pick<ProblemExtras, 'related'> {
  const entry = entryOf(nodeAt(root, path.slice(0, -1)), path.at(-1) ?? '')
  const range = entry === undefined ? undefined : placesOf(entry).slice(1).at(-1)
  return range === undefined ? {} : { related: { range, label: 'changed here' } }
}

/** Where the key of the value at `path` stands; for an item of a list, where the item begins. */
function keyRangeAt(root: Node, path: readonly string[]): Range | undefined {
  const parent = nodeAt(root, path.slice(0, -1))
  const entry = path.length === 0 ? undefined : entryOf(parent, path.at(-1) ?? '')
  if (entry !== undefined) return entry.key
  const start = nodeAt(root, path)?.range.start
  return start === undefined ? undefined : { start, end: start + 1 }
}
