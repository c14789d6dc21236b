import {
  type Endpoints,
  endpointNames,
  type GrantType,
  grantNatures,
  grantTypes,
  isConsented,
  type ProviderSpec,
  resourceAddress,
} from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import type { Problems } from '../problems.ts'
import { quote } from '../secret-text.ts'
import { type Entry, entryOf, isUnknown, knownText, member, type Node, textOf } from '../tree.ts'
import { checkClientAuth, clientAuthOf } from './client-auth.ts'
import {
  compact,
  declaration,
  type ResolvedProvider,
  type Resolving,
  recordOf,
  secretOf,
  sortedSet,
  textsOf,
} from './context.ts'
import { durationOf } from './durations.ts'
import { assertionOf, checkProviderFields } from './grant-fields.ts'
import { checkRegistration, registrationOf } from './registrations.ts'
import { type Template, templateOf } from './templates.ts'
import { urlOf } from './urls.ts'

/** One provider with its template's facts merged in; what the configuration says explicitly wins. */
export function resolveProvider(context: Resolving, entry: Entry): ResolvedProvider {
  const found = templateOf(context, entry)
  const template = typeof found === 'string' ? undefined : found
  const grant = grantOf(entry.value)
  const requiredScopes = isConsented(grant) ? (template?.facts.requiredScopes ?? []) : []
  const spec = specOf(context, entry.value, { template, grant, requiredScopes })
  checkClientAuth(context, entry, spec)
  checkProviderFields(context, entry, grant)
  checkRegistration(context, entry, spec)
  // What a template that is not known would have filled in is not missing.
  if (found !== 'unknown') {
    checkGrant(context, entry, template)
    checkEndpoints(context, entry, spec)
  }
  const address = resourceAddress('provider', entry.name)
  return {
    entry,
    spec,
    requiredScopes,
    openParameters: openParameters(spec, template),
    dependents: [address],
    scopesOf: new Map(),
    resource: {
      address,
      kind: 'provider',
      name: entry.name,
      spec,
      dependsOn: [],
      ...declaration(context, entry, 'providers'),
    },
  }
}

/** In a tenant of their own, an owner can choose every name. */
function openParameters({ parameters }: ProviderSpec, template: Template | undefined): string[] {
  const declared = Object.entries(template?.facts.parameters ?? {})
  const open = declared.filter(([name, { anyTenant }]) =>
    anyTenant?.includes((parameters[name] ?? '').toLowerCase()),
  )
  return open.map(([name]) => name)
}

function grantOf(node: Node): GrantType {
  const written = knownText(member(node, 'grant'))
  return grantTypes.find((each) => each === written) ?? 'authorizationCode'
}

interface Basis {
  readonly template: Template | undefined
  readonly grant: GrantType
  readonly requiredScopes: readonly string[]
}

function specOf(
  context: Resolving,
  node: Node,
  { template, grant, requiredScopes }: Basis,
): ProviderSpec {
  const issuer = member(node, 'issuer')
  urlOf(issuer, { query: false }, context.problems)
  const hosts = member(node, 'apiHosts')
  return compact({
    template: textOf(member(node, 'template')),
    issuer: textOf(issuer) ?? template?.issuer,
    endpoints: endpointsOf(context, member(node, 'endpoints'), endpointsFor(grant, template)),
    grant,
    clientId: textOf(member(node, 'clientId')) ?? '',
    registration: registrationOf(node),
    clientSecret: secretOf(member(node, 'clientSecret')),
    nextClientSecret: secretOf(member(node, 'nextClientSecret')),
    clientAuth:
      clientAuthOf(member(node, 'clientAuth')) ??
      (isAnonymous(node, grant) ? 'none' : template?.facts.clientAuth) ??
      'clientSecretBasic',
    assertion: assertionOf(member(node, 'assertion')),
    scopes: sortedSet([...textsOf(member(node, 'scopes')), ...requiredScopes]),
    audience: textOf(member(node, 'audience')),
    resource: textOf(member(node, 'resource')),
    authorizationParams: {
      ...(grant === 'authorizationCode' ? template?.facts.authorizationParams : {}),
      ...recordOf(member(node, 'authorizationParams')),
    },
    tokenParams: recordOf(member(node, 'tokenParams')),
    parameters: template?.parameters ?? {},
    apiHosts: sortedSet(
      hosts === undefined
        ? (template?.facts.apiHosts ?? [])
        : textsOf(hosts).map((host) => host.toLowerCase()),
    ),
    accountEndpoint: template?.accountEndpoint,
    refresh: refreshOf(context, member(node, 'refresh'), template),
  })
}

