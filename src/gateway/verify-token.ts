import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { ServedIdentity } from '../engine/index.ts'
import {
  type Authentication,
  type Clock,
  deepFreeze,
  type IdentitySpec,
  isCredmgrError,
  isJsonObject,
  type Json,
  type JsonObject,
  type RequiredClaims,
} from '../model/index.ts'

type OidcSpec = Extract<IdentitySpec, { readonly type: 'oidc' }>

/** An identity that is proved by a token of an OpenID Provider. */
export interface OidcIdentity {
  readonly name: string
  readonly spec: OidcSpec
  readonly keyFor: JWTVerifyGetKey
}

/** The longest token that is looked at, in characters. */
const sizeLimit = 16 * 1024

const compactForm = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/

/** RFC 8725 section 3.11: a token that was made for something else says so here. */
const types = new Set(['jwt', 'at+jwt'])

/** Signatures with keys that only the issuer has (RFC 7518 section 3.1, RFC 9864). */
const asymmetric = /^(?:RS|PS|ES)\d{3}K?$|^EdDSA$|^Ed25519$/

export function isOidc(
  identity: ServedIdentity,
): identity is ServedIdentity & { readonly spec: OidcSpec } {
  return identity.spec.type === 'oidc'
}

/** Whether `credential` has the form of a JWT (RFC 7519); an API key hardly ever has. */
export function looksLikeToken(credential: string): boolean {
  return compactForm.test(credential)
}

/**
 * Verifies a JWT. The issuer that it names picks the identity, and then everything is verified, the
 * issuer included: algorithm, signature, `aud`, `exp` (required), `nbf`, `typ`, and the claims that
 * the identity requires.
 *
 * @throws `PROVIDER_UNREACHABLE` when the issuer's keys cannot be had
 */
export async function verifyToken(
  token: string,
  identities: readonly OidcIdentity[],
  clock: Clock,
): Promise<Authentication> {
  if (token.length > sizeLimit) return invalid('the token is too long')
  if (!looksLikeToken(token)) return invalid('the credential is not a token')
  const issuer = claimedIssuer(token)
  const trusted = identities.filter((each) => each.spec.issuer === issuer)
  let outcome = invalid('the issuer of the token is not trusted')
  for (const identity of trusted) {
    outcome = await verifyAs(token, identity, clock)
    if (outcome.ok) return outcome
  }
  return outcome
}

/** Not verified: good for choosing whom to ask, and for nothing else. */
function claimedIssuer(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

async function verifyAs(
  token: string,
  { name, spec, keyFor }: OidcIdentity,
  clock: Clock,
): Promise<Authentication> {
  const { issuer, audience, clockTolerance } = spec
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keyFor, {
      algorithms: spec.algorithms.filter((each) => asymmetric.test(each)),
      issuer,
      audience: [...audience],
      clockTolerance: clockTolerance / 1000,
      currentDate: new Date(clock.now()),
      requiredClaims: ['exp'],
    })
    if (!isAccessToken(protectedHeader.typ)) return invalid('the token has another purpose')
    return callerOf(name, spec.claims, payload)
  } catch (error) {
    if (isCredmgrError(error)) throw error
    return invalid(detailOf(error))
  }
}

function isAccessToken(type: string | undefined): boolean {
  return type === undefined || types.has(type.toLowerCase().replace(/^application\//, ''))
}

function callerOf(identity: string, required: RequiredClaims, payload: JWTPayload): Authentication {
  const claims = deepFreeze(payload as Json)
  if (!isJsonObject(claims)) return invalid('the token has no claims')
  const missing = Object.entries(required).find(([name, value]) => !claimHas(claims, name, value))
  if (missing !== undefined) return invalid(`claim "${missing[0]}" has not the value required`)
  const expiresAt = Number(claims['exp']) * 1000
  // jose takes any number; `1e400` is one in JSON, and never expires.
  if (!Number.isSafeInteger(Math.floor(expiresAt))) return invalid('claim "exp" is no date')
  return { ok: true, caller: Object.freeze({ type: 'oidc', identity, claims, expiresAt }) }
}

function claimHas(claims: JsonObject, name: string, value: string): boolean {
  const claim = Object.hasOwn(claims, name) ? claims[name] : undefined
  return Array.isArray(claim) ? claim.includes(value) : claim === value
}

function detailOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'the token has expired'
  if (error instanceof errors.JWTClaimValidationFailed) {
    return knownClaims.has(error.claim)
      ? `claim "${error.claim}" is missing or not accepted`
      : 'a claim is missing or not accepted'
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'the algorithm of the token is not accepted'
  if (error instanceof errors.JWKSNoMatchingKey) return 'the issuer has no such key'
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'the signature is wrong'
  return 'the token is malformed'
}

const knownClaims = new Set(['aud', 'exp', 'iat', 'iss', 'nbf'])

function invalid(detail: string): Authentication {
  return { ok: false, code: 'invalid_token', detail }
}
