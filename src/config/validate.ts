import type { Checked } from '../model/index.ts'
import { type Complaint, pathOf } from './complaint.ts'
import { discriminate } from './discriminate.ts'
import { createProblems } from './problems.ts'
import { reportComplaint } from './schema-errors.ts'
import type { SchemaError } from './shape.ts'
import type { Places } from './source.ts'
import { isUnknown, type Node, nodeAt, type ScalarNode, toPlainJson } from './tree.ts'
import { validate as check } from './validator.generated.ts'

/**
 * Checks the shape of a configuration: against the JSON Schema, and what a schema can only say with
 * alternatives, which give an author one error for every one of them.
 *
 * @returns The tree, with the numbers and booleans that interpolations stand for, or diagnostics
 *   `CM1002 CM1005 CM1006 CM1007 CM1012 CM2001`.
 */
export function validate(places: Places, parsed: Node): Checked<Node> {
  const problems = createProblems(places)
  const first = complaintsAbout(parsed)
  const root = withConversions(parsed, first)
  const complaints = root === parsed ? first : complaintsAbout(root)
  for (const complaint of complaints) reportComplaint(root, complaint, problems)
  discriminate(root, problems)
  if (problems.hasErrors()) return { ok: false, diagnostics: problems.list() }
  return { ok: true, value: root, diagnostics: problems.list() }
}

function complaintsAbout(root: Node): readonly Complaint[] {
  if (check(toPlainJson(root))) return []
  const complaints = nearestAlternatives(check.errors ?? []).map((error) => {
    const path = pathOf(error.instancePath)
    return { error, path, node: nodeAt(root, path) }
  })
  return complaints.filter(({ node }) => !isUnknown(node))
}

/**
 * Of the branches of an alternative only the errors of the one that is nearest: of the right type,
 * and with the fewest errors. Where no branch has the right type, one error about all the types.
 */
function nearestAlternatives(errors: readonly SchemaError[]): readonly SchemaError[] {
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
  const replaced = new Map(alternatives.flatMap((each) => [...nearest(each, errors)]))
  return errors.flatMap((each) => (replaced.has(each) ? (replaced.get(each) ?? []) : each))
}

/** What an alternative's errors become; those of the nearest branch stay and are not listed. */
function nearest(
  alternative: SchemaError,
  errors: readonly SchemaError[],
): ReadonlyMap<SchemaError, SchemaError | undefined> {
  const branches = new Map<string, SchemaError[]>()
  for (const error of errors) {
    if (error === alternative || !isWithin(error, alternative)) continue
    const [branch = ''] = error.schemaPath.slice(alternative.schemaPath.length + 1).split('/')
    branches.set(branch, [...(branches.get(branch) ?? []), error])
  }
  const all = [...branches.values()]
  const isFar = (each: SchemaError): boolean =>
    each.keyword === 'type' && each.instancePath === alternative.instancePath
  const [best] = all
    .filter((branch) => !branch.some(isFar))
    .toSorted((left, right) => left.length - right.length)
  const types = new Set(
    all.flat().flatMap((each) => (isFar(each) ? [each.params['type']].flat() : [])),
  )
  const noType = { ...alternative, keyword: 'type', params: { type: [...types] } }
  // Beside the alternative the schema may say itself which types there are.
  const isSaid = errors.some((each) => isFar(each) && !isWithin(each, alternative))
  const dropped = all.flatMap((branch) => (branch === best ? [] : branch))
  return new Map([
    ...dropped.map((each) => [each, undefined] as const),
    [alternative, best === undefined && !isSaid ? noType : undefined],
  ])
}

function isWithin(inner: SchemaError, outer: SchemaError): boolean {
  const here = inner.instancePath
  return (
    inner.schemaPath.startsWith(`${outer.schemaPath}/`) &&
    (here === outer.instancePath || here.startsWith(`${outer.instancePath}/`))
  )
}

/** `${env:PORT}` is a text; where a number or boolean is wanted, it is read as one. */
function withConversions(root: Node, complaints: readonly Complaint[]): Node {
  return complaints.reduce((tree, { error, node, path }) => {
    if (error.keyword !== 'type' || node?.kind !== 'scalar') return tree
    const value = converted(node, error.params['type'])
    return value === undefined ? tree : withValue(tree, path, value)
  }, root)
}

function converted(node: ScalarNode, type: unknown): ScalarNode | undefined {
  if (node.interpolated?.whole !== true || typeof node.value !== 'string') return undefined
  const text = node.value
  if (type === 'boolean' && /^(true|false)$/.test(text)) return { ...node, value: text === 'true' }
  const isNumber = type === 'integer' || type === 'number'
  if (isNumber && /^-?\d{1,15}(\.\d+)?$/.test(text)) return { ...node, value: Number(text) }
  return undefined
}

function withValue(node: Node, path: readonly string[], value: ScalarNode): Node {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (node.kind === 'list') {
    const items = node.items.map((item, at) =>
      String(at) === step ? withValue(item, rest, value) : item,
    )
    return { ...node, items }
  }
  if (node.kind !== 'map') return node
  const entries = new Map(node.entries)
  const entry = entries.get(step)
  if (entry === undefined) return node
  entries.set(step, { ...entry, value: withValue(entry.value, rest, value) })
  return { ...node, entries }
}
