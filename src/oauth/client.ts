import type { Clock, Fetch, ProviderSpec } from '../model/index.ts'

/** What the protocol needs from the machine. `fetch` must not follow redirects. */
export interface OAuthPorts {
  readonly fetch: Fetch
  readonly clock: Clock
}

/** One client at one authorization server, endpoints complete. */
export interface OAuthClient {
  /** Name of the provider in the configuration, for errors. */
  readonly name: string
  readonly provider: ProviderSpec
  readonly clientId: string
  readonly clientSecret?: string
}
