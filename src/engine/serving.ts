import {
  type AccessPolicySpec,
  type ConnectionAddress,
  type ConnectionSpec,
  type EventType,
  type GatewaySpec,
  type IdentitySpec,
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

/** An identity as the gateway needs it: for an API key the fingerprint of the key that is right. */
export interface ServedIdentity {
  readonly name: string
  readonly spec: IdentitySpec
  readonly apiKeyFingerprint?: string
}

/** A connection with all that is needed to obtain its token. */
export interface ServedConnection {
  readonly spec: ConnectionSpec
  /** The provider, endpoints complete. */
  readonly provider: ProviderSpec
  readonly providerName: string
  readonly clientId: string
  /** Where the client's secret stands in the vault; absent for a public client. */
  readonly clientSecret?: SecretKey
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
  const endpoints = { ...provider.discovered, ...provider.spec.endpoints }
  const clientSecret = clientSecretKey(connection) ?? clientSecretKey(provider)
  return {
    spec: connection.spec,
    provider: { ...provider.spec, endpoints },
    providerName: provider.name,
    clientId: connection.spec.clientId ?? provider.spec.clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
  }
}

/** Where the secret of the client that a resource declares stands in the vault, if it declares one. */
export function clientSecretKey(resource: StateResource): SecretKey | undefined {
  const pointer = '/clientSecret'
  const fingerprint = resource.fingerprints[pointer]
  return fingerprint === undefined ? undefined : { address: resource.address, pointer, fingerprint }
}

function servedWebhooks({
  address,
  spec,
  fingerprints,
}: StateResource<'gateway'>): readonly ServedWebhook[] {
  return Object.entries(spec.webhooks ?? {}).flatMap(([webhook, { url, events }]) => {
    const pointer = webhookPointer(webhook)
    const fingerprint = fingerprints[pointer]
    if (fingerprint === undefined) return []
    return { webhook, url, events, secret: { address, pointer, fingerprint } }
  })
}

function servedIdentity(identity: StateResource<'identity'>): ServedIdentity {
  const apiKeyFingerprint = identity.fingerprints['/apiKey']
  return {
    name: identity.name,
    spec: identity.spec,
    ...(apiKeyFingerprint === undefined ? {} : { apiKeyFingerprint }),
  }
}

/** The context under which an API key's fingerprint is made; see `Vault.fingerprint`. */
export function apiKeyContext(identity: string): string {
  return fingerprintKey(resourceAddress('identity', identity), '/apiKey')
}
