/**
 * The engine over a real store and a real OpenID provider, with a clock that can be moved on.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import {
  type Consent,
  createConsent,
  createTokens,
  type Served,
  type ServedConnection,
  type Tokens,
} from '../../src/engine/index.ts'
import {
  type Clock,
  type ConnectionAddress,
  connectionAddress,
  type Fetch,
  type GrantType,
  type JsonObject,
  type Logger,
  type Random,
  resourceAddress,
  type SecretKey,
  type Store,
} from '../../src/model/index.ts'
import { generateKey, initFileStore, openFileStore, parseKeys } from '../../src/store/index.ts'
import {
  type AuthorizationServer,
  type ServerOptions,
  startAuthorizationServer,
} from '../support/authorization-server.ts'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { type EventBook, eventBook } from './event-book.ts'

export const publicUrl = 'http://127.0.0.1:9'
const clientSecret = 'not-a-real-idp-secret'

/** A clock that runs with the machine's and can be moved on. */
export interface MovableClock extends Clock {
  forward(milliseconds: number): void
}

export interface World {
  readonly provider: AuthorizationServer
  readonly clock: MovableClock
  /** Holds the store in its folder `store`. */
  readonly directory: string
  readonly keyText: string
  readonly store: Store
  readonly log: readonly { readonly message: string; readonly facts: JsonObject | undefined }[]
  /** What is served; tests put another in its place, as a reload does. */
  served: Served
  readonly events: EventBook['events']
  /** Resolves when there were so many events of a type. */
  event: EventBook['event']
  readonly ann: ConnectionAddress
  readonly orders: ConnectionAddress
  /** The store as another process would open it. */
  reopen(): Promise<Store>
  /** Tokens as a process has them; another store stands for another process. */
  tokens(options?: {
    readonly store?: Pick<Store, 'vault' | 'lock'>
    readonly fetch?: Fetch
  }): Tokens
  consent(): Consent
  /** The whole consent to a connection, clicked as `login`. */
  connect(address?: ConnectionAddress, login?: string): Promise<void>
}

export const random: Random = { token: (bytes) => randomBytes(bytes).toString('base64url') }

/** `idp/ann` by authorization code and `idp/orders` by client credentials; nothing is connected. */
export async function startWorld(
  t: Test,
  options: Pick<ServerOptions, 'accessTokenTtl' | 'features'> = {},
): Promise<World> {
  const provider = await startAuthorizationServer({
    ...options,
    accessTokenTtl: options.accessTokenTtl ?? 60,
    scopes: ['api.read', 'api.write'],
    clients: [
      {
        clientId: 'credmgr',
        clientSecret,
        redirectUris: [`${publicUrl}/-/callback/idp`],
        grants: ['authorizationCode', 'clientCredentials'],
      },
    ],
  })
  const directory = await mkdtemp(join(tmpdir(), 'credmgr-engine-'))
  t.teardown(async () => {
    await provider.stop()
    await rm(directory, { recursive: true, force: true })
  })
  const clock = movableClock()
  const keyText = generateKey(random)
  const keys = parseKeys(keyText)
  const place = { directory: join(directory, 'store'), env: 'default', keys, clock, random }
  await initFileStore(place)
  const store = await openFileStore(place)
  const ann = addressOf('idp/ann')
  const orders = addressOf('machine/orders')
  const secret = await sealSecret(store)
  const log: { message: string; facts: JsonObject | undefined }[] = []
  const note = (message: string, facts?: JsonObject): void => void log.push({ message, facts })
  const logger: Logger = { info: note, warn: note, error: note }
  const fetchNow: Fetch = (url, init) => fetch(url, { redirect: 'manual', ...init })

  const { events, teller, event } = eventBook({ store, clock, random })
  const world: World = {
    provider,
    clock,
    directory,
    keyText,
    store,
    log,
    events,
    event,
    served: servedBy([
      connection(ann, provider, { grant: 'authorizationCode', secret }),
      connection(orders, provider, { grant: 'clientCredentials', secret }),
    ]),
    ann,
    orders,
    reopen: () => openFileStore(place),
    tokens: (other = {}) =>
      createTokens({
        store: other.store ?? store,
        clock,
        fetch: other.fetch ?? fetchNow,
        logger,
        events: teller,
        connection: (each) => world.served.connections.get(each),
      }),
    consent: () =>
      createConsent({
        store,
        clock,
        random,
        fetch: fetchNow,
        logger,
        events: teller,
        served: async () => world.served,
      }),
    async connect(to = ann, login = 'ann') {
      const consent = world.consent()
      const { url } = await consent.issueLink(to)
      const ticket = url.slice(url.lastIndexOf('/') + 1)
      const { authorizationUrl } = await consent.begin(ticket, 'the-browser')
      const back = await consentOverHttp(authorizationUrl, { login, returnTo: publicUrl })
      await consent.finish('idp', back.searchParams, 'the-browser')
    },
  }
  return world
}

