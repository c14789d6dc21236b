import type { Checked } from '../model/index.ts'
import { castOf, converted } from './casts.ts'
import { isNote } from './naming.ts'
import { createProblems, type Problems } from './problems.ts'
import { quote } from './secret-text.ts'
import type { Places } from './source.ts'
import { type Entry, entryOf, type Node, type ScalarNode } from './tree.ts'
import {
  meantVariable,
  readVariables,
  reportUnused,
  type VariableSources,
  type Variables,
} from './variables.ts'
import { unfitAt } from './yaml-syntax.ts'

/** Reads one environment variable; `undefined` when it is not set. */
export type ReadEnv = (name: string) => string | undefined

interface Interpolating {
  readonly problems: Problems
  /** Absent: the environment is not to be read. */
  readonly env: ReadEnv | undefined
  readonly isSecret: (path: readonly string[]) => boolean
  /** Absent within `vars`: a variable does not refer to another one. */
  readonly variables?: Variables
}

/** What values are filled in from. */
export interface Fillings extends Pick<Interpolating, 'env' | 'isSecret'> {
  readonly variables?: VariableSources
}

/**
 * Fills `${env:NAME}` and `${var:NAME}`, each also with `:-default` or `:?message`, into values,
 * never into keys; `$${` stands for `${`. A value that is `int(…)`, `bool(…)` or `list(…)` around
 * one reference is read as such. Without `env` a reference that has no default stays unknown. What
 * stands under a key that begins with `x-` is not touched.
 *
 * @returns Another tree, or diagnostics `CM1005 CM1010 CM1011 CM1012 CM1016`; warnings `CM3102`.
 */
export function interpolate(places: Places, root: Node, fillings: Fillings): Checked<Node> {
  const { env, isSecret, variables: sources = noSources } = fillings
  const problems = createProblems(places)
  const context = { env, isSecret, problems }
  const prepared = withVariables(root, context)
  const variables = readVariables(prepared, { places, problems, sources, env })
  const value = fillIn(prepared, [], { ...context, variables })
  if (problems.hasErrors()) return { ok: false, diagnostics: problems.list() }
  reportUnused(variables, problems)
  return { ok: true, value, diagnostics: problems.list() }
}

const noSources: VariableSources = { given: new Map(), files: [] }

/** The tree with the values of `vars` filled in. */
function withVariables(root: Node, context: Interpolating): Node {
  const declared = entryOf(root, 'vars')
  if (declared === undefined || root.kind !== 'map') return root
  const entries = new Map(root.entries)
  entries.set('vars', { ...declared, value: fillIn(declared.value, ['vars'], context) })
  return { ...root, entries }
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
    const isDone = path.length === 0 && name === 'vars'
    const value =
      isDone || isNote(name, path) ? entry.value : fillIn(entry.value, [...path, name], context)
    entries.set(name, { ...entry, value })
  }
  return { ...node, entries }
}

function fillScalar(node: ScalarNode, path: readonly string[], context: Interpolating): Node {
  if (typeof node.value !== 'string' || !node.value.includes('${')) return node
  const called = castOf(node.value)
  const pieces = split(called?.inner ?? node.value)
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
  const [first] = values
  const unknown = values.includes(undefined)
  const whole = pieces.length === 1
  const value = whole && first !== undefined ? first : values.join('')
  const interpolated = { written: node.value, whole, unknown }
  const filled = { ...node, value: unknown ? node.value : value, interpolated }
  return called === undefined || unknown ? filled : converted(called.cast, filled, context.problems)
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

const referenceForm = /^(env|var):([A-Za-z_][A-Za-z0-9_]*)(?::([-?])(.*))?$/s

/** @returns `undefined` when the value is not known, or a problem was reported. */
function readReference(
  reference: string,
  node: ScalarNode,
  context: Interpolating,
): string | number | boolean | undefined {
  const { problems } = context
  const [whole, from, name = '', operator, rest = ''] = referenceForm.exec(reference) ?? []
  if (whole === undefined) {
    reportMalformed(reference, node, problems)
    return undefined
  }
  const { value, unknown } =
    from === 'env' ? readEnvironment(name, context) : readVariable(name, node, context)
  if (value !== undefined && value !== '' && !unknown) {
    return typeof value === 'string' ? fitting(value, { from, name, node, problems }) : value
  }
  if (operator === '-') return rest
  if (!unknown) reportUnset(name, { from, node, problems, empty: value === '', message: rest })
  return undefined
}

interface Found {
  readonly value: string | number | boolean | undefined
  /** The value is not to be known, or what is wrong was said. */
  readonly unknown: boolean
}

function readEnvironment(name: string, { env }: Interpolating): Found {
  return { value: env?.(name), unknown: env === undefined }
}

function readVariable(
  name: string,
  node: ScalarNode,
  { variables, problems }: Interpolating,
): Found {
  const unknown: Found = { value: undefined, unknown: true }
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

function fitting(
  value: string,
  {
    from,
    name,
    node,
    problems,
  }: { from: string | undefined; name: string; node: ScalarNode; problems: Problems },
): string | undefined {
  if (unfitAt(value) === undefined) return value
  const message = `${kindOf(from)} ${quote(name)} holds a control character`
  problems.error('CM1005', node.range, message)
  return undefined
}

function kindOf(from: string | undefined): string {
  return from === 'var' ? 'variable' : 'environment variable'
}

function reportMalformed(reference: string, node: ScalarNode, problems: Problems): void {
  if (/^each[:.]/.test(reference)) {
    problems.error('CM1012', node.range, '"${each…}" is not available in this version', {
      label: 'only ${env:NAME} and ${var:NAME} are',
    })
    return
  }
  const unclosed = reference.startsWith('${')
  problems.error('CM1011', node.range, 'an interpolation that is not understood', {
    label: unclosed ? 'the "}" is missing' : 'the form is ${env:NAME} or ${var:NAME}',
    help: [
      'forms: ${env:NAME}, ${env:NAME:-default}, ${env:NAME:?message}, the same with var',
      'write $${ for a literal ${',
    ],
  })
}

interface Unset {
  readonly from: string | undefined
  readonly node: ScalarNode
  readonly problems: Problems
  readonly empty: boolean
  readonly message: string
}

function reportUnset(name: string, { from, node, problems, empty, message }: Unset): void {
  const isVariable = from === 'var'
  const state = empty ? 'empty' : 'not set'
  const set = isVariable ? `--var ${name}=…` : `export ${name}=…`
  problems.error('CM1010', node.range, `${kindOf(from)} ${quote(name)} is ${state}`, {
    label: message === '' ? 'no value and no default' : message,
    notes: isVariable ? [] : ['`validate` does not read the environment'],
    help: [`${set}   or give a default: \${${from}:${name}:-…}`],
  })
}
