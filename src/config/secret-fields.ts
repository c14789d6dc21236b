import {
  type Checked,
  type Diagnostic,
  forwardAuthPointer,
  type Kind,
  type ResourceAddress,
  resourceAddress,
  type Span,
  webhookPointer,
} from '../model/index.ts'
import { withoutIgnored } from './ignores.ts'
import type { ConfigFile } from './include.ts'
import { parse } from './parse.ts'
import { createProblems, sortedByPlace } from './problems.ts'
import { secretsIn } from './secret-places.ts'
import { reportAssignedSecrets, reportSecretText } from './secret-scan.ts'
import { createSource, type Range, type Source, withoutMark } from './source.ts'
import { entriesOf, entryOf, itemsOf, member, type Node, textOf } from './tree.ts'
import { reportLiteralSecret } from './value-errors.ts'

/** A field of one file in which a secret belongs. */
export interface SecretField {
  /** `providers`, `github`, `clientSecret`. */
  readonly path: readonly string[]
  readonly address: ResourceAddress
  /** JSON pointer within it: `/clientSecret`. */
  readonly pointer: string
  readonly span: Span
  /** The value, where it stands there for everybody to read. */
  readonly literal?: string
  readonly sealed?: string
  /** It stands for many objects, or an alias puts it into other places; a sealed value is for one. */
  readonly repeated: boolean
}

/** What is to be written in the place of a field's value. */
export interface SecretEdit {
  readonly field: SecretField
  readonly sealed: string
}

const holders: readonly {
  readonly section: string
  readonly kind: Kind
}[] = [
  { section: 'identities', kind: 'identity' },
  { section: 'providers', kind: 'provider' },
  { section: 'connections', kind: 'connection' },
]

interface Found {
  readonly field: SecretField
  readonly range: Range
}

/**
 * The fields of a file, by itself, in which a secret belongs; in the order of the file.
 *
 * @returns Or diagnostics, when it cannot be parsed.
 */
export function secretFieldsOf(file: ConfigFile): Checked<readonly SecretField[]> {
  const found = fieldsOf(file)
  return found.ok ? { ...found, value: found.value.map(({ field }) => field) } : found
}

/** The text of a file with values sealed in place; everything else stays as it is. */
export function withSealed(file: ConfigFile, edits: readonly SecretEdit[]): string {
  const found = fieldsOf(file)
  if (!found.ok) return file.text
  const mark = file.text.slice(0, file.text.length - withoutMark(file.text).length)
  return mark + edited(withoutMark(file.text), found.value, edits)
}

function edited(text: string, found: readonly Found[], edits: readonly SecretEdit[]): string {
  const byPath = new Map(edits.map(({ field, sealed }) => [field.path.join('\n'), sealed]))
  return found.toReversed().reduce((edited, { field, range }) => {
    const sealed = byPath.get(field.path.join('\n'))
    if (sealed === undefined) return edited
    // A block scalar ends with its last line; what follows needs a line of its own.
    const end = edited.slice(range.start, range.end).endsWith('\n') ? '\n' : ''
    return `${edited.slice(0, range.start)}{ sealed: "${sealed}" }${end}${edited.slice(range.end)}`
  }, text)
}

function fieldsOf({ file, text }: ConfigFile): Checked<readonly Found[]> {
  const source = createSource(file, text)
  const parsed = parse(source)
  if (!parsed.ok) return parsed
  const declared = holders.flatMap(({ section, kind }) =>
    entriesOf(member(parsed.value, section)).flatMap((owner) =>
      secretsIn(section, owner.value).map(({ path, entry: { value } }): Found => {
        const facts = {
          path: [section, owner.name, ...path],
          address: resourceAddress(kind, owner.name),
          pointer: `/${path.join('/')}`,
          span: source.span(value.range),
          repeated: entryOf(owner.value, 'forEach') !== undefined,
          ...standing(value, source.written(value.range)),
        }
        return { field: facts, range: value.range }
      }),
    ),
  )
  const found = [
    ...declared,
    ...importFields(parsed.value, source),
    ...forwardAuthFields(parsed.value, source),
    ...webhookFields(parsed.value, source),
  ]
  const value = found
    .map((each) => ({ ...each, field: { ...each.field, repeated: isRepeated(each, found) } }))
    .toSorted((left, right) => left.range.start - right.range.start)
  return { ok: true, value, diagnostics: [] }
}

