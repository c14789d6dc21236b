import type * as oauth from 'oauth4webapi'
import { type DurationMs, isJsonObject, type Json, type JsonObject } from '../model/index.ts'
import { misbehaved } from './failure.ts'

/** What a token endpoint gave, checked (RFC 6749 section 5.1). */
export interface TokenSet {
  /** Visible ASCII only, so that it can stand in a header. */
  readonly accessToken: string
  /** Always `Bearer` (RFC 6750): a token of another type needs more than a header. */
  readonly tokenType: string
  /** Absent: the provider sent none; one that was used goes on being valid. */
  readonly refreshToken?: string
  /** Sorted. Absent: the provider did not say, so they are those that were asked for. */
  readonly grantedScopes?: readonly string[]
  /**
   * At most ten years. Absent: the provider did not say, or said 0, which those write whose tokens
   * do not expire.
   */
  readonly expiresInMs?: DurationMs
  /** The other members of the token response, whatever looks like a secret left out at any depth. */
  readonly claims: JsonObject
  /** The claims of the id_token; absent when there was none, or no issuer is known to check it by. */
  readonly idClaims?: JsonObject
}

/**
 * @param body As the library has checked it: the members of RFC 6749 have their types.
 * @throws `PROVIDER_MISBEHAVED`
 */
export function tokenSet(
  provider: string,
  body: oauth.TokenEndpointResponse,
  idClaims?: oauth.IDToken,
): TokenSet {
  const { access_token: accessToken, refresh_token: refreshToken, token_type: type } = body
  if (type !== 'bearer') throw misbehaved(provider, 'its token is not of type "Bearer"')
  if (!/^[\x21-\x7e]+$/.test(accessToken)) {
    throw misbehaved(provider, 'its access token has characters that no header may have')
  }
  if (refreshToken !== undefined && !/^[\x20-\x7e]+$/.test(refreshToken)) {
    throw misbehaved(provider, 'its refresh token has characters that no token may have')
  }
  const { expires_in: seconds, scope } = body
  return {
    accessToken,
    tokenType: 'Bearer',
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(scope === undefined ? {} : { grantedScopes: scopesOf(scope) }),
    ...(seconds === undefined ? {} : { expiresInMs: Math.floor(seconds * 1000) }),
    claims: otherMembers(body),
    ...(isJsonObject(idClaims) ? { idClaims } : {}),
  }
}

/** The scopes of a space-separated list (RFC 6749 section 3.3), sorted, each once. */
export function scopesOf(scope: string): readonly string[] {
  return [...new Set(scope.split(/\s+/).filter((each) => each !== ''))].sort()
}

const ownMembers = new Set(['access_token', 'token_type', 'expires_in', 'scope'])

function otherMembers(body: unknown): JsonObject {
  if (!isJsonObject(body)) return {}
  const others = Object.entries(body).filter(([name]) => !ownMembers.has(name))
  return withoutSecrets(Object.fromEntries(others))
}

/** Claims are shown to routes and kept beside the sealed tokens: a token in them would be in the open. */
function withoutSecrets(object: JsonObject): JsonObject {
  const members = Object.entries(object).filter(([name]) => !secretName.test(name))
  return Object.fromEntries(members.map(([name, value]) => [name, cleaned(value)]))
}

const secretName = /(token|secret|password|assertion)$/i

function cleaned(value: Json): Json {
  if (Array.isArray(value)) return value.map(cleaned)
  return isJsonObject(value) ? withoutSecrets(value) : value
}
