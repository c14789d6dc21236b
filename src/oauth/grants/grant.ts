import type { GrantType } from '../../model/index.ts'
import type { OAuthClient, OAuthPorts } from '../client.ts'
import type { TokenSet } from '../token-set.ts'

/** One way to obtain tokens; what it is for everybody else stands in `grantNatures`. */
export interface Grant {
  readonly type: GrantType
  /**
   * Obtains a token for the client alone; absent where a person consents.
   *
   * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`; see `failure`
   */
  readonly mint?: (
    ports: OAuthPorts,
    client: OAuthClient,
    request: MintRequest,
  ) => Promise<TokenSet>
}

export interface MintRequest {
  /** Empty: none are named, and the provider gives what it gives by default. */
  readonly scopes: readonly string[]
  /** What is exchanged; only of a token exchange. */
  readonly subjectToken?: string
}
