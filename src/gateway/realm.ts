import { timingSafeEqual } from 'node:crypto'
import type { ServedIdentity } from '../engine/index.ts'
import type { Authentication, Caller, Clock, DurationMs, EpochMs } from '../model/index.ts'
import type { OidcIdentity } from './verify-token.ts'

/** Who has proved to be whom by one set of identities. Another set knows nothing of it. */
export interface Realm {
  /** Of the identities, to tell one set from another. */
  readonly digest: string
  readonly oidc: readonly OidcIdentity[]
  readonly apiKeys: readonly ServedIdentity[]
  /** By a digest of the credential; the oldest comes first. */
  readonly known: Map<string, Known>
}

interface Known {
  readonly authentication: Authentication & { readonly ok: true }
  readonly until: EpochMs
}

/** Callers that are remembered; the one remembered first makes room. */
const knownLimit = 10_000

/** A proof is made again after this long, so that a key that an issuer withdraws stops working. */
const knownMaxAge: DurationMs = 10 * 60_000

/** @returns What was proved with the credential of that digest, as long as it holds. */
export function recall(realm: Realm, digest: string, clock: Clock): Authentication | undefined {
  const entry = realm.known.get(digest)
  if (entry === undefined) return undefined
  if (clock.now() < entry.until) return entry.authentication
  realm.known.delete(digest)
  return undefined
}

/** Keeps successes only: a flood of wrong credentials fills no memory and pushes nobody out. */
export function remember(
  realm: Realm,
  digest: string,
  { authentication, clock }: { readonly authentication: Authentication; readonly clock: Clock },
): Authentication {
  if (!authentication.ok) return authentication
  if (realm.known.size >= knownLimit) forgetOldest(realm)
  const { caller } = authentication
  const expiresAt = caller.type === 'oidc' ? caller.expiresAt : Number.POSITIVE_INFINITY
  const until = Math.min(expiresAt, clock.now() + knownMaxAge)
  realm.known.set(digest, { authentication: Object.freeze(authentication), until })
  return authentication
}

function forgetOldest({ known }: Realm): void {
  const [oldest] = known.keys()
  if (oldest !== undefined) known.delete(oldest)
}

/**
 * Compares `key` with every API key, whether or not one has matched, in constant time.
 *
 * @param fingerprint See `Vault.fingerprint`.
 */
export function keyHolder(
  realm: Realm,
  key: string,
  fingerprint: (context: string, value: string) => string,
): Caller | undefined {
  let caller: Caller | undefined
  for (const { name, apiKeys = [] } of realm.apiKeys) {
    const isRight = apiKeys.filter((each) =>
      equal(fingerprint(each.context, key), each.fingerprint),
    )
    if (isRight.length > 0) caller = Object.freeze({ type: 'apiKey', identity: name })
  }
  return caller
}

function equal(one: string, other: string): boolean {
  const left = Buffer.from(one)
  const right = Buffer.from(other)
  return left.length === right.length && timingSafeEqual(left, right)
}
