import { type Entry, itemsOf, type MapNode, type Node, type ScalarNode } from './tree.ts'

/** Lists whose order is of no meaning, so that an overlay may add to them and remove from them. */
export const signedSets: ReadonlySet<string> = new Set([
  'algorithms',
  'allow',
  'allowedRedirectUrls',
  'apiHosts',
  'audience',
  'by',
  'connections',
  'methods',
  'operator',
  'scopes',
  'viewer',
])

/** What an overlay does to a list. */
export interface SetChange {
  readonly range: Node['range']
  readonly add: readonly Node[]
  readonly remove: readonly Node[]
  /** What stands in the place of a list. */
  readonly wrong: readonly Entry[]
  /** Items without a sign among others that have one. */
  readonly unsigned: readonly Node[]
}

/** `{ add: […], remove: […] }`, or a list of `+x` and `-x`, for a list that takes it. */
export function setChange(node: Node, path: readonly string[]): SetChange | undefined {
  if (path.length < 3 || !signedSets.has(path.at(-1) ?? '')) return undefined
  return node.kind === 'map' ? changeOfMap(node) : changeOfList(node)
}

function changeOfMap(node: MapNode): SetChange | undefined {
  const names = [...node.entries.keys()]
  const isChange = names.length > 0 && names.every((name) => name === 'add' || name === 'remove')
  if (!isChange) return undefined
  return {
    range: node.range,
    add: itemsOf(node.entries.get('add')?.value),
    remove: itemsOf(node.entries.get('remove')?.value),
    wrong: [...node.entries.values()].filter(({ value }) => value.kind !== 'list'),
    unsigned: [],
  }
}

function changeOfList(node: Node): SetChange | undefined {
  const items = itemsOf(node)
  const signed = items.filter(isSigned)
  if (signed.length === 0) return undefined
  const of = (sign: string): readonly Node[] =>
    signed.filter(({ value }) => String(value).startsWith(sign)).map(withoutSign)
  return {
    range: node.range,
    add: of('+'),
    remove: of('-'),
    wrong: [],
    unsigned: items.filter((item) => !isSigned(item)),
  }
}

function isSigned(node: Node): node is ScalarNode {
  return node.kind === 'scalar' && typeof node.value === 'string' && /^[+-]./.test(node.value)
}

function withoutSign(node: ScalarNode): ScalarNode {
  return { ...node, value: String(node.value).slice(1) }
}
