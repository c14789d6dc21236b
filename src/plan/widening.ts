import {
  type AccessConditions,
  type AccessPolicySpec,
  type ConnectionSpec,
  canonicalJson,
  type GatewaySpec,
  type IdentitySpec,
  type Json,
  type Kind,
  type PolicySpec,
  type Principal,
  type Resource,
  type RouteSpec,
  type Specs,
  type StateResource,
} from '../model/index.ts'
import { policyWidenings } from './policy-widenings.ts'
import { asDeclared, flow } from './yaml-words.ts'

/**
 * What more can be reached once `after` is applied, or by whom, in a few words each: another
 * principal, another connection, another route or a broader one, a caller who need not be known.
 * What takes something away widens nothing. Where it can not be told, it counts as wider.
 *
 * @param before Absent for a resource that is to be created; nobody could do anything with it.
 */
export function widenings(
  before: StateResource | undefined,
  after: Resource | undefined,
): readonly string[] {
  if (after === undefined) return []
  const compare: Comparison<Kind> | undefined = comparisons[after.kind]
  return compare?.(before?.spec, after.spec) ?? []
}

type Comparison<K extends Kind> = (before: Specs[K] | undefined, after: Specs[K]) => string[]

// A comparison is only ever called with a specification of its own kind.
const comparisons: { readonly [K in Kind]?: Comparison<Kind> } = {
  accessPolicy: ofAccessPolicy as Comparison<Kind>,
  connection: ofConnection as Comparison<Kind>,
  route: ofRoute as Comparison<Kind>,
  identity: ofIdentity as Comparison<Kind>,
  gateway: ofGateway as Comparison<Kind>,
}

function ofAccessPolicy(before: AccessPolicySpec | undefined, after: AccessPolicySpec): string[] {
  const known = before?.connections ?? []
  const more = after.connections.filter((each) => !known.some((one) => coversName(one, each)))
  return [
    ...newPrincipals(before?.allow ?? [], after.allow).map((each) => `allows ${each}`),
    ...(more.length === 0 ? [] : [`opens ${more.join(', ')}`]),
    ...(before === undefined ? [] : looserConditions(before.conditions, after.conditions)),
  ]
}

/** An empty list asks for nothing. */
function looserConditions(
  before: AccessConditions | undefined,
  after: AccessConditions | undefined,
): string[] {
  return (['routes', 'methods'] as const).flatMap((name) => {
    const [asked, now] = [before?.[name] ?? [], after?.[name] ?? []]
    if (asked.length === 0) return []
    if (now.length === 0) return [`no longer asks for ${name} ${asked.join(', ')}`]
    const more = now.filter((each) => !asked.includes(each))
    return more.length === 0 ? [] : [`allows it by ${name} ${more.join(', ')}`]
  })
}

/** Who may give the consent decides whose account the callers act as. */
function ofConnection(before: ConnectionSpec | undefined, after: ConnectionSpec): string[] {
  if (before?.consent === undefined) return []
  if (after.consent === undefined) return ['lets whoever has the link consent']
  return newPrincipals(before.consent.by, after.consent.by).map((each) => `lets ${each} consent`)
}

function ofGateway(before: GatewaySpec | undefined, after: GatewaySpec): string[] {
  const roles = ['operator', 'viewer'] as const
  const made = roles.flatMap((role) =>
    newPrincipals(before?.admin.roles[role] ?? [], after.admin.roles[role]).map(
      (each) => `makes ${each} ${role}`,
    ),
  )
  const isOpened = after.forwardAuth !== undefined && before?.forwardAuth === undefined
  return isOpened ? [...made, 'gives tokens to proxies (forwardAuth)'] : made
}

/** An identity that is new proves callers whom no policy knows yet. */
function ofIdentity(before: IdentitySpec | undefined, after: IdentitySpec): string[] {
  if (before === undefined) return []
  if (before.type !== 'oidc' || after.type !== 'oidc') {
    return before.type === after.type ? [] : ['proves callers in another way']
  }
  const audiences = after.audience.filter((each) => !before.audience.includes(each))
  const algorithms = after.algorithms.filter((each) => !before.algorithms.includes(each))
  const dropped = Object.keys(before.claims).filter(
    (claim) => before.claims[claim] !== after.claims[claim],
  )
  return [
    ...(before.issuer === after.issuer ? [] : [`trusts ${after.issuer}`]),
    ...(audiences.length === 0 ? [] : [`accepts tokens for ${audiences.join(', ')}`]),
    ...(algorithms.length === 0 ? [] : [`accepts ${algorithms.join(', ')}`]),
    ...dropped.map((claim) => `no longer asks for ${claim} ${flow(before.claims[claim] ?? null)}`),
    ...(after.clockTolerance > before.clockTolerance ? ['accepts tokens for longer'] : []),
  ]
}

