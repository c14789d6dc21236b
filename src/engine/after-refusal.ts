import {
  type AuthorizationContext,
  type Credential,
  type DurationMs,
  type EpochMs,
  isMinted,
} from '../model/index.ts'
import { whyUnusable } from './renewal.ts'
import type { ServedConnection } from './serving.ts'

/**
 * What can be done when an upstream has refused a token with 401: `newer`, there is another one already;
 * `renew`, one can be had; `nothing`.
 */
export type AfterRefusal = 'newer' | 'renew' | 'nothing'

/**
 * A token that is younger has not lost its right by age: renewing it would help nobody, and an upstream
 * that refuses everything must not use up a refresh token for every request.
 */
const youngest: DurationMs = 60_000

/** @param refused What the upstream was given. */
export function decideAfterRefusal(
  connection: ServedConnection,
  credential: Credential | undefined,
  refused: Pick<AuthorizationContext, 'accessToken'>,
  now: EpochMs,
): AfterRefusal {
  if (credential === undefined || whyUnusable(connection, credential) !== undefined)
    return 'nothing'
  if (credential.accessToken !== refused.accessToken) return 'newer'
  if (now - credential.obtainedAt < youngest) return 'nothing'
  const canRenew = credential.refreshToken !== undefined || isMinted(connection.provider.grant)
  return canRenew ? 'renew' : 'nothing'
}