/** The refresh tokens of `import`; each is for the connection that it goes to. */
function importFields(root: Node, source: Source): readonly Found[] {
  return itemsOf(member(root, 'import')).flatMap((item, at): readonly Found[] => {
    const value = member(member(item, 'from'), 'refreshToken')
    const to = textOf(member(item, 'to'))
    if (value === undefined || to === undefined) return []
    const field = {
      path: ['import', String(at), 'from', 'refreshToken'],
      address: to as ResourceAddress,
      pointer: '/refreshToken',
      span: source.span(value.range),
      repeated: false,
      ...standing(value, source.written(value.range)),
    }
    return [{ field, range: value.range }]
  })
}

/** The secret of `gateway.forwardAuth`. */
function forwardAuthFields(root: Node, source: Source): readonly Found[] {
  const secret = member(member(member(root, 'gateway'), 'forwardAuth'), 'secret')
  return gatewayField(secret, forwardAuthPointer, source)
}

/** The secrets of `gateway.webhooks`. */
function webhookFields(root: Node, source: Source): readonly Found[] {
  const webhooks = member(member(root, 'gateway'), 'webhooks')
  return entriesOf(webhooks).flatMap(({ name, value }) =>
    gatewayField(member(value, 'secret'), webhookPointer(name), source),
  )
}

function gatewayField(secret: Node | undefined, pointer: string, source: Source): readonly Found[] {
  if (secret === undefined) return []
  const field = {
    path: ['gateway', ...pointer.slice(1).split('/')],
    address: resourceAddress('gateway', 'gateway'),
    pointer,
    span: source.span(secret.range),
    repeated: false,
    ...standing(secret, source.written(secret.range)),
  }
  return [{ field, range: secret.range }]
}

/** What an alias stands for is found where the anchor is. */
function isRepeated({ field, range }: Found, all: readonly Found[]): boolean {
  return field.repeated || all.filter((each) => each.range.start === range.start).length > 1
}

function standing(value: Node, written: string): Pick<SecretField, 'literal' | 'sealed'> {
  const sealed = textOf(member(value, 'sealed'))
  if (sealed !== undefined) return { sealed }
  const isLiteral = value.kind === 'scalar' && value.value !== null && value.value !== ''
  if (!isLiteral) return {}
  // A number is a secret as it is written: 007 and not 7.
  return { literal: typeof value.value === 'string' ? value.value : written }
}

/**
 * What looks like a secret in a file, whatever file it is: well-known tokens and keys anywhere, any
 * literal where a configuration has a secret, and a random value that is given to the name of one.
 * CM3401 is left out where a comment ignores it. No value stands in what is returned.
 */
export function scanForSecrets({ file, text }: ConfigFile): readonly Diagnostic[] {
  const source = createSource(file, text)
  const problems = createProblems(source)
  const told = (): ReadonlySet<number | undefined> =>
    new Set(problems.list().map(({ span }) => span?.line))
  reportSecretText(source, problems)
  const known = told()
  const fields = fieldsOf({ file, text })
  for (const { field, range } of fields.ok ? fields.value : []) {
    if (field.literal === undefined || known.has(field.span.line)) continue
    reportLiteralSecret({ path: field.path, problems }, { kind: 'scalar', range, value: '' })
  }
  const others = createProblems(source)
  reportAssignedSecrets(source, others)
  const before = told()
  const found = [...problems.list(), ...others.list().filter(({ span }) => !before.has(span?.line))]
  const watch = { isWhole: () => false, asleep: new Set<string>() }
  const left = withoutIgnored([source], found, watch).filter(({ code }) => /^CM(?:2|34)/.test(code))
  return sortedByPlace(left)
}
