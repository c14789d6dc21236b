import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTVerifyGetKey,
  type RemoteJWKSet,
} from 'jose'
import {
  type Clock,
  CredmgrError,
  type DurationMs,
  type EpochMs,
  type Fetch,
  isJsonObject,
  type Json,
} from '../model/index.ts'

export interface KeySourcePorts {
  readonly fetch: Fetch
  readonly clock: Clock
}

/** How long keys are used before they are asked for again; the old ones serve while that happens. */
const keysMaxAge: DurationMs = 10 * 60_000

/** After keys were fetched, an unknown key id leads to no other request for this long. */
const cooldown: DurationMs = 30_000

/** After a failure nothing is asked of the issuer for this long. */
const pauseAfterFailure: DurationMs = 5_000

const requestTimeout: DurationMs = 5_000

/**
 * The signing keys of an OpenID Provider, found through its discovery document (OpenID Connect
 * Discovery 1.0 section 4) and kept. Once fetched, keys survive an outage of the issuer. Keys and
 * URLs that a token names are never used.
 *
 * The function that it returns throws `PROVIDER_UNREACHABLE` when there are no keys to look in, and
 * an error of jose when none of them fits.
 */
export function createKeySource(issuer: string, ports: KeySourcePorts): JWTVerifyGetKey {
  const { clock } = ports
  const fetch = pausing(issuer, ports)
  let keys: RemoteJWKSet | undefined
  let opening: Promise<RemoteJWKSet> | undefined
  let askedAt: EpochMs = 0

  async function open(): Promise<RemoteJWKSet> {
    const url = await discover(issuer, fetch)
    return createRemoteJWKSet(url, {
      [customFetch]: fetch,
      cacheMaxAge: Number.POSITIVE_INFINITY,
      cooldownDuration: cooldown,
      timeoutDuration: requestTimeout,
    })
  }

  function opened(): Promise<RemoteJWKSet> {
    opening ??= open().finally(() => {
      opening = undefined
    })
    return opening
  }

  function renewWhenOld(set: RemoteJWKSet): void {
    const now = clock.now()
    if (now - askedAt < keysMaxAge) return
    const first = askedAt === 0
    askedAt = now
    // Nobody waits for it, and when it fails the keys at hand go on serving.
    if (!first) set.reload().catch(() => undefined)
  }

  return async function keyFor(header, token) {
    try {
      keys ??= await opened()
      renewWhenOld(keys)
      return await keys(header, token)
    } catch (cause) {
      if (isUnknownKey(cause)) throw cause
      throw unreachable(issuer, cause)
    }
  }
}

/** Nothing that a caller sends may turn into more than one request to an issuer that is down. */
function pausing(issuer: string, { fetch, clock }: KeySourcePorts): Fetch {
  let failedAt: EpochMs | undefined
  return async (url, init) => {
    if (failedAt !== undefined && clock.now() - failedAt < pauseAfterFailure) {
      throw unreachable(issuer, undefined)
    }
    try {
      const response = await fetch(url, init)
      failedAt = response.status === 200 ? undefined : clock.now()
      return response
    } catch (cause) {
      failedAt = clock.now()
      throw cause
    }
  }
}

async function discover(issuer: string, fetch: Fetch): Promise<URL> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const signal = AbortSignal.timeout(requestTimeout)
  const headers = { accept: 'application/json' }
  const response = await fetch(url, { redirect: 'manual', signal, headers })
  if (response.status !== 200) throw new TypeError(`discovery answered ${response.status}`)
  return keysUrl(issuer, (await response.json()) as Json)
}

/** The issuer in the document must be the one that was asked (section 4.3). */
function keysUrl(issuer: string, document: Json): URL {
  if (!isJsonObject(document) || document['issuer'] !== issuer) {
    throw new TypeError('the discovery document names another issuer')
  }
  const text = document['jwks_uri']
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !isTrusted(url)) throw new TypeError('"jwks_uri" must be an https URL')
  return url
}

function isTrusted({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
}

function isUnknownKey(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  )
}

function unreachable(issuer: string, cause: unknown): CredmgrError {
  if (cause instanceof CredmgrError) return cause
  const message = `no signing keys of issuer "${issuer}" can be had`
  const details = { provider: issuer, retryAfterMs: pauseAfterFailure }
  return new CredmgrError('PROVIDER_UNREACHABLE', message, details, { cause })
}
