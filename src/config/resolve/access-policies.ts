import { type Resource, resourceAddress } from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { type Entry, isUnknown, itemsOf, knownText, member, textOf } from '../tree.ts'
import { compact, type Resolving, sortedSet, textsOf } from './context.ts'
import { identitiesOf, principalsOf } from './principals.ts'
import { reportUnknown } from './references.ts'

/** One access policy, its connections and principals looked up. */
export function resolveAccessPolicy(context: Resolving, entry: Entry): Resource<'accessPolicy'> {
  const owner = nameOf(['accessPolicies', entry.name])
  const list = member(entry.value, 'connections')
  checkConnections(context, entry, owner)
  const connections = sortedSet(textsOf(list))
  const allow = principalsOf(context, member(entry.value, 'allow'), owner)
  const used = connections.map((address) =>
    address.endsWith('/*')
      ? resourceAddress('provider', address.slice(0, -2))
      : resourceAddress('connection', address),
  )
  return {
    address: resourceAddress('accessPolicy', entry.name),
    kind: 'accessPolicy',
    name: entry.name,
    spec: compact({ connections, allow, description: textOf(member(entry.value, 'description')) }),
    secrets: {},
    dependsOn: sortedSet([...used, ...identitiesOf(allow)]),
    origin: context.places.origin(entry.key),
  }
}

function checkConnections(context: Resolving, { value }: Entry, owner: string): void {
  const { connections, providers } = context.declared
  for (const node of itemsOf(member(value, 'connections'))) {
    const address = knownText(node)
    if (address === undefined) continue
    const sought = address.endsWith('/*')
      ? { kind: 'provider', plural: 'providers', name: address.slice(0, -2), among: providers }
      : { kind: 'connection', plural: 'connections', name: address, among: connections }
    if (sought.among.has(sought.name)) continue
    reportUnknown(context, { ...sought, owner, range: node.range }, sought.among)
  }
}

/** Warns about connections that nobody may use. */
export function checkCoverage(context: Resolving, policies: ReadonlyMap<string, Entry>): void {
  const lists = [...policies.values()].flatMap(({ value }) => itemsOf(member(value, 'connections')))
  if (lists.some(isUnknown)) return
  const covered = new Set(lists.map((node) => textOf(node)))
  for (const { name, key } of context.declared.connections.values()) {
    const [provider = ''] = name.split('/')
    if (covered.has(name) || covered.has(`${provider}/*`)) continue
    const message = `${nameOf(['connections', name])} is in no access policy`
    context.problems.warning('CM3103', key, message, { label: 'nobody may use it' })
  }
}
