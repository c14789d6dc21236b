/**
 * The engine over a real store and a token endpoint that is hostile.
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { createTokens, type ServedConnection, type Tokens } from '../../src/engine/index.ts'
import { granted } from '../../src/engine/renewal.ts'
import {
  type AuthorizationContext,
  type ConnectionAddress,
  type Credential,
  isCredmgrError,
  type Logger,
  type ProviderSpec,
  type Store,
} from '../../src/model/index.ts'
import {
  generateKey,
  initFileStore,
  type LeaseTimes,
  openFileStore,
  parseKeys,
} from '../../src/store/index.ts'
import {
  type HostileOptions,
  type HostileProvider,
  startHostileProvider,
} from '../support/hostile-provider.ts'
import { withoutSync } from '../support/without-sync.ts'
import { type EventBook, eventBook } from './event-book.ts'
import { addressOf, type MovableClock, movableClock, random } from './world.ts'

export interface HostileWorld {
  readonly provider: HostileProvider
  readonly clock: MovableClock
  readonly store: Store
  readonly directory: string
  readonly keyText: string
  readonly connections: Map<ConnectionAddress, ServedConnection>
  /** The first connection. */
  readonly first: ConnectionAddress
  readonly addresses: readonly ConnectionAddress[]
  readonly events: EventBook['events']
  /** Resolves when there were so many events of a type. */
  event: EventBook['event']
  readonly teller: EventBook['teller']
  /** Tokens as a process has them. */
  tokens(options?: {
    readonly store?: Pick<Store, 'vault' | 'lock'>
    readonly patience?: number
  }): Tokens
  reopen(): Promise<Store>
  /** A new grant, its token as long from its end as is told; negative: it has expired. */
  connect(address: ConnectionAddress, left: number): Promise<Credential>
}

export interface HostileWorldOptions extends HostileOptions {
  /** @default 1 */
  readonly connections?: number
  readonly spec?: Partial<ProviderSpec>
  readonly times?: LeaseTimes
}

export async function startHostileWorld(
  t: Test,
  options: HostileWorldOptions = {},
): Promise<HostileWorld> {
  const clock = movableClock()
  const provider = await startHostileProvider({ now: clock.now, ...options })
  const directory = await mkdtemp(join(tmpdir(), 'credmgr-hostile-'))
  t.teardown(async () => {
    await provider.stop()
    await rm(directory, { recursive: true, force: true })
  })
  const keyText = generateKey(random)
  const times = options.times === undefined ? {} : { times: options.times }
  const place = {
    directory: join(directory, 'store'),
    env: 'default',
    keys: parseKeys(keyText),
    clock,
    random,
    ...times,
  }
  await initFileStore(place)
  const store = await openFileStore(place)
  const quickStore = await openFileStore({ ...place, files: withoutSync })
  const addresses = Array.from({ length: options.connections ?? 1 }, (_, at) =>
    addressOf(`hostile/c${at}`),
  )
  const [first = addressOf('hostile/none')] = addresses
  const connections = new Map(
    addresses.map((each) => [each, hostileConnection(each, provider, options.spec)]),
  )
  const { events, teller, event } = eventBook({ store, clock, random })
  return {
    provider,
    clock,
    store,
    directory,
    keyText,
    connections,
    first,
    addresses,
    events,
    event,
    teller,
    tokens: (other = {}) =>
      createTokens({
        store: other.store ?? store,
        clock,
        fetch: (url, init) => fetch(url, { redirect: 'manual', ...init }),
        logger: silent,
        events: teller,
        connection: (each) => connections.get(each),
        ...(other.patience === undefined ? {} : { patience: other.patience }),
      }),
    reopen: () => openFileStore(place),
    connect(address, left) {
      const lifetime = (options.accessTokenTtl ?? 60) * 1_000
      const world = { store: quickStore, clock, provider, connections }
      return connect(world, address, { left, lifetime })
    },
  }
}

const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} }

/** Writes what a consent writes. */
async function connect(
  {
    store,
    clock,
    provider,
    connections,
  }: Pick<HostileWorld, 'store' | 'clock' | 'provider' | 'connections'>,
  address: ConnectionAddress,
  { left, lifetime }: { readonly left: number; readonly lifetime: number },
): Promise<Credential> {
  const served = connections.get(address)
  if (served === undefined) throw new Error(`no connection ${address}`)
  const tokens = {
    accessToken: `not-a-real-access-of-${address}`,
    tokenType: 'Bearer',
    refreshToken: provider.grant(),
    expiresInMs: lifetime,
    claims: {},
  }
  const before = (await store.vault.summary(address))?.generation ?? 0
  const now = clock.now() - lifetime + left
  const credential = granted(served, tokens, { generation: before + 1, now })
  await store.vault.write(address, credential, before)
  return credential
}

function hostileConnection(
  address: ConnectionAddress,
  { endpoints }: HostileProvider,
  spec: Partial<ProviderSpec> = {},
): ServedConnection {
  return {
    providerName: 'hostile',
    clientId: 'credmgr',
    provider: {
      endpoints,
      grant: 'authorizationCode',
      clientId: 'credmgr',
      clientAuth: 'none',
      scopes: ['api.read'],
      authorizationParams: {},
      tokenParams: {},
      parameters: {},
      apiHosts: [],
      refresh: { margin: 180_000 },
      ...spec,
    },
    spec: {
      address,
      provider: 'hostile',
      scopes: ['api.read'],
      allowedRedirectUrls: [],
      lifecycle: { preventDestroy: false },
      labels: {},
    },
  }
}

/** How asking for a token ends: `ok`, or the code, with the reason where there is one. */
export async function outcomeOf(
  work: () => AuthorizationContext | Promise<AuthorizationContext>,
): Promise<string> {
  try {
    await work()
    return 'ok'
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    return error.code === 'CONNECTION_NOT_AUTHORIZED' ? error.details.reason : error.code
  }
}
