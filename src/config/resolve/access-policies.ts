import {
  type AccessConditions,
  type Resource,
  type ResourceAddress,
  resourceAddress,
  templateParts,
} from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { type Entry, isUnknown, itemsOf, knownText, member, type Node, textOf } from '../tree.ts'
import { isTemplate, templateOfGroup } from './connection-templates.ts'
import { compact, declaredAt, type Resolving, sortedSet, textsOf } from './context.ts'
import { identitiesOf, principalsOf } from './principals.ts'
import { reportUnknown } from './references.ts'

/** One access policy, its connections and principals looked up. */
export function resolveAccessPolicy(context: Resolving, entry: Entry): Resource<'accessPolicy'> {
  const owner = nameOf(['accessPolicies', entry.name])
  const list = member(entry.value, 'connections')
  checkConnections(context, entry, owner)
  checkOwner(context, entry)
  const connections = sortedSet(textsOf(list))
  const allow = principalsOf(context, member(entry.value, 'allow'), owner)
  const conditions = conditionsOf(context, member(entry.value, 'conditions'), owner)
  const routes = conditions?.routes.map((name) => resourceAddress('route', name)) ?? []
  const used = connections.map((address) => usedBy(context, address))
  return {
    address: resourceAddress('accessPolicy', entry.name),
    kind: 'accessPolicy',
    name: entry.name,
    spec: compact({
      connections,
      allow,
      conditions,
      description: textOf(member(entry.value, 'description')),
    }),
    secrets: {},
    dependsOn: sortedSet([...used, ...routes, ...identitiesOf(allow)]),
    ...declaredAt(context, entry),
  }
}

function conditionsOf(
  context: Resolving,
  node: Node | undefined,
  owner: string,
): AccessConditions | undefined {
  if (node === undefined) return undefined
  const routes = member(node, 'routes')
  for (const each of itemsOf(routes)) {
    const name = knownText(each)
    if (name === undefined || context.declared.routes.has(name)) continue
    const reference = { kind: 'route', plural: 'routes', name, range: each.range, owner }
    reportUnknown(context, reference, context.declared.routes)
  }
  return {
    routes: sortedSet(textsOf(routes)),
    methods: sortedSet(textsOf(member(node, 'methods'))),
  }
}

/** What stands for many connections, if anything: a provider, or the group of a template. */
function manyOf(address: string): string | undefined {
  return address.endsWith('/*') ? address.slice(0, -2) : undefined
}

function usedBy({ declared }: Resolving, address: string): ResourceAddress {
  const many = manyOf(address)
  if (many === undefined) return resourceAddress('connection', address)
  if (!many.includes('/')) return resourceAddress('provider', many)
  const template = templateOfGroup(declared.connections, many)
  return resourceAddress('connectionTemplate', template?.name ?? many)
}

function checkConnections(context: Resolving, { value }: Entry, owner: string): void {
  for (const node of itemsOf(member(value, 'connections'))) {
    const address = knownText(node)
    const sought = address === undefined ? undefined : soughtBy(context, address)
    if (sought === undefined) continue
    reportUnknown(context, { ...sought, owner, range: node.range }, sought.among)
  }
}

/** What is not there and should be. */
function soughtBy({ declared }: Resolving, address: string): Sought | undefined {
  const { connections, providers } = declared
  const many = manyOf(address)
  if (many?.includes('/')) {
    if (templateOfGroup(connections, many) !== undefined) return undefined
    const kind = 'connection template'
    const among = new Map([...connections].filter(([, entry]) => isTemplate(entry)))
    return { kind, plural: `${kind}s`, name: `${many}/{…}`, among }
  }
  const sought =
    many === undefined
      ? { kind: 'connection', plural: 'connections', name: address, among: connections }
      : { kind: 'provider', plural: 'providers', name: many, among: providers }
  return sought.among.has(sought.name) ? undefined : sought
}

interface Sought {
  readonly kind: string
  readonly plural: string
  readonly name: string
  readonly among: ReadonlyMap<string, Entry>
}

/** Only the connections of a template have an owner among the callers. */
function checkOwner({ problems }: Resolving, { value }: Entry): void {
  const owner = itemsOf(member(value, 'allow')).find((item) => textOf(item) === 'owner')
  if (owner === undefined) return
  const isOwned = (node: Node): boolean => isUnknown(node) || /\/.*\/\*$/.test(textOf(node) ?? '')
  const stranger = itemsOf(member(value, 'connections')).find((node) => !isOwned(node))
  if (stranger === undefined) return
  problems.error('CM1007', owner.range, '"owner" does not go with these connections', {
    label: 'only the connections of a template have an owner',
    related: { range: stranger.range, label: 'this one is nobody’s' },
    help: ['a template is declared as  github/users/{sub}: {}  and allowed as  github/users/*'],
  })
}

/** Warns about connections that nobody may use. */
export function checkCoverage(context: Resolving, policies: ReadonlyMap<string, Entry>): void {
  const lists = [...policies.values()].flatMap(({ value }) => itemsOf(member(value, 'connections')))
  if (lists.some(isUnknown) || context.declared.open.has('accessPolicies')) return
  const covered = new Set(lists.map((node) => textOf(node)))
  for (const { name, key } of context.declared.connections.values()) {
    const [provider = '', group] = name.split('/')
    if (covered.has(`${provider}/*`) || covered.has(name)) continue
    if (templateParts(name) !== undefined && covered.has(`${provider}/${group}/*`)) continue
    const message = `${nameOf(['connections', name])} is in no access policy`
    context.problems.warning('CM3103', key, message, { label: 'nobody may use it' })
  }
}
