import type { Problems } from './problems.ts'
import type { Node, ScalarNode } from './tree.ts'

/** What the text of a reference is to be read as. */
export type Cast = 'int' | 'bool' | 'list'

/** A scalar that is one cast, as `int(${env:PORT})`, and nothing else. */
export function castOf(text: string): { readonly cast: Cast; readonly inner: string } | undefined {
  const [, name, inner = ''] = /^(int|bool|list)\((\$\{.*\})\)$/s.exec(text) ?? []
  return isCast(name) ? { cast: name, inner } : undefined
}

function isCast(name: string | undefined): name is Cast {
  return name === 'int' || name === 'bool' || name === 'list'
}

/** Reads a value that is known as what the cast says; a value of that type already stays as it is. */
export function converted(cast: Cast, node: ScalarNode, problems: Problems): Node {
  const text = String(node.value).trim()
  if (cast === 'list') {
    const items = text.split(',').map((each) => each.trim())
    const kept = items.filter((each) => each !== '')
    return { kind: 'list', range: node.range, items: kept.map((value) => ({ ...node, value })) }
  }
  if (cast === 'int' && /^[-+]?\d{1,15}$/.test(text)) return { ...node, value: Number(text) }
  if (cast === 'bool' && /^(true|false)$/.test(text)) return { ...node, value: text === 'true' }
  // The value came from outside and is not for show.
  const expected = cast === 'int' ? 'a whole number' : '"true" or "false"'
  problems.error('CM1005', node.range, `${cast}(…) is given something else than ${expected}`, {
    label: `expected ${expected}`,
  })
  return node
}
