import {
  type Account,
  type ConnectionAddress,
  type Consenter,
  type Credential,
  type EpochMs,
  type Expect,
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
import { silentEvents } from './events.ts'
import { generationToReplace, isShared } from './records.ts'
import { granted } from './renewal.ts'
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

export type KeepingPorts = Pick<ConsentPorts, 'store' | 'clock' | 'fetch' | 'events'> &
  Partial<Pick<ConsentPorts, 'logger'>>

/** What somebody has consented to. */
export interface Grant {
  readonly connection: ServedConnection
  readonly client: OAuthClient
  /** What was asked for. */
  readonly scopes: readonly string[]
  readonly tokens: TokenSet
  /** As far as somebody had to say who it is. */
  readonly consentedBy?: Consenter
  /** When it was asked for. */
  readonly now: EpochMs
  /** Uses up what led to it, so that it is done once. */
  readonly useUp?: () => Promise<void>
}

/** Stores the grant when it is of the account that is expected, or gives it back. */
export async function keep(ports: KeepingPorts, grant: Grant): Promise<Credential> {
  let account: Account | undefined
  try {
    account = await accountOfGrant(ports, grant)
    refuseAccount(grant.connection, account)
    await grant.useUp?.()
    return await store(ports, grant, account)
  } catch (error) {
    await withdraw(ports, grant, account)
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

async function accountOfGrant(
  ports: KeepingPorts,
  { connection, client, tokens }: Grant,
): Promise<Account | undefined> {
  try {
    return await accountOf(ports, client, tokens)
  } catch (error) {
    // Without an expectation the account is only shown, so a failure to learn it costs nothing.
    if (connection.spec.expect !== undefined || !isCredmgrError(error)) throw error
    return undefined
  }
}

function refuseAccount({ spec }: ServedConnection, account: Account | undefined): void {
  const { expect, address } = spec
  if (satisfies(account, expect) || expect === undefined) return
  const facts = { connection: address, expect }
  if (account === undefined || !contradicts(account, expect)) {
    throw refused('account_unknown', facts)
  }
  throw refused('wrong_account', { ...facts, account })
}

/** Whether the provider has said something else, and not only less than what is expected. */
function contradicts(account: Account, expect: Expect): boolean {
  const members = ['subject', 'account', 'email', 'tenant'] as const
  return members.some((name) => {
    const [said, wanted] = [account[name], expect[name]]
    return said !== undefined && wanted !== undefined && said !== wanted
  })
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

async function store(
  ports: KeepingPorts,
  { connection, tokens, scopes, consentedBy, now }: Grant,
  account: Account | undefined,
): Promise<Credential> {
  const { vault } = ports.store
  const { events = silentEvents } = ports
  const { address } = connection.spec
  const connected = { type: 'connected', connection: address } as const
  const asked = { ...connection, spec: { ...connection.spec, scopes } }
  const given = {
    consentedAt: ports.clock.now(),
    ...(account && { account }),
    ...(consentedBy && { consentedBy }),
  }
  for (let attempt = 1; ; attempt++) {
    const expected = await generationToReplace(vault, address)
    const grant = granted(asked, tokens, { generation: expected + 1, now })
    const credential = { ...grant, ...given }
    const write = (): Promise<void> => vault.write(address, credential, expected)
    try {
      await events.around(connected, { generation: expected + 1 }, write)
      return credential
    } catch (error) {
      const conflict = isCredmgrError(error) && error.code === 'VAULT_CONFLICT'
      if (!conflict || attempt === attempts) throw error
    }
  }
}

/** Gives back a grant that is not going to be used. The refusal matters more than whether this works. */
async function withdraw(
  ports: KeepingPorts,
  { connection, client, tokens }: Grant,
  account: Account | undefined,
): Promise<void> {
  const { refreshToken, accessToken } = tokens
  const hint = refreshToken === undefined ? 'access_token' : 'refresh_token'
  try {
    const grant = { binding: bindingOf(connection), account }
    if (await isShared(ports.store.vault, grant)) return
    await revokeToken(ports, client, refreshToken ?? accessToken, hint)
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    ports.logger?.warn('a refused grant could not be revoked', { provider: client.name })
  }
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
