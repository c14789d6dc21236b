import type { Filling } from './filling.ts'
import { isNote } from './naming.ts'
import { type Entry, entriesOf, type Node, type ScalarNode, withValue } from './tree.ts'

/** A part of what is repeated: the same for every row, or to be filled in with one. */
export type Blank = Node | Fill

/** Fills in a part with a row. */
export type Fill = (row: Filling) => Node

/**
 * Prepares a node for as many rows as there are: what no row changes is filled in once, and is one
 * node in all the objects.
 */
export function blankOf(node: Node, path: string[], making: Making): Blank {
  const { fillIn, scalarFill, context } = making
  if (!asksForRow(node)) return fillIn(node, path, context)
  if (node.kind === 'scalar') return scalarFill(node, path, context)
  if (node.kind === 'map') return mapBlank(node, path, making)
  const items = node.items.map((item, at) => blankOf(item, [...path, String(at)], making))
  return (row) => ({ ...node, items: items.map((item) => filled(item, row)) })
}

interface Making {
  readonly fillIn: (node: Node, path: string[], context: Filling) => Node
  readonly scalarFill: (node: ScalarNode, path: readonly string[], context: Filling) => Fill
  /** What is the same for all rows. */
  readonly context: Filling
}

function mapBlank(node: Extract<Node, { kind: 'map' }>, path: string[], making: Making): Fill {
  const { range } = node
  const shared = new Map(node.entries)
  const open: { readonly entry: Entry; readonly fill: Fill }[] = []
  for (const entry of node.entries.values()) {
    const { name, value } = entry
    if (isNote(name, path)) continue
    const blank = blankOf(value, [...path, name], making)
    if (typeof blank === 'function') open.push({ entry, fill: blank })
    else if (blank !== value) shared.set(name, withValue(entry, blank))
  }
  return (row) => {
    const entries = new Map(shared)
    for (const { entry, fill } of open) entries.set(entry.name, withValue(entry, fill(row)))
    return { kind: 'map', range, entries }
  }
}

/** What becomes of a blank with a row. */
export function filled(blank: Blank, row: Filling): Node {
  return typeof blank === 'function' ? blank(row) : blank
}

function asksForRow(node: Node): boolean {
  if (node.kind === 'list') return node.items.some(asksForRow)
  if (node.kind === 'map') return entriesOf(node).some(({ value }) => asksForRow(value))
  return typeof node.value === 'string' && node.value.includes('${each')
}
