import {
  type AuthorizationContext,
  type Credential,
  type CredentialSummary,
  type DurationMs,
  type EpochMs,
  isMinted,
  type ProviderSpec,
  type RefreshIntent,
  satisfies,
} from '../model/index.ts'
import { afterLossOf, type TokenSet } from '../oauth/index.ts'
import { bindingOf } from './binding.ts'
import type { ServedConnection } from './serving.ts'

/** What is to be done so that a connection has a valid token. */
export type Renewal =
  | { readonly action: 'use'; readonly credential: Credential }
  | {
      readonly action: 'mint'
      /** A token that is not fresh any more and still right: it may serve while minting fails. */
      readonly standby?: Credential
    }
  | {
      readonly action: 'refresh'
      readonly credential: Credential
      readonly refreshToken: string
    }
  | { readonly action: 'refuse'; readonly reason: string }

/**
 * The one place that decides how a valid token is had.
 *
 * @param options.outdated A token that was obtained at this instant or before counts as not fresh.
 */
export function decideRenewal(
  connection: ServedConnection,
  credential: Credential | undefined,
  now: EpochMs,
  { outdated = Number.NEGATIVE_INFINITY }: { readonly outdated?: EpochMs | undefined } = {},
): Renewal {
  const minted = isMinted(connection.provider.grant)
  if (credential === undefined) {
    return minted ? { action: 'mint' } : { action: 'refuse', reason: 'never_consented' }
  }
  const unusable = whyUnusable(connection, credential)
  if (unusable !== undefined && minted) return { action: 'mint' }
  if (unusable !== undefined) return { action: 'refuse', reason: unusable }
  const isNew = credential.obtainedAt > outdated && !isUnsettled(credential)
  if (isNew && isFresh(credential, connection.provider, now)) return { action: 'use', credential }
  return minted ? { action: 'mint', standby: credential } : refreshOf(credential, now)
}

function refreshOf(credential: Credential, now: EpochMs): Renewal {
  const { refreshToken } = credential
  if (refreshToken !== undefined) return { action: 'refresh', credential, refreshToken }
  // Nothing can renew it: it serves to its true end.
  return isAlive(credential, now)
    ? { action: 'use', credential }
    : { action: 'refuse', reason: 'expired' }
}

/**
 * Whether a refresh was begun and has not ended. It is brought to its end before anything else:
 * whoever began it may be dead, and the time in which the old token still helps may be short.
 */
function isUnsettled({ intent, refreshToken }: Credential): boolean {
  return intent !== undefined && refreshToken !== undefined
}

/**
 * Why a refresh token is dead, once the provider has said so (`invalid_grant`).
 *
 * @param intent What was found of an earlier refresh whose answer was lost, if there was one.
 * @returns `lost_rotation` when that refresh may have used the token up, else `invalid_grant`
 */
export function reasonOfLoss(
  { provider }: Pick<ServedConnection, 'provider'>,
  intent: RefreshIntent | undefined,
  now: EpochMs,
): 'lost_rotation' | 'invalid_grant' {
  const worth = afterLossOf(provider)
  if (intent === undefined || worth === 'reusable') return 'invalid_grant'
  if (worth === 'singleUse') return 'lost_rotation'
  return now - intent.startedAt < worth.grace ? 'invalid_grant' : 'lost_rotation'
}

/** The one place that says why tokens of `credential` may go nowhere, however long they live. */
export function whyUnusable(
  connection: ServedConnection,
  credential: CredentialSummary | Credential,
): string | undefined {
  if (credential.status === 'needsReauth') return credential.reason ?? 'needs_reauth'
  if (credential.grantBinding !== bindingOf(connection)) return 'client_changed'
  if (!satisfies(credential.account, connection.spec.expect)) return 'wrong_account'
  if (isMinted(connection.provider.grant)) {
    // Nobody has to be asked, so a token with other scopes than declared is simply minted anew.
    return sameSet(credential.requestedScopes, connection.spec.scopes)
      ? undefined
      : 'scopes_changed'
  }
  return undefined
}

/** Of lists that hold nothing twice. */
export function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each) => right.includes(each))
}

/** Whether the token is far enough from its end to be used without another thought. */
export function isFresh(credential: Credential, provider: ProviderSpec, now: EpochMs): boolean {
  return credential.accessToken !== undefined && now < freshUntil(credential, provider)
}

/** Whether the token has not expired yet. */
export function isAlive({ accessToken, expiresAt }: Credential, now: EpochMs): boolean {
  return accessToken !== undefined && (expiresAt === undefined || now < expiresAt)
}

/** Expiry less the margin: the provider's, but at most 20 % of the token's lifetime. */
export function freshUntil(
  { obtainedAt, expiresAt }: Pick<Credential, 'obtainedAt' | 'expiresAt'>,
  { refresh }: ProviderSpec,
): EpochMs {
  if (expiresAt === undefined) return Number.POSITIVE_INFINITY
  return expiresAt - Math.min(refresh.margin, 0.2 * (expiresAt - obtainedAt))
}

/** The record of a new grant. */
export function granted(
  connection: ServedConnection,
  tokens: TokenSet,
  at: { readonly generation: number; readonly now: EpochMs },
): Credential {
  const { provider, spec } = connection
  const lifetime: DurationMs | undefined = tokens.expiresInMs ?? provider.refresh.defaultLifetime
  return {
    generation: at.generation,
    status: 'connected',
    grantBinding: bindingOf(connection),
    grantedScopes: sorted(tokens.grantedScopes ?? spec.scopes),
    requestedScopes: spec.scopes,
    tokenType: tokens.tokenType,
    accessToken: tokens.accessToken,
    ...(tokens.refreshToken === undefined ? {} : { refreshToken: tokens.refreshToken }),
    claims: tokens.claims,
    obtainedAt: at.now,
    ...(lifetime === undefined ? {} : { expiresAt: at.now + lifetime }),
  }
}

/**
 * The record after a refresh. An answer without a refresh token leaves the old one in force, one
 * without a scope leaves the scopes as they were (RFC 6749 sections 5.1 and 6).
 */
export function refreshed(
  connection: ServedConnection,
  { before, tokens }: { readonly before: Credential; readonly tokens: TokenSet },
  now: EpochMs,
): Credential {
  const { account, consentedAt, consentedBy, refreshToken } = before
  const after = granted(connection, tokens, { generation: before.generation + 1, now })
  return {
    ...after,
    grantedScopes: sorted(tokens.grantedScopes ?? before.grantedScopes),
    requestedScopes: before.requestedScopes,
    ...(after.refreshToken === undefined && refreshToken !== undefined ? { refreshToken } : {}),
    ...(account === undefined ? {} : { account }),
    ...(consentedAt === undefined ? {} : { consentedAt }),
    ...(consentedBy === undefined ? {} : { consentedBy }),
  }
}

/** The record of a grant that is dead. It holds no token, nor what came with one. */
export function needsReauth(before: Credential, reason: string): Credential {
  const { accessToken: _access, refreshToken: _refresh, intent: _intent, ...rest } = before
  return {
    ...rest,
    generation: before.generation + 1,
    status: 'needsReauth',
    reason,
    claims: {},
  }
}

/** What a route learns from `credential`; `undefined` when it holds no token. */
export function contextOf(credential: Credential): AuthorizationContext | undefined {
  const { accessToken, tokenType, grantedScopes, expiresAt, claims } = credential
  if (accessToken === undefined) return undefined
  return {
    accessToken,
    tokenType,
    scope: grantedScopes.join(' '),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    claims,
  }
}

function sorted(scopes: readonly string[]): readonly string[] {
  return [...new Set(scopes)].sort()
}
