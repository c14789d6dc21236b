import {
  type Catalog,
  type Checked,
  type Config,
  type ConnectionSpec,
  type ConnectionTemplateSpec,
  deepFreeze,
  type GatewaySpec,
  groupedBy,
  type Resource,
} from '../../model/index.ts'
import { lintSettings } from '../lint-settings.ts'
import { nameOf } from '../naming.ts'
import { compareText, createProblems } from '../problems.ts'
import type { Places } from '../source.ts'
import type { Entry, Node } from '../tree.ts'
import { checkCoverage, resolveAccessPolicy } from './access-policies.ts'
import { checkClients } from './clients.ts'
import { isTemplate, resolveConnectionTemplate } from './connection-templates.ts'
import { resolveConnection } from './connections.ts'
import {
  declaredAll,
  declaredIn,
  type ResolvedConnection,
  type ResolvedProvider,
  type Resolving,
} from './context.ts'
import { resolveGateway } from './gateway.ts'
import { resolveIdentity } from './identities.ts'
import { resolveProvider } from './providers.ts'
import { resolveRefactoring } from './refactoring.ts'
import { withRegistration } from './registrations.ts'
import { checkConflicts } from './route-conflicts.ts'
import { resolveRoute } from './routes.ts'

/**
 * From a tree of the right shape to a {@link Config}: references looked up, templates and defaults
 * filled in, sets sorted. Needs a tree that the schema has accepted.
 *
 * @returns The configuration, frozen, or diagnostics `CM1003 CM1004 CM1005 CM1006 CM1007 CM1019 CM3011
 *   CM3201 CM3202 CM3204`; warnings `CM3102 CM3103`.
 */
export function resolve(places: Places, root: Node, catalog: Catalog): Checked<Config> {
  const problems = createProblems(places)
  const context = { places, catalog, problems, declared: declaredAll(root) }
  const resources = resolveAll(context, root)
  const refactoring = resolveRefactoring(context, root, resources)
  // Nothing of it is applied; it has to be right all the same.
  lintSettings(root, problems)
  const diagnostics = problems.list()
  if (problems.hasErrors()) return { ok: false, diagnostics }
  return {
    ok: true,
    value: deepFreeze({ resources, ...(refactoring && { refactoring }) }),
    diagnostics,
  }
}

function resolveAll(context: Resolving, root: Node): readonly Resource[] {
  const {
    identities,
    providers: declaredProviders,
    connections: declaredConnections,
  } = context.declared
  const policies = declaredIn(root, 'accessPolicies')
  const providers = new Map(
    byName(declaredProviders).map((entry) => [entry.name, resolveProvider(context, entry)]),
  )
  const ofAll = byName(declaredConnections)
  const connections = ofAll.flatMap((entry) => resolveConnection(context, entry, providers) ?? [])
  const templates = ofAll
    .filter(isTemplate)
    .flatMap((entry) => resolveConnectionTemplate(context, entry, providers) ?? [])
  const routes = byName(declaredIn(root, 'routes')).map((entry) =>
    resolveRoute(context, entry, providers),
  )
  const used = [...connections.map((each) => each.spec), ...templates.map((each) => each.spec)]
  checkSecrets(context, providers, connections)
  checkConflicts(context, routes)
  const gateway = resolveGateway(context, root)
  const resources = [
    gateway,
    ...byName(identities).map((entry) => resolveIdentity(context, entry)),
    ...providerResources(providers, gateway.spec, used),
    ...connections.map((each) => each.resource),
    ...templates,
    ...byName(policies).map((entry) => resolveAccessPolicy(context, entry)),
    ...routes.map((each) => each.resource),
  ]
  // What an unknown reference should have used would look unused.
  if (context.problems.hasErrors()) return resources
  checkUse(context, providers, used)
  checkCoverage(context, policies)
  return resources
}

function providerResources(
  providers: ReadonlyMap<string, ResolvedProvider>,
  gateway: GatewaySpec,
  users: readonly (ConnectionSpec | ConnectionTemplateSpec)[],
): readonly Resource[] {
  return [...providers].map(([name, { resource }]) => {
    if (resource.spec.registration === undefined) return resource
    const own = users.filter(({ provider }) => provider === name)
    return withRegistration(resource, gateway, own)
  })
}

function byName(entries: ReadonlyMap<string, Entry>): readonly Entry[] {
  return [...entries.values()].toSorted((left, right) => compareText(left.name, right.name))
}

function checkSecrets(
  context: Resolving,
  providers: ReadonlyMap<string, ResolvedProvider>,
  connections: readonly ResolvedConnection[],
): void {
  const byProvider = groupedBy(connections, ({ spec }) => spec.provider)
  for (const [name, provider] of providers) {
    checkClients(context, provider, byProvider.get(name) ?? [])
  }
}

function checkUse(
  { problems, declared }: Resolving,
  providers: ReadonlyMap<string, ResolvedProvider>,
  users: readonly { readonly provider: string }[],
): void {
  if (declared.open.has('connections')) return
  const used = new Set(users.map((each) => each.provider))
  for (const [name, { entry }] of providers) {
    if (used.has(name)) continue
    problems.warning('CM3102', entry.key, `${nameOf(['providers', name])} is never used`, {
      label: 'no connection belongs to it',
    })
  }
}
