import {
  type Account,
  type Clock,
  type ConnectionAddress,
  type Consenter,
  type DurationMs,
  type EpochMs,
  type Expect,
  type Fetch,
  isCredmgrError,
  type Logger,
  type Random,
  type Store,
} from '../model/index.ts'
import {
  type AuthorizationRequest,
  codeChallenge,
  type OAuthClient,
  startAuthorization,
} from '../oauth/index.ts'
import { bindingOf, openClient } from './binding.ts'
import { issueLink, openTicket } from './consent-links.ts'
import { beginLogin, finishLogin, loginAt } from './consent-login.ts'
import { consenterOf, loginsOf, mayConsent, refused } from './consent-rules.ts'
import { type ConsentTransaction, finishConsent } from './consenting.ts'
import type { Events } from './events.ts'
import type { Served } from './serving.ts'

export interface ConsentLink {
  /** `<publicUrl>/-/consent/<ticket>`; a secret until it is used. */
  readonly url: string
  readonly expiresAt: EpochMs
}

/** What the consent page tells before anything happens. */
export interface ConsentRequest {
  readonly connection: ConnectionAddress
  readonly provider: string
  /** The template's title or the issuer, for people. */
  readonly providerTitle: string
  readonly authorizationHost: string
  readonly scopes: readonly string[]
  readonly expect?: Expect
  readonly description?: string
  /** Names of the identities with one of which whoever is at this browser must log in first; absent: it is done, or nobody must. */
  readonly logIn?: readonly string[]
  /** Who has logged in and may give the consent. */
  readonly loggedIn?: Consenter
  readonly expiresAt: EpochMs
}

export interface ConsentOutcome {
  readonly connection: ConnectionAddress
  readonly account?: Account
  readonly grantedScopes: readonly string[]
  /** Asked for and not granted. */
  readonly missingScopes: readonly string[]
  /** Where the configuration wants the browser to go; absent: show a page. */
  readonly redirectUrl?: string
}

/** The consent of a resource owner in a browser, from link to sealed token. */
export interface Consent {
  /**
   * Makes a single-use link, valid for 24 hours.
   *
   * @throws `CONNECTION_UNKNOWN`; `REDIRECT_NOT_ALLOWED` when `redirectUrl` is neither the
   *   connection's `postLoginRedirectUrl` nor one of its `allowedRedirectUrls`; `USAGE` when the
   *   connection's grant needs no consent
   */
  issueLink(
    connection: ConnectionAddress,
    options?: { readonly redirectUrl?: string; readonly initiator?: string },
  ): Promise<ConsentLink>
  /**
   * @param browser The value from this browser, if it has one.
   * @throws `CONSENT_REFUSED` with `link_unknown`, `link_expired`, `link_used` or `connection_removed`
   */
  describe(ticket: string, browser?: string): Promise<ConsentRequest>
  /**
   * Starts the login that `consent.by` asks for, bound to `browser` as the consent is. It is good for
   * this link in this browser, for 30 minutes.
   *
   * @returns The authorization URL of the identity's issuer.
   * @throws `CONSENT_REFUSED` as `describe`, or with `login_failed`; `PROVIDER_UNREACHABLE`
   */
  logIn(
    ticket: string,
    browser: string,
    identity: string,
  ): Promise<{ readonly authorizationUrl: string }>
  /**
   * Ends it at the login callback of `identity`.
   *
   * @returns The link to go on with.
   * @throws `CONSENT_REFUSED` with the reason, or `PROVIDER_UNREACHABLE`
   */
  finishLogIn(
    identity: string,
    params: URLSearchParams,
    browser: string | undefined,
  ): Promise<{ readonly ticket: string }>
  /**
   * Starts the authorization request at the click, bound to `browser` (a random value that only this
   * browser has). The link stays usable until a consent is completed with it.
   *
   * @returns The provider's authorization URL.
   * @throws `CONSENT_REFUSED` as `describe`, or with `login_required`
   */
  begin(ticket: string, browser: string): Promise<{ readonly authorizationUrl: string }>
  /**
   * Ends it at the callback of `provider`. `params` are the callback's query parameters, `browser`
   * the value from this browser, if it has one.
   *
   * @throws `CONSENT_REFUSED` with the reason, or `PROVIDER_UNREACHABLE`; nothing was stored then
   */
  finish(
    provider: string,
    params: URLSearchParams,
    browser: string | undefined,
  ): Promise<ConsentOutcome>
}

