import type { Filling } from './filling.ts'
import { partOf } from './rows.ts'
import { quote } from './secret-text.ts'
import { isUnknown, type Node, type ScalarNode } from './tree.ts'
import { meantVariable } from './variables.ts'
import { unfitAt } from './yaml-syntax.ts'

/** A piece of a text: what stands for itself, or what stands between `${` and `}`, understood or not. */
export type Piece =
  | { readonly text: string }
  | { readonly reference: Reference }
  | { readonly malformed: string }

/** Cuts a text at its references; `$${` stands for `${`. */
export function split(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(/\$\$\{|\$\{([^}]*)\}?/g)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) })
    from = match.index + match[0].length
    const closed = match[0].endsWith('}')
    pieces.push(match[1] === undefined ? { text: '${' } : referenceOf(closed ? match[1] : match[0]))
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}

/** What a reference stands for; a list or mapping only where `each.value` holds one. */
export type Value = string | number | boolean | Exclude<Node, ScalarNode>

const referenceForm =
  /^(?:(env|var):([A-Za-z_][A-Za-z0-9_]*)|each\.(key|value(?:\.[^:}]+)?))(?::([-?])(.*))?$/s

/** A reference as it is written. */
export interface Reference {
  readonly from: 'env' | 'var' | 'each'
  readonly name: string
  /** Behind `each.value`: the names of what is meant. */
  readonly steps: readonly string[]
  readonly operator: string | undefined
  /** The default, or the message. */
  readonly rest: string
}

/** @returns `undefined` when the value is not known, or a problem was reported. */
export function readReference(
  piece: Exclude<Piece, { readonly text: string }>,
  node: ScalarNode,
  context: Filling,
): Value | undefined {
  if ('malformed' in piece) {
    reportMalformed(piece.malformed, node, context)
    return undefined
  }
  const { reference } = piece
  const { value, unknown } = lookUp(reference, node, context)
  if (value !== undefined && value !== '' && !unknown)
    return fitting(value, reference, node, context)
  if (reference.operator === '-') return reference.rest
  if (!unknown) reportUnset(reference, node, { ...context, empty: value === '' })
  return undefined
}

function referenceOf(text: string): Exclude<Piece, { readonly text: string }> {
  const [whole, from, name = '', item, operator, rest = ''] = referenceForm.exec(text) ?? []
  if (whole === undefined) return { malformed: text }
  if (item === undefined) {
    return { reference: { from: from === 'env' ? from : 'var', name, steps: [], operator, rest } }
  }
  const [, ...steps] = item.split('.')
  return { reference: { from: 'each', name: item, steps, operator, rest } }
}

interface Found {
  readonly value: Value | undefined
  /** The value is not to be known, or what is wrong was said. */
  readonly unknown: boolean
}

const unknown: Found = { value: undefined, unknown: true }

function lookUp(reference: Reference, node: ScalarNode, context: Filling): Found {
  const { from, name } = reference
  if (from === 'env') return { value: context.env?.(name), unknown: context.env === undefined }
  return from === 'var' ? readVariable(name, node, context) : readEach(reference, node, context)
}

function readVariable(name: string, node: ScalarNode, { variables, problems }: Filling): Found {
  if (variables === undefined) {
    problems.error('CM1011', node.range, 'a variable that refers to a variable', {
      label: 'in "vars" only ${env:NAME} is available',
    })
    return unknown
  }
  const variable = variables.all.get(name)
  if (variable === undefined) {
    problems.error('CM1016', node.range, `the variable ${quote(name)} is not declared`, {
      label: meantVariable(name, variables.all),
      help: [`declare it:  vars: { ${name}: … }   (null: it must be given with --var)`],
    })
    return unknown
  }
  variables.used.add(name)
  return variable
}

/** `key`, `value`, `value.email`: a part of the row that an object is made of. */
function readEach(
  { name, steps }: Reference,
  node: ScalarNode,
  { each, problems }: Filling,
): Found {
  if (each === undefined) {
    problems.error('CM1011', node.range, '"each" where nothing is repeated', {
      label: 'it stands in an object with "forEach", and not in "forEach" itself',
    })
    return unknown
  }
  if (name === 'key') return { value: each.key, unknown: false }
  const part = partOf(each, steps)
  if (part?.kind !== 'scalar') return { value: part, unknown: false }
  return { value: part.value ?? undefined, unknown: isUnknown(part) }
}

function fitting(
  value: Value,
  { from, name }: Reference,
  node: ScalarNode,
  { problems, each }: Filling,
): Value | undefined {
  if (typeof value !== 'string' || unfitAt(value) === undefined) return value
  const at = from === 'each' ? (each?.range ?? node.range) : node.range
  problems.error('CM1005', at, `${described(from, name)} holds a control character`)
  return undefined
}

function described(from: Reference['from'], name: string): string {
  if (from === 'each') return `${quote(name.replace(/^value\.?/, '') || name)} of a row`
  return `${from === 'var' ? 'variable' : 'environment variable'} ${quote(name)}`
}

function reportMalformed(reference: string, node: ScalarNode, { problems }: Filling): void {
  const unclosed = reference.startsWith('${')
  problems.error('CM1011', node.range, 'an interpolation that is not understood', {
    label: unclosed ? 'the "}" is missing' : 'the form is ${env:NAME} or ${var:NAME}',
    help: [
      'forms: ${env:NAME}, ${env:NAME:-default}, ${env:NAME:?message}, the same with var',
      'with forEach: ${each.key}, ${each.value}, ${each.value.FIELD}',
      'write $${ for a literal ${',
    ],
  })
}

function reportUnset(
  { from, name, rest }: Reference,
  node: ScalarNode,
  { problems, each, empty }: Filling & { readonly empty: boolean },
): void {
  const label = rest === '' ? 'no value and no default' : rest
  const asDefault = `\${${from}${from === 'each' ? '.' : ':'}${name}:-…}`
  if (from === 'each') {
    const field = quote(name.replace(/^value\.?/, ''))
    problems.error(
      'CM1017',
      each?.range ?? node.range,
      `a row ${empty ? 'with an empty' : 'without'} ${field}`,
      {
        label,
        related: { range: node.range, label: 'asked for here' },
        help: [`fill it in, or give a default: ${asDefault}`],
      },
    )
    return
  }
  const set = from === 'var' ? `--var ${name}=…` : `export ${name}=…`
  problems.error(
    'CM1010',
    node.range,
    `${described(from, name)} is ${empty ? 'empty' : 'not set'}`,
    {
      label,
      notes: from === 'var' ? [] : ['`validate` does not read the environment'],
      help: [`${set}   or give a default: ${asDefault}`],
    },
  )
}
