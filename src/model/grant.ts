/** How the tokens of a provider are obtained. */
export type GrantType =
  | 'authorizationCode'
  | 'clientCredentials'
  | 'deviceCode'
  | 'jwtBearer'
  | 'tokenExchange'
  | 'static'

/** What a grant is, as far as it matters to those who do not speak its protocol. */
export interface GrantNature {
  /**
   * Where a token comes from: a person consents; the client obtains one by itself, whenever one is
   * needed; or there is none but the secret that is declared.
   */
  readonly source: 'consent' | 'client' | 'declared'
  /** How a person consents: by a link in a browser, or with a code that is typed in anywhere. */
  readonly consent?: 'browser' | 'device'
  /** What an authorization server must have for it, by `endpoints`. */
  readonly endpoints: readonly ('authorization' | 'deviceAuthorization' | 'token')[]
  /** Whether there must be a client of its own that is registered there. */
  readonly needsClient: boolean
}

/** What each grant is. The protocol of each stands on the shelf of `oauth`. */
export const grantNatures: { readonly [Type in GrantType]: GrantNature } = {
  authorizationCode: {
    source: 'consent',
    consent: 'browser',
    endpoints: ['authorization', 'token'],
    needsClient: true,
  },
  clientCredentials: { source: 'client', endpoints: ['token'], needsClient: true },
  deviceCode: {
    source: 'consent',
    consent: 'device',
    endpoints: ['deviceAuthorization', 'token'],
    needsClient: true,
  },
  jwtBearer: { source: 'client', endpoints: ['token'], needsClient: false },
  tokenExchange: { source: 'client', endpoints: ['token'], needsClient: true },
  static: { source: 'declared', endpoints: [], needsClient: false },
}

/** Every grant, in the order in which they are told. */
export const grantTypes = Object.keys(grantNatures) as readonly GrantType[]

/** Whether a person must consent before there is a token. */
export function isConsented(grant: GrantType): boolean {
  return grantNatures[grant].source === 'consent'
}

/** Whether the client obtains tokens by itself: whatever is wrong with one, another is had. */
export function isMinted(grant: GrantType): boolean {
  return grantNatures[grant].source === 'client'
}

/** Whether the credential is what the configuration declares, and nothing is ever obtained. */
export function isDeclared(grant: GrantType): boolean {
  return grantNatures[grant].source === 'declared'
}
