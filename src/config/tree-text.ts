import type { Entry, Node } from './tree.ts'

/**
 * A tree as JSON: a scalar is `[start, end, value]`, a list `[start, end, items, 0]`, a mapping
 * `[start, end, members, 1]` with a name, two offsets of the key, and a value for every member.
 */
type Written = readonly [start: number, end: number, content: unknown, kind?: 0 | 1]

/** A tree that came from a text as it is, without interpolation or merging. */
export function textOfTree(node: Node): string {
  return JSON.stringify(written(node))
}

function written(node: Node): Written {
  const { start, end } = node.range
  if (node.kind === 'scalar') return [start, end, node.value]
  if (node.kind === 'list') return [start, end, node.items.map(written), 0]
  const members: unknown[] = []
  for (const { name, key, value } of node.entries.values()) {
    members.push(name, key.start, key.end, written(value))
  }
  return [start, end, members, 1]
}

/** @returns `undefined` for anything that {@link textOfTree} has not written. */
export function treeOfText(text: string): Node | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isWritten(value) ? read(value) : undefined
  } catch {
    return undefined
  }
}

function isWritten(value: unknown): value is Written {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number'
}

function read([start, end, content, kind]: Written): Node {
  const range = { start, end }
  if (kind === undefined) return { kind: 'scalar', range, value: content as string }
  const parts = content as readonly unknown[]
  if (kind === 0) return { kind: 'list', range, items: parts.map((each) => read(each as Written)) }
  const entries = new Map<string, Entry>()
  for (let at = 0; at < parts.length; at += 4) {
    const name = parts[at] as string
    const key = { start: parts[at + 1] as number, end: parts[at + 2] as number }
    entries.set(name, { name, key, value: read(parts[at + 3] as Written) })
  }
  return { kind: 'map', range, entries }
}
