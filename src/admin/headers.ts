import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { stylesheet } from './console/stylesheet.ts'

const styleHash = createHash('sha256').update(stylesheet).digest('base64')

/**
 * What every answer of the control plane carries, pages, JSON, redirects and refusals alike.
 *
 * There is no `form-action`: Chrome applies it to the whole redirect chain of a form, and the
 * consent form leads to whatever hosts a provider sends its users through.
 */
const headers: { readonly [name: string]: string } = {
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "img-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  // Cuts the tie to a window that opened the page. Going on to the provider is not affected: no
  // step of a consent speaks to its opener.
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** Sets the security headers once the answer is made, whoever made it. */
export function securityHeaders(): MiddlewareHandler {
  return async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(headers)) c.res.headers.set(name, value)
  }
}