/** The same configuration with one connection changed: what a reload brings. */
export function withConnection(
  world: World,
  to: ConnectionAddress,
  change: (connection: ServedConnection) => ServedConnection,
): Served {
  const connections = [...world.served.connections.values()]
  return servedBy(connections.map((each) => (each.spec.address === to ? change(each) : each)))
}

export function servedBy(
  connections: readonly ServedConnection[],
  url: string = publicUrl,
): Served {
  return {
    lineage: 'l',
    serial: 1,
    gateway: {
      publicUrl: url,
      listen: '127.0.0.1:9',
      admin: { listen: '127.0.0.1:9', roles: { operator: [], viewer: [] } },
      timeouts: { connect: 1_000, headers: 1_000, body: 1_000 },
    },
    identities: [],
    connections: new Map(connections.map((each) => [each.spec.address, each])),
    accessPolicies: [],
    routes: [],
  }
}

/** Whoever sleeps is woken when the time has come, whether it has passed or was moved on. */
export function movableClock(): MovableClock {
  let ahead = 0
  const sleepers = new Set<() => void>()
  const now = () => Date.now() + ahead
  return {
    now,
    async sleep(duration, signal) {
      const end = now() + duration
      while (now() < end) {
        signal?.throwIfAborted()
        await nextMoment(Math.min(end - now(), longestTimer), sleepers, signal)
      }
    },
    forward(milliseconds) {
      ahead += milliseconds
      for (const wake of [...sleepers]) wake()
    },
  }
}

const longestTimer = 2 ** 31 - 1

function nextMoment(
  duration: number,
  sleepers: Set<() => void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', wake)
      sleepers.delete(wake)
      resolve()
    }
    const timer = setTimeout(wake, duration)
    signal?.addEventListener('abort', wake)
    sleepers.add(wake)
  })
}

export function addressOf(text: string): ConnectionAddress {
  const found = connectionAddress(text)
  if (found === undefined) throw new Error(`not an address: ${text}`)
  return found
}

async function sealSecret({ vault }: Store): Promise<SecretKey> {
  const key = {
    address: resourceAddress('provider', 'idp'),
    pointer: '/clientSecret',
    fingerprint: vault.fingerprint('provider.idp#/clientSecret', clientSecret),
  }
  await vault.writeSecret(key, clientSecret)
  return key
}

function connection(
  to: ConnectionAddress,
  { issuer, endpoints }: AuthorizationServer,
  { grant, secret }: { readonly grant: GrantType; readonly secret: SecretKey },
): ServedConnection {
  const consented = ['api.read', 'email', 'offline_access', 'openid', 'profile']
  const [providerName = ''] = to.split('/')
  return {
    providerName,
    clientId: 'credmgr',
    clientSecret: secret,
    provider: {
      issuer,
      endpoints,
      grant,
      clientId: 'credmgr',
      clientSecret: { env: 'IDP_SECRET' },
      clientAuth: 'clientSecretBasic',
      scopes: consented,
      authorizationParams: {},
      tokenParams: {},
      parameters: {},
      apiHosts: [],
      refresh: { margin: 180_000 },
    },
    spec: {
      address: to,
      provider: providerName,
      scopes: grant === 'authorizationCode' ? consented : ['api.read'],
      allowedRedirectUrls: ['https://ci.acme.example/connected'],
      lifecycle: { preventDestroy: false },
      labels: {},
    },
  }
}
