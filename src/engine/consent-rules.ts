import {
  type Caller,
  type Consenter,
  type ConsentRefusal,
  CredmgrError,
  describeCaller,
  type EpochMs,
  type ErrorDetails,
  isConsented,
  type JsonObject,
} from '../model/index.ts'
import { accountFromClaims } from '../oauth/index.ts'
import { isPrincipal } from './access.ts'
import type { Served, ServedConnection, ServedIdentity } from './serving.ts'

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

/** What an identity has proved of whoever is at a browser; sealed, and never with a token. */
export type Login = {
  readonly identity: string
  /** Whose word it is, so that an identity that was pointed elsewhere since proves nothing. */
  readonly issuer: string
  readonly claims: JsonObject
}

/** A connection as it is served, and the world that it is served in. */
export interface Serving {
  readonly served: Served
  readonly connection: ServedConnection
}

/** Names of the identities with which a person may log in for the consent; empty: nobody has to. */
export function loginsOf({ spec }: ServedConnection): readonly string[] {
  const by = spec.consent?.by ?? []
  return [...new Set(by.flatMap((each) => ('identity' in each ? [each.identity] : [])))].sort()
}

/** The one place that decides whether a consent may be given, by whoever `login` has proved. */
export function mayConsent({ served, connection }: Serving, login: Login | undefined): boolean {
  const { consent } = connection.spec
  if (consent === undefined) return true
  const spec = login && identityOf(served, login.identity)?.spec
  if (login === undefined || spec?.type !== 'oidc' || spec.issuer !== login.issuer) return false
  const caller = callerOf(login)
  const { claims } = spec
  if (!isPrincipal(caller, { type: 'claims', identity: login.identity, claims })) return false
  return consent.by.some((each) => isPrincipal(caller, each))
}

/** For the record of the credential: who that is, in the words of the standard claims. */
export function consenterOf({ identity, claims }: Login): Consenter {
  return { identity, ...accountFromClaims(claims) }
}

/** For the log. */
export function nameOfLogin(login: Login): string {
  return describeCaller(callerOf(login))
}

function callerOf({ identity, claims }: Login): Caller {
  return { type: 'oidc', identity, claims, expiresAt: 0 }
}

/** The identity of that name, as it is served. */
export function identityOf({ identities }: Served, name: string): ServedIdentity | undefined {
  return identities.find((each) => each.name === name)
}
