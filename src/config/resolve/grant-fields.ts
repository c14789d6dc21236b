import {
  type AssertionSpec,
  type ConnectionSpec,
  connectionAddress,
  type GrantType,
  grantNatures,
  grantTypes,
  isDeclared,
  isMinted,
} from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { quote } from '../secret-text.ts'
import { type Entry, entryOf, knownText, member, type Node } from '../tree.ts'
import { algorithmOf } from './client-auth.ts'
import { compact, type ResolvedProvider, type Resolving, secretOf } from './context.ts'
import { reportUnknown } from './references.ts'

/** The assertion of a JWT bearer grant, as far as it is whole. */
export function assertionOf(node: Node | undefined): AssertionSpec | undefined {
  const at = (field: string): string | undefined => knownText(member(node, field))
  const subject = at('subject')
  const serviceAccount = secretOf(member(node, 'serviceAccount'))
  if (serviceAccount !== undefined) return compact({ serviceAccount, subject })
  const [key, alg] = [secretOf(member(node, 'key')), algorithmOf(member(node, 'alg'))]
  if (key === undefined || alg === undefined) return undefined
  const named = { kid: at('kid'), issuer: at('issuer'), audience: at('audience') }
  return compact({ key, alg, ...named, subject })
}

/** What a connection declares instead of a token, and whose token it exchanges. */
export function credentialsOf(
  node: Node,
): Partial<Pick<ConnectionSpec, 'apiKey' | 'basic' | 'subjectToken'>> {
  const basic = member(node, 'basic')
  const username = knownText(member(basic, 'username'))
  const password = secretOf(member(basic, 'password'))
  const subject = connectionAddress(
    knownText(member(member(node, 'subjectToken'), 'connection')) ?? '',
  )
  return compact({
    apiKey: secretOf(member(node, 'apiKey')),
    basic: username === undefined || password === undefined ? undefined : { username, password },
    subjectToken: subject === undefined ? undefined : { connection: subject },
  })
}

/** Fields of a provider that say something about a server, which a static credential does not have. */
const ofServers = [
  ...['template', 'issuer', 'endpoints', 'clientId', 'clientSecret', 'nextClientSecret'],
  ...[
    'registration',
    'clientAuth',
    'scopes',
    'audience',
    'resource',
    'authorizationParams',
    'tokenParams',
  ],
  ...['parameters', 'pkce', 'refresh'],
]

/** What of a provider goes with one grant only. */
export function checkProviderFields(context: Resolving, entry: Entry, grant: GrantType): void {
  const owner = nameOf(['providers', entry.name])
  const refuse = (fields: readonly string[], label: string): void => {
    for (const field of fields) {
      const found = entryOf(entry.value, field)
      if (found === undefined) continue
      context.problems.error('CM1007', found.key, refusalOf(field, owner, grant), { label })
    }
  }
  if (isDeclared(grant)) refuse(ofServers, 'its connections declare the credential itself')
  if (isMinted(grant)) refuse(['authorizationParams'], 'nobody is asked to authorize anything')
  if (grant !== 'jwtBearer') {
    refuse(['assertion'], 'only jwtBearer has an assertion')
    return
  }
  const assertion = entryOf(entry.value, 'assertion')
  if (assertion === undefined) lacks(context, entry, { owner, field: 'assertion', grant })
  else checkAssertion(context, entry, assertion)
}

function checkAssertion(context: Resolving, provider: Entry, assertion: Entry): void {
  const account = entryOf(assertion.value, 'serviceAccount')
  if (account !== undefined) refuseBesideAccount(context, assertion, account)
  else checkOwnAssertion(context, provider, assertion)
}

function refuseBesideAccount({ problems }: Resolving, { value }: Entry, account: Entry): void {
  for (const field of ['key', 'alg', 'kid', 'issuer', 'audience']) {
    const own = entryOf(value, field)
    if (own === undefined) continue
    const message = `${quote(field)} and "serviceAccount" exclude each other`
    const related = { range: account.key, label: 'its file says it' }
    problems.error('CM1007', own.key, message, { label: 'only one of them', related })
  }
}

function checkOwnAssertion(context: Resolving, provider: Entry, assertion: Entry): void {
  const owner = nameOf(['providers', provider.name, 'assertion'])
  const hasIssuer = entryOf(provider.value, 'clientId') !== undefined
  for (const field of ['key', 'alg', ...(hasIssuer ? [] : ['issuer'])]) {
    if (entryOf(assertion.value, field) !== undefined) continue
    lacks(context, assertion, { owner, field, grant: 'jwtBearer' })
  }
}

/** Fields that do not go with a grant, and why. */
interface Refusal {
  readonly fields: readonly string[]
  readonly label: string
}

