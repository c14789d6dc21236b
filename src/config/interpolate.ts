import type { Checked } from '../model/index.ts'
import { type Blank, blankOf, type Fill, filled } from './blank.ts'
import { type Cast, castOf, converted } from './casts.ts'
import { type Filling, withRow } from './filling.ts'
import { addInstances, isRepeating, type Making, reportWithoutRows } from './for-each.ts'
import { isNote, sections } from './naming.ts'
import { createProblems } from './problems.ts'
import { type Piece, readReference, split, type Value } from './reference.ts'
import {
  type Entry,
  entryOf,
  type Interpolated,
  type MapNode,
  type Node,
  type ScalarNode,
  withValue,
} from './tree.ts'
import { readVariables, reportUnused, type VariableSources } from './variables.ts'

/** What values are filled in from. */
export interface Fillings extends Pick<Filling, 'env' | 'data' | 'isSecret'> {
  readonly variables: VariableSources
}

/**
 * Fills `${env:NAME}` and `${var:NAME}`, each also with `:-default` or `:?message`, into values,
 * never into keys; `$${` stands for `${`. A value that is `int(…)`, `bool(…)` or `list(…)` around
 * one reference is read as such. Without `env` a reference that has no default stays unknown. What
 * stands under a key that begins with `x-` is not touched. An object with `forEach` becomes as many
 * as there are rows, and `${each…}` in it what the row says.
 *
 * @returns Another tree, or diagnostics `CM1003 CM1005 CM1010 CM1011 CM1014 CM1016 CM1017 CM1018`;
 *   warnings `CM3102`.
 */
export function interpolate(
  source: Filling['source'],
  root: Node,
  { variables: sources, ...fillings }: Fillings,
): Checked<Node> {
  const problems = createProblems(source)
  const context = { ...fillings, source, problems }
  const prepared = withVariables(root, context)
  const variables = readVariables(prepared, {
    places: source,
    problems,
    sources,
    env: fillings.env,
  })
  const value = fillIn(prepared, [], { ...context, variables })
  if (problems.hasErrors()) return { ok: false, diagnostics: problems.list() }
  reportUnused(variables, problems)
  return { ok: true, value, diagnostics: problems.list() }
}

/** The tree with the values of `vars` filled in. */
function withVariables(root: Node, context: Filling): Node {
  const declared = entryOf(root, 'vars')
  if (declared === undefined || root.kind !== 'map') return root
  const entries = new Map(root.entries)
  entries.set('vars', { ...declared, value: fillIn(declared.value, ['vars'], context) })
  return { ...root, entries }
}

/** @returns The same node when nothing in it is to be filled in. */
function fillIn(node: Node, path: string[], context: Filling): Node {
  if (node.kind === 'scalar') return fillScalar(node, path, context)
  if (node.kind === 'list') {
    if (node.items.every(isSettled)) return node
    const items = node.items.map((item, at) => below(item, String(at), { path, context }))
    return items.some((item, at) => item !== node.items[at]) ? { ...node, items } : node
  }
  return path.length === 1 && sections.has(path[0] ?? '')
    ? fillSection(node, path, context)
    : fillMap(node, path, context)
}

/** Whether nothing can be filled into a value, as into nearly all. */
function isSettled(node: Node): boolean {
  return node.kind === 'scalar' && !(typeof node.value === 'string' && node.value.includes('${'))
}

/** The path is one list for the whole walk: there are many nodes, and few ask where they stand. */
function below(
  node: Node,
  step: string,
  { path, context }: { readonly path: string[]; readonly context: Filling },
): Node {
  path.push(step)
  const filled = fillIn(node, path, context)
  path.pop()
  return filled
}

function fillMap(node: MapNode, path: string[], context: Filling): Node {
  let entries: Map<string, Entry> | undefined
  for (const entry of node.entries.values()) {
    const { name } = entry
    const isDone = path.length === 0 && name === 'vars'
    if (isDone || isSettled(entry.value) || isNote(name, path)) continue
    const value = below(entry.value, name, { path, context })
    if (value === entry.value) continue
    entries ??= new Map(node.entries)
    entries.set(name, withValue(entry, value))
  }
  return entries === undefined ? node : { ...node, entries }
}

