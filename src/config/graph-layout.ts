import { columns, type Graph, type GraphEdge, type GraphNode } from './graph.ts'

/** A node with its box, in CSS pixels. */
export interface Box {
  readonly node: GraphNode
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Layout {
  readonly boxes: ReadonlyMap<string, Box>
  readonly width: number
  readonly height: number
}

const boxWidth = 264
const headHeight = 44
export const lineHeight = 17
const margin = 16

/** Between two columns, where the arrows run, and between two boxes of one. */
const columnGap = 96
const rowGap = 12

/** How often every column is put into the order of its neighbours. */
const sweeps = 4

/**
 * Four columns, each in the order in which its arrows cross least (by the mean place of the
 * neighbours), each box as near to the middle of its neighbours as its column has room.
 */
export function layoutOf(graph: Graph): Layout {
  const neighbours = neighboursOf(graph.edges)
  const ordered = orderedColumns(graph, neighbours)
  const boxes = new Map<string, Box>()
  const tallest = ordered.toSorted((left, right) => heightOf(right) - heightOf(left))
  for (const column of tallest)
    place(column, { boxes, neighbours, x: leftOf(ordered.indexOf(column)) })
  const top = Math.min(...[...boxes.values()].map((each) => each.y), Number.POSITIVE_INFINITY)
  const moved = [...boxes.values()].map((each) => ({ ...each, y: each.y - top + headHeight }))
  return {
    boxes: new Map(moved.map((each) => [each.node.id, each])),
    width: leftOf(columns.length - 1) + boxWidth + margin,
    height: margin + Math.max(headHeight, ...moved.map((each) => each.y + each.height)),
  }
}

type Neighbours = ReadonlyMap<string, readonly string[]>

function neighboursOf(edges: readonly GraphEdge[]): Neighbours {
  const found = new Map<string, string[]>()
  const add = (one: string, other: string): void => {
    const known = found.get(one)
    if (known === undefined) found.set(one, [other])
    known?.push(other)
  }
  for (const { from, to } of edges) {
    add(from, to)
    add(to, from)
  }
  return found
}

function orderedColumns(
  { nodes }: Graph,
  neighbours: Neighbours,
): readonly (readonly GraphNode[])[] {
  const ordered = columns.map((kind) => nodes.filter((each) => each.kind === kind))
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const forward = [...ordered.keys()]
    for (const at of sweep % 2 === 0 ? forward : forward.reverse()) {
      const places = new Map(ordered.flatMap((column) => column.map(placeIn)))
      const wanted = (each: GraphNode): number =>
        mean((neighbours.get(each.id) ?? []).map((id) => places.get(id) ?? 0)) ??
        places.get(each.id) ??
        0
      ordered[at] = (ordered[at] ?? []).toSorted((left, right) => wanted(left) - wanted(right))
    }
  }
  return ordered
}

/** A node's place as a share of its column, so that long and short columns compare. */
function placeIn(
  { id }: GraphNode,
  at: number,
  { length }: readonly GraphNode[],
): readonly [string, number] {
  return [id, (at + 0.5) / length]
}

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined
  return values.reduce((sum, each) => sum + each, 0) / values.length
}

/** Where a column begins. */
export function leftOf(column: number): number {
  return margin + column * (boxWidth + columnGap)
}

function boxHeight({ details }: GraphNode): number {
  return 30 + details.length * lineHeight
}

function heightOf(column: readonly GraphNode[]): number {
  return column.reduce((sum, each) => sum + boxHeight(each) + rowGap, 0)
}

interface Placing {
  readonly boxes: Map<string, Box>
  readonly neighbours: Neighbours
  readonly x: number
}

/** Every box at the middle of its neighbours that stand already, pushed apart where they overlap. */
function place(column: readonly GraphNode[], { boxes, neighbours, x }: Placing): void {
  const wanted = column.map((node) => {
    const standing = (neighbours.get(node.id) ?? []).flatMap((id) => boxes.get(id) ?? [])
    const middle = mean(standing.map((each) => each.y + each.height / 2))
    return { node, y: middle === undefined ? undefined : middle - boxHeight(node) / 2 }
  })
  const tops = stacked(wanted.map(({ node, y }) => ({ height: boxHeight(node), y })))
  for (const [at, { node }] of wanted.entries()) {
    boxes.set(node.id, { node, x, y: tops[at] ?? 0, width: boxWidth, height: boxHeight(node) })
  }
}

interface Wish {
  readonly height: number
  readonly y: number | undefined
}

/** Boxes that would overlap form a pile, and a pile stands where its boxes want to be on average. */
function stacked(wishes: readonly Wish[]): readonly number[] {
  const piles: { top: number; height: number; wishes: number[]; count: number }[] = []
  for (const { height, y } of wishes) {
    const end = piles.at(-1)
    const free = end === undefined ? 0 : end.top + end.height
    piles.push({ top: y ?? free, height: height + rowGap, wishes: [y ?? free], count: 1 })
    while (joinLast(piles));
  }
  const tops: number[] = []
  let at = 0
  for (const { top, count } of piles) {
    let y = top
    for (const { height } of wishes.slice(at, at + count)) {
      tops.push(y)
      y += height + rowGap
    }
    at += count
  }
  return tops
}

/** Joins the last two piles where they overlap. @returns Whether they did. */
function joinLast(
  piles: { top: number; height: number; wishes: number[]; count: number }[],
): boolean {
  const [last, before] = [piles.at(-1), piles.at(-2)]
  if (last === undefined || before === undefined || before.top + before.height <= last.top) {
    return false
  }
  piles.splice(-2)
  // A box further down wishes its pile to begin that much higher.
  const wishes = [...before.wishes, ...last.wishes.map((each) => each - before.height)]
  const height = before.height + last.height
  piles.push({ top: mean(wishes) ?? 0, height, wishes, count: before.count + last.count })
  return true
}
