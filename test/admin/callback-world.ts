/**
 * The consent pages over the real engine, a real store and real authorization servers, with a clock
 * that can be moved on, and with room for an engine that checks less.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Test } from 'tap'
import { createPublicApp } from '../../src/admin/index.ts'
import {
  type Consent,
  createConsent,
  type Served,
  type ServedConnection,
} from '../../src/engine/index.ts'
import {
  type Clock,
  type ConnectionAddress,
  type Fetch,
  isJsonObject,
  type Logger,
  type OneTimeStore,
  type Principal,
  type ProviderSpec,
  type Random,
  type Store,
} from '../../src/model/index.ts'
import { generateKey, initFileStore, openFileStore, parseKeys } from '../../src/store/index.ts'
import { servedBy } from '../engine/world.ts'
import {
  type AuthorizationServer,
  startAuthorizationServer,
} from '../support/authorization-server.ts'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { address } from './memory-consent.ts'

export const publicUrl = 'http://127.0.0.1:8080'
export const declared = 'https://ci.acme.example/connected'

/** What an engine may leave out, in order to see that a test notices. */
export interface Weakening {
  /** Replaces what the engine is given of one-time entries. */
  readonly oneTime?: (real: OneTimeStore) => Partial<OneTimeStore>
  /** Replaces steps of the consent. */
  readonly steps?: (real: Consent, store: Store) => Partial<Consent>
  /** Changes what is served. */
  readonly provider?: (provider: ProviderSpec) => ProviderSpec
}

/** What is walked from a link to a callback: consents at providers, or the logins before them. */
export interface CallbackSide {
  /** Names of those who call back. */
  readonly names: readonly string[]
  /** Before the name. */
  readonly callbackPath: string
  forward(milliseconds: number): void
  link(name: string): Promise<string>
  /** Opens the page and presses a button. `authorizationUrl` is empty where it leads nowhere. */
  click(path: string, cookie?: string): Promise<Click>
  /** Consents at the provider. @returns Where the browser is sent back to. */
  consentAt(authorizationUrl: string, login?: string): Promise<URL>
  /** Follows the provider's redirect in the browser that has `cookie`. */
  comeBack(url: URL, cookie: string | undefined): Promise<Response>
  /** Grows when a callback has brought what it was for. */
  generation(name: string): Promise<number>
}

/** Each provider has one connection, `<name>/bot`. */
export interface CallbackWorld extends CallbackSide {
  readonly store: Store
  readonly servers: ReadonlyMap<string, AuthorizationServer>
  readonly log: readonly { readonly message: string; readonly facts: object }[]
  open(path: string, cookie?: string): Promise<Response>
  /** @param form Further fields, as of another button. */
  click(path: string, cookie?: string, form?: { readonly [field: string]: string }): Promise<Click>
}

export interface Click {
  readonly cookie: string
  readonly answer: Response
  readonly authorizationUrl: string
}

interface Kind {
  /** Absent: endpoints by hand, so that nobody can say which issuer is right. */
  readonly issuer: boolean
  /** A confidential client, or a public one. */
  readonly secret: boolean
}

const kinds: readonly Kind[] = [
  { issuer: true, secret: true },
  { issuer: true, secret: false },
  { issuer: false, secret: true },
]

export interface CallbackWorldOptions {
  readonly count?: number
  readonly weakening?: Weakening
  /** Who may give the consent, by the name of the provider; absent: whoever has the link. */
  readonly consentBy?: { readonly [name: string]: readonly Principal[] }
  readonly identities?: () => Served['identities']
}

/** `count` providers of three kinds in turn, on a server of their own for each kind. */
export async function startCallbackWorld(
  t: Test,
  {
    count = kinds.length,
    weakening = {},
    consentBy = {},
    identities = () => [],
  }: CallbackWorldOptions = {},
): Promise<CallbackWorld> {
  const names = Array.from({ length: count }, (_, index) => `p${index}`)
  const started = await Promise.all(kinds.map((kind) => startServer(t, names, kind)))
  const servers = new Map(names.map((name, index) => [name, nth(started, index)]))
  const { store, clock, forward } = await startStore(t)
  const secrets = await sealSecrets(store, names)
  const log: { message: string; facts: object }[] = []
  const connections = names.map((name, index) => {
    const made = connectionOf(name, nth(started, index), nth(kinds, index))
    const provider = weakening.provider?.(made.provider) ?? made.provider
    const secret = nth(kinds, index).secret ? secrets.get(name) : undefined
    const by = consentBy[name]
    const spec = by === undefined ? made.spec : { ...made.spec, consent: { by } }
    return { ...made, spec, provider, ...(secret === undefined ? {} : { clientSecret: secret }) }
  })
  const consent = createConsent({
    store: { vault: store.vault, oneTime: weakened(store.oneTime, weakening) },
    clock,
    random,
    fetch: fetchNow,
    logger: keeping(log),
    served: async () => ({ ...servedBy(connections, publicUrl), identities: identities() }),
  })
  const app = createPublicApp({
    consent: { ...consent, ...weakening.steps?.(consent, store) },
    health: () => ({ ready: true }),
    publicUrl: () => publicUrl,
    random,
    logger: quiet,
  })
  const get = async (path: string, cookie?: string): Promise<Response> =>
    app.request(path, { headers: cookie === undefined ? {} : { cookie } })

  return {
    store,
    names,
    callbackPath: '/-/callback/',
    servers,
    log,
    forward,
    link: async (name) => new URL((await consent.issueLink(address(`${name}/bot`))).url).pathname,
    open: get,
    async click(path, known, form = {}) {
      const page = await get(path, known)
      const cookie = known ?? page.headers.get('set-cookie')?.split(';')[0] ?? ''
      const headers = { cookie, 'sec-fetch-site': 'same-origin' }
      const body = new URLSearchParams(form).toString()
      const answer = await app.request(path, { method: 'POST', headers, body })
      return { cookie, answer, authorizationUrl: answer.headers.get('location') ?? '' }
    },
    consentAt: (url, login = 'ann') => consentOverHttp(url, { login, returnTo: publicUrl }),
    comeBack: (url, cookie) => get(`${url.pathname}${url.search}`, cookie),
    generation: async (name) =>
      (await store.vault.summary(address(`${name}/bot`)))?.generation ?? 0,
  }
}

