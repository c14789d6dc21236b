import {
  type ConnectionAddress,
  CredmgrError,
  type DurationMs,
  isCredmgrError,
  isJsonObject,
  type Json,
  loginSecretPointer,
} from '../model/index.ts'
import { codeChallenge, discover, type LoginClient, loginClaims, loginUrl } from '../oauth/index.ts'
import type { ConsentPorts } from './consent.ts'
import { openTicket } from './consent-links.ts'
import {
  consenterOf,
  identityOf,
  type Login,
  loginsOf,
  mayConsent,
  nameOfLogin,
  refused,
  type Serving,
} from './consent-rules.ts'
import type { Served, ServedIdentity } from './serving.ts'

/** From the click to the answer of the identity's issuer. */
const transactionLifetime: DurationMs = 15 * 60 * 1000

/** How long whoever has logged in may take until the click that starts the consent itself. */
const loginLifetime: DurationMs = 30 * 60 * 1000

/** A browser that has one link open. What it proves, it proves for this link and no other. */
export interface Visit {
  readonly ticket: string
  readonly browser: string
}

/** Who has logged in at this browser for this link. */
export async function loginAt(
  { store }: Pick<ConsentPorts, 'store'>,
  visit: Visit,
): Promise<Login | undefined> {
  return readLogin(await store.oneTime.peek('transaction', loginId(visit)))
}

/**
 * Where to send the browser to log in with `identity`. Whoever was refused a moment ago is asked for
 * a password again: the issuer would send the same person back without a word.
 *
 * @throws `CONSENT_REFUSED` with `login_failed`; `PROVIDER_UNREACHABLE`
 */
export async function beginLogin(
  ports: ConsentPorts,
  { served, connection }: Serving,
  { identity, ...visit }: Visit & { readonly identity: string },
): Promise<string> {
  const { address } = connection.spec
  const facts = { connection: address, identity }
  if (!loginsOf(connection).includes(identity)) throw refused('login_failed', facts)
  const again = (await loginAt(ports, visit)) !== undefined
  const [state, codeVerifier, nonce] = [
    ports.random.token(32),
    ports.random.token(48),
    ports.random.token(32),
  ]
  const redirectUri = `${served.gateway.publicUrl}/-/login/${identity}`
  const pending: PendingLogin = {
    ...visit,
    identity,
    connection: address,
    codeVerifier,
    nonce,
    redirectUri,
  }
  const client = await loginClient(ports, served, facts)
  const expiresAt = ports.clock.now() + transactionLifetime
  await ports.store.oneTime.put('transaction', stateId(state), { ...pending }, expiresAt)
  const request = { redirectUri, state, nonce, codeChallenge: await codeChallenge(codeVerifier) }
  return await answered(facts, async () => loginUrl(client, request, { again }))
}

/**
 * Ends a login at the callback of `identity`. What is wrong with it uses it up.
 *
 * @returns The link to go on with.
 * @throws `CONSENT_REFUSED` as `openTicket`, or with `state_unknown`, `wrong_provider`, `wrong_browser`,
 *   `issuer_mismatch`, `login_denied`, `login_failed` or `login_refused`; `PROVIDER_UNREACHABLE`
 */
export async function finishLogin(
  ports: ConsentPorts,
  identity: string,
  { params, browser }: { readonly params: URLSearchParams; readonly browser: string | undefined },
): Promise<{ readonly ticket: string }> {
  const { state, pending } = await takePending(ports, { identity, params, browser })
  const { codeVerifier, nonce, redirectUri, ticket } = pending
  const opened = await openTicket(ports, ticket)
  const facts = { connection: pending.connection, identity }
  const client = await loginClient(ports, opened.served, facts)
  const callback = { params, state, codeVerifier, nonce, redirectUri }
  const claims = await answered(facts, () => loginClaims(ports, client, callback), params)
  const login: Login = { identity, issuer: client.issuer, claims }
  const expiresAt = ports.clock.now() + loginLifetime
  await ports.store.oneTime.put('transaction', loginId(pending), { ...login }, expiresAt)
  if (!mayConsent(opened, login)) {
    throw refused('login_refused', { ...facts, account: consenterOf(login) })
  }
  const who = nameOfLogin(login)
  ports.logger.info('logged in for a consent', { connection: facts.connection, who })
  return { ticket }
}

