/**
 * What ties a consent to one browser: a cookie with a random value, and the proof that a form was
 * sent from our own page.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { browserCookie, type Random } from '../model/index.ts'

/** 32 random bytes as base64url. */
const browserForm = /^[A-Za-z0-9_-]{43}$/

/**
 * The value that only this browser has.
 *
 * @returns `undefined` when there is none, when it is malformed, or when several cookies have the
 *   name: then somebody else has planted one, and nobody can say which.
 */
export function browserOf(cookieHeader: string | undefined, publicUrl: string): string | undefined {
  const prefix = `${cookieName(publicUrl)}=`
  const values = (cookieHeader ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(prefix))
    .map((pair) => pair.slice(prefix.length))
  const [value = ''] = values
  return values.length === 1 && browserForm.test(value) ? value : undefined
}

/** The browser's value; a new one is set when it has none. */
export function ensureBrowser(c: Context, publicUrl: string, random: Random): string {
  const present = browserOf(c.req.header('cookie'), publicUrl)
  if (present !== undefined) return present
  const browser = random.token(32)
  const secure = isSecure(publicUrl)
  // Lax, not Strict: the provider's redirect to the callback comes from another site.
  const attributes = {
    httpOnly: true,
    sameSite: 'Lax',
    secure,
    path: secure ? '/' : '/-/',
  } as const
  setCookie(c, cookieName(publicUrl), browser, attributes)
  return browser
}

/** Stands in the consent form; who cannot read the browser's cookie cannot make it. */
export function formProof(browser: string, ticket: string): string {
  return createHmac('sha256', browser).update(ticket).digest('base64url')
}

/** What is known about where a form came from. */
export interface Submission {
  /** Value of `Sec-Fetch-Site`. */
  readonly fetchSite: string | undefined
  /** Value of `Origin`. */
  readonly origin: string | undefined
  readonly publicUrl: string
  /** Whether the form carried the right proof; see {@link formProof}. */
  readonly proven: boolean
}

/**
 * Whether a form was sent from another site, or from where nobody can tell.
 *
 * Our pages say `Referrer-Policy: no-referrer`, so that an honest form has `Origin: null`; and over
 * http to a name that is not loopback, browsers send no `Sec-Fetch-Site`. Then the proof decides.
 */
export function isForeign({ fetchSite, origin, publicUrl, proven }: Submission): boolean {
  if (origin !== undefined && origin !== 'null' && origin !== new URL(publicUrl).origin) return true
  if (fetchSite !== undefined) return fetchSite !== 'same-origin' && fetchSite !== 'none'
  return origin === 'null' && !proven
}

/** Compares without telling by the time taken how much was right. */
export function equalProof(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function cookieName(publicUrl: string): string {
  return isSecure(publicUrl) ? browserCookie.https : browserCookie.http
}

function isSecure(publicUrl: string): boolean {
  return new URL(publicUrl).protocol === 'https:'
}
