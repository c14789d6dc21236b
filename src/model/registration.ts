import type { ResourceAddress } from './address.ts'
import type { ClientAuthMethod } from './client-auth.ts'
import type { GrantType } from './grant.ts'
import { isSameJson } from './json.ts'
import type { ProviderSpec } from './resource.ts'

/** What a client tells of itself when it is registered (RFC 7591 section 2). */
export interface ClientRegistration {
  readonly clientName: string
  /** Sorted. Empty for a grant without a browser. */
  readonly redirectUris: readonly string[]
  readonly grant: GrantType
  readonly clientAuth: ClientAuthMethod
  /** Every scope that is asked for at the provider; sorted. */
  readonly scopes: readonly string[]
}

/** The client that `apply` has registered for a provider. */
export interface RegisteredAs {
  /** Begins with `g_`; names the sealed answer of the server. */
  readonly id: string
  /** The client registration endpoint. */
  readonly endpoint: string
  /** What it was registered as. */
  readonly client: ClientRegistration
  readonly clientId: string
  /** As the server has decided. */
  readonly clientAuth: ClientAuthMethod
}

/**
 * A registration for which no resource of the state stands: an apply has begun it and has not come to its
 * commit, and then there may be a client of which nobody knows the answer; or nothing needs it any more.
 */
export interface LooseRegistration extends Pick<RegisteredAs, 'id' | 'endpoint' | 'client'> {
  readonly address: ResourceAddress
  /** To remove it. */
  readonly attempts: number
  readonly lastError?: string
}

/** What `spec` is to be registered as; `undefined` for a client that is declared. */
export function registrationOf(spec: ProviderSpec): ClientRegistration | undefined {
  const { registration, grant, clientAuth } = spec
  if (registration === undefined || typeof clientAuth !== 'string') return undefined
  const { clientName, redirectUris, scopes } = registration
  return { clientName, redirectUris, grant, clientAuth, scopes }
}

/**
 * Whether a client that is registered as `known` can go on as `wanted`. Of another name or other scopes
 * the server is not told: what is asked for, it asks the account's owner about.
 */
export function canStayRegistered(known: ClientRegistration, wanted: ClientRegistration): boolean {
  const { grant, clientAuth, redirectUris } = wanted
  return isSameJson({ ...known }, { ...known, grant, clientAuth, redirectUris })
}
