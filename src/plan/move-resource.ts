import {
  type AccessPolicySpec,
  type ConnectionSpec,
  connectionAddress,
  type GatewaySpec,
  isSameJson,
  type JsonObject,
  type Kind,
  type PolicyDescriptor,
  type Principal,
  partsOf,
  type ResourceAddress,
  type RouteSpec,
  resourceAddress,
  resourceParts,
  type State,
  type StateResource,
  templateParts,
} from '../model/index.ts'
import { type Edited, inOrder, type Move, refusedEdit, type StateEdit } from './state-edits.ts'

/** Which option of a route's policies holds a connection's address. */
export type ConnectionOptions = readonly Pick<PolicyDescriptor, 'name' | 'connectionOption'>[]

/**
 * Gives a resource another address, as `state mv` and a `moved` block do.
 *
 * Its id stays, and with it everything that belongs to it. A provider takes its connections along,
 * because its name is a part of their addresses. Terraform would change the address alone; here the
 * state is what a gateway serves, so whatever refers to the old address refers to the new one
 * afterwards, and the next plan shows only what the configuration says differently.
 *
 * @param policies Which options of a route's policies hold a connection's address.
 */
export function moveResource(state: State, move: Move, policies: ConnectionOptions): Edited {
  const refusal = refusalOf(state, move)
  if (refusal !== undefined) return refusal
  const names = namesAfter(state, move)
  const taken = state.resources.find(
    ({ address }) => names.has(address) === false && [...names.values()].includes(address),
  )
  if (taken !== undefined) return occupied(taken.address)
  const moves = [...names].map(([from, to]) => ({ from, to }))
  return { ok: true, value: withMoves(state, moves, policies) }
}

/**
 * The state with resources at other addresses, and every reference to them changed. That the moves fit
 * it is asked before.
 */
export function withMoves(
  { serial, resources: before }: Pick<State, 'serial' | 'resources'>,
  moves: readonly Move[],
  policies: ConnectionOptions,
): StateEdit {
  const names = new Map(moves.map(({ from, to }) => [from, to]))
  const renaming: Renaming = { names, policies }
  const rewritten: ResourceAddress[] = []
  const resources = before.map((resource) => {
    const next = renamed(resource, renaming)
    if (isSameJson(jsonOf(next), jsonOf(resource))) return resource
    if (!names.has(resource.address)) rewritten.push(resource.address)
    return { ...next, updatedSerial: serial + 1 } as StateResource
  })
  return { resources: inOrder(resources), moves, rewritten, gone: [] }
}

function jsonOf(resource: StateResource): JsonObject {
  return resource as unknown as JsonObject
}

interface Renaming {
  /** New addresses by old ones. */
  readonly names: ReadonlyMap<ResourceAddress, ResourceAddress>
  readonly policies: ConnectionOptions
}

/** The first thing that is in the way, if any. */
function refusalOf(state: State, { from, to }: Move): Edited | undefined {
  const [source, target] = [resourceParts(from), resourceParts(to)]
  const has = (address: string): boolean => state.resources.some((each) => each.address === address)
  if (source === undefined || !has(from)) {
    return refusedEdit(`"${from}" is not in the state`, 'see: credmgr state list')
  }
  if (target === undefined) {
    return refusedEdit(`"${to}" cannot be an address`, `for example: ${exampleOf(source.kind)}`)
  }
  if (source.kind !== target.kind) {
    const problem = `a ${source.kind} cannot become a ${target.kind}`
    return refusedEdit(problem, `for example: ${exampleOf(source.kind)}`)
  }
  if (from === to) return refusedEdit(`"${from}" is its address already`, 'name another one')
  if (has(to)) return occupied(to)
  const provider = providerOf(target.kind, target.name)
  if (provider === undefined || has(`provider.${provider}`)) return undefined
  return refusedEdit(
    `there is no provider "${provider}" in the state`,
    `move the provider, and its connections go along: credmgr state mv provider.OLD provider.${provider}`,
  )
}

function occupied(address: ResourceAddress): Edited {
  return refusedEdit(
    `there is "${address}" in the state already`,
    `name another address, or forget that one first: credmgr state rm ${address}`,
  )
}

const examples: { readonly [K in Kind]?: string } = {
  connection: 'connection.github/release-bot',
  connectionTemplate: 'connectionTemplate.github/users/{sub}',
}

function exampleOf(kind: Kind): string {
  return examples[kind] ?? `${kind}.new-name`
}

/** The provider that the name of a connection or of a template begins with. */
function providerOf(kind: Kind, name: string): string | undefined {
  return kind === 'connection' || kind === 'connectionTemplate' ? name.split('/')[0] : undefined
}

function namesAfter(
  { resources }: State,
  { from, to }: Move,
): ReadonlyMap<ResourceAddress, ResourceAddress> {
  const names = new Map([[from, to]])
  const [source, target] = [resourceParts(from), resourceParts(to)]
  if (source?.kind !== 'provider' || target === undefined) return names
  for (const { address, kind, name } of resources) {
    if (providerOf(kind, name) !== source.name) continue
    const below = name.slice(source.name.length)
    names.set(address, resourceAddress(kind, `${target.name}${below}`))
  }
  return names
}

