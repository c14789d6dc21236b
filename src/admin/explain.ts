import type { ContentfulStatusCode } from 'hono/utils/http-status'
import {
  type AnyCredmgrError,
  type ErrorDetails,
  isCredmgrError,
  type Logger,
} from '../model/index.ts'
import { type Explanation, explanationPage, type Facts } from './console/explanation-page.ts'
import type { Html } from './console/layout.ts'
import { refusals } from './console/refusals.ts'
import { type Trouble, troubles } from './console/troubles.ts'

/** How a failure is answered in a browser. */
export interface Explained {
  readonly status: ContentfulStatusCode
  readonly page: Html
  readonly headers: { readonly [name: string]: string }
}

/**
 * The page for whatever a step of the consent threw. Of an error that is not one of ours only name
 * and code reach the log: its message may repeat what a provider sent.
 *
 * @param path Where the same link can be opened again, if that is known.
 */
export function explain(
  error: Error,
  { path, logger }: { readonly path: string | undefined; readonly logger: Logger },
): Explained {
  const known = isCredmgrError(error) ? error : undefined
  if (known?.code === 'CONSENT_REFUSED') return refused(known.details, path, logger)
  const trouble = troubleOf(known)
  const oauthError = known?.code === 'PROVIDER_REJECTED' ? known.details.oauthError : undefined
  const facts = { name: error.name, code: codeOf(error), ...errorCode(oauthError) }
  if (trouble === 'internal_error') logger.error('consent failed', facts)
  if (trouble !== 'internal_error') logger.warn('consent failed', facts)
  return { ...explainTrouble(trouble, path), headers: retryAfter(known) }
}

/** The page of a trouble that was noticed here and not thrown. */
export function explainTrouble(trouble: Trouble, path: string | undefined): Explained {
  return explained(trouble, troubles[trouble], path === undefined ? {} : { path })
}

function refused(
  { reason, oauthError, ...known }: ErrorDetails['CONSENT_REFUSED'],
  path: string | undefined,
  logger: Logger,
): Explained {
  const connection = known.connection ?? null
  logger.warn('consent refused', { reason, connection, ...errorCode(oauthError) })
  return explained(reason, refusals[reason], { ...known, ...(path !== undefined && { path }) })
}

function explained(code: string, explanation: Explanation, facts: Facts): Explained {
  const page = explanationPage(code, explanation, facts)
  return { status: explanation.status, page, headers: {} }
}

function troubleOf(error: AnyCredmgrError | undefined): Trouble {
  if (error?.code === 'PROVIDER_UNREACHABLE') return 'provider_unreachable'
  if (error?.code === 'PROVIDER_REJECTED') return 'provider_rejected'
  if (error?.code === 'PROVIDER_MISBEHAVED') return 'provider_rejected'
  return 'internal_error'
}

function retryAfter(error: AnyCredmgrError | undefined): { readonly [name: string]: string } {
  if (error?.code !== 'PROVIDER_UNREACHABLE') return {}
  const { retryAfterMs } = error.details
  return retryAfterMs === undefined
    ? {}
    : { 'Retry-After': String(Math.ceil(retryAfterMs / 1_000)) }
}

/** A provider's error code for the log. What does not look like a code is not repeated even there. */
function errorCode(text: string | undefined): { readonly oauthError?: string } {
  if (text === undefined) return {}
  return { oauthError: /^[\w.-]{1,64}$/.test(text) ? text : '(not a code)' }
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}
