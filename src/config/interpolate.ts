import type { Checked } from '../model/index.ts'
import { isNote } from './naming.ts'
import { createProblems, type Problems } from './problems.ts'
import { quote } from './secret-text.ts'
import type { Source } from './source.ts'
import type { Entry, Node, ScalarNode } from './tree.ts'
import { unfitAt } from './yaml-syntax.ts'

/** Reads one environment variable; `undefined` when it is not set. */
export type ReadEnv = (name: string) => string | undefined

interface Interpolating {
  readonly problems: Problems
  /** Absent: the environment is not to be read. */
  readonly env: ReadEnv | undefined
  readonly isSecret: (path: readonly string[]) => boolean
}

/**
 * Fills `${env:NAME}`, `${env:NAME:-default}` and `${env:NAME:?message}` into values, never into
 * keys; `$${` stands for `${`. Without `env` a reference that has no default stays unknown. What
 * stands under a key that begins with `x-` is not touched.
 *
 * @returns Another tree, or diagnostics `CM1010 CM1011 CM1012`.
 */
export function interpolate(
  source: Source,
  root: Node,
  options: Pick<Interpolating, 'env' | 'isSecret'>,
): Checked<Node> {
  const problems = createProblems(source)
  const value = fillIn(root, [], { ...options, problems })
  if (problems.hasErrors()) return { ok: false, diagnostics: problems.list() }
  return { ok: true, value, diagnostics: [] }
}

function fillIn(node: Node, path: readonly string[], context: Interpolating): Node {
  if (node.kind === 'scalar') return fillScalar(node, path, context)
  if (node.kind === 'list') {
    return {
      ...node,
      items: node.items.map((item, at) => fillIn(item, [...path, String(at)], context)),
    }
  }
  const entries = new Map<string, Entry>()
  for (const [name, entry] of node.entries) {
    const value = isNote(name, path) ? entry.value : fillIn(entry.value, [...path, name], context)
    entries.set(name, { ...entry, value })
  }
  return { ...node, entries }
}

function fillScalar(node: ScalarNode, path: readonly string[], context: Interpolating): Node {
  if (typeof node.value !== 'string' || !node.value.includes('${')) return node
  const pieces = split(node.value)
  if (!pieces.some((piece) => 'reference' in piece)) return { ...node, value: joined(pieces) }
  if (context.isSecret(path)) {
    context.problems.error('CM1011', node.range, 'an interpolation where a secret stands', {
      label: 'a secret is never interpolated',
      help: ['use { env: NAME }, with the bare name of the variable'],
    })
    return node
  }
  const values = pieces.map((piece) =>
    'text' in piece ? piece.text : readReference(piece.reference, node, context),
  )
  const unknown = values.includes(undefined)
  return {
    ...node,
    value: unknown ? node.value : values.join(''),
    interpolated: { written: node.value, whole: pieces.length === 1, unknown },
  }
}

type Piece = { readonly text: string } | { readonly reference: string }

/** Cuts a text into what stands for itself and what stands between `${` and `}`. */
function split(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(/\$\$\{|\$\{([^}]*)\}?/g)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) })
    from = match.index + match[0].length
    const closed = match[0].endsWith('}')
    pieces.push(
      match[1] === undefined ? { text: '${' } : { reference: closed ? match[1] : match[0] },
    )
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}

function joined(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ('text' in piece ? piece.text : '')).join('')
}

const referenceForm = /^env:([A-Za-z_][A-Za-z0-9_]*)(?::([-?])(.*))?$/s

/** @returns `undefined` when the value is not known, or a problem was reported. */
function readReference(
  reference: string,
  node: ScalarNode,
  { problems, env }: Interpolating,
): string | undefined {
  const [whole, name = '', operator, rest = ''] = referenceForm.exec(reference) ?? []
  if (whole === undefined) {
    reportMalformed(reference, node, problems)
    return undefined
  }
  const value = env?.(name)
  if (value !== undefined && value !== '') return fitting(value, name, { node, problems })
  if (operator === '-') return rest
  if (env !== undefined) reportUnset(name, { node, problems, empty: value === '', message: rest })
  return undefined
}

function fitting(
  value: string,
  name: string,
  { node, problems }: { node: ScalarNode; problems: Problems },
): string | undefined {
  if (unfitAt(value) === undefined) return value
  const message = `environment variable ${quote(name)} holds a control character`
  problems.error('CM1005', node.range, message)
  return undefined
}

function reportMalformed(reference: string, node: ScalarNode, problems: Problems): void {
  if (/^(var|each)[:.]/.test(reference)) {
    problems.error(
      'CM1012',
      node.range,
      `"\${${reference.slice(0, 4).replace(/\W$/, '')}…}" is not available in this version`,
      {
        label: 'only ${env:NAME} is',
      },
    )
    return
  }
  const unclosed = reference.startsWith('${')
  problems.error('CM1011', node.range, 'an interpolation that is not understood', {
    label: unclosed ? 'the "}" is missing' : 'the form is ${env:NAME}',
    help: [
      'forms: ${env:NAME}, ${env:NAME:-default}, ${env:NAME:?message}',
      'write $${ for a literal ${',
    ],
  })
}

function reportUnset(
  name: string,
  {
    node,
    problems,
    empty,
    message,
  }: { node: ScalarNode; problems: Problems; empty: boolean; message: string },
): void {
  const state = empty ? 'empty' : 'not set'
  problems.error('CM1010', node.range, `environment variable ${quote(name)} is ${state}`, {
    label: message === '' ? 'no value and no default' : message,
    notes: ['`validate` does not read the environment'],
    help: [`export ${name}=…   or give a default: \${env:${name}:-…}`],
  })
}
