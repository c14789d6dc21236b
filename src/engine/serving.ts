import {
  type AccessPolicySpec,
  type ConnectionAddress,
  type ConnectionSpec,
  type EventType,
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

/** An identity as what serves it needs it: for an API key the fingerprint of the key that is right. */
export interface ServedIdentity {
  readonly name: string
  readonly spec: IdentitySpec
  readonly apiKeyFingerprint?: string
  /** Where the secret of its login's client stands in the vault; absent for a public client. */
  readonly loginSecret?: SecretKey
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
  return secretKey(resource, '/clientSecret')
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
  const apiKeyFingerprint = identity.fingerprints['/apiKey']
  const loginSecret = secretKey(identity, loginSecretPointer)
  return {
    name: identity.name,
    spec: identity.spec,
    ...(apiKeyFingerprint === undefined ? {} : { apiKeyFingerprint }),
    ...(loginSecret === undefined ? {} : { loginSecret }),
  }
}

/** The context under which an API key's fingerprint is made; see `Vault.fingerprint`. */
export function apiKeyContext(identity: string): string {
  return fingerprintKey(resourceAddress('identity', identity), '/apiKey')
}
