import type { Span } from '../model/index.ts'
import { later, ownerRange, type Reporting } from './complaint.ts'
import { didYouMean } from './did-you-mean.ts'
import { describePattern, forms } from './forms.ts'
import { environmentsDirectory } from './include.ts'
import { nameOf } from './naming.ts'
import { knownSecret, quote } from './secret-text.ts'
import { definitionAt, isSecretPosition } from './shape.ts'
import type { Node, ScalarNode } from './tree.ts'
import { helpForType } from './type-help.ts'
import { isLaterValue } from './vocabulary.ts'

/** A value of the wrong type; in the place of a secret, the secret itself. */
export function reportType(reporting: Reporting): void {
  const { path, node } = reporting
  if (node === undefined) return
  if (isUnprotected(path, node)) reportUnprotected(reporting, node)
  else reportWrongType(reporting, node)
}

function reportWrongType(reporting: Reporting, node: Node): void {
  const { error, path, problems } = reporting
  const isEmpty = node.kind === 'scalar' && node.value === null
  if (isSecretPosition(path) && node.kind !== 'map' && !isEmpty) {
    reportLiteralSecret(reporting, node)
    return
  }
  if (isLaterAlternative(path, node)) {
    const what = node.kind === 'scalar' ? String(node.value) : (path.at(-1) ?? '')
    problems.error('CM1012', node.range, `${quote(what)} is not available in this version`, later)
    return
  }
  const types = [error.params['type']]
    .flat()
    .map((type) => typeNames.get(String(type)) ?? String(type))
  const expected = types.join(' or ')
  problems.error(
    'CM1005',
    isEmpty ? ownerRange(reporting) : node.range,
    `${nameOf(path)} must be ${expected}`,
    {
      label: isEmpty ? 'nothing stands here' : `expected ${expected}, found ${kindOf(node)}`,
      help: helpForType(node, { path, expected }),
    },
  )
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['object', 'a mapping'],
  ['array', 'a list'],
  ['string', 'a text'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['null', 'null'],
])

function kindOf(node: Node): string {
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'a mapping' : 'a list'
  return (
    { string: 'a text', number: 'a number', boolean: 'true or false' }[String(typeof node.value)] ??
    'nothing'
  )
}

/** `pkce: false`, `grant: password`. */
function isUnprotected(path: readonly string[], node: Node): boolean {
  const field = path.at(-1)
  const isProvider = /^provider(?:Defaults)?$/.test(definitionAt(path.slice(0, -1)) ?? '')
  if (!isProvider || node.kind !== 'scalar') return false
  return (
    field === 'pkce' || (field === 'grant' && /^(?:implicit|password)$/.test(String(node.value)))
  )
}

function reportUnprotected(
  { path, problems }: Pick<Reporting, 'path' | 'problems'>,
  { range }: Node,
): void {
  const isGrant = path.at(-1) === 'grant'
  problems.error('CM3013', range, `${nameOf(path)} gives up a protection`, {
    label: isGrant ? 'tokens are obtained by authorization code' : 'PKCE is always S256',
    help: [isGrant ? 'grant: authorizationCode' : 'leave it out'],
  })
}

/** `allow: [owner]`, `clientAuth: { privateKeyJwt: … }`. */
function isLaterAlternative(path: readonly string[], node: Node): boolean {
  const field = path.findLast((step) => !/^\d+$/.test(step)) ?? ''
  if (node.kind === 'scalar') return isLaterValue(field, String(node.value))
  return node.kind === 'map' && [...node.entries.keys()].some((name) => isLaterValue(field, name))
}

/** A secret that stands in the file itself. */
export function reportLiteralSecret(
  { path, problems }: Pick<Reporting, 'path' | 'problems'>,
  node: Node,
): void {
  const known = node.kind === 'scalar' ? knownSecret(String(node.value)) : undefined
  const owned = path.slice(0, depthOf(path))
  const field = owned.at(-1) ?? ''
  problems.error(
    'CM2001',
    node.range,
    'a literal secret in a file that is meant for version control',
    {
      label: known === undefined ? 'value hidden' : `looks like ${known}; value hidden`,
      notes: ['if this file was ever pushed, rotate the secret now'],
      help: [
        `put it in a secret reference:  ${field}: { env: ${variableFor(owned)} }`,
        (span) => `or seal it:  credmgr secrets seal --in-place ${sealable(path, span)}`,
      ],
      hideText: true,
    },
  )
}