/** Whether nothing but the grant itself is shown: an assertion, or no token is asked for at all. */
function isAnonymous(node: Node, grant: GrantType): boolean {
  return !grantNatures[grant].needsClient && member(node, 'clientSecret') === undefined
}

/** What a template says of devices matters to one grant only, and stands in no plan of another. */
function endpointsFor(grant: GrantType, template: Template | undefined): Endpoints {
  const { deviceAuthorization, ...usual } = template?.endpoints ?? {}
  const isUsed = grant === 'deviceCode' && deviceAuthorization !== undefined
  return isUsed ? { ...usual, deviceAuthorization } : usual
}

function endpointsOf(
  { problems }: Resolving,
  node: Node | undefined,
  template: Endpoints,
): Endpoints {
  const endpoints = endpointNames.map((name) => {
    const own = member(node, name)
    urlOf(own, { query: true }, problems)
    return [name, textOf(own) ?? template[name]] as const
  })
  return compact(Object.fromEntries(endpoints))
}

function refreshOf(
  { problems }: Resolving,
  node: Node | undefined,
  template: Template | undefined,
): ProviderSpec['refresh'] {
  const margin = durationOf(member(node, 'margin'), { least: '0s', most: '24h' }, problems)
  const lifetime = durationOf(
    member(node, 'defaultLifetime'),
    { least: '1s', most: '365d' },
    problems,
  )
  const grantLifetime = durationOf(
    member(node, 'grantLifetime'),
    { least: '1h', most: '3650d' },
    problems,
  )
  const keepAlive = durationOf(member(node, 'keepAlive'), { least: '1m', most: '365d' }, problems)
  const idle = template?.facts.refreshTokens?.idle
  return compact({
    margin: margin ?? 180_000,
    defaultLifetime: lifetime ?? template?.facts.defaultLifetime,
    grantLifetime: grantLifetime ?? template?.facts.grantLifetime,
    // A third, so that a provider may be down for long and still be in time.
    keepAlive: keepAlive ?? (idle === undefined ? undefined : Math.floor(idle / 3)),
    ratePerSecond: rateOf(member(node, 'ratePerSecond'), problems),
  })
}

function rateOf(node: Node | undefined, problems: Problems): number | undefined {
  if (node?.kind !== 'scalar' || typeof node.value !== 'number') return undefined
  if (node.value >= 0.01 && node.value <= 1000) return node.value
  problems.error('CM1005', node.range, 'a rate out of range', { label: 'expected 0.01 to 1000' })
  return undefined
}

function checkGrant(
  { problems }: Resolving,
  { value }: Entry,
  template: Template | undefined,
): void {
  const node = member(value, 'grant')
  if (template === undefined || node === undefined || isUnknown(node)) return
  const { id, grants } = template.facts
  if (grants.some((each) => each === textOf(node))) return
  problems.error('CM1005', node.range, `template ${quote(id)} does not support this grant`, {
    label: `expected ${grants.join(' or ')}`,
  })
}

/** `apply` discovers endpoints when there is an issuer and no token endpoint; see {@link ProviderSpec}. */
function checkEndpoints({ problems }: Resolving, entry: Entry, spec: ProviderSpec): void {
  const { endpoints, issuer, grant } = spec
  if (issuer !== undefined && endpoints.token === undefined) return
  const needed = grantNatures[grant].endpoints
  const missing = needed.filter((name) => endpoints[name] === undefined)
  if (missing.length === 0) return
  const key = entryOf(entry.value, 'endpoints')?.key ?? entry.key
  const fields = missing.map((name) => quote(`endpoints.${name}`)).join(' and ')
  problems.error('CM1006', key, `${nameOf(['providers', entry.name])} lacks ${fields}`, {
    label: `the grant ${grant} needs ${missing.length === 1 ? 'it' : 'them'}`,
    help: ['with an issuer and no endpoints, apply discovers them'],
  })
}