/** Objects by name, those with `forEach` as many. */
function fillSection(node: MapNode, path: string[], context: Filling): Node {
  const repeating = [...node.entries.values()].filter(isRepeating)
  const single = repeating.length === 0 ? node : withoutEntries(node, repeating)
  for (const entry of single.entries.values()) reportWithoutRows(entry, context)
  const whole = fillMap(single, path, context)
  if (repeating.length === 0 || whole.kind !== 'map') return whole
  const entries = new Map(whole.entries)
  const here = [...path, '']
  const making: Making = {
    ...context,
    section: path[0] ?? '',
    fill: (value) => fillIn(value, here, context),
    blank: (value) => {
      let blank: Blank | undefined
      return (each) => {
        blank ??= blankOf(value, here, { fillIn, scalarFill, context })
        return filled(blank, withRow(context, each))
      }
    },
  }
  const complete = repeating.map((entry) => addInstances(entry, entries, making))
  return { ...node, entries, ...(complete.includes(false) && { isOpen: true }) }
}

function withoutEntries(node: MapNode, left: readonly Entry[]): MapNode {
  const entries = new Map(node.entries)
  for (const { name } of left) entries.delete(name)
  return { ...node, entries }
}

function fillScalar(node: ScalarNode, path: readonly string[], context: Filling): Node {
  return isSettled(node) ? node : scalarFill(node, path, context)(context)
}

/** Reads a text with `${` in it once, for as often as it is filled in. */
function scalarFill(node: ScalarNode, path: readonly string[], context: Filling): Fill {
  const text = String(node.value)
  const called = castOf(text)
  const pieces = split(called?.inner ?? text)
  if (pieces.every((piece) => 'text' in piece)) {
    const plain = { ...node, value: pieces.map(({ text }) => text).join('') }
    return () => plain
  }
  if (context.isSecret(path)) {
    context.problems.error('CM1011', node.range, 'an interpolation where a secret stands', {
      label: 'a secret is never interpolated',
      help: ['use { env: NAME }, with the bare name of the variable'],
    })
    return () => node
  }
  const isOfRow = text.includes('${each.')
  const interpolated = { written: text, whole: pieces.length === 1, unknown: false }
  const reading = { node, pieces, cast: called?.cast, isOfRow, interpolated }
  return (row) => fillText(reading, row)
}

/** A text as it is to be filled in. */
interface Reading {
  readonly node: ScalarNode
  readonly pieces: readonly Piece[]
  readonly cast: Cast | undefined
  /** What comes from a row is to be mended there. */
  readonly isOfRow: boolean
  readonly interpolated: Interpolated
}

function fillText(reading: Reading, context: Filling): Node {
  const { node, pieces, cast } = reading
  const values = pieces.map((piece) =>
    'text' in piece ? piece.text : readReference(piece, node, context),
  )
  const value = withValues(values, reading, context)
  if (cast === undefined || value.kind !== 'scalar' || value.interpolated?.unknown === true)
    return value
  return converted(cast, value, context.problems)
}

function withValues(
  values: readonly (Value | undefined)[],
  { node, isOfRow, interpolated }: Reading,
  { each, problems }: Filling,
): Node {
  const [first] = values
  const { whole, written } = interpolated
  if (whole && typeof first === 'object') return first
  if (values.some((value) => typeof value === 'object')) {
    problems.error('CM1005', node.range, 'a list or mapping within a text', {
      label: 'it can only be the whole value',
    })
    return node
  }
  if (values.includes(undefined)) {
    return { ...node, value: written, interpolated: { ...interpolated, unknown: true } }
  }
  const value = whole && first !== undefined && typeof first !== 'object' ? first : values.join('')
  return {
    kind: 'scalar',
    range: isOfRow && each !== undefined ? each.range : node.range,
    value,
    interpolated,
  }
}
