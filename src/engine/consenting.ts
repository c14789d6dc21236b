import {
  type Account,
  type ConnectionAddress,
  type ConsentRefusal,
  type Credential,
  CredmgrError,
  type ErrorDetails,
  isCredmgrError,
  isJsonObject,
  type Json,
  satisfies,
} from '../model/index.ts'
import {
  accountOf,
  exchangeCode,
  type OAuthClient,
  revokeToken,
  type TokenSet,
} from '../oauth/index.ts'
import { bindingOf, openClient } from './binding.ts'
import type { ConsentOutcome, ConsentPorts } from './consent.ts'
import { granted } from './renewal.ts'
import type { ServedConnection } from './serving.ts'

/** One authorization request, from the click to the callback; sealed, because of `codeVerifier`. */
export interface ConsentTransaction {
  readonly ticket: string
  readonly connection: ConnectionAddress
  readonly provider: string
  /** What the grant will belong to: if the configuration has changed at the callback, it is not stored. */
  readonly binding: string
  readonly browser: string
  readonly codeVerifier: string
  readonly nonce: string | null
  readonly redirectUri: string
  readonly redirectUrl: string | null
}

interface Callback {
  readonly provider: string
  readonly params: URLSearchParams
  readonly browser: string | undefined
}

/** How often to write again when somebody else wrote the record in between. */
const attempts = 5

/** From the callback to the sealed token. Whatever is refused on the way is revoked and not stored. */
export async function finishConsent(
  ports: ConsentPorts,
  callback: Callback,
): Promise<ConsentOutcome> {
  const { state, transaction } = await takeTransaction(ports, callback)
  const connection = await connectionOf(ports, transaction)
  const client = await openClient(connection, ports.store.vault)
  const tokens = await exchange(ports, { client, transaction, state, params: callback.params })
  const credential = await keep(ports, { connection, client, transaction, tokens })
  ports.connected?.(connection.spec.address)
  ports.logger.info('connection consented', { connection: connection.spec.address })
  return outcomeOf(connection, credential, transaction)
}

interface Grant {
  readonly connection: ServedConnection
  readonly client: OAuthClient
  readonly transaction: ConsentTransaction
  readonly tokens: TokenSet
}

/** Stores the grant, or gives it back. */
async function keep(ports: ConsentPorts, grant: Grant): Promise<Credential> {
  const { connection, client, transaction, tokens } = grant
  try {
    const account = await accept(ports, grant)
    await useTicket(ports, transaction)
    return await store(ports, { connection, tokens, account })
  } catch (error) {
    await withdraw(ports, client, tokens)
    throw error
  }
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

async function connectionOf(
  ports: ConsentPorts,
  transaction: ConsentTransaction,
): Promise<ServedConnection> {
  const served = await ports.served()
  const connection = served?.connections.get(transaction.connection)
  if (connection === undefined || bindingOf(connection) !== transaction.binding) {
    throw refused('connection_removed', { connection: transaction.connection })
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

/** Whose account it is, if it is the one expected. */
async function accept(ports: ConsentPorts, grant: Grant): Promise<Account | undefined> {
  const { expect, address } = grant.connection.spec
  const facts = { connection: address, ...(expect === undefined ? {} : { expect }) }
  const account = await accountOf(ports, grant.client, grant.tokens).catch((error: unknown) => {
    // Without an expectation the account is only shown, so a failure to learn it costs nothing.
    if (expect !== undefined || !isCredmgrError(error)) throw error
    return undefined
  })
  if (expect !== undefined && account === undefined) throw refused('account_unknown', facts)
  if (account !== undefined && !satisfies(account, expect)) {
    throw refused('wrong_account', { ...facts, account })
  }
  return account
}

/** Uses the link up; of two browsers that consent with one link the second is refused. */
async function useTicket(
  { store }: ConsentPorts,
  { ticket, connection }: ConsentTransaction,
): Promise<void> {
  const entry = await store.oneTime.take('ticket', ticket)
  if (!isJsonObject(entry)) throw refused('link_used', { connection })
  const { expiresAt, used } = entry
  if (typeof expiresAt !== 'number') throw refused('link_used', { connection })
  // It stays as used until it would have expired, so that the page can say so.
  await store.oneTime.put('ticket', ticket, { ...entry, used: true }, expiresAt)
  if (used === true) throw refused('link_used', { connection })
}

async function store(
  ports: ConsentPorts,
  {
    connection,
    tokens,
    account,
  }: {
    readonly connection: ServedConnection
    readonly tokens: TokenSet
    readonly account: Account | undefined
  },
): Promise<Credential> {
  const { vault } = ports.store
  const { address } = connection.spec
  const now = ports.clock.now()
  for (let attempt = 1; ; attempt++) {
    const expected = await generationOf(ports, address)
    const grant = granted(connection, tokens, { generation: expected + 1, now })
    const named = account === undefined ? {} : { account }
    const credential = { ...grant, ...named, consentedAt: now }
    try {
      await vault.write(address, credential, expected)
      return credential
    } catch (error) {
      const conflict = isCredmgrError(error) && error.code === 'VAULT_CONFLICT'
      if (!conflict || attempt === attempts) throw error
    }
  }
}

async function generationOf({ store }: ConsentPorts, address: ConnectionAddress): Promise<number> {
  const summary = await store.vault.summary(address)
  return summary?.generation ?? 0
}

/** Gives back a grant that is not going to be used. The refusal matters more than whether this works. */
async function withdraw(ports: ConsentPorts, client: OAuthClient, tokens: TokenSet): Promise<void> {
  const { refreshToken, accessToken } = tokens
  const hint = refreshToken === undefined ? 'access_token' : 'refresh_token'
  try {
    await revokeToken(ports, client, refreshToken ?? accessToken, hint)
  } catch (error) {
    if (!(error instanceof CredmgrError)) throw error
    ports.logger.warn('a refused grant could not be revoked', { provider: client.name })
  }
}

function outcomeOf(
  { spec }: ServedConnection,
  { account, grantedScopes }: Credential,
  transaction: ConsentTransaction,
): ConsentOutcome {
  const redirectUrl = transaction.redirectUrl ?? spec.postLoginRedirectUrl
  return {
    connection: spec.address,
    ...(account === undefined ? {} : { account }),
    grantedScopes,
    missingScopes: spec.scopes.filter((scope) => !grantedScopes.includes(scope)),
    ...(redirectUrl === undefined ? {} : { redirectUrl }),
  }
}

function readTransaction(entry: Json | undefined): ConsentTransaction | undefined {
  // The entry opened under this store's key, so it is what `begin` wrote.
  return isJsonObject(entry) ? (entry as unknown as ConsentTransaction) : undefined
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
