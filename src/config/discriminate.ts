import { grantNatures } from '../model/index.ts'
import { nameOf } from './naming.ts'
import { createPrincipalCheck } from './principal-shape.ts'
import type { Problems } from './problems.ts'
import { secretsIn } from './secret-places.ts'
import { knownSecret, quote } from './secret-text.ts'
import { checkSigns } from './signs.ts'
import {
  type Entry,
  entriesOf,
  entryOf,
  flagOf,
  itemsOf,
  knownText,
  type MapNode,
  member,
  type Node,
  placesOf,
} from './tree.ts'
import { reportLiteralSecret } from './value-errors.ts'
import { isMisspelled } from './vocabulary.ts'

/**
 * What fields demand of each other. A schema could only say it with alternatives, and would then
 * report every alternative that does not apply. Tolerates values of the wrong type: those are
 * reported already.
 */
export function discriminate(root: Node, problems: Problems): void {
  checkNotEmpty(root, problems)
  checkSigns(root, problems)
  for (const each of entriesOf(member(root, 'identities'))) checkIdentity(each, problems)
  for (const each of entriesOf(member(root, 'providers'))) checkProvider(each, problems)
  const checkPrincipal = createPrincipalCheck(problems)
  for (const each of entriesOf(member(root, 'connections'))) {
    checkSecrets('connections', each, problems)
    itemsOf(member(member(each.value, 'consent'), 'by')).forEach(checkPrincipal)
  }
  for (const each of entriesOf(member(root, 'routes'))) checkRoute(each, problems)
  for (const each of entriesOf(member(root, 'accessPolicies'))) {
    itemsOf(member(each.value, 'allow')).forEach(checkPrincipal)
  }
  for (const role of entriesOf(member(member(member(root, 'gateway'), 'admin'), 'roles'))) {
    itemsOf(role.value).forEach(checkPrincipal)
  }
}

const declaring = ['identities', 'providers', 'connections', 'accessPolicies', 'routes']

function checkNotEmpty(root: Node, problems: Problems): void {
  if (root.kind !== 'map') return
  if (declaring.some((section) => entriesOf(member(root, section)).length > 0)) return
  // A section of the wrong type is reported as such; it may hold what the author meant.
  const wrong = declaring.some((section) => {
    const node = member(root, section)
    return node !== undefined && node.kind !== 'map'
  })
  if (wrong) return
  const [first] = root.entries.values()
  problems.error(
    'CM1006',
    first?.key ?? { start: 0, end: 0 },
    'the configuration declares nothing',
    {
      notes: ['an empty configuration would delete everything'],
      help: ['to delete everything, use credmgr destroy'],
    },
  )
}

/** Reports `second` when `first` is there too. */
function exclusive(
  owner: Node,
  [first, second]: readonly [string, string],
  { problems, message }: { readonly problems: Problems; readonly message: string },
): void {
  const one = entryOf(owner, first)
  const other = entryOf(owner, second)
  if (one === undefined || other === undefined) return
  problems.error('CM1007', other.key, message, {
    label: `not together with ${quote(first)}`,
    related: { range: one.key, label: quote(first) },
  })
}

const forIssuers = ['audience', 'algorithms', 'claims', 'clockTolerance', 'login']

function checkIdentity({ name, key, value }: Entry, problems: Problems): void {
  if (value.kind !== 'map' || entryOf(value, 'mtls') !== undefined) return
  const owner = nameOf(['identities', name])
  const message = (field: string): string => `${owner} has both "apiKey" and ${quote(field)}`
  checkSecrets('identities', { name, value }, problems)
  for (const field of ['issuer', ...forIssuers]) {
    exclusive(value, ['apiKey', field], { problems, message: message(field) })
  }
  if (entryOf(value, 'apiKey') !== undefined) return
  const next = entryOf(value, 'nextApiKey')
  if (next !== undefined) {
    problems.error('CM1006', next.key, `${owner} lacks "apiKey"`, {
      label: 'there is nothing whose place it could take',
    })
    return
  }
  const lacks = (...fields: readonly string[]): boolean => lacksAll(value, 'identity', fields)
  if (entryOf(value, 'issuer') === undefined) {
    if (!lacks('issuer', 'apiKey')) return
    problems.error('CM1006', key, `${owner} lacks "issuer" or "apiKey"`, {
      label: 'one of them is required',
    })
    return
  }
  if (!lacks('audience')) return
  problems.error('CM1006', key, `${owner} lacks "audience"`, {
    label: '"audience" is required',
    notes: ['without it, a token that was issued for anybody else would be accepted'],
  })
}

/** Whether an object has none of some fields, nor something that was probably meant to be one. */
function lacksAll(node: MapNode, definition: string, fields: readonly string[]): boolean {
  if (fields.some((field) => node.entries.has(field))) return false
  return !isMisspelled([...node.entries.keys()], definition, fields)
}

/** Parameters that belong to the protocol (RFC 6749, RFC 7636, OpenID Connect). */
const reserved: ReadonlyMap<string, RegExp> = new Map([
  [
    'authorizationParams',
    /^(state|redirect_uri|client_id|client_secret|response_type|code_challenge.*|nonce|scope|request|request_uri)$/,
  ],
  [
    'tokenParams',
    /^(grant_type|code|redirect_uri|client_id|client_secret|client_assertion.*|code_verifier|refresh_token|scope)$/,
  ],
])

