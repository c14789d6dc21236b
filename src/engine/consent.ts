import {
  type Account,
  type Clock,
  type ConnectionAddress,
  CredmgrError,
  type DurationMs,
  type EpochMs,
  type Expect,
  type Fetch,
  grantNatures,
  isCredmgrError,
  isDeclared,
  isJsonObject,
  type Json,
  type Logger,
  type Random,
  type Store,
} from '../model/index.ts'
import {
  type AuthorizationRequest,
  codeChallenge,
  type OAuthClient,
  providerTemplates,
  startAuthorization,
} from '../oauth/index.ts'
import { bindingOf, openClient } from './binding.ts'
import { allowsRedirect, needsConsent, refused, whyGone } from './consent-rules.ts'
import { type ConsentTransaction, finishConsent } from './consenting.ts'
import type { Events } from './events.ts'
import type { Served, ServedConnection } from './serving.ts'

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
  /** @throws `CONSENT_REFUSED` with `link_unknown`, `link_expired`, `link_used` or `connection_removed` */
  describe(ticket: string): Promise<ConsentRequest>
  /**
   * Starts the authorization request at the click, bound to `browser` (a random value that only this
   * browser has). The link stays usable until a consent is completed with it.
   *
   * @returns The provider's authorization URL.
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

const linkLifetime: DurationMs = 24 * 60 * 60 * 1000

/** From the click to the callback; a person may have to find a second factor. */
const transactionLifetime: DurationMs = 15 * 60 * 1000

/** What stands behind a link. */
interface Ticket {
  readonly connection: ConnectionAddress
  readonly redirectUrl?: string
  readonly expiresAt: EpochMs
  readonly used: boolean
}

export function createConsent(ports: ConsentPorts): Consent {
  return {
    issueLink: (connection, options = {}) => issueLink(ports, connection, options),
    describe: async (ticket) => {
      const { request } = await openTicket(ports, ticket)
      return request
    },
    begin: (ticket, browser) => begin(ports, ticket, browser),
    finish: (provider, params, browser) => finishConsent(ports, { provider, params, browser }),
  }
}

async function issueLink(
  ports: ConsentPorts,
  address: ConnectionAddress,
  { redirectUrl, initiator }: { readonly redirectUrl?: string; readonly initiator?: string },
): Promise<ConsentLink> {
  const served = await ports.served()
  const connection = served?.connections.get(address)
  if (served === undefined || connection === undefined) throw unknown(address)
  refuseWithoutConsent(connection)
  refuseWithoutBrowser(connection)
  refuseRedirect(connection, redirectUrl)
  const expiresAt = ports.clock.now() + linkLifetime
  // The expiry stands in the link itself so that, once the entry is gone, the page can still tell
  // an old link from a mistyped one. The entry alone decides.
  const ticket = `${Math.floor(expiresAt / 1000).toString(36)}.${ports.random.token(32)}`
  const entry = { connection: address, redirectUrl: redirectUrl ?? null, expiresAt, used: false }
  await ports.store.oneTime.put('ticket', ticket, entry, expiresAt)
  ports.logger.info('consent link issued', { connection: address, initiator: initiator ?? null })
  return { url: `${served.gateway.publicUrl}/-/consent/${ticket}`, expiresAt }
}

function refuseWithoutBrowser({ spec, provider }: ServedConnection): void {
  if (grantNatures[provider.grant].consent === 'browser') return
  const remedy = `its owner gets a code from: credmgr connect ${spec.address}`
  const message = `connection "${spec.address}" has no consent link: its grant is ${provider.grant}`
  throw new CredmgrError('USAGE', message, { remedy, reason: 'consent_by_device' })
}

/** @throws `USAGE` for a connection that nobody consents to */
export function refuseWithoutConsent(connection: ServedConnection): void {
  if (needsConsent(connection)) return
  const { spec, provider } = connection
  const remedy = isDeclared(provider.grant)
    ? 'nothing to do: its credential is what the configuration declares'
    : 'nothing to do: its token is obtained when a request needs it'
  const message = `connection "${spec.address}" needs no consent: its grant is ${provider.grant}`
  throw new CredmgrError('USAGE', message, { remedy })
}

function refuseRedirect(connection: ServedConnection, url: string | undefined): void {
  if (url === undefined || allowsRedirect(connection, url)) return
  const { spec } = connection
  throw new CredmgrError(
    'REDIRECT_NOT_ALLOWED',
    `the configuration of connection "${spec.address}" does not allow this redirect URL`,
    { url },
  )
}

interface OpenTicket {
  readonly served: Served
  readonly connection: ServedConnection
  readonly redirectUrl?: string
  readonly request: ConsentRequest
}

async function openTicket(ports: ConsentPorts, ticket: string): Promise<OpenTicket> {
  const entry = readTicket(await ports.store.oneTime.peek('ticket', ticket))
  if (entry === undefined) throw refused(whyGone(ticket, ports.clock.now()))
  const { connection: address } = entry
  if (entry.used) throw refused('link_used', { connection: address })
  const served = await ports.served()
  const connection = served?.connections.get(address)
  if (served === undefined || connection === undefined || !needsConsent(connection)) {
    throw refused('connection_removed', { connection: address })
  }
  const { redirectUrl } = entry
  return {
    served,
    connection,
    ...(redirectUrl === undefined ? {} : { redirectUrl }),
    request: requestOf(connection, entry.expiresAt),
  }
}

function requestOf(connection: ServedConnection, expiresAt: EpochMs): ConsentRequest {
  const { spec, providerName } = connection
  const { expect, description } = spec
  return {
    connection: spec.address,
    provider: providerName,
    providerTitle: titleOf(connection),
    authorizationHost: new URL(authorizationEndpoint(connection)).host,
    scopes: spec.scopes,
    ...(expect === undefined ? {} : { expect }),
    ...(description === undefined ? {} : { description }),
    expiresAt,
  }
}

function titleOf({ provider, providerName }: ServedConnection): string {
  const template = providerTemplates.find((each) => each.id === provider.template)
  if (template !== undefined && provider.template !== 'generic') return template.title
  return provider.issuer ?? providerName
}

function authorizationEndpoint({ provider, spec }: ServedConnection): string {
  const { authorization } = provider.endpoints
  if (authorization !== undefined) return authorization
  throw new CredmgrError(
    'PROVIDER_MISBEHAVED',
    `provider "${spec.provider}" has no authorization endpoint`,
    { provider: spec.provider },
  )
}

async function begin(
  ports: ConsentPorts,
  ticket: string,
  browser: string,
): Promise<{ readonly authorizationUrl: string }> {
  const { served, connection, redirectUrl } = await openTicket(ports, ticket)
  const { spec, providerName } = connection
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

function readTicket(entry: Json | undefined): Ticket | undefined {
  if (!isJsonObject(entry)) return undefined
  const { connection, redirectUrl, expiresAt, used } = entry
  if (typeof connection !== 'string' || typeof expiresAt !== 'number') return undefined
  return {
    connection: connection as ConnectionAddress,
    ...(typeof redirectUrl === 'string' ? { redirectUrl } : {}),
    expiresAt,
    used: used === true,
  }
}

function unknown(connection: ConnectionAddress): CredmgrError {
  return new CredmgrError('CONNECTION_UNKNOWN', `there is no connection "${connection}"`, {
    connection,
  })
}
