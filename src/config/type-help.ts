import { definitionAt, fieldsOf, titleOf } from './shape.ts'
import type { Node } from './tree.ts'

/** What to do about a value of the wrong type, where its text tells how it came about. */
export function helpForType(
  node: Node,
  { path, expected }: { readonly path: readonly string[]; readonly expected: string },
): readonly string[] {
  const misplaced = helpForPlace(path)
  if (misplaced !== undefined) return [misplaced]
  if (node.kind !== 'scalar') return []
  if (node.value === null) return expected === 'a mapping' ? ['write {} for an empty one'] : []
  if (expected.startsWith('a text')) return ['put the value in quotes']
  if (expected === 'a list') return ['write a list of one: [ … ]']
  if (typeof node.value !== 'string' || node.interpolated !== undefined) return []
  return helpForText(node.value, expected)
}

/** `template` beside the names of providers, where it is a field of one. */
function helpForPlace(path: readonly string[]): string | undefined {
  const [section, name = ''] = path
  const definition = path.length === 2 ? definitionAt([section ?? '', name]) : undefined
  if (definition === undefined || !fieldsOf(definition).has(name)) return undefined
  return `a field of ${titleOf(definition)} is indented below its name`
}

function helpForText(text: string, expected: string): readonly string[] {
  if (expected === 'a mapping' && /^[\w-]+:\S/.test(text)) return ['a ":" needs a space behind it']
  if (/number$/.test(expected) && /^-?\d+(\.\d+)?$/.test(text)) return ['remove the quotes']
  if (expected !== 'true or false') return []
  if (/^(true|false)$/.test(text)) return ['remove the quotes']
  const word = yesAndNo.get(text.toLowerCase())
  return word === undefined ? [] : [`write ${word}: YAML 1.2 has no ${text}`]
}

const yesAndNo: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['on', true],
  ['y', true],
  ['no', false],
  ['off', false],
  ['n', false],
])
