import { hash } from 'node:crypto'
import type { JWTVerifyGetKey } from 'jose'
import type { ServedIdentity } from '../engine/index.ts'
import { type Authentication, canonicalJson, type Json } from '../model/index.ts'
import { createKeySource, type KeySourcePorts } from './key-source.ts'
import { keyHolder, type Realm, recall, remember } from './realm.ts'
import { isOidc, looksLikeToken, verifyToken } from './verify-token.ts'

/** What a request brought along to prove who sends it. */
export interface Credentials {
  /** The whole value of `Authorization`. */
  readonly authorization?: string | undefined
  /** The value of `X-Api-Key`. */
  readonly apiKey?: string | undefined
}

/** Proves who callers are. */
export interface Authenticator {
  /**
   * Takes `Authorization: Bearer <JWT or API key>` (RFC 6750 section 2.1) or `X-Api-Key`, and only
   * one of them. A caller who is known already, or who brings an API key, costs no promise.
   *
   * @throws `PROVIDER_UNREACHABLE` (as a rejection) when an issuer's signing keys cannot be had
   */
  authenticate(
    identities: readonly ServedIdentity[],
    credentials: Credentials,
  ): Authentication | Promise<Authentication>
}

export interface AuthenticatorPorts extends KeySourcePorts {
  /** See `Vault.fingerprint`. */
  readonly fingerprint: (context: string, value: string) => string
}

const bearer = /^Bearer +(\S.*)$/i

/** One object for the life of a process: a reload that leaves the identities alone forgets nobody. */
export function createAuthenticator(ports: AuthenticatorPorts): Authenticator {
  const realmOf = createRealms(ports)

  function authenticate(
    identities: readonly ServedIdentity[],
    credentials: Credentials,
  ): Authentication | Promise<Authentication> {
    const { authorization, apiKey } = credentials
    if (authorization !== undefined && apiKey !== undefined) return twoCredentials
    const credential = authorization ?? apiKey
    if (credential === undefined) return noCredential
    const realm = realmOf(identities)
    // Bearer and API key are kept apart: what proves something here may prove nothing there.
    const kind = authorization === undefined ? 'key ' : 'bearer '
    const digest = kind + hash('sha256', credential, 'base64')
    const known = recall(realm, digest, ports.clock)
    return known ?? prove({ realm, digest, credentials, ports })
  }

  return { authenticate }
}

/** The realms of sets of identities; equal sets share one. */
function createRealms(ports: AuthenticatorPorts): (identities: readonly ServedIdentity[]) => Realm {
  const realms = new WeakMap<readonly ServedIdentity[], Realm>()
  let keySources: ReadonlyMap<string, JWTVerifyGetKey> = new Map()
  let latest: Realm | undefined

  function open(digest: string, identities: readonly ServedIdentity[]): Realm {
    const oidc = identities.filter(isOidc)
    const issuers = new Set(oidc.map(({ spec }) => spec.issuer))
    const entries = [...issuers].map((issuer) => {
      return [issuer, keySources.get(issuer) ?? createKeySource(issuer, ports)] as const
    })
    keySources = new Map(entries)
    return {
      digest,
      oidc: oidc.flatMap(({ name, spec }) => {
        const keyFor = keySources.get(spec.issuer)
        return keyFor === undefined ? [] : [{ name, spec, keyFor }]
      }),
      apiKeys: identities.filter((each) => each.spec.type === 'apiKey'),
      known: new Map(),
    }
  }

  return (identities) => {
    const known = realms.get(identities)
    if (known !== undefined) return known
    const digest = hash('sha256', canonicalJson(identities as unknown as Json), 'base64')
    latest = latest?.digest === digest ? latest : open(digest, identities)
    realms.set(identities, latest)
    return latest
  }
}

interface Attempt {
  readonly realm: Realm
  readonly digest: string
  readonly credentials: Credentials
  readonly ports: AuthenticatorPorts
}

function prove(attempt: Attempt): Authentication | Promise<Authentication> {
  const { authorization, apiKey } = attempt.credentials
  if (authorization === undefined) return proveKey(attempt, apiKey ?? '', unknownApiKey)
  const [, token] = bearer.exec(authorization) ?? []
  if (token === undefined) return noCredential
  const byKey = proveKey(attempt, token, unknownBearer)
  return byKey.ok || !looksLikeToken(token) ? byKey : proveToken(attempt, token)
}

function proveKey(attempt: Attempt, key: string, otherwise: Authentication): Authentication {
  const { realm, digest, ports } = attempt
  const caller = keyHolder(realm, key, ports.fingerprint)
  if (caller === undefined) return otherwise
  return remember(realm, digest, { authentication: { ok: true, caller }, clock: ports.clock })
}

async function proveToken(attempt: Attempt, token: string): Promise<Authentication> {
  const { realm, digest, ports } = attempt
  const authentication = await verifyToken(token, realm.oidc, ports.clock)
  return remember(realm, digest, { authentication, clock: ports.clock })
}

const noCredential: Authentication = {
  ok: false,
  code: 'unauthenticated',
  detail: 'send "Authorization: Bearer ..." or "X-Api-Key"',
}

const twoCredentials: Authentication = {
  ok: false,
  code: 'invalid_token',
  detail: 'send one credential, not two',
}

const unknownBearer: Authentication = {
  ok: false,
  code: 'invalid_token',
  detail: 'the credential is neither a token nor a known API key',
}

const unknownApiKey: Authentication = {
  ok: false,
  code: 'invalid_api_key',
  detail: 'the API key is not known',
}
