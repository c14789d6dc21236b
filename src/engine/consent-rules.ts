import {
  type ConsentRefusal,
  CredmgrError,
  type EpochMs,
  type ErrorDetails,
  isConsented,
} from '../model/index.ts'
import type { ServedConnection } from './serving.ts'

/** Whether a person consents to it; a link outlives a change of the grant. */
export function needsConsent({ provider }: ServedConnection): boolean {
  return isConsented(provider.grant)
}

/** Compared as text: only what stands in the configuration, to the letter. */
export function allowsRedirect({ spec }: ServedConnection, url: string): boolean {
  return url === spec.postLoginRedirectUrl || spec.allowedRedirectUrls.includes(url)
}

/** Why there is nothing behind a link: its expiry stands in the link itself. */
export function whyGone(ticket: string, now: EpochMs): ConsentRefusal {
  const form = /^([0-9a-z]{6,9})\.[A-Za-z0-9_-]{43}$/.exec(ticket)
  const expiresAt = Number.parseInt(form?.[1] ?? '', 36) * 1000
  return expiresAt <= now ? 'link_expired' : 'link_unknown'
}

/** What a page needs to say what happened and what to do next. */
type RefusalFacts = Omit<ErrorDetails['CONSENT_REFUSED'], 'reason'>

/** A consent that does not end in a connection. */
export function refused(
  reason: ConsentRefusal,
  facts: RefusalFacts = {},
  cause?: unknown,
): CredmgrError<'CONSENT_REFUSED'> {
  const details = { reason, ...facts }
  return new CredmgrError('CONSENT_REFUSED', `consent refused: ${reason}`, details, { cause })
}