function renamed(resource: StateResource, renaming: Renaming): StateResource {
  const address = renaming.names.get(resource.address) ?? resource.address
  const name = resourceParts(address)?.name ?? resource.name
  const dependsOn = resource.dependsOn.map((each) => renaming.names.get(each) ?? each)
  const provider = providerOf(resource.kind, name)
  const refers =
    provider === undefined
      ? dependsOn
      : dependsOn.map((each) =>
          each.startsWith('provider.') ? resourceAddress('provider', provider) : each,
        )
  const spec = renamedSpec({ ...resource, name } as StateResource, renaming)
  return { ...resource, address, name, spec, dependsOn: sorted(refers) } as StateResource
}

/** @param resource With its new name, and its spec as it was. */
function renamedSpec(resource: StateResource, renaming: Renaming): StateResource['spec'] {
  switch (resource.kind) {
    case 'gateway':
      return gatewaySpec(resource.spec, renaming)
    case 'connection': {
      const address = connectionAddress(resource.name) ?? resource.spec.address
      return {
        ...connectionSpec(resource.spec, renaming),
        address,
        provider: partsOf(address).provider,
        ...subjectAfter(resource.spec, renaming),
      }
    }
    case 'connectionTemplate': {
      const parts = templateParts(resource.name)
      return parts === undefined ? resource.spec : { ...resource.spec, ...parts }
    }
    case 'accessPolicy':
      return accessPolicySpec(resource.spec, renaming)
    case 'route':
      return routeSpec(resource.spec, renaming)
    default:
      return resource.spec
  }
}

function subjectAfter(
  { subjectToken }: ConnectionSpec,
  { names }: Renaming,
): Partial<ConnectionSpec> {
  if (subjectToken === undefined) return {}
  const connection = connectionAddress(connectionAfter(subjectToken.connection, names))
  return { subjectToken: { connection: connection ?? subjectToken.connection } }
}

function gatewaySpec(spec: GatewaySpec, renaming: Renaming): GatewaySpec {
  const { operator, viewer } = spec.admin.roles
  const roles = { operator: principals(operator, renaming), viewer: principals(viewer, renaming) }
  return { ...spec, admin: { ...spec.admin, roles } }
}

function connectionSpec(spec: ConnectionSpec, renaming: Renaming): ConnectionSpec {
  if (spec.consent === undefined) return spec
  return { ...spec, consent: { by: principals(spec.consent.by, renaming) } }
}

function accessPolicySpec(spec: AccessPolicySpec, renaming: Renaming): AccessPolicySpec {
  const connections = spec.connections.map((each) => selectorAfter(each, renaming))
  const { conditions } = spec
  const moved = { connections: sorted(connections), allow: principals(spec.allow, renaming) }
  if (conditions === undefined) return { ...spec, ...moved }
  const routes = sorted(conditions.routes.map((each) => routeAfter(each, renaming)))
  return { ...spec, ...moved, conditions: { ...conditions, routes } }
}

function routeAfter(name: string, { names }: Renaming): string {
  const route = names.get(resourceAddress('route', name))
  return (route && resourceParts(route)?.name) ?? name
}

/** `github/bot`, `github/*`, or `github/users/*`. */
function selectorAfter(selector: string, { names }: Renaming): string {
  if (!selector.endsWith('/*')) return connectionAfter(selector, names)
  const many = selector.slice(0, -2)
  if (!many.includes('/')) {
    const provider = names.get(resourceAddress('provider', many))
    return provider === undefined ? selector : `${resourceParts(provider)?.name ?? many}/*`
  }
  return `${groupAfter(many, names)}/*`
}

/** `github/users`: what the connections of a template have in common. */
function groupAfter(group: string, names: Renaming['names']): string {
  for (const [from, to] of names) {
    if (groupOf(from) === group) return groupOf(to) ?? group
  }
  return group
}

function groupOf(address: ResourceAddress): string | undefined {
  const parts = templateParts(resourceParts(address)?.name ?? '')
  return parts && `${parts.provider}/${parts.group}`
}

function connectionAfter(name: string, names: Renaming['names']): string {
  const address = names.get(resourceAddress('connection', name))
  return address === undefined ? name : (resourceParts(address)?.name ?? name)
}

function principals(list: readonly Principal[], { names }: Renaming): readonly Principal[] {
  return list.map((each) => {
    if (!('identity' in each)) return each
    const address = names.get(resourceAddress('identity', each.identity))
    const identity = address === undefined ? undefined : resourceParts(address)?.name
    return identity === undefined ? each : { ...each, identity }
  })
}

function routeSpec(spec: RouteSpec, { names, policies }: Renaming): RouteSpec {
  const options = new Map(policies.map((each) => [each.name, each.connectionOption]))
  return {
    ...spec,
    policies: spec.policies.map((step) => {
      const option = options.get(step.policy)
      const connection = option === undefined ? undefined : step.options[option]
      if (option === undefined || typeof connection !== 'string') return step
      const after = connectionAfter(connection, names)
      return { ...step, options: { ...step.options, [option]: after } }
    }),
  }
}

function sorted<T extends string>(list: readonly T[]): readonly T[] {
  return [...new Set(list)].sort()
}
