import { CredmgrError, type DurationMs, type EpochMs, type Fetch } from '../model/index.ts'
import type { OAuthPorts } from './client.ts'
import { misbehaved } from './failure.ts'

/** How long and how large an answer may be. */
export interface FetchLimits {
  /**
   * From the first byte sent to the last byte read.
   *
   * @default 30_000 (30 seconds)
   */
  readonly timeout?: DurationMs
  /**
   * Bytes of the body, after any content encoding was undone.
   *
   * @default 1_048_576 (1 MiB)
   */
  readonly bodyBytes?: number
}

/**
 * The one way by which this room reaches `provider`, for requests of our own and as the
 * `customFetch` of oauth4webapi.
 *
 * What it returns is read to its end and holds no header but `content-type`: above all no
 * `www-authenticate`, for which the library would leave the body with the OAuth error unread.
 *
 * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_MISBEHAVED`; see `failure`
 */
export function providerFetch(
  { fetch, clock }: OAuthPorts,
  provider: string,
  { timeout = 30_000, bodyBytes = 1_048_576 }: FetchLimits = {},
): Fetch {
  return async (url, init = {}) => {
    if (!isSecureUrl(url)) throw misbehaved(provider, 'one of its endpoints does not use https')
    const headers = new Headers(init.headers)
    headers.set('accept', 'application/json')
    headers.set('user-agent', 'credmgr')
    const signal = AbortSignal.timeout(timeout)
    const asked = fetch(url, { ...init, headers, redirect: 'manual', signal })
    const response = await answered(provider, asked)
    if (isUnavailable(response.status)) {
      await response.body?.cancel().catch(() => undefined)
      const retryAfterMs = retryAfter(response.headers.get('retry-after'), clock.now())
      const untouched = response.status === 429
      const problem = `it answered with status ${response.status}`
      throw unreachable(provider, problem, { retryAfterMs, untouched })
    }
    return wholeResponse(provider, response, bodyBytes)
  }
}

/** Whether `url` is https, or http on a loopback address, and names no user. */
export function isSecureUrl(url: string | URL): boolean {
  if (!URL.canParse(String(url))) return false
  const { protocol, hostname, username, password } = new URL(url)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname))
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

const isUnavailable = (status: number): boolean => status === 408 || status === 429 || status >= 500

async function answered<T>(provider: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw unreachable(provider, 'no complete answer', { cause, untouched: neverSent(cause) })
  }
}

/** Whether no connection came about, so that nothing can have been sent. */
function neverSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return isObject(cause) && 'code' in cause && beforeSending.has(String(cause.code))
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const beforeSending = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

function unreachable(
  provider: string,
  problem: string,
  {
    retryAfterMs,
    untouched = false,
    cause,
  }: {
    readonly retryAfterMs?: DurationMs | undefined
    readonly untouched?: boolean
    readonly cause?: unknown
  },
): CredmgrError<'PROVIDER_UNREACHABLE'> {
  const details = {
    provider,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(untouched ? { untouched } : {}),
  }
  const message = `provider "${provider}" cannot be reached: ${problem}`
  return new CredmgrError('PROVIDER_UNREACHABLE', message, details, { cause })
}

/**
 * `Retry-After` (RFC 9110 section 10.2.3) as a length of time, at most one hour.
 *
 * @returns `undefined` for what is neither a number of seconds nor a date; 0 for a date in the past.
 */
export function retryAfter(header: string | null, now: EpochMs): DurationMs | undefined {
  const text = header?.trim() ?? ''
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : httpDate(text) - now
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(0, wait), 3_600_000)
}

/** `Date.parse` alone would take nearly anything for a date. */
const httpDate = (text: string): EpochMs =>
  /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text) ? Date.parse(text) : Number.NaN

async function wholeResponse(
  provider: string,
  response: Response,
  limit: number,
): Promise<Response> {
  const { status, headers } = response
  // 0 is what a browser's fetch makes of a redirect that it may not follow.
  if (status < 200) throw misbehaved(provider, `status ${status}`)
  const body = await answered(provider, text(response, limit))
  if (body === undefined) throw misbehaved(provider, `its answer is larger than ${limit} bytes`)
  const withoutBody = status === 204 || status === 205 || status === 304
  const type = headers.get('content-type') ?? 'application/octet-stream'
  return new Response(withoutBody ? null : body, { status, headers: { 'content-type': type } })
}

/** @returns The body, or `undefined` when it has more than `limit` bytes; the rest is not read then. */
async function text({ body }: Response, limit: number): Promise<string | undefined> {
  const decoder = new TextDecoder()
  let read = 0
  let decoded = ''
  for await (const chunk of body ?? []) {
    read += chunk.byteLength
    if (read > limit) return undefined
    decoded += decoder.decode(chunk, { stream: true })
  }
  return decoded + decoder.decode()
}