function ofRoute(before: RouteSpec | undefined, after: RouteSpec): string[] {
  const isPublic = after.public && before?.public !== true ? ['asks no caller who it is'] : []
  if (before === undefined) return [`forwards ${after.match.path}`, ...isPublic]
  const managed = managedConnections(after.policies)
  const known = managedConnections(before.policies)
  const lent = managed.filter((each) => !known.includes(each))
  return [
    ...matchWidenings(before.match, after.match),
    ...(before.upstream === after.upstream ? [] : [`forwards to ${after.upstream}`]),
    ...isPublic,
    ...lent.map((each) => `lends ${each} to every caller (identityType: managed)`),
    ...policyWidenings(before.policies, after.policies),
  ]
}

function matchWidenings(before: RouteSpec['match'], after: RouteSpec['match']): string[] {
  const methods = after.methods.filter((each) => !before.methods.includes(each))
  const isEvery = after.methods.length === 0 && before.methods.length > 0
  const isMore = before.methods.length > 0 && methods.length > 0
  const headers = Object.keys(before.headers).filter(
    (name) => before.headers[name] !== after.headers[name],
  )
  return [
    ...(coversPath(before.path, after.path) ? [] : [`forwards ${after.path}`]),
    ...(isEvery ? ['forwards every method'] : []),
    ...(isMore ? [`forwards ${methods.join(', ')}`] : []),
    ...(before.host === undefined || before.host === after.host
      ? []
      : [`answers for ${after.host ?? 'every host'}`]),
    ...headers.map((name) => `no longer asks for the header ${name}: ${before.headers[name]}`),
  ]
}

/** The connections that a route uses in the gateway's own name. */
function managedConnections(policies: readonly PolicySpec[]): readonly string[] {
  return policies.flatMap(({ options }) =>
    options['identityType'] === 'managed' && typeof options['connection'] === 'string'
      ? [options['connection']]
      : [],
  )
}

/** Whether every path that matches `narrow` matches `wide`; `*` is one segment, a final `**` the rest. */
export function coversPath(wide: string, narrow: string): boolean {
  const [outer, inner] = [wide.split('/'), narrow.split('/')]
  for (const [at, segment] of outer.entries()) {
    if (segment === '**') return true
    const other = inner[at]
    if (other === undefined || other === '**') return false
    if (segment !== other && segment !== '*') return false
  }
  return outer.length === inner.length
}

/** Whether `pattern`, a connection or `provider/*`, means every connection that `name` means. */
function coversName(pattern: string, name: string): boolean {
  return pattern === name || (pattern.endsWith('*') && name.startsWith(pattern.slice(0, -1)))
}

function newPrincipals(
  before: readonly Principal[],
  after: readonly Principal[],
): readonly string[] {
  return after
    .filter((each) => !before.some((known) => coversPrincipal(known, each)))
    .map((each) => flow(asDeclared({ ...each } as Json)).replace(/^\{ (.*) \}$/, '$1'))
}

/** Whether everybody whom `narrow` means is meant by `wide`: it asks for no more than that. */
function coversPrincipal(wide: Principal, narrow: Principal): boolean {
  const outer: { readonly [member: string]: Json } = { ...wide }
  const inner: { readonly [member: string]: Json } = { ...narrow }
  return Object.keys(outer).every((member) => coversMember(member, outer[member], inner[member]))
}

function coversMember(member: string, wide: Json = null, narrow: Json = null): boolean {
  if (member === 'appIds' && Array.isArray(wide) && Array.isArray(narrow)) {
    return wide.length === 0 || (narrow.length > 0 && narrow.every((each) => wide.includes(each)))
  }
  if (member === 'claims') {
    const asked = Object.entries({ ...(narrow as object) } as { [claim: string]: Json })
    const needed = Object.entries({ ...(wide as object) } as { [claim: string]: Json })
    return needed.every(([claim, value]) =>
      asked.some(([other, given]) => claim === other && value === given),
    )
  }
  return canonicalJson(wide) === canonicalJson(narrow)
}
