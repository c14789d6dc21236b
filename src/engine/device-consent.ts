import {
  type ConnectionAddress,
  CredmgrError,
  type DurationMs,
  type EpochMs,
  grantNatures,
  isCredmgrError,
} from '../model/index.ts'
import {
  type DeviceRequest,
  type OAuthClient,
  redeemDeviceCode,
  requestDeviceCode,
  type TokenSet,
} from '../oauth/index.ts'
import { bindingOf, openClient } from './binding.ts'
import type { ConsentOutcome, ConsentPorts } from './consent.ts'
import { refuseWithoutConsent } from './consent-links.ts'
import { refused } from './consent-rules.ts'
import { connectionOf } from './consenting.ts'
import { keep } from './keeping.ts'
import type { ServedConnection } from './serving.ts'

/** A consent that is given in a browser anywhere, by a code that is typed in there (RFC 8628). */
export interface DeviceConsent {
  readonly connection: ConnectionAddress
  readonly userCode: string
  readonly verificationUri: string
  /** With the code in it already. */
  readonly verificationUriComplete?: string
  readonly expiresAt: EpochMs
  /**
   * Asks the provider, as often as it allows, until somebody has consented; ends with the stored grant.
   *
   * @throws `CONSENT_REFUSED`: `access_denied`; `link_expired` when the code has; `wrong_account` and
   *   `account_unknown`, and the grant was given back; `connection_removed` when the configuration has
   *   changed meanwhile; `provider_error`. The signal's reason when it is aborted.
   */
  wait(signal?: AbortSignal): Promise<ConsentOutcome>
}

export type DeviceConsentPorts = Omit<ConsentPorts, 'random' | 'logger'> &
  Partial<Pick<ConsentPorts, 'logger'>>

/**
 * Begins a consent by device code. Its code stays in this process: nothing of it is stored.
 *
 * @throws `CONNECTION_UNKNOWN`; `USAGE` when the connection's grant is another; `PROVIDER_UNREACHABLE`,
 *   `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`
 */
export async function beginDeviceConsent(
  ports: DeviceConsentPorts,
  address: ConnectionAddress,
): Promise<DeviceConsent> {
  const connection = (await ports.served())?.connections.get(address)
  if (connection === undefined) {
    const message = `there is no connection "${address}"`
    throw new CredmgrError('CONNECTION_UNKNOWN', message, { connection: address })
  }
  refuseWithoutDevice(connection)
  const client = await openClient(connection, ports.store.vault)
  const now = ports.clock.now()
  const request = await requestDeviceCode(ports, client, connection.spec.scopes)
  const { userCode, verificationUri, verificationUriComplete } = request
  const begun = { connection, client, request, expiresAt: now + request.expiresInMs }
  return {
    connection: address,
    userCode,
    verificationUri,
    ...(verificationUriComplete === undefined ? {} : { verificationUriComplete }),
    expiresAt: begun.expiresAt,
    wait: (signal) => waitFor(ports, begun, signal),
  }
}

function refuseWithoutDevice(connection: ServedConnection): void {
  refuseWithoutConsent(connection)
  const { provider, spec } = connection
  if (grantNatures[provider.grant].consent === 'device') return
  const remedy = `make a link: credmgr connect ${spec.address}`
  const message = `connection "${spec.address}" has no device code: its grant is ${provider.grant}`
  throw new CredmgrError('USAGE', message, { remedy })
}

interface Begun {
  readonly connection: ServedConnection
  readonly client: OAuthClient
  readonly request: DeviceRequest
  readonly expiresAt: EpochMs
}

async function waitFor(
  ports: DeviceConsentPorts,
  begun: Begun,
  signal: AbortSignal | undefined,
): Promise<ConsentOutcome> {
  const { connection, client } = begun
  const { address, scopes } = connection.spec
  const { tokens, now } = await redeemed(ports, begun, signal)
  const binding = bindingOf(connection)
  // The grant goes back as well when it is of a connection that is no more.
  const useUp = async (): Promise<void> => {
    await connectionOf(ports, { connection: address, binding })
  }
  const credential = await keep(ports, { connection, client, scopes, tokens, now, useUp })
  ports.connected?.(address)
  ports.logger?.info('connection consented', { connection: address })
  const { account, grantedScopes } = credential
  return {
    connection: address,
    ...(account === undefined ? {} : { account }),
    grantedScopes,
    missingScopes: scopes.filter((scope) => !grantedScopes.includes(scope)),
  }
}

/** RFC 8628 section 3.5. */
const slowerBy: DurationMs = 5_000

/** No longer than this between two questions, however often the provider was not reached. */
const longestInterval: DurationMs = 60_000

async function redeemed(
  ports: DeviceConsentPorts,
  { connection, client, request, expiresAt }: Begun,
  signal: AbortSignal | undefined,
): Promise<{ readonly tokens: TokenSet; readonly now: EpochMs }> {
  const { address } = connection.spec
  let interval = request.intervalMs
  for (;;) {
    await ports.clock.sleep(interval, signal)
    const now = ports.clock.now()
    if (now >= expiresAt) throw refused('link_expired', { connection: address })
    const answer = await asked(ports, { client, address, code: request.deviceCode })
    if (typeof answer === 'object') return { tokens: answer, now }
    if (answer === 'slowDown') interval += slowerBy
    if (answer === 'unreachable') interval = Math.min(interval * 2, longestInterval)
  }
}

async function asked(
  ports: DeviceConsentPorts,
  {
    client,
    address,
    code,
  }: { readonly client: OAuthClient; readonly address: ConnectionAddress; readonly code: string },
): Promise<Awaited<ReturnType<typeof redeemDeviceCode>> | 'unreachable'> {
  try {
    return await redeemDeviceCode(ports, client, code)
  } catch (error) {
    if (isCredmgrError(error) && error.code === 'PROVIDER_UNREACHABLE') return 'unreachable'
    throw refusalOf(error, address)
  }
}

function refusalOf(error: unknown, connection: ConnectionAddress): unknown {
  if (!isCredmgrError(error) || error.code !== 'PROVIDER_REJECTED') return error
  const { oauthError } = error.details
  const facts = { connection, oauthError }
  if (oauthError === 'access_denied') return refused('access_denied', facts, error)
  return refused(oauthError === 'expired_token' ? 'link_expired' : 'provider_error', facts, error)
}
