import {
  type CredentialSummary,
  type Endpoints,
  endpointNames,
  ofKind,
  provingEndpoints,
  type ResourceAddress,
  resourceAddress,
  type State,
} from '../model/index.ts'
import { originOf } from './origins.ts'

/** What has happened outside of credmgr; stable codes. */
export type DriftCode =
  | 'grant_lost'
  | 'scopes_shrunk'
  | 'scopes_wider'
  | 'wrong_account'
  | 'client_refused'
  | 'metadata_changed'
  | 'endpoint_moved'
  | 'gateway_behind'
  | 'not_checked'

/** One difference between what was applied and what is. */
export interface Drift {
  readonly address: ResourceAddress
  readonly code: DriftCode
  /** `false`: it is only worth knowing. */
  readonly needsAction: boolean
  /** One clause about the object. */
  readonly says: string
  /** The command, or the change, that answers it. */
  readonly remedy?: string
}

/** What was seen of the world, beside what is stored. Absent parts were not looked at. */
export interface Observed {
  readonly state: State
  /** What the vault says, each with why it cannot be used, if it cannot. */
  readonly credentials: readonly ObservedCredential[]
  /** Grants that nothing can refresh and whose token is dead, with the reason. */
  readonly lost?: ReadonlyMap<ResourceAddress, string>
  /** Clients that were refused, by the address of what declares them, with the error. */
  readonly refused?: ReadonlyMap<ResourceAddress, string>
  /** Endpoints as the issuers tell them now, by provider. */
  readonly endpoints?: ReadonlyMap<ResourceAddress, Endpoints>
  /** What could not be asked, and why. */
  readonly unreachable?: ReadonlyMap<ResourceAddress, string>
  /** The serial that the gateway serves. */
  readonly gatewaySerial?: number | undefined
}

export interface ObservedCredential extends CredentialSummary {
  readonly unusable: string | undefined
}

/** The one place that says what is drift, and whether it needs an action. Sorted by address. Pure. */
export function driftOf(observed: Observed): readonly Drift[] {
  const found = [
    ...grantDrift(observed),
    ...clientDrift(observed),
    ...metadataDrift(observed),
    ...gatewayDrift(observed),
    ...gaps(observed),
  ]
  return found.sort((one, other) =>
    one.address === other.address ? order(one.code, other.code) : order(one.address, other.address),
  )
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}

function grantDrift({ state, credentials, lost = new Map() }: Observed): readonly Drift[] {
  const byAddress = new Map(credentials.map((each) => [each.connection, each]))
  return ofKind(state.resources, 'connection').flatMap(({ address, spec }): readonly Drift[] => {
    const credential = byAddress.get(spec.address)
    if (credential === undefined) return []
    const remedy = `credmgr connect ${spec.address}`
    if (credential.unusable === 'wrong_account') {
      const says = 'its grant is of another account than "expect" names'
      return [{ address, code: 'wrong_account', needsAction: true, says, remedy }]
    }
    // Another client or other scopes are a change of the configuration, which the plan tells.
    const dead = credential.status === 'needsReauth' ? 'needs_reauth' : lost.get(address)
    if (dead !== undefined) {
      const says = `its grant is of no use any more (${credential.reason ?? dead})`
      return [{ address, code: 'grant_lost', needsAction: true, says, remedy }]
    }
    return scopeDrift(address, credential, remedy)
  })
}

function scopeDrift(
  address: ResourceAddress,
  { requestedScopes, grantedScopes }: CredentialSummary,
  remedy: string,
): readonly Drift[] {
  const lost = requestedScopes.filter((each) => !grantedScopes.includes(each))
  const more = grantedScopes.filter((each) => !requestedScopes.includes(each))
  const shrunk: Drift = {
    address,
    code: 'scopes_shrunk',
    needsAction: true,
    says: `it was granted less than was asked for; missing: ${lost.join(', ')}`,
    remedy,
  }
  const wider: Drift = {
    address,
    code: 'scopes_wider',
    needsAction: false,
    says: `it was granted more than was asked for: ${more.join(', ')}`,
  }
  return [...(lost.length > 0 ? [shrunk] : []), ...(more.length > 0 ? [wider] : [])]
}

/** One for the client, however many connections it has. */
function clientDrift({ refused = new Map() }: Observed): readonly Drift[] {
  return [...refused].map(([address, error]) => ({
    address,
    code: 'client_refused',
    needsAction: true,
    says: `its client is refused by the token endpoint (${error}); grants are kept`,
    remedy: 'give it the secret, key or certificate that the provider knows, then credmgr apply',
  }))
}

function metadataDrift({ state, endpoints = new Map() }: Observed): readonly Drift[] {
  return ofKind(state.resources, 'provider').flatMap(
    ({ address, name: provider, discovered }): readonly Drift[] => {
      const now: Endpoints | undefined = endpoints.get(address)
      if (now === undefined || discovered === undefined) return []
      const [found, applied] = [urlsOf(now), urlsOf(discovered)]
      const named = [...new Set([...applied.keys(), ...found.keys()])]
      const changed = named.filter((name) => found.get(name) !== applied.get(name))
      if (changed.length === 0) return []
      const isMoved = changed.some(
        (name) =>
          !harmlessEndpoints.has(name) && originOf(found.get(name)) !== originOf(applied.get(name)),
      )
      const says = `its issuer names another ${changed.join(', ')} than when it was applied`
      const base = { address, says: `${says}; the old one stays in use` }
      if (!isMoved) return [{ ...base, code: 'metadata_changed', needsAction: false }]
      const remedy = `if that is right, declare it: providers.${provider}.endpoints`
      return [{ ...base, code: 'endpoint_moved', needsAction: true, remedy }]
    },
  )
}

/** Endpoints by name, those for clients with a certificate too; in the order of the language. */
function urlsOf({ mtlsAliases = {}, ...endpoints }: Endpoints): ReadonlyMap<string, string> {
  const own = endpointNames.map((name) => [name, endpoints[name]] as const)
  const aliases = provingEndpoints.map((name) => [`mtls ${name}`, mtlsAliases[name]] as const)
  return new Map(
    [...own, ...aliases].flatMap(([name, url]) => (url === undefined ? [] : [[name, url]])),
  )
}

/** To all others secrets are sent, or a person is. */
const harmlessEndpoints: ReadonlySet<string> = new Set(['userinfo', 'jwks'])

function gatewayDrift({ state, gatewaySerial }: Observed): readonly Drift[] {
  if (gatewaySerial === undefined || gatewaySerial >= state.serial) return []
  const says = `the gateway serves serial ${gatewaySerial}, and ${state.serial} is applied`
  const remedy = 'see its log; the next change of the state loads it again'
  const address = resourceAddress('gateway', 'gateway')
  return [{ address, code: 'gateway_behind', needsAction: true, says, remedy }]
}

function gaps({ unreachable = new Map() }: Observed): readonly Drift[] {
  return [...unreachable].map(([address, why]) => {
    return { address, code: 'not_checked', needsAction: false, says: `it was not checked: ${why}` }
  })
}