export interface ConsentPorts {
  readonly store: Pick<Store, 'vault' | 'oneTime'>
  readonly clock: Clock
  readonly random: Random
  readonly fetch: Fetch
  readonly logger: Logger
  /** What is served now. */
  readonly served: () => Promise<Served | undefined>
  /** Who is told of a new grant; absent: nobody. */
  readonly events?: Events
  /** Told when a connection has got a new grant. */
  readonly connected?: (connection: ConnectionAddress) => void
}

/** From the click to the callback; a person may have to find a second factor. */
const transactionLifetime: DurationMs = 15 * 60 * 1000

export function createConsent(ports: ConsentPorts): Consent {
  return {
    issueLink: (connection, options = {}) => issueLink(ports, connection, options),
    describe: (ticket, browser) => describe(ports, ticket, browser),
    logIn: async (ticket, browser, identity) => {
      const opened = await openTicket(ports, ticket)
      return { authorizationUrl: await beginLogin(ports, opened, { ticket, browser, identity }) }
    },
    finishLogIn: (identity, params, browser) => finishLogin(ports, identity, { params, browser }),
    begin: (ticket, browser) => begin(ports, ticket, browser),
    finish: (provider, params, browser) => finishConsent(ports, { provider, params, browser }),
  }
}

async function describe(
  ports: ConsentPorts,
  ticket: string,
  browser: string | undefined,
): Promise<ConsentRequest> {
  const opened = await openTicket(ports, ticket)
  const { request, connection } = opened
  if (connection.spec.consent === undefined) return request
  const login = browser === undefined ? undefined : await loginAt(ports, { ticket, browser })
  if (login === undefined || !mayConsent(opened, login)) {
    return { ...request, logIn: loginsOf(connection) }
  }
  return { ...request, loggedIn: consenterOf(login) }
}

async function begin(
  ports: ConsentPorts,
  ticket: string,
  browser: string,
): Promise<{ readonly authorizationUrl: string }> {
  const opened = await openTicket(ports, ticket)
  const { served, connection, redirectUrl } = opened
  const { spec, providerName } = connection
  const login = spec.consent && (await loginAt(ports, { ticket, browser }))
  if (!mayConsent(opened, login)) throw refused('login_required', { connection: spec.address })
  const state = ports.random.token(32)
  const codeVerifier = ports.random.token(48)
  const nonce = spec.scopes.includes('openid') ? ports.random.token(32) : undefined
  const redirectUri = `${served.gateway.publicUrl}/-/callback/${providerName}`
  const transaction: ConsentTransaction = {
    ticket,
    connection: spec.address,
    provider: providerName,
    binding: bindingOf(connection),
    scopes: spec.scopes,
    browser,
    codeVerifier,
    nonce: nonce ?? null,
    redirectUri,
    redirectUrl: redirectUrl ?? null,
    login: login ?? null,
  }
  const expiresAt = ports.clock.now() + transactionLifetime
  await ports.store.oneTime.put('transaction', state, { ...transaction }, expiresAt)
  const client = await openClient(connection, ports.store.vault)
  const request = {
    redirectUri,
    state,
    codeChallenge: await codeChallenge(codeVerifier),
    scopes: spec.scopes,
    ...(nonce === undefined ? {} : { nonce }),
  }
  return { authorizationUrl: await started(ports, { client, request, connection: spec.address }) }
}

async function started(
  ports: ConsentPorts,
  each: {
    readonly client: OAuthClient
    readonly request: AuthorizationRequest
    readonly connection: ConnectionAddress
  },
): Promise<string> {
  try {
    return await startAuthorization(ports, each.client, each.request)
  } catch (error) {
    if (!isCredmgrError(error) || error.code !== 'PROVIDER_REJECTED') throw error
    const { oauthError } = error.details
    throw refused('provider_error', { connection: each.connection, oauthError }, error)
  }
}
