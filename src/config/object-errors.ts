import { diagnosticCodes } from '../model/index.ts'
import { later, ownerRange, type Reporting, touchedLast } from './complaint.ts'
import { type Form, forms } from './forms.ts'
import { nameOf, sections } from './naming.ts'
import { compareText } from './problems.ts'
import { quote } from './secret-text.ts'
import { definitionAt, fieldsOf, titleOf } from './shape.ts'
import type { Range } from './source.ts'
import { entriesOf, entryOf } from './tree.ts'
import { isLaterField, isMisspelled, meantField } from './vocabulary.ts'

/** A field that is not known, or a key that cannot be one. */
export function reportField(reporting: Reporting): void {
  const { error, path, node, problems } = reporting
  const name = String(error.params['additionalProperty'])
  const at = entryOf(node, name)?.key ?? ownerRange(reporting)
  const definition = definitionAt(path)
  if (isLaterField(definition, name)) {
    problems.error('CM1012', at, `${quote(name)} is not available in this version`, later)
    return
  }
  if (definition === undefined) {
    reportKey({ ...reporting, name, at })
    return
  }
  const meant = meantField(definition, name)
  const kind = ownKinds.get(definition) ?? 'field'
  const place = kind === 'field' ? ` in ${titleOf(definition)}` : ''
  const allowed = [...fieldsOf(definition).keys()].sort(compareText)
  problems.error('CM1002', at, `unknown ${kind} ${quote(name)}${place}`, {
    label: meant === undefined ? 'not known here' : `did you mean ${quote(meant)}?`,
    notes: [...notesAbout(name, kind), ...allowedNote(kind, allowed)],
    help: helpForField(name),
    hideText: definition === 'secret',
  })
}

function helpForField(name: string): readonly string[] {
  return name === 'new' ? ['new: true stands in the file of an environment only'] : []
}

/** What a field of a definition is called, where it is no field to its author. */
const ownKinds: ReadonlyMap<string, string> = new Map([
  ['policy', 'policy'],
  ['principal', 'principal'],
  ['lintRules', 'lint rule'],
])

function notesAbout(name: string, kind: string): readonly string[] {
  const isError = kind === 'lint rule' && Object.hasOwn(diagnosticCodes, name)
  return isError ? ['what makes a configuration invalid cannot be switched off'] : []
}

function allowedNote(kind: string, allowed: readonly string[]): readonly string[] {
  if (allowed.length === 0) return []
  return [`allowed ${kind === 'policy' ? 'policies' : `${kind}s`}: ${allowed.join(', ')}`]
}

const keyForms: ReadonlyMap<string, Form> = new Map([
  ['connections', forms.connectionKey],
  ['vars', forms.variable],
])

/** A key of the author's own that has the wrong form, or a field of an object without a shape. */
function reportKey({
  path,
  problems,
  name,
  at,
}: Reporting & { readonly name: string; readonly at: Range }): void {
  const [section = ''] = path
  const kind = section === 'vars' ? 'variable' : sections.get(section)
  const singular = path.length === 1 ? kind : undefined
  if (singular === undefined) {
    problems.error('CM1002', at, `unknown field ${quote(name)} in ${nameOf(path)}`, {
      label: 'not known here',
    })
    return
  }
  const form = keyForms.get(section) ?? forms.objectName
  problems.error('CM1005', at, `${quote(name)} cannot be the name of ${articled(singular)}`, {
    label: `expected ${form.says}`,
  })
}

/** A key that a schema refuses by its form. */
export function reportKeyForm(reporting: Reporting): void {
  const { error, path, node, problems } = reporting
  const name = String(error.params['propertyName'])
  const at = entryOf(node, name)?.key ?? ownerRange(reporting)
  problems.error('CM1005', at, `${quote(name)} cannot be a key of ${nameOf(path)}`, {
    label: 'not the right form',
  })
}

function articled(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`
}

/** A required field that is not there. */
export function reportMissing(reporting: Reporting): void {
  const { error, path, node, problems } = reporting
  const field = String(error.params['missingProperty'])
  const definition = definitionAt(path)
  const written = entriesOf(node).map(({ name }) => name)
  // `client_id` is reported already, as what it should be.
  if (definition !== undefined && isMisspelled(written, definition, [field])) return
  const help = path.length === 0 && field === 'version' ? ['begin the file with: version: 1'] : []
  problems.error('CM1006', ownerRange(reporting), `${nameOf(path)} lacks ${quote(field)}`, {
    label: `${quote(field)} is required`,
    ...touchedLast(reporting),
    help,
  })
}

/** An object or list that must not be empty. */
export function reportTooFew(reporting: Reporting): void {
  const { path, node, problems } = reporting
  const definition = definitionAt(path)
  if (node?.kind === 'map' && definition !== undefined) {
    const fields = [...fieldsOf(definition).keys()].join(', ')
    problems.error('CM1006', ownerRange(reporting), `${nameOf(path)} is empty`, {
      label: `expected one of: ${fields}`,
    })
    return
  }
  problems.error('CM1005', ownerRange(reporting), `${nameOf(path)} must not be empty`, {
    label: 'at least one is needed',
  })
}

/** Fields that exclude each other. */
export function reportTooMany(reporting: Reporting): void {
  const { path, node, problems } = reporting
  const [first, second] = node?.kind === 'map' ? [...node.entries.values()] : []
  if (first === undefined || second === undefined) return
  const message = `${quote(first.name)} and ${quote(second.name)} exclude each other in ${titleOf(definitionAt(path))}`
  problems.error('CM1007', second.key, message, {
    label: 'only one of them',
    related: { range: first.key, label: 'the other' },
  })
}
