import {
  type AccessPolicySpec,
  type Config,
  type Expect,
  ofKind,
  type Principal,
  type ProviderSpec,
  type Resource,
  type RouteSpec,
} from '../model/index.ts'

/** What a graph shows, from left to right. */
export const columns = ['provider', 'connection', 'accessPolicy', 'route'] as const

export type Column = (typeof columns)[number]

/** One object: its name, and what is said below it, a line each. */
export interface GraphNode {
  /** The resource's address, for example `connection.github/release-bot`. */
  readonly id: string
  readonly kind: Column
  readonly name: string
  readonly details: readonly string[]
}

/**
 * Where a token may go: from a provider to its connection, to an access policy that covers it, to a
 * route that uses it. `denied`: straight from a connection to a route, because no policy lets anybody
 * use it.
 */
export interface GraphEdge {
  readonly from: string
  readonly to: string
  readonly denied: boolean
}

/** Nodes by column and then by name; every edge once, between nodes that are there. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/** Providers, their connections, who may use them, and the routes that do. */
export function configGraph({ resources }: Config): Graph {
  const providers = ofKind(resources, 'provider')
  const connections = [
    ...ofKind(resources, 'connection'),
    ...ofKind(resources, 'connectionTemplate'),
  ]
  const policies = ofKind(resources, 'accessPolicy')
  const routes = ofKind(resources, 'route')
  const nodes: readonly GraphNode[] = [
    ...providers.map((each) =>
      node(each.address, 'provider', each.name, providerDetails(each.spec)),
    ),
    ...connections.map((each) =>
      node(each.address, 'connection', each.name, connectionDetails(each)),
    ),
    ...policies.map((each) => node(each.address, 'accessPolicy', each.name, principals(each.spec))),
    ...routes.map((each) => node(each.address, 'route', each.name, routeDetails(each.spec))),
  ]
  const covering = new Map<string, readonly string[]>(
    connections.map(({ address, name, spec }) => {
      const group = 'group' in spec ? [`${spec.provider}/${spec.group}/*`] : []
      const names = [name, `${spec.provider}/*`, ...group]
      const over = policies.filter((each) => each.spec.connections.some((to) => names.includes(to)))
      return [address, over.map((each) => each.address)]
    }),
  )
  return {
    nodes,
    edges: distinct([
      ...connections.map((each) => edge(`provider.${each.spec.provider}`, each.address)),
      ...[...covering].flatMap(([from, over]) => over.map((to) => edge(from, to))),
      ...routes.flatMap(({ address, dependsOn }) =>
        dependsOn.flatMap((used) => routeEdges(address, used, covering.get(used))),
      ),
    ]),
  }
}

function node(id: string, kind: Column, name: string, details: readonly string[]): GraphNode {
  return { id, kind, name, details }
}

function edge(from: string, to: string, denied = false): GraphEdge {
  return { from, to, denied }
}

/** @param over The policies that cover the connection; absent when it is none. */
function routeEdges(
  route: string,
  connection: string,
  over: readonly string[] | undefined,
): readonly GraphEdge[] {
  if (over === undefined) return []
  if (over.length === 0) return [edge(connection, route, true)]
  return over.map((policy) => edge(policy, route))
}

function distinct(edges: readonly GraphEdge[]): readonly GraphEdge[] {
  return [...new Map(edges.map((each) => [`${each.from}\n${each.to}`, each])).values()]
}

function providerDetails({ template, issuer, grant }: ProviderSpec): readonly string[] {
  const origin = template === undefined ? issuer : `template ${template}`
  return [...(origin === undefined ? [] : [origin]), grant]
}

/** Whose account it is; of a template, that it is everybody’s own. */
function connectionDetails(
  each: Resource<'connection'> | Resource<'connectionTemplate'>,
): readonly string[] {
  if (each.kind !== 'connection') return [`one for every ${each.spec.claim}`]
  const { expect, subjectToken } = each.spec
  const exchanged = subjectToken === undefined ? [] : [`for ${subjectToken.connection}`]
  return [...accountDetails(expect), ...exchanged]
}

function accountDetails({ account, email, subject, tenant }: Expect = {}): readonly string[] {
  return [account, email, subject, tenant].filter((each) => each !== undefined)
}

function principals({ allow }: AccessPolicySpec): readonly string[] {
  return allow.map(describePrincipal)
}

function describePrincipal(principal: Principal): string {
  switch (principal.type) {
    case 'owner':
      return 'whoever consented'
    case 'managedIdentity':
      return 'the gateway itself'
    case 'apiKey':
      return `API key ${principal.identity}`
    case 'claims':
      return `${principal.identity}: ${claimsText(principal.claims)}`
    case 'group':
      return `${principal.identity}: group ${principal.objectId}`
    case 'servicePrincipal':
      return `${principal.identity}: service principal ${principal.objectId}`
    case 'user':
      return `${principal.identity}: user ${principal.objectId ?? principal.subject ?? ''}`
    default:
      return unreachable(principal)
  }
}

function claimsText(claims: { readonly [claim: string]: string }): string {
  const all = Object.entries(claims).map(([claim, value]) => `${claim}=${value}`)
  return all.length === 0 ? 'anybody' : all.join(', ')
}

function unreachable(value: never): never {
  throw new TypeError(`unexpected principal ${JSON.stringify(value)}`)
}

function routeDetails({ match, upstream, public: isPublic }: RouteSpec): readonly string[] {
  const methods = match.methods.length === 0 ? '' : `${match.methods.join(' ')} `
  return [
    `${methods}${match.host ?? ''}${match.path}`,
    `to ${upstream}`,
    ...(isPublic ? ['public'] : []),
  ]
}
