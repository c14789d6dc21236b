import {
  type AccessPolicySpec,
  apiKeyPointers,
  type ClientSecretKeys,
  type ConnectionAddress,
  type ConnectionSpec,
  type Endpoints,
  type EventType,
  forwardAuthPointer,
  type GatewaySpec,
  type IdentitySpec,
  loginSecretPointer,
  ofKind,
  type ProviderSpec,
  type RouteSpec,
  resourceAddress,
  type SecretKey,
  type State,
  type StateResource,
  webhookPointer,
} from '../model/index.ts'
import { fingerprintKey } from '../plan/index.ts'

/** An identity as what serves it needs it: for API keys the fingerprints of those that are right. */
export interface ServedIdentity {
  readonly name: string
  readonly spec: IdentitySpec
  /** Any of them is right. Absent for another kind of identity. */
  readonly apiKeys?: readonly ServedApiKey[]
  /** Where the secret of its login's client stands in the vault; absent for a public client. */
  readonly loginSecret?: SecretKey
}

/** One key of an identity, by its fingerprint; see `Vault.fingerprint`. */
export interface ServedApiKey {
  readonly context: string
  readonly fingerprint: string
}

/** A connection with all that is needed to obtain its token. */
export interface ServedConnection extends ClientSecretKeys {
  /** What a `static` grant declares. */
  readonly declared?: SecretKey
  /** Of a token exchange, once it is known: which grant of the subject's connection is exchanged. */
  readonly subjectGrant?: string
  readonly spec: ConnectionSpec
  /** The provider, endpoints complete. */
  readonly provider: ProviderSpec
  readonly providerName: string
  readonly clientId: string
}

/** The applied configuration as what serves it needs it. Derived from a state alone. */
export interface Served {
  readonly lineage: string
  readonly serial: number
  /** The plan that made it: two states of one serial may differ when an old one was restored. */
  readonly planId?: string | undefined
  readonly gateway: GatewaySpec
  readonly identities: readonly ServedIdentity[]
  readonly connections: ReadonlyMap<ConnectionAddress, ServedConnection>
  readonly accessPolicies: readonly AccessPolicySpec[]
  readonly routes: readonly { readonly name: string; readonly spec: RouteSpec }[]
  /** Fingerprint of the secret of `gateway.forwardAuth`, see `proxyContext`; absent: no proxy may ask. */
  readonly forwardAuth?: string | undefined
  /** Absent: none. */
  readonly webhooks?: readonly ServedWebhook[]
}

/** A webhook with all that is needed to call it. */
export interface ServedWebhook {
  readonly webhook: string
  readonly url: string
  readonly events: readonly EventType[]
  /** Where its secret stands in the vault. */
  readonly secret: SecretKey
}

/** @returns What `state` says is to be served, or `undefined` when nothing is applied. */
export function served(state: State): Served | undefined {
  const gateway = ofKind(state.resources, 'gateway')[0]
  if (gateway === undefined) return undefined
  return {
    lineage: state.lineage,
    serial: state.serial,
    planId: state.usedPlans.at(-1),
    gateway: gateway.spec,
    identities: ofKind(state.resources, 'identity').map(servedIdentity),
    connections: servedConnections(state.resources),
    accessPolicies: ofKind(state.resources, 'accessPolicy').map((each) => each.spec),
    routes: ofKind(state.resources, 'route').map(({ name, spec }) => ({ name, spec })),
    forwardAuth: gateway.fingerprints[forwardAuthPointer],
    webhooks: servedWebhooks(gateway),
  }
}

/** What is served after everything was destroyed: the sockets of before, and nothing behind them. */
export function servedNothing({ lineage, serial, usedPlans }: State, before: Served): Served {
  const { gateway } = before
  return {
    lineage,
    serial,
    planId: usedPlans.at(-1),
    gateway: { ...gateway, admin: { ...gateway.admin, roles: { operator: [], viewer: [] } } },
    identities: [],
    connections: new Map(),
    accessPolicies: [],
    routes: [],
  }
}

/** The connections among `resources` by address. One whose provider is missing is left out. */
export function servedConnections(
  resources: readonly StateResource[],
): ReadonlyMap<ConnectionAddress, ServedConnection> {
  const providers = new Map(ofKind(resources, 'provider').map((each) => [each.name, each]))
  const entries = ofKind(resources, 'connection').flatMap((connection) => {
    const provider = providers.get(connection.spec.provider)
    return provider === undefined ? [] : [servedConnection(connection, provider)]
  })
  return new Map(entries.map((each) => [each.spec.address, each]))
}

function servedConnection(
  connection: StateResource<'connection'>,
  provider: StateResource<'provider'>,
): ServedConnection {
  const spec = providerOf(provider)
  return {
    spec: connection.spec,
    provider: spec,
    providerName: provider.name,
    clientId: connection.spec.clientId ?? spec.clientId,
    ...keysOf(connection, provider),
    ...declaredKey(connection),
  }
}

