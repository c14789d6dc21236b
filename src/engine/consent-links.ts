import {
  type ConnectionAddress,
  CredmgrError,
  type DurationMs,
  type EpochMs,
  grantNatures,
  isDeclared,
  isJsonObject,
  type Json,
} from '../model/index.ts'
import { providerTemplates } from '../oauth/index.ts'
import type { ConsentLink, ConsentPorts, ConsentRequest } from './consent.ts'
import { allowsRedirect, needsConsent, refused, type Serving, whyGone } from './consent-rules.ts'
import type { ServedConnection } from './serving.ts'

const linkLifetime: DurationMs = 24 * 60 * 60 * 1000

/** What stands behind a link. */
interface Ticket {
  readonly connection: ConnectionAddress
  readonly redirectUrl?: string
  readonly expiresAt: EpochMs
  readonly used: boolean
}

/** @throws `CONNECTION_UNKNOWN`, `REDIRECT_NOT_ALLOWED` or `USAGE` */
export async function issueLink(
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

/** A link that can be used, with what it is for. */
export interface OpenTicket extends Serving {
  readonly redirectUrl?: string
  readonly request: ConsentRequest
}

/** @throws `CONSENT_REFUSED` with `link_unknown`, `link_expired`, `link_used` or `connection_removed` */
export async function openTicket(ports: ConsentPorts, ticket: string): Promise<OpenTicket> {
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
