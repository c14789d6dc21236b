import {
  type ConnectionSpec,
  connectionAddress,
  type Expect,
  partsOf,
  type ResourceAddress,
  resourceAddress,
} from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import type { Range } from '../source.ts'
import { type Entry, entryOf, flagOf, itemsOf, member, type Node, textOf } from '../tree.ts'
import { consentOf } from './consent.ts'
import {
  compact,
  declaration,
  type ResolvedConnection,
  type ResolvedProvider,
  type Resolving,
  recordOf,
  secretOf,
  sortedSet,
  textsOf,
} from './context.ts'
import { checkConnectionFields, checkSubject, credentialsOf } from './grant-fields.ts'
import { identitiesOf } from './principals.ts'
import { reportUnknown } from './references.ts'
import { urlOf } from './urls.ts'

/** @returns `undefined` when its provider is not declared, which is reported. */
export function resolveConnection(
  context: Resolving,
  entry: Entry,
  providers: ReadonlyMap<string, ResolvedProvider>,
): ResolvedConnection | undefined {
  const address = connectionAddress(entry.name)
  if (address === undefined) return undefined
  const parts = partsOf(address)
  const provider = providers.get(parts.provider)
  if (provider === undefined) {
    reportProvider(context, entry, parts.provider)
    return undefined
  }
  checkConnectionFields(context, entry, provider)
  checkSubject(context, entry, providers)
  checkExpect(context, entry, provider)
  const spec = specOf(context, entry.value, { ...parts, address, resolved: provider })
  return {
    entry,
    spec,
    resource: {
      address: resourceAddress('connection', entry.name),
      kind: 'connection',
      name: entry.name,
      spec,
      dependsOn: dependenciesOf(spec, provider),
      ...declaration(context, entry, 'connections'),
    },
  }
}

/** Nearly all connections need their provider and nothing else: they share one list. */
function dependenciesOf(
  { subjectToken, consent }: ConnectionSpec,
  { dependents }: ResolvedProvider,
): readonly ResourceAddress[] {
  if (subjectToken === undefined && consent === undefined) return dependents
  const subject =
    subjectToken === undefined ? [] : [resourceAddress('connection', subjectToken.connection)]
  return sortedSet([...dependents, ...subject, ...identitiesOf(consent?.by ?? [])])
}

/** A connection whose provider is not declared. */
export function reportProvider(context: Resolving, entry: Entry, name: string): void {
  const range = beginningOf(context, entry.key, name)
  const reference = { kind: 'provider', plural: 'providers', name, range }
  const owner = nameOf(['connections', entry.name])
  reportUnknown(context, { ...reference, owner }, context.declared.providers)
}

/** The scopes of a connection: its own with what the template of its provider demands, else the provider's. */
export function scopesOf(own: Node | undefined, provider: ResolvedProvider): readonly string[] {
  if (own === undefined) return provider.spec.scopes
  const known = provider.scopesOf.get(own)
  if (known !== undefined) return known
  const scopes = sortedSet([...textsOf(own), ...provider.requiredScopes])
  provider.scopesOf.set(own, scopes)
  return scopes
}

/** The part of a key that holds `text` at its beginning, after a quote if there is one. */
function beginningOf({ places }: Resolving, key: Range, text: string): Range {
  const written = places.written(key)
  const quotes = /^["']/.test(written) ? 1 : 0
  const start = key.start + quotes
  return written.startsWith(text, quotes) ? { start, end: start + text.length } : key
}

interface Basis {
  readonly address: ConnectionSpec['address']
  readonly provider: string
  readonly resolved: ResolvedProvider
}

function specOf(
  context: Resolving,
  node: Node,
  { address, provider, resolved }: Basis,
): ConnectionSpec {
  const { problems } = context
  const redirect = member(node, 'postLoginRedirectUrl')
  const allowed = member(node, 'allowedRedirectUrls')
  for (const each of [redirect, ...itemsOf(allowed)]) urlOf(each, { query: true }, problems)
  return compact({
    address,
    provider,
    scopes: scopesOf(member(node, 'scopes'), resolved),
    expect: expectOf(member(node, 'expect')),
    consent: consentOf(context, member(node, 'consent'), address),
    postLoginRedirectUrl: textOf(redirect),
    allowedRedirectUrls: sortedSet(textsOf(allowed)),
    clientId: textOf(member(node, 'clientId')),
    clientSecret: secretOf(member(node, 'clientSecret')),
    nextClientSecret: secretOf(member(node, 'nextClientSecret')),
    ...credentialsOf(node),
    lifecycle: lifecycleOf(member(node, 'lifecycle')),
    labels: recordOf(member(node, 'labels')),
    description: textOf(member(node, 'description')),
  })
}

const unguarded: ConnectionSpec['lifecycle'] = Object.freeze({ preventDestroy: false })

function lifecycleOf(node: Node | undefined): ConnectionSpec['lifecycle'] {
  const preventDestroy = flagOf(member(node, 'preventDestroy')) ?? false
  return preventDestroy ? { preventDestroy } : unguarded
}

function expectOf(node: Node | undefined): Expect | undefined {
  if (node === undefined) return undefined
  const at = (field: string): string | undefined => textOf(member(node, field))
  return compact({
    subject: at('subject'),
    account: at('account'),
    email: at('email'),
    tenant: at('tenant'),
  })
}

/** Where everybody's tenant may consent, what an owner of a tenant can choose proves nothing. */
function checkExpect(
  { problems }: Resolving,
  { name, value }: Entry,
  { entry, openParameters }: ResolvedProvider,
): void {
  const expect = entryOf(value, 'expect')
  if (expect === undefined || openParameters.length === 0) return
  if (entryOf(expect.value, 'tenant') ?? entryOf(expect.value, 'subject')) return
  for (const parameter of openParameters) {
    const owner = nameOf(['connections', name])
    problems.error('CM1005', expect.key, `"expect" of ${owner} does not say whose account it is`, {
      label: 'in a tenant of their own, anybody can have that name',
      related: { range: placeOf(entry, parameter), label: 'this lets every tenant in' },
      help: ['add "tenant" to it, the id of the account’s tenant'],
    })
  }
}

function placeOf({ key, value }: Entry, parameter: string): Range {
  return member(member(value, 'parameters'), parameter)?.range ?? key
}
