import type { ContentfulStatusCode } from 'hono/utils/http-status'
import {
  type AnyCredmgrError,
  type CredmgrError,
  isCredmgrError,
  type Logger,
} from '../model/index.ts'
import { type Explanation, explanationPage, type Facts } from './console/explanation-page.ts'
import type { Html } from './console/layout.ts'
import { refusals } from './console/refusals.ts'
import { type Trouble, troubles } from './console/troubles.ts'
import { failureFacts } from './failure-facts.ts'

/** How a failure is answered in a browser. */
export interface Explained {
  readonly status: ContentfulStatusCode
  readonly page: Html
  readonly headers: { readonly [name: string]: string }
}

/**
 * The page for whatever a step of the consent threw.
 *
 * @param path Where the same link can be opened again, if that is known.
 */
export function explain(
  error: Error,
  { path, logger }: { readonly path: string | undefined; readonly logger: Logger },
): Explained {
  const known = isCredmgrError(error) ? error : undefined
  if (known?.code === 'CONSENT_REFUSED') return refused(known, path, logger)
  const trouble = troubleOf(known)
  if (trouble === 'internal_error') logger.error('consent failed', failureFacts(error))
  if (trouble !== 'internal_error') logger.warn('consent failed', failureFacts(error))
  return { ...explainTrouble(trouble, path), headers: retryAfter(known) }
}

/** The page of a trouble that was noticed here and not thrown. */
export function explainTrouble(trouble: Trouble, path: string | undefined): Explained {
  return explained(trouble, troubles[trouble], path === undefined ? {} : { path })
}

function refused(
  error: CredmgrError<'CONSENT_REFUSED'>,
  path: string | undefined,
  logger: Logger,
): Explained {
  const { reason, oauthError: _, ...known } = error.details
  const connection = known.connection ?? null
  logger.warn('consent refused', { reason, connection, ...failureFacts(error) })
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
