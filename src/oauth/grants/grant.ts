import type { GrantType } from '../../model/index.ts'

/** One way to obtain tokens. */
export interface Grant {
  readonly type: GrantType
  /** Whether a resource owner must consent in a browser before there is a token. */
  readonly needsConsent: boolean
}