/** One login, from the click to the callback; sealed, because of `codeVerifier`. */
interface PendingLogin extends Visit {
  readonly identity: string
  readonly connection: ConnectionAddress
  readonly codeVerifier: string
  readonly nonce: string
  readonly redirectUri: string
}

interface LoginCallback {
  readonly identity: string
  readonly params: URLSearchParams
  readonly browser: string | undefined
}

/** As for the callback of a provider: a `state` that turns up elsewhere is not to be tried again. */
async function takePending(
  { store }: ConsentPorts,
  { identity, params, browser }: LoginCallback,
): Promise<{ readonly state: string; readonly pending: PendingLogin }> {
  const [state, ...others] = params.getAll('state')
  if (state === undefined || state === '' || others.length > 0) throw refused('state_unknown')
  const pending = readPending(await store.oneTime.take('transaction', stateId(state)))
  if (pending === undefined) throw refused('state_unknown')
  const facts = { connection: pending.connection, identity }
  if (pending.identity !== identity) throw refused('wrong_provider', facts)
  if (browser === undefined || browser !== pending.browser) throw refused('wrong_browser', facts)
  return { state, pending }
}

interface LoginFacts {
  readonly connection: ConnectionAddress
  readonly identity: string
}

/** What the issuer did wrong, in terms of the login. */
async function answered<T>(
  facts: LoginFacts,
  work: () => Promise<T>,
  params = new URLSearchParams(),
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isCredmgrError(error) || error.code === 'PROVIDER_UNREACHABLE') throw error
    if (error.code === 'CONSENT_REFUSED') throw refused(error.details.reason, facts, error)
    const denied = params.get('error') === 'access_denied'
    throw refused(denied ? 'login_denied' : 'login_failed', facts, error)
  }
}

/** The client by which people log in, its secret opened and its issuer asked for the endpoints. */
async function loginClient(
  ports: ConsentPorts,
  served: Served,
  facts: LoginFacts,
): Promise<LoginClient> {
  const { identity: name } = facts
  const identity = identityOf(served, name)
  const spec = identity?.spec
  if (identity === undefined || spec?.type !== 'oidc' || spec.login === undefined) {
    throw refused('login_failed', facts)
  }
  const { issuer, algorithms, clockTolerance, login } = spec
  const clientSecret = await secretOf(ports, identity)
  return {
    name,
    issuer,
    endpoints: await answered(facts, () => discover(ports, issuer, name)),
    clientId: login.clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    scopes: login.scopes,
    algorithms,
    clockTolerance,
  }
}

async function secretOf(
  { store }: ConsentPorts,
  { name, loginSecret }: ServedIdentity,
): Promise<string | undefined> {
  if (loginSecret === undefined) return undefined
  const secret = await store.vault.readSecret(loginSecret)
  if (secret !== undefined) return secret
  const remedy = 'run credmgr apply, which seals it again'
  const record = `${loginSecret.address}${loginSecretPointer}`
  throw new CredmgrError('RECORD_UNREADABLE', `the login secret of "${name}" is not there`, {
    record,
    remedy,
  })
}

/** No `state` of a consent is the id of a login, nor the other way round. */
function stateId(state: string): string {
  return `login ${state}`
}

function loginId({ ticket, browser }: Visit): string {
  return `logged in ${ticket} ${browser}`
}

// What opened under this store's key is what was put there, and each kind has ids of its own.

function readPending(entry: Json | undefined): PendingLogin | undefined {
  return isJsonObject(entry) ? (entry as unknown as PendingLogin) : undefined
}

function readLogin(entry: Json | undefined): Login | undefined {
  return isJsonObject(entry) ? (entry as unknown as Login) : undefined
}