function checkProvider(provider: Entry, problems: Problems): void {
  const { name, key, value } = provider
  if (value.kind !== 'map') return
  checkSecrets('providers', { name, value }, problems)
  for (const [field, names] of reserved) {
    for (const each of entriesOf(member(value, field)).filter((entry) => names.test(entry.name))) {
      problems.error('CM1005', each.key, `${quote(each.name)} cannot be set by ${quote(field)}`, {
        label: 'credmgr sets it itself',
      })
    }
  }
  checkResponseMode(member(member(value, 'authorizationParams'), 'response_mode'), problems)
  const grant = knownText(member(value, 'grant'))
  const nature = Object.entries(grantNatures).find(([each]) => each === grant)?.[1]
  const needsClient = nature?.needsClient ?? true
  if (needsClient && lacksAll(value, 'provider', ['clientId', 'registration'])) {
    problems.error('CM1006', key, `${nameOf(['providers', name])} lacks "clientId"`, {
      label: '"clientId" is required',
      related: changedLast(provider),
    })
  }
  if (nature?.source === 'declared') return
  if (!lacksAll(value, 'provider', ['template', 'issuer', 'endpoints'])) return
  problems.error(
    'CM1006',
    key,
    `${nameOf(['providers', name])} lacks "template", "issuer" or "endpoints"`,
    {
      label: 'one of them is required',
    },
  )
}

/** Where an overlay has last touched an object. */
function changedLast(entry: Entry): { range: Entry['key']; label: string } | undefined {
  const range = placesOf(entry).slice(1).at(-1)
  return range === undefined ? undefined : { range, label: 'changed here' }
}

/** Of a fragment a server sees nothing. */
function checkResponseMode(node: Node | undefined, problems: Problems): void {
  const mode = knownText(node)
  if (node === undefined || mode === undefined || mode === 'query' || mode === 'form_post') return
  problems.error('CM1005', node.range, `the callback cannot read ${quote(mode)}`, {
    label: 'expected query or form_post',
  })
}

function checkSecrets(
  section: string,
  owner: Pick<Entry, 'name' | 'value'>,
  problems: Problems,
): void {
  for (const { path, entry } of secretsIn(section, owner.value)) {
    checkSecretName(entry, [section, owner.name, ...path], problems)
  }
}

/** `{ env: ghp_… }`: the secret itself where the name of a variable belongs. */
function checkSecretName(reference: Entry, path: readonly string[], problems: Problems): void {
  checkSource(reference, path, problems)
  for (const { name, value } of entriesOf(reference.value)) {
    if (knownSecret(knownText(value) ?? '') === undefined) continue
    reportLiteralSecret({ path: [...path, name], problems }, value)
  }
}

/** `2026-02-31` has the form of a day and is none. */
function checkDay(node: Node | undefined, problems: Problems): void {
  const text = knownText(node)
  if (node === undefined || text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return
  const day = new Date(`${text}T00:00:00Z`)
  if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return
  problems.error('CM1005', node.range, '"rotatedAt" is not a day', {
    label: 'the calendar does not have it',
  })
}

const secretSources = ['env', 'file', 'exec', 'sealed']

/** A secret comes from one place. */
function checkSource(owner: Entry | undefined, path: readonly string[], problems: Problems): void {
  if (owner?.value.kind !== 'map' || owner.value.entries.size === 0) return
  checkDay(entryOf(owner.value, 'rotatedAt')?.value, problems)
  const [first, second] = entriesOf(owner.value).filter(({ name }) => secretSources.includes(name))
  if (first === undefined && lacksAll(owner.value, 'secret', secretSources)) {
    problems.error('CM1006', owner.key, `${nameOf(path)} says not where the secret is`, {
      label: `expected one of: ${secretSources.join(', ')}`,
    })
  }
  if (first === undefined || second === undefined) return
  const message = `${quote(first.name)} and ${quote(second.name)} exclude each other in a secret reference`
  problems.error('CM1007', second.key, message, {
    label: 'only one of them',
    related: { range: first.key, label: 'the other' },
  })
}

function checkRoute({ name, key, value }: Entry, problems: Problems): void {
  if (value.kind !== 'map') return
  const owner = nameOf(['routes', name])
  const message = `${owner} has both "connection" and "policies"`
  exclusive(value, ['connection', 'policies'], { problems, message })
  if (lacksAll(value, 'route', ['connection', 'policies'])) {
    problems.error('CM1006', key, `${owner} lacks "connection" or "policies"`, {
      label: 'one of them is required',
      help: ['policies: [] forwards requests as they are'],
    })
  }
  if (flagOf(member(value, 'public')) !== true) return
  const short = entryOf(value, 'connection')
  const asCaller = policiesAsCaller(value)
  const at = short?.key ?? asCaller?.range
  if (at === undefined) return
  problems.error('CM1007', at, `${owner} is public and uses a connection in the caller’s name`, {
    label: 'a public route has no caller',
    related: { range: entryOf(value, 'public')?.key ?? key, label: 'public' },
    help: ['use the policy get-authorization-context with identityType: managed'],
  })
}

/** A policy that asks for a token in the name of the caller, which is the default. */
function policiesAsCaller(route: Node): Node | undefined {
  return itemsOf(member(route, 'policies')).find((item) => {
    const options = member(item, 'get-authorization-context')
    if (options === undefined) return false
    const type = member(options, 'identityType')
    return type === undefined || knownText(type) === 'jwt'
  })
}