/** The real entries, with what the weakening leaves out of them. */
function weakened(real: OneTimeStore, { oneTime }: Weakening): OneTimeStore {
  const own: OneTimeStore = {
    put: (...args) => real.put(...args),
    peek: (...args) => real.peek(...args),
    take: (...args) => real.take(...args),
    sweep: () => real.sweep(),
  }
  return { ...own, ...oneTime?.(own) }
}

/** What stands behind a `state`, for an engine that does not compare it. */
export async function transactionOf(
  { oneTime }: Store,
  params: URLSearchParams,
): Promise<{ readonly browser?: string; readonly provider?: string }> {
  const found = await oneTime.peek('transaction', params.get('state') ?? '')
  return isJsonObject(found) ? (found as { browser?: string; provider?: string }) : {}
}

async function startServer(
  t: Test,
  names: readonly string[],
  { secret }: Kind,
): Promise<AuthorizationServer> {
  const server = await startAuthorizationServer({
    scopes: ['api.read'],
    clients: names.map((name) => ({
      clientId: `client-${name}`,
      ...(secret ? { clientSecret: secretOf(name) } : {}),
      redirectUris: [`${publicUrl}/-/callback/${name}`, `${publicUrl}/-/callback/elsewhere`],
    })),
  })
  t.teardown(() => server.stop())
  return server
}

async function startStore(
  t: Test,
): Promise<{ store: Store; clock: Clock; forward: (milliseconds: number) => void }> {
  const directory = await mkdtemp(join(tmpdir(), 'credmgr-callback-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  let ahead = 0
  const clock = { now: () => Date.now() + ahead, sleep: (wait: number) => delay(wait) }
  const keys = parseKeys(generateKey(random))
  const options = { directory: join(directory, 'store'), env: 'default', keys, clock, random }
  await initFileStore(options)
  const forward = (milliseconds: number): void => {
    ahead += milliseconds
  }
  return { store: await openFileStore(options), clock, forward }
}

type SecretKeys = ReadonlyMap<string, Parameters<Store['vault']['readSecret']>[0]>

async function sealSecrets({ vault }: Store, names: readonly string[]): Promise<SecretKeys> {
  const keys = new Map(
    names.map((name) => {
      const at = { address: `provider.${name}`, pointer: '/clientSecret', fingerprint: name }
      return [name, at as Parameters<Store['vault']['readSecret']>[0]] as const
    }),
  )
  for (const [name, key] of keys) await vault.writeSecret(key, secretOf(name))
  return keys
}

function connectionOf(
  name: string,
  { issuer, endpoints }: AuthorizationServer,
  kind: Kind,
): ServedConnection {
  const scopes = kind.issuer ? ['api.read', 'offline_access', 'openid', 'profile'] : ['api.read']
  return {
    providerName: name,
    clientId: `client-${name}`,
    provider: {
      ...(kind.issuer ? { issuer } : {}),
      endpoints: { ...endpoints, ...(kind.issuer ? { issParameter: true } : {}) },
      grant: 'authorizationCode',
      clientId: `client-${name}`,
      clientAuth: kind.secret ? 'clientSecretBasic' : 'none',
      scopes,
      authorizationParams: {},
      tokenParams: {},
      parameters: {},
      apiHosts: [],
      refresh: { margin: 180_000 },
    },
    spec: {
      address: address(`${name}/bot`) as ConnectionAddress,
      provider: name,
      scopes,
      postLoginRedirectUrl: declared,
      allowedRedirectUrls: [],
      lifecycle: { preventDestroy: false },
      labels: {},
    },
  }
}

const random: Random = { token: (bytes) => randomBytes(bytes).toString('base64url') }
const keeping = (log: { message: string; facts: object }[]): Logger => {
  const keep = (message: string, facts: object = {}): void => void log.push({ message, facts })
  return { info: keep, warn: keep, error: keep }
}
const quiet: Logger = { info: () => {}, warn: () => {}, error: () => {} }
const fetchNow: Fetch = (url, init) => fetch(url, { redirect: 'manual', ...init })

function secretOf(name: string): string {
  return `not-a-real-secret-of-${name}`
}

function nth<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length]
  if (found === undefined) throw new RangeError('the list is empty')
  return found
}
