import { type CredentialSummary, type DurationMs, type EpochMs, isMinted } from '../model/index.ts'
import { spread } from './backoff.ts'
import { freshUntil, whyUnusable } from './renewal.ts'
import type { ServedConnection } from './serving.ts'

/**
 * When the tokens of a connection are to be renewed though nobody waits for it.
 *
 * - A refresh that was begun and not ended: now, while the provider may still take the old token.
 * - A token that is in use: ahead of the time at which it would count as not fresh, by up to half of
 *   the margin, so that tokens which were obtained together are not renewed together.
 * - A refresh token that rests: when `keepAlive` has passed since it was last used.
 *
 * @param isUsed Whether somebody asked for the token since it was obtained.
 * @returns `undefined` for what cannot be renewed, or need not be.
 */
export function dueAt(
  connection: ServedConnection,
  credential: CredentialSummary,
  isUsed: boolean,
): EpochMs | undefined {
  const { provider, spec } = connection
  if (whyUnusable(connection, credential) !== undefined) return undefined
  const { hasRefreshToken, intent, expiresAt, obtainedAt } = credential
  if (hasRefreshToken && intent !== undefined) return intent.startedAt
  if (!hasRefreshToken && !isMinted(provider.grant)) return undefined
  const place = spread(spec.address)
  const fresh = freshUntil(credential, provider)
  const ahead =
    isUsed && expiresAt !== undefined ? fresh - (place / 2) * (expiresAt - fresh) : undefined
  const { keepAlive } = provider.refresh
  const alive =
    keepAlive === undefined || !hasRefreshToken
      ? undefined
      : obtainedAt + keepAlive * (1 - place / 10)
  const times = [ahead, alive].filter((each) => each !== undefined)
  return times.length === 0 ? undefined : Math.min(...times)
}

/**
 * The latest moments at which renewals can begin, one `interval` apart, so that each begins in time:
 * when many are due at once, the first must begin long before.
 *
 * @param due When each is due, ascending.
 */
export function latestStarts(due: readonly EpochMs[], interval: DurationMs): readonly EpochMs[] {
  const starts = [...due]
  for (let at = starts.length - 2; at >= 0; at--) {
    const next = starts[at + 1] ?? Number.POSITIVE_INFINITY
    starts[at] = Math.min(starts[at] ?? next, next - interval)
  }
  return starts
}