/** Of how many steps the path of a secret field has: `providers.github.clientSecret`, `gateway.webhooks.ops.secret`. */
function depthOf([section, , field]: readonly string[]): number {
  return section === 'gateway' || field === 'login' ? 4 : 3
}

/** What `secrets seal` is to be told: where a literal stands, or the path of a field that hides one. */
function sealable(path: readonly string[], { file, line }: Span): string {
  const [, env] = new RegExp(`(?:^|/)${environmentsDirectory}/([^/]+)\\.yaml$`).exec(file) ?? []
  const depth = depthOf(path)
  const what = path.length > depth ? path.slice(0, depth).join('.') : `${file}:${line}`
  return env === undefined ? what : `${what} --env ${env}`
}

/** `providers/github/clientSecret` to `GITHUB_CLIENT_SECRET`. */
function variableFor(path: readonly string[]): string {
  const words = path
    .slice(1)
    .join('_')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
  return words.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()
}

/** A value that is none of those allowed. */
export function reportChoice({ error, path, node, problems }: Reporting): void {
  const field = path.findLast((step) => !/^\d+$/.test(step)) ?? ''
  if (node?.kind !== 'scalar') return
  // Which templates there are is the catalog's to say, and a reference's to look for.
  if (field === 'template' && definitionAt(path.slice(0, -1)) === 'provider') return
  const value = writtenOf(node)
  if (isUnprotected(path, node)) {
    reportUnprotected({ path, problems }, node)
    return
  }
  if (isLaterValue(field, value)) {
    problems.error(
      'CM1012',
      node.range,
      `${field} ${quote(value)} is not available in this version`,
      later,
    )
    return
  }
  const { allowedValues } = error.params
  const allowed = Array.isArray(allowedValues) ? allowedValues.map(String) : []
  const meant =
    didYouMean(value, allowed) ?? allowed.find((each) => each.toLowerCase() === value.toLowerCase())
  problems.error('CM1005', node.range, `${nameOf(path)} cannot be ${quote(value)}`, {
    label: meant === undefined ? 'not one of the allowed values' : `did you mean ${quote(meant)}?`,
    notes: [`allowed values: ${allowed.join(', ')}`],
  })
}

/** A scalar as it stands in the file: what an interpolation read is not for show. */
function writtenOf(node: ScalarNode): string {
  return node.interpolated?.written ?? String(node.value)
}

/** A value other than the only one allowed. */
export function reportConstant({ error, path, node, problems }: Reporting): void {
  if (node?.kind !== 'scalar' || typeof node.value !== typeof error.params['allowedValue']) return
  const expected = String(error.params['allowedValue'])
  const version = path.length === 1 && path[0] === 'version'
  problems.error('CM1005', node.range, `${nameOf(path)} must be ${expected}`, {
    label: version ? 'this credmgr reads version 1 of the language' : `expected ${expected}`,
  })
}

/** A text of the wrong form. */
export function reportPattern({ error, path, node, problems }: Reporting): void {
  if (node?.kind !== 'scalar') return
  const value = writtenOf(node)
  const pattern = String(error.params['pattern'])
  const refersToConnection =
    pattern === forms.connections.pattern || pattern === forms.connection.pattern
  if (refersToConnection && /^[^/]+\/[^/]+\/|[{}]/.test(value)) {
    const message = `the connection template ${quote(value)} is not available in this version`
    problems.error('CM1012', node.range, message, later)
    return
  }
  problems.error('CM1005', node.range, `${nameOf(path)} does not have the right form`, {
    label: `expected ${describePattern(pattern)}`,
    hideText: isSecretPosition(path),
  })
}
