import { createHash } from 'node:crypto'
import {
  type AccessPolicySpec,
  type Config,
  type ConnectionAddress,
  type ConnectionSpec,
  type CredentialSummary,
  connectionAddress,
  emptyState,
  type GatewaySpec,
  type IdentitySpec,
  type Kind,
  kinds,
  type ProviderSpec,
  type Resource,
  type RouteSpec,
  resourceAddress,
  type SecretRef,
  type Specs,
  type State,
} from '../../src/model/index.ts'
import { applyChanges, makePlan, type Plan, type PlanInput } from '../../src/plan/index.ts'

/** Configurations as the config room makes them, in a few words. */
export interface World {
  readonly gateway?: Partial<GatewaySpec>
  readonly identities?: { readonly [name: string]: IdentitySpec }
  readonly providers?: { readonly [name: string]: Partial<ProviderSpec> }
  readonly connections?: { readonly [address: string]: Partial<ConnectionSpec> }
  readonly accessPolicies?: { readonly [name: string]: Partial<AccessPolicySpec> }
  readonly routes?: { readonly [name: string]: Partial<RouteSpec> }
}

export function configOf(world: World): Config {
  let line = 1
  const list = <K extends Kind>(
    kind: K,
    specs: { readonly [name: string]: Specs[K] },
  ): readonly Resource[] =>
    Object.entries(specs).map(([name, spec]) => {
      line += 3
      return {
        address: resourceAddress(kind, name),
        kind,
        name,
        spec,
        secrets: secretsOf(spec, line),
        dependsOn: dependenciesOf(kind, spec),
        origin: { file: 'credmgr.config.yaml', line, column: 3 },
      } as unknown as Resource
    })
  const resources = [
    ...list('gateway', { gateway: { ...gatewayDefaults, ...world.gateway } }),
    ...list('identity', world.identities ?? {}),
    ...list(
      'provider',
      mapValues(world.providers, (spec) => ({ ...providerDefaults, ...spec })),
    ),
    ...list(
      'connection',
      mapValues(world.connections, (spec, text) => ({
        ...connectionDefaults,
        address: address(text),
        provider: text.split('/')[0] ?? '',
        ...spec,
      })),
    ),
    ...list(
      'accessPolicy',
      mapValues(world.accessPolicies, (spec) => ({ connections: [], allow: [], ...spec })),
    ),
    ...list(
      'route',
      mapValues(world.routes, (spec) => ({ ...routeDefaults, ...spec })),
    ),
  ]
  const inOrder = [...resources].sort(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.name < b.name ? -1 : 1),
  )
  return { resources: inOrder }
}

function dependenciesOf(kind: Kind, spec: object): readonly string[] {
  const {
    provider,
    policies = [],
    connections = [],
  } = spec as {
    readonly provider?: string
    readonly policies?: RouteSpec['policies']
    readonly connections?: readonly string[]
  }
  const used = [...policies.map(({ options }) => options['connection']), ...connections]
  const addresses = used.flatMap((each) =>
    typeof each === 'string' && connectionAddress(each) !== undefined ? [`connection.${each}`] : [],
  )
  return kind === 'connection' ? [`provider.${provider}`] : addresses.sort()
}

export function address(text: string): ConnectionAddress {
  const parsed = connectionAddress(text)
  if (parsed === undefined) throw new TypeError(`"${text}" is not an address`)
  return parsed
}

export const providerDefaults: ProviderSpec = {
  endpoints: {
    authorization: 'https://idp.example/authorize',
    token: 'https://idp.example/token',
  },
  grant: 'authorizationCode',
  clientId: 'client-1',
  clientAuth: 'clientSecretBasic',
  scopes: [],
  authorizationParams: {},
  tokenParams: {},
  parameters: {},
  apiHosts: [],
  refresh: { margin: 180_000 },
}

const gatewayDefaults: GatewaySpec = {
  publicUrl: 'http://127.0.0.1:8080',
  listen: '127.0.0.1:8080',
  admin: { listen: '127.0.0.1:8081', roles: { operator: [], viewer: [] } },
  timeouts: { connect: 10_000, headers: 60_000, body: 60_000 },
}

const connectionDefaults = {
  scopes: ['read'],
  allowedRedirectUrls: [],
  lifecycle: { preventDestroy: false },
  labels: {},
}

const routeDefaults: RouteSpec = {
  match: { path: '/api/**', methods: [], headers: {} },
  upstream: 'https://api.example',
  policies: [],
  public: false,
}

/** Stands for the keyed digest of a store. */
export function shortDigest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12)
}

/** What the engine would hand in, with fingerprints that tell values apart and never show one. */
export function planInput(
  config: Config | undefined,
  state: State = emptyState('lineage-1'),
  more: Partial<PlanInput> = {},
): PlanInput {
  return {
    config,
    state,
    env: 'default',
    planId: `p_${state.serial + 1}`,
    createdAt: Date.parse('2026-11-23T12:00:00Z'),
    source: { file: 'credmgr.config.yaml', variables: false },
    digest: shortDigest,
    fingerprints: fingerprintsOf(config),
    credentials: new Map(),
    ...more,
  }
}

export function fingerprintsOf(
  config: Config | undefined,
  version = 'v1',
): { readonly [key: string]: string } {
  return Object.fromEntries(
    (config?.resources ?? []).flatMap((each) =>
      Object.keys(each.secrets).map((pointer) => [`${each.address}#${pointer}`, `fp-${version}`]),
    ),
  )
}

/** The state after `plan`. */
export function applied(state: State, plan: Plan): State {
  let count = 0
  return applyChanges(state, plan, {
    newId: () => `r_${state.serial}_${count++}`,
    discovered: new Map(),
    fingerprints: plan.fingerprints,
    appliedAt: plan.createdAt,
  })
}

/** The state in which `world` was applied to an empty store. */
export function stateOf(world: World): State {
  const state = emptyState('lineage-1')
  return applied(state, makePlan(planInput(configOf(world), state)))
}

export function credential(
  connection: string,
  more: Partial<CredentialSummary> = {},
): CredentialSummary {
  return {
    connection: address(connection),
    generation: 1,
    status: 'connected',
    grantBinding: '{}',
    grantedScopes: ['read'],
    requestedScopes: ['read'],
    tokenType: 'bearer',
    obtainedAt: 0,
    hasRefreshToken: true,
    ...more,
  }
}

export function credentialsOf(
  ...all: readonly CredentialSummary[]
): ReadonlyMap<ConnectionAddress, CredentialSummary> {
  return new Map(all.map((each) => [each.connection, each]))
}

function secretsOf(spec: object, line: number): Resource['secrets'] {
  const refs: { readonly [key: string]: unknown } = { ...spec }
  const span = { file: 'credmgr.config.yaml', line, column: 5, endLine: line, endColumn: 9 }
  return Object.fromEntries(
    ['clientSecret', 'apiKey']
      .filter((key) => refs[key] !== undefined)
      .map((key) => [`/${key}`, { ref: refs[key] as SecretRef, span }]),
  )
}

function mapValues<A, B>(
  record: { readonly [key: string]: A } | undefined,
  change: (value: A, key: string) => B,
): { readonly [key: string]: B } {
  return Object.fromEntries(
    Object.entries(record ?? {}).map(([key, value]) => [key, change(value, key)]),
  )
}
