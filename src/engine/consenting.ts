import {
  type ConnectionAddress,
  type Credential,
  isCredmgrError,
  isJsonObject,
  type Json,
} from '../model/index.ts'
import { exchangeCode, type OAuthClient, type TokenSet } from '../oauth/index.ts'
import { bindingOf, openClient } from './binding.ts'
import type { ConsentOutcome, ConsentPorts } from './consent.ts'
import {
  allowsRedirect,
  consenterOf,
  type Login,
  mayConsent,
  nameOfLogin,
  needsConsent,
  refused,
  whyGone,
} from './consent-rules.ts'
import { keep } from './keeping.ts'
import type { ServedConnection } from './serving.ts'

/** One authorization request, from the click to the callback; sealed, because of `codeVerifier`. */
export interface ConsentTransaction {
  readonly ticket: string
  readonly connection: ConnectionAddress
  readonly provider: string
  /** What the grant will belong to: if the configuration has changed at the callback, it is not stored. */
  readonly binding: string
  /** What was asked for, whatever the configuration says at the callback. */
  readonly scopes: readonly string[]
  readonly browser: string
  readonly codeVerifier: string
  readonly nonce: string | null
  readonly redirectUri: string
  readonly redirectUrl: string | null
  /** Who was logged in at the click; `null` where nobody had to be. */
  readonly login: Login | null
}

interface Callback {
  readonly provider: string
  readonly params: URLSearchParams
  readonly browser: string | undefined
}

/** From the callback to the sealed token. Whatever is refused on the way is revoked and not stored. */
export async function finishConsent(
  ports: ConsentPorts,
  callback: Callback,
): Promise<ConsentOutcome> {
  const { state, transaction } = await takeTransaction(ports, callback)
  const connection = await connectionOf(ports, transaction)
  const client = await openClient(connection, ports.store.vault)
  // Before the request: a lifetime that is counted from later would end too late.
  const now = ports.clock.now()
  const tokens = await exchange(ports, { client, transaction, state, params: callback.params })
  const { scopes, login } = transaction
  const by = login === null ? {} : { consentedBy: consenterOf(login) }
  const useUp = () => useTicket(ports, transaction)
  const credential = await keep(ports, { connection, client, scopes, tokens, now, useUp, ...by })
  ports.connected?.(connection.spec.address)
  const who = login === null ? {} : { who: nameOfLogin(login) }
  ports.logger.info('connection consented', { connection: connection.spec.address, ...who })
  return outcomeOf(connection, credential, transaction)
}

/**
 * Finds the request that this callback answers and uses it up, whatever comes of it: a `state`
 * that turns up in another browser or at another provider's callback is not to be tried again.
 */
async function takeTransaction(
  { store }: ConsentPorts,
  { params, provider, browser }: Callback,
): Promise<{ readonly state: string; readonly transaction: ConsentTransaction }> {
  const [state, ...others] = params.getAll('state')
  if (state === undefined || state === '' || others.length > 0) throw refused('state_unknown')
  const transaction = readTransaction(await store.oneTime.take('transaction', state))
  if (transaction === undefined) throw refused('state_unknown')
  const { connection } = transaction
  if (transaction.provider !== provider) throw refused('wrong_provider', { connection })
  if (browser === undefined || transaction.browser !== browser) {
    throw refused('wrong_browser', { connection })
  }
  return { state, transaction }
}

export async function connectionOf(
  ports: Pick<ConsentPorts, 'served'>,
  transaction: Pick<ConsentTransaction, 'connection' | 'binding'> &
    Partial<Pick<ConsentTransaction, 'login'>>,
): Promise<ServedConnection> {
  const served = await ports.served()
  const connection = served?.connections.get(transaction.connection)
  const same = connection !== undefined && bindingOf(connection) === transaction.binding
  if (served === undefined || connection === undefined || !same || !needsConsent(connection)) {
    throw refused('connection_removed', { connection: transaction.connection })
  }
  // Asked again: since the click the configuration may have taken the right away.
  if (!mayConsent({ served, connection }, transaction.login ?? undefined)) {
    throw refused('login_required', { connection: transaction.connection })
  }
  return connection
}

async function exchange(
  ports: ConsentPorts,
  {
    client,
    transaction,
    state,
    params,
  }: {
    readonly client: OAuthClient
    readonly transaction: ConsentTransaction
    readonly state: string
    readonly params: URLSearchParams
  },
): Promise<TokenSet> {
  const { codeVerifier, nonce, redirectUri } = transaction
  try {
    return await exchangeCode(ports, client, {
      params,
      state,
      codeVerifier,
      redirectUri,
      ...(nonce === null ? {} : { nonce }),
    })
  } catch (error) {
    throw exchangeRefusal(error, { connection: transaction.connection, params })
  }
}

function exchangeRefusal(
  error: unknown,
  { connection, params }: { readonly connection: string; readonly params: URLSearchParams },
): unknown {
  if (!isCredmgrError(error)) return error
  if (error.code === 'CONSENT_REFUSED') return refused(error.details.reason, { connection }, error)
  if (error.code === 'PROVIDER_MISBEHAVED') return refused('exchange_failed', { connection }, error)
  if (error.code !== 'PROVIDER_REJECTED') return error
  const { oauthError } = error.details
  const facts = { connection, oauthError }
  if (!params.has('error')) return refused('exchange_failed', facts, error)
  return refused(oauthError === 'access_denied' ? 'access_denied' : 'provider_error', facts, error)
}

/** Uses the link up; of two browsers that consent with one link the second is refused. */
async function useTicket(
  { store, clock }: ConsentPorts,
  { ticket, connection }: ConsentTransaction,
): Promise<void> {
  const entry = await store.oneTime.take('ticket', ticket)
  if (!isJsonObject(entry)) {
    // Another browser has it in its hand at this moment, or a day has passed since the link was made.
    const expired = whyGone(ticket, clock.now()) === 'link_expired'
    throw refused(expired ? 'link_expired' : 'link_used', { connection })
  }
  const { expiresAt, used } = entry
  if (typeof expiresAt !== 'number') throw refused('link_used', { connection })
  // It stays as used until it would have expired, so that the page can say so.
  await store.oneTime.put('ticket', ticket, { ...entry, used: true }, expiresAt)
  if (used === true) throw refused('link_used', { connection })
}

function outcomeOf(
  connection: ServedConnection,
  { account, grantedScopes }: Credential,
  { redirectUrl: wanted, scopes }: ConsentTransaction,
): ConsentOutcome {
  const { spec } = connection
  // The link may be older than the configuration.
  const allowed = wanted !== null && allowsRedirect(connection, wanted)
  const redirectUrl = allowed ? wanted : spec.postLoginRedirectUrl
  return {
    connection: spec.address,
    ...(account === undefined ? {} : { account }),
    grantedScopes,
    missingScopes: scopes.filter((scope) => !grantedScopes.includes(scope)),
    ...(redirectUrl === undefined ? {} : { redirectUrl }),
  }
}

function readTransaction(entry: Json | undefined): ConsentTransaction | undefined {
  // The entry opened under this store's key, so it is what `begin` wrote.
  return isJsonObject(entry) ? (entry as unknown as ConsentTransaction) : undefined
}
