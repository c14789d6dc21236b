import { didYouMean } from './did-you-mean.ts'
import type { ReadEnv } from './filling.ts'
import type { Problems } from './problems.ts'
import { quote } from './secret-text.ts'
import type { Places, Range } from './source.ts'
import { type Entry, entriesOf, entryOf, type Node } from './tree.ts'

/** What gives a variable its value from outside; the first one wins. */
export interface VariableSources {
  /** `--var`: texts by name. */
  readonly given: ReadonlyMap<string, string>
  /** Files of values, read; the last one wins. */
  readonly files: readonly Node[]
}

/** A variable that is declared, and what it stands for. */
export interface Variable {
  readonly declared: Entry
  /** `undefined`: it has no value. */
  readonly value: string | number | boolean | undefined
  /** The environment was not read, and its value depends on that. */
  readonly unknown: boolean
}

/** Variables by name, and which of them were asked for. */
export interface Variables {
  readonly all: ReadonlyMap<string, Variable>
  readonly used: Set<string>
}

interface Reading {
  readonly places: Places
  readonly problems: Problems
  readonly sources: VariableSources
  readonly env: ReadEnv | undefined
}

/**
 * The variables of a configuration. `--var` goes before a file of values, that before the variable
 * `CREDMGR_VAR_name` of the environment, and that before what the configuration says.
 *
 * @param root The configuration, `vars` interpolated.
 */
export function readVariables(root: Node, reading: Reading): Variables {
  const declarations = entryOf(root, 'vars')
  const declared = new Map(entriesOf(declarations?.value).map((each) => [each.name, each]))
  const start = { start: root.range.start, end: root.range.start }
  const owner = declarations?.key ?? start
  for (const name of reading.sources.given.keys()) {
    checkDeclared(name, { declared, problems: reading.problems, range: owner, by: '--var sets' })
  }
  for (const file of reading.sources.files) checkFile(file, declared, reading.problems)
  const all = [...declared].map(([name, entry]) => [name, variableOf(entry, reading)] as const)
  return { all: new Map(all), used: new Set() }
}

function checkFile(file: Node, declared: ReadonlyMap<string, Entry>, problems: Problems): void {
  if (file.kind !== 'map') {
    problems.error('CM1005', file.range, 'a file of variables must be a mapping')
  }
  for (const { name, key } of entriesOf(file)) {
    checkDeclared(name, { declared, problems, range: key, by: 'this file sets' })
  }
}

function checkDeclared(
  name: string,
  {
    declared,
    problems,
    range,
    by,
  }: {
    readonly declared: ReadonlyMap<string, Entry>
    readonly problems: Problems
    readonly range: Range
    readonly by: string
  },
): void {
  if (declared.has(name)) return
  const message = `${by} the variable ${quote(name)}, which "vars" does not declare`
  problems.error('CM1016', range, message, { label: meantVariable(name, declared) })
}

/** What to say beside a variable that is not declared. */
export function meantVariable(name: string, declared: ReadonlyMap<string, unknown>): string {
  const meant = didYouMean(name, declared.keys())
  return meant === undefined ? 'not declared' : `did you mean ${quote(meant)}?`
}

function variableOf(declared: Entry, reading: Reading): Variable {
  const { sources, env } = reading
  const { name } = declared
  const given = sources.given.get(name)
  if (given !== undefined) return { declared, value: given, unknown: false }
  const inFile = sources.files.map((file) => entryOf(file, name)).findLast(Boolean)
  const outside = inFile === undefined ? env?.(`CREDMGR_VAR_${name}`) : undefined
  if (outside !== undefined) return { declared, value: outside, unknown: false }
  const { value: node } = inFile ?? declared
  if (node.kind !== 'scalar') {
    reading.problems.error('CM1005', node.range, `variable ${quote(name)} must be one value`, {
      label: 'expected a text, a number, true or false',
    })
    return { declared, value: undefined, unknown: true }
  }
  const isOpen = env === undefined && inFile === undefined && node.value === null
  const unknown = isOpen || node.interpolated?.unknown === true
  if (typeof node.value === 'number') checkNumber(name, node, reading)
  return { declared, value: node.value ?? undefined, unknown }
}

/** `1.10` is the number 1.1, and nobody would see where the nought went. */
function checkNumber(
  name: string,
  { range, value }: Extract<Node, { kind: 'scalar' }>,
  { places, problems }: Reading,
): void {
  const written = places.written(range)
  if (!/^[-+]?[\d.]/.test(written) || written === String(value)) return
  problems.error('CM1005', range, `variable ${quote(name)} is not the number that it looks like`, {
    label: `this is ${value}`,
    help: ['put the value in quotes'],
  })
}

/** Warns about variables that nothing asks for. */
export function reportUnused({ all, used }: Variables, problems: Problems): void {
  for (const [name, { declared }] of all) {
    if (used.has(name)) continue
    problems.warning('CM3102', declared.key, `variable ${quote(name)} is never used`, {
      label: `nothing says \${var:${name}}`,
    })
  }
}
