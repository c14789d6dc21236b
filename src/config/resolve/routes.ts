import {
  hostAllowed,
  isJsonObject,
  type PolicySpec,
  type Resource,
  type RouteSpec,
  resourceAddress,
} from '../../model/index.ts'
import { later } from '../complaint.ts'
import { nameOf } from '../naming.ts'
import { quote } from '../secret-text.ts'
import {
  type Entry,
  entriesOf,
  entryOf,
  flagOf,
  itemsOf,
  knownText,
  member,
  type Node,
  textOf,
  toJson,
} from '../tree.ts'
import { templateOfGroup } from './connection-templates.ts'
import {
  compact,
  declaredAt,
  type ResolvedProvider,
  type Resolving,
  recordOf,
  sortedSet,
  textsOf,
} from './context.ts'
import { durationOf } from './durations.ts'
import { checkRoutePolicies } from './policies.ts'
import { reportUnknown } from './references.ts'
import { pathFlaw } from './route-path.ts'
import { urlOf } from './urls.ts'

/** A route with the place of its declaration. */
export interface ResolvedRoute {
  readonly entry: Entry
  readonly spec: RouteSpec
  readonly resource: Resource<'route'>
}

/** One route: the short form written out, its connections and the hosts of their tokens checked. */
export function resolveRoute(
  context: Resolving,
  entry: Entry,
  providers: ReadonlyMap<string, ResolvedProvider>,
): ResolvedRoute {
  const node = entry.value
  const rules = { query: false, insecure: 'CM3201' } as const
  const upstream = urlOf(member(node, 'upstream'), rules, context.problems)
  const used = connectionNodes(context, node)
  const connections = used.flatMap((each) => checkConnection(context, entry, each))
  checkHosts(context, node, { upstream, connections, providers })
  checkRoutePolicies(context, node)
  const timeout = member(node, 'timeout')
  const spec: RouteSpec = compact({
    match: matchOf(context, member(node, 'match')),
    upstream: upstreamText(upstream) ?? textOf(member(node, 'upstream')) ?? '',
    policies: policiesOf(context, node),
    timeout: durationOf(timeout, { least: '1ms', most: '24h' }, context.problems),
    public: flagOf(member(node, 'public')) ?? false,
    description: textOf(member(node, 'description')),
  })
  const resource: Resource<'route'> = {
    address: resourceAddress('route', entry.name),
    kind: 'route',
    name: entry.name,
    spec,
    secrets: {},
    dependsOn: sortedSet(connections.map((name) => resourceAddress('connection', name))),
    ...declaredAt(context, entry),
  }
  return { entry, spec, resource }
}

/** The host in lower case, no default port, and no slash where there is no path. */
function upstreamText(url: URL | undefined): string | undefined {
  if (url === undefined) return undefined
  return url.pathname === '/' ? url.origin : url.origin + url.pathname
}

/** Where a route says which connection it uses: the short form, and options of its policies. */
function connectionNodes({ catalog }: Resolving, route: Node): readonly Node[] {
  const short = member(route, 'connection')
  const options = itemsOf(member(route, 'policies')).flatMap((item) =>
    catalog.policies.flatMap(({ name, connectionOption }) => {
      if (connectionOption === undefined) return []
      const node = member(member(item, name), connectionOption)
      return node === undefined ? [] : [node]
    }),
  )
  return short === undefined ? options : [short, ...options]
}

/** @returns The address when it is declared. */
function checkConnection(context: Resolving, route: Entry, node: Node): readonly string[] {
  const name = knownText(node)
  if (name === undefined) return []
  const { connections } = context.declared
  const template = templateOf(connections, name)
  if (template !== undefined) {
    const message = `the connection template ${quote(template)} cannot be used by a route yet`
    context.problems.error('CM1012', node.range, message, later)
    return []
  }
  if (connections.has(name)) return [name]
  const owner = nameOf(['routes', route.name])
  const reference = { owner, kind: 'connection', plural: 'connections', name, range: node.range }
  reportUnknown(context, reference, connections)
  return []
}

/** The template that a route means by its own name, or by a name of one of its connections. */
function templateOf(declared: ReadonlyMap<string, Entry>, name: string): string | undefined {
  const [provider, group, rest] = name.split('/')
  if (rest === undefined) return undefined
  return templateOfGroup(declared, `${provider}/${group}`)?.name
}

/** A token goes only to hosts that its provider names. */
function checkHosts(
  { problems }: Resolving,
  route: Node,
  {
    upstream,
    connections,
    providers,
  }: {
    readonly upstream: URL | undefined
    readonly connections: readonly string[]
    readonly providers: ReadonlyMap<string, ResolvedProvider>
  },
): void {
  const node = member(route, 'upstream')
  if (node === undefined || upstream === undefined) return
  for (const name of new Set(connections.map((address) => address.split('/')[0] ?? ''))) {
    const provider = providers.get(name)
    const hosts = provider?.spec.apiHosts ?? []
    if (provider === undefined || hostAllowed(hosts, upstream.hostname)) continue
    const message = `tokens of provider ${quote(name)} would go to ${quote(upstream.hostname)}`
    const declared = entryOf(provider.entry.value, 'apiHosts')?.key ?? provider.entry.key
    problems.error('CM3202', node.range, message, {
      label: `they may go to ${hosts.join(', ')}`,
      related: { range: declared, label: 'the provider' },
      help: ['if the host is the provider’s, list it in "apiHosts" of the provider'],
    })
  }
}

function matchOf({ problems }: Resolving, node: Node | undefined): RouteSpec['match'] {
  const path = member(node, 'path')
  const flaw = pathFlaw(knownText(path) ?? '/')
  if (path !== undefined && flaw !== undefined) {
    problems.error('CM1005', path.range, 'the path of a route does not have the right form', {
      label: flaw,
    })
  }
  return compact({
    path: textOf(path) ?? '/',
    methods: sortedSet(textsOf(member(node, 'methods'))),
    host: textOf(member(node, 'host'))?.toLowerCase(),
    headers: headersOf(problems, member(node, 'headers')),
  })
}

function headersOf(
  problems: Resolving['problems'],
  node: Node | undefined,
): { readonly [name: string]: string } {
  const seen = new Map<string, Entry>()
  for (const entry of entriesOf(node)) {
    const name = entry.name.toLowerCase()
    const first = seen.get(name)
    if (first !== undefined) {
      problems.error('CM1003', entry.key, `header ${quote(name)} is declared twice`, {
        label: 'second declaration; upper and lower case are alike',
        related: { range: first.key, label: 'first declaration' },
      })
    }
    seen.set(name, entry)
  }
  const lower = Object.entries(recordOf(node)).map(([name, value]) => [name.toLowerCase(), value])
  return Object.fromEntries(lower)
}

/** The short form in full; options as written, for the policy to read. */
function policiesOf({ declared }: Resolving, route: Node): readonly PolicySpec[] {
  const connection = textOf(member(route, 'connection'))
  const isBasic = member(declared.connections.get(connection ?? '')?.value, 'basic') !== undefined
  const scheme = isBasic ? 'Basic' : 'Bearer'
  if (connection !== undefined) {
    return [
      {
        policy: 'get-authorization-context',
        options: { connection, identityType: 'jwt', as: 'auth' },
      },
      { policy: 'set-header', options: { Authorization: `${scheme} {{ auth.accessToken }}` } },
    ]
  }
  return itemsOf(member(route, 'policies')).flatMap((item) =>
    entriesOf(item).map(({ name, value }) => {
      const options = toJson(value)
      return { policy: name, options: isJsonObject(options) ? options : {} }
    }),
  )
}
