/** A consent service that lives in memory: real links, transactions and refusals, no provider. */
import type { Consent, ConsentOutcome, ConsentRequest } from '../../src/engine/index.ts'
import {
  type Account,
  type ConnectionAddress,
  type ConsentRefusal,
  CredmgrError,
  connectionAddress,
  type EpochMs,
  type Random,
} from '../../src/model/index.ts'

export interface Declared {
  readonly provider: string
  readonly providerTitle: string
  readonly authorizationHost: string
  readonly scopes: readonly string[]
  readonly needsConsent: boolean
  /** Its consent is given with a code. */
  readonly byDevice?: boolean
  readonly expect?: Account
  readonly description?: string
  readonly postLoginRedirectUrl?: string
  readonly allowedRedirectUrls: readonly string[]
}

/** What the provider answers to a code. */
export interface Granted {
  readonly account?: Account
  readonly scopes: readonly string[]
}

export interface World {
  readonly connections: Map<string, Declared>
  readonly random: Random
  readonly publicUrl: string
  now: EpochMs
  exchange: (code: string) => Promise<Granted>
}

interface Link {
  readonly connection: ConnectionAddress
  readonly expiresAt: EpochMs
  readonly redirectUrl?: string
  readonly initiator?: string
  used: boolean
}

interface Transaction {
  readonly ticket: string
  readonly browser: string
  readonly provider: string
}

export interface MemoryConsent extends Consent {
  readonly links: Map<string, Link>
  /** Connections that hold a token, with what was granted. */
  readonly connected: Map<string, Granted>
}

export function address(text: string): ConnectionAddress {
  const parsed = connectionAddress(text)
  if (parsed === undefined) throw new TypeError(`"${text}" is not an address`)
  return parsed
}

export function memoryConsent(world: World): MemoryConsent {
  const links = new Map<string, Link>()
  const transactions = new Map<string, Transaction>()
  const connected = new Map<string, Granted>()

  function usable(ticket: string): { link: Link; declared: Declared } {
    const link = links.get(ticket)
    if (link === undefined) throw refusal('link_unknown')
    const { connection } = link
    if (link.expiresAt <= world.now) throw refusal('link_expired', { connection })
    if (link.used) throw refusal('link_used', { connection })
    const declared = world.connections.get(connection)
    if (declared === undefined) throw refusal('connection_removed', { connection })
    return { link, declared }
  }

  return {
    links,
    connected,

    async issueLink(connection, { redirectUrl, initiator } = {}) {
      const declared = world.connections.get(connection)
      if (declared === undefined) {
        throw new CredmgrError('CONNECTION_UNKNOWN', `connection "${connection}" is not declared`, {
          connection,
        })
      }
      if (!declared.needsConsent) {
        const message = `connection "${connection}" needs no consent`
        throw new CredmgrError('USAGE', message, { remedy: 'use it' })
      }
      if (declared.byDevice === true) {
        const message = `connection "${connection}" has no consent link`
        const details = { remedy: 'credmgr connect', reason: 'consent_by_device' }
        throw new CredmgrError('USAGE', message, details)
      }
      const allowed = [declared.postLoginRedirectUrl, ...declared.allowedRedirectUrls]
      if (redirectUrl !== undefined && !allowed.includes(redirectUrl)) {
        const message = `"${redirectUrl}" is not a declared redirect URL`
        throw new CredmgrError('REDIRECT_NOT_ALLOWED', message, { url: redirectUrl })
      }
      const ticket = world.random.token(32)
      const expiresAt = world.now + 24 * 3_600_000
      links.set(ticket, {
        connection,
        expiresAt,
        used: false,
        ...(redirectUrl !== undefined && { redirectUrl }),
        ...(initiator !== undefined && { initiator }),
      })
      return { url: `${world.publicUrl}/-/consent/${ticket}`, expiresAt }
    },

    async describe(ticket): Promise<ConsentRequest> {
      const { link, declared } = usable(ticket)
      const { provider, providerTitle, authorizationHost, scopes, expect, description } = declared
      return {
        connection: link.connection,
        provider,
        providerTitle,
        authorizationHost,
        scopes,
        expiresAt: link.expiresAt,
        ...(expect !== undefined && { expect }),
        ...(description !== undefined && { description }),
      }
    },

    logIn: () => Promise.reject(refusal('login_failed')),
    finishLogIn: () => Promise.reject(refusal('state_unknown')),

    async begin(ticket, browser) {
      const { declared } = usable(ticket)
      const state = world.random.token(32)
      transactions.set(state, { ticket, browser, provider: declared.provider })
      return {
        authorizationUrl: `https://${declared.authorizationHost}/authorize?state=${state}`,
      }
    },

    async finish(provider, params, browser): Promise<ConsentOutcome> {
      const [state = '', second] = params.getAll('state')
      const transaction = second === undefined ? transactions.get(state) : undefined
      if (transaction === undefined) throw refusal('state_unknown')
      transactions.delete(state)
      const { link, declared } = usable(transaction.ticket)
      const { connection } = link
      if (transaction.provider !== provider) throw refusal('wrong_provider', { connection })
      if (transaction.browser !== browser) throw refusal('wrong_browser', { connection })
      const iss = params.get('iss')
      if (iss !== null && iss !== `https://${declared.authorizationHost}`) {
        throw refusal('issuer_mismatch', { connection })
      }
      const error = params.get('error')
      if (error === 'access_denied') throw refusal('access_denied', { connection })
      if (error !== null) throw refusal('provider_error', { connection })
      const granted = await world.exchange(params.get('code') ?? '')
      checkAccount(connection, declared.expect, granted.account)
      link.used = true
      connected.set(connection, granted)
      const redirectUrl = link.redirectUrl ?? declared.postLoginRedirectUrl
      return {
        connection,
        grantedScopes: granted.scopes,
        missingScopes: declared.scopes.filter((scope) => !granted.scopes.includes(scope)),
        ...(granted.account !== undefined && { account: granted.account }),
        ...(redirectUrl !== undefined && { redirectUrl }),
      }
    },
  }
}

function checkAccount(connection: string, expect?: Account, account?: Account): void {
  if (expect === undefined) return
  if (account === undefined) throw refusal('account_unknown', { connection, expect })
  const equal = (['account', 'email', 'subject', 'tenant'] as const).every(
    (member) => expect[member] === undefined || expect[member] === account[member],
  )
  if (!equal) throw refusal('wrong_account', { connection, expect, account })
}

export function refusal(
  reason: ConsentRefusal,
  facts: { connection?: string; expect?: Account; account?: Account } = {},
): CredmgrError<'CONSENT_REFUSED'> {
  return new CredmgrError('CONSENT_REFUSED', `refused: ${reason}`, { reason, ...facts })
}