/** What of a connection goes with other grants only. */
function refusalsFor(grant: GrantType): readonly Refusal[] {
  const { source, consent } = grantNatures[grant]
  const back = ['postLoginRedirectUrl', 'allowedRedirectUrls']
  const clients = 'only where the client asks for itself has a connection a client of its own'
  return [
    ...(source === 'consent'
      ? []
      : [{ fields: ['expect', 'consent', ...back], label: 'nobody is asked for a consent' }]),
    ...(consent === 'device'
      ? [{ fields: ['consent', ...back], label: 'no browser of ours is part of it' }]
      : []),
    ...(source === 'client'
      ? []
      : [{ fields: ['clientId', 'clientSecret', 'nextClientSecret'], label: clients }]),
    source === 'declared'
      ? { fields: ['scopes'], label: 'a declared credential has none' }
      : { fields: ['apiKey', 'basic'], label: 'only a static grant declares its credential' },
    ...(grant === 'tokenExchange'
      ? []
      : [{ fields: ['subjectToken'], label: 'only tokenExchange has one' }]),
  ]
}

/** By field, why it does not go with a grant; worked out once, for 100,000 connections. */
const refusals: ReadonlyMap<GrantType, ReadonlyMap<string, string>> = new Map(
  grantTypes.map((grant) => [
    grant,
    new Map(
      refusalsFor(grant).flatMap(({ fields, label }) => fields.map((field) => [field, label])),
    ),
  ]),
)

/** What of a connection goes with one kind of grant only. */
export function checkConnectionFields(
  context: Resolving,
  entry: Entry,
  provider: ResolvedProvider,
): void {
  const { grant } = provider.spec
  const refused = refusals.get(grant)
  if (entry.value.kind === 'map') {
    for (const field of entry.value.entries.keys()) {
      const label = refused?.get(field)
      if (label !== undefined) refuseField(context, entry, { field, label, provider })
    }
  }
  if (isDeclared(grant)) checkStatic(context, entry)
  if (grant !== 'tokenExchange' || entryOf(entry.value, 'subjectToken') !== undefined) return
  const owner = nameOf(['connections', entry.name])
  lacks(context, entry, { owner, field: 'subjectToken', grant })
}

function refuseField(
  { problems }: Resolving,
  { name, value }: Entry,
  {
    field,
    label,
    provider: { entry, spec },
  }: { readonly field: string; readonly label: string; readonly provider: ResolvedProvider },
): void {
  const found = entryOf(value, field)
  if (found === undefined) return
  const owner = nameOf(['connections', name])
  const range = entryOf(entry.value, 'grant')?.key ?? entry.key
  const related = { range, label: `the grant of provider ${quote(entry.name)}` }
  problems.error('CM1007', found.key, refusalOf(field, owner, spec.grant), { label, related })
}

function refusalOf(field: string, owner: string, grant: GrantType): string {
  return `${quote(field)} of ${owner} does not go with the grant ${grant}`
}

function checkStatic({ problems }: Resolving, { name, key, value }: Entry): void {
  const owner = nameOf(['connections', name])
  const [apiKey, basic] = [entryOf(value, 'apiKey'), entryOf(value, 'basic')]
  if (apiKey === undefined && basic === undefined) {
    problems.error('CM1006', key, `${owner} lacks "apiKey" or "basic"`, {
      label: 'one of them is required',
    })
  }
  if (apiKey === undefined || basic === undefined) return
  problems.error('CM1007', basic.key, `${owner} has both "apiKey" and "basic"`, {
    label: 'only one of them',
    related: { range: apiKey.key, label: 'the other' },
  })
}

function lacks(
  { problems }: Resolving,
  { key }: Entry,
  { owner, field, grant }: { owner: string; field: string; grant: GrantType },
): void {
  problems.error('CM1006', key, `${owner} lacks ${quote(field)}`, {
    label: `the grant ${grant} needs it`,
  })
}

/**
 * The connections that are exchanged: each is there, and its own token is not made by an exchange, so that
 * none waits for itself.
 */
export function checkSubject(
  context: Resolving,
  { name, value }: Entry,
  providers: ReadonlyMap<string, ResolvedProvider>,
): void {
  const node = member(member(value, 'subjectToken'), 'connection')
  const subject = knownText(node)
  if (node === undefined || subject === undefined) return
  const provider = providers.get(subject.split('/')[0] ?? '')
  const owner = nameOf(['connections', name])
  if (provider === undefined || !context.declared.connections.has(subject)) {
    const reference = { kind: 'connection', plural: 'connections', name: subject }
    reportUnknown(context, { ...reference, range: node.range, owner }, context.declared.connections)
    return
  }
  const { grant } = provider.spec
  if (grant !== 'tokenExchange' && grant !== 'static') return
  const message = `the token of ${quote(subject)} cannot be exchanged by ${owner}`
  context.problems.error('CM1007', node.range, message, { label: `its grant is ${grant}` })
}