/** A provider as it is used: with what discovery has found, and the client that was registered. */
export function providerOf(provider: StateResource<'provider'>): ProviderSpec {
  const spec = { ...provider.spec, endpoints: endpointsOf(provider) }
  const { registered } = provider
  if (registered === undefined) return spec
  return { ...spec, clientId: registered.clientId, clientAuth: registered.clientAuth }
}

/** What is declared wins, also over what discovery says of clients with a certificate. */
function endpointsOf({ spec, discovered }: StateResource<'provider'>): Endpoints {
  const endpoints = { ...discovered, ...spec.endpoints }
  const { mtlsAliases } = endpoints
  if (mtlsAliases === undefined) return endpoints
  const left = Object.entries(mtlsAliases).filter(([name]) => !Object.hasOwn(spec.endpoints, name))
  return { ...endpoints, mtlsAliases: Object.fromEntries(left) }
}

function declaredKey({ address, fingerprints }: StateResource): Pick<ServedConnection, 'declared'> {
  const pointer = ['/apiKey', '/basic/password'].find((each) => fingerprints[each] !== undefined)
  const fingerprint = pointer === undefined ? undefined : fingerprints[pointer]
  if (pointer === undefined || fingerprint === undefined) return {}
  return { declared: { address, pointer, fingerprint } }
}

/** With a secret of its own a connection has nothing of the provider's client; who signs is the same. */
function keysOf(connection: StateResource, provider: StateResource): ClientSecretKeys {
  const [own, shared] = [clientKeys(connection), clientKeys(provider)]
  if (own.clientSecret === undefined) return shared
  const { assertionKey } = shared
  return { ...(assertionKey === undefined ? {} : { assertionKey }), ...own }
}

/** Where what a client proves itself with is declared. */
const clientPointers: { readonly [Name in keyof ClientSecretKeys]-?: readonly string[] } = {
  clientSecret: ['/clientSecret'],
  nextClientSecret: ['/nextClientSecret'],
  clientKey: ['/clientAuth/privateKeyJwt/key', '/clientAuth/tls/key'],
  clientCertificate: ['/clientAuth/privateKeyJwt/certificate', '/clientAuth/tls/cert'],
  assertionKey: ['/assertion/serviceAccount', '/assertion/key'],
}

const clientKeyNames = Object.keys(clientPointers) as readonly (keyof ClientSecretKeys)[]

const noKeys: ClientSecretKeys = Object.freeze({})

/** Where what the client that a resource declares proves itself with stands in the vault. */
export function clientKeys({ address, fingerprints }: StateResource): ClientSecretKeys {
  // Nearly all connections declare none.
  if (Object.keys(fingerprints).length === 0) return noKeys
  const keys = clientKeyNames.flatMap((name) =>
    clientPointers[name].flatMap((pointer) => {
      const fingerprint = fingerprints[pointer]
      return fingerprint === undefined ? [] : [[name, { address, pointer, fingerprint }] as const]
    }),
  )
  return Object.fromEntries(keys)
}

/** The keys of a client, without whatever else `record` has. */
export function clientKeysIn(record: ClientSecretKeys): ClientSecretKeys {
  const keys = clientKeyNames.flatMap((name) => {
    const key = record[name]
    return key === undefined ? [] : [[name, key] as const]
  })
  return Object.fromEntries(keys)
}

function secretKey(
  { address, fingerprints }: StateResource,
  pointer: string,
): SecretKey | undefined {
  const fingerprint = fingerprints[pointer]
  return fingerprint === undefined ? undefined : { address, pointer, fingerprint }
}

function servedWebhooks(gateway: StateResource<'gateway'>): readonly ServedWebhook[] {
  return Object.entries(gateway.spec.webhooks ?? {}).flatMap(([webhook, { url, events }]) => {
    const secret = secretKey(gateway, webhookPointer(webhook))
    return secret === undefined ? [] : { webhook, url, events, secret }
  })
}

function servedIdentity(identity: StateResource<'identity'>): ServedIdentity {
  const loginSecret = secretKey(identity, loginSecretPointer)
  const apiKeys = apiKeysOf(identity)
  return {
    name: identity.name,
    spec: identity.spec,
    ...(apiKeys.length === 0 ? {} : { apiKeys }),
    ...(loginSecret === undefined ? {} : { loginSecret }),
  }
}

function apiKeysOf({ address, fingerprints }: StateResource<'identity'>): readonly ServedApiKey[] {
  return apiKeyPointers.flatMap((pointer) => {
    const fingerprint = fingerprints[pointer]
    const context = fingerprintKey(address, pointer)
    return fingerprint === undefined ? [] : [{ context, fingerprint }]
  })
}

/** The context under which the fingerprint of `Served.forwardAuth` is made. */
export function proxyContext(): string {
  return fingerprintKey(resourceAddress('gateway', 'gateway'), forwardAuthPointer)
}
