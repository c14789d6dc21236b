/**
 * What tokens cost: CPU microseconds of one that is at hand; of one refresh that is written, beside 10,
 * 1,000 and 100,000 others; the start of a gateway, and the memory of a connection that rests; and how
 * soon a request is refused while the provider is down.
 *
 *     npm run bench:tokens -- --connections 100000
 *
 * `--connections` is how many the gateway starts with. Ratios mean more than figures: those depend on
 * the machine and on what else it does.
 */
import { linkSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createTokens, type ServedConnection, served } from '../../src/engine/index.ts'
import { granted } from '../../src/engine/renewal.ts'
import { clock, quietLogger, random } from '../../src/host.ts'
import {
  type ConnectionAddress,
  connectionAddress,
  emptyState,
  type Fetch,
  type State,
  type Store,
} from '../../src/model/index.ts'
import { serveGateway } from '../../src/serve.ts'
import {
  type FileStoreOptions,
  generateKey,
  initFileStore,
  openFileStore,
  parseKeys,
  stateFile,
} from '../../src/store/index.ts'
import { withoutSync } from '../support/without-sync.ts'

const { values: given } = parseArgs({
  options: { connections: { type: 'string', default: '10000' } },
})
const many = Number(given.connections)
const directory = mkdtempSync(join(tmpdir(), 'credmgr-bench-'))

// ---- what is measured ------------------------------------------------------------------------

async function warmPath(): Promise<void> {
  const { store, connections } = await filled('warm', 1_000)
  const tokens = tokensOf(store, connections, neverAsked)
  const addresses = [...connections.keys()]
  for (const each of addresses) await tokens.tokenFor(each)
  const calls = 2_000_000
  const micros = await cpuOf(() => {
    for (let at = 0; at < calls; at++) void tokens.tokenFor(addresses[at % 1_000] ?? first)
  })
  say('a token at hand, µs CPU', micros / calls, 3)
}

/** The others are links to the first ones: what matters is how many there are, not what they say. */
async function persistence(counts: readonly number[]): Promise<void> {
  const { store, connections, root } = await filled('persist', 10, -1)
  const vault = join(root, 'vault', 'idp')
  const medians: number[] = []
  let present = 10
  for (const count of counts) {
    for (; present < count; present++) {
      linkSync(join(vault, `c${present % 10}.json`), join(vault, `other-${present}.json`))
    }
    const times: number[] = []
    for (let round = 0; round < 60; round++) {
      const tokens = tokensOf(store, connections, refreshing)
      times.push(await cpuOf(async () => void (await tokens.tokenFor(first))))
    }
    medians.push(median(times))
    say(`a refresh beside ${count} connections, µs CPU`, median(times))
  }
  say('the slowest to the fastest of these', Math.max(...medians) / Math.min(...medians), 1.3)
}

async function refusals(): Promise<void> {
  const { store, connections } = await filled('down', 100, -1)
  const down: Fetch = () => Promise.reject(new TypeError('fetch failed'))
  const tokens = tokensOf(store, connections, down)
  const addresses = [...connections.keys()]
  const times: number[] = []
  for (let round = 0; round < 5_000; round++) {
    const begun = performance.now()
    const refused = await Promise.resolve(tokens.tokenFor(addresses[round % 100] ?? first)).then(
      () => false,
      () => true,
    )
    if (!refused) throw new Error('a token was given')
    times.push(performance.now() - begun)
  }
  times.sort((one, other) => one - other)
  say('a refusal while the provider is down, p99 in ms', times[4_950] ?? 0, 20)
}

async function gatewayStart(): Promise<void> {
  const few = await startOf('few', 10)
  const all = await startOf('many', many)
  say(`start of a gateway with ${many} connections, s CPU`, all.micros / 1e6, 3)
  say('memory of a connection that rests, bytes', (all.heap - few.heap) / many, 1_000)
}

async function startOf(
  name: string,
  count: number,
): Promise<{ readonly micros: number; readonly heap: number }> {
  const { store, root } = await applied(name, count)
  let gateway: Awaited<ReturnType<typeof serveGateway>> | undefined
  const micros = await cpuOf(async () => {
    gateway = await serveGateway(store, { stateFile: stateFile(root), logger: quietLogger })
  })
  const heap = await restingHeap()
  await gateway?.stop()
  return { micros, heap }
}

/** Nothing of what was made for it stays in memory. */
async function applied(name: string, count: number): Promise<Pick<Filled, 'store' | 'root'>> {
  const { store, root, state } = await filled(name, count)
  await store.state.write(state)
  return { store, root }
}

/** After the first look at every record, which goes on behind the first requests. */
async function restingHeap(): Promise<number> {
  let before = Number.POSITIVE_INFINITY
  for (;;) {
    await new Promise((go) => setTimeout(go, 2_000))
    const { user } = process.cpuUsage()
    globalThis.gc?.()
    if (user - before < 500_000) return process.memoryUsage().heapUsed
    before = user
  }
}

// ---- what it is measured on --------------------------------------------------------------------

interface Filled {
  readonly store: Store
  readonly root: string
  readonly state: State
  readonly connections: ReadonlyMap<ConnectionAddress, ServedConnection>
}

/** A store with so many connections, each with tokens that live for `left` milliseconds. */
async function filled(name: string, count: number, left = 3_600_000): Promise<Filled> {
  const root = join(directory, name)
  const keys = parseKeys(generateKey(random))
  const options: FileStoreOptions = { directory: root, env: 'default', keys, clock, random }
  const { lineage } = await initFileStore(options)
  const state = stateOf(lineage, count)
  const connections = served(state)?.connections ?? new Map()
  const { vault } = await openFileStore({ ...options, files: withoutSync })
  const all = [...connections.values()]
  for (let at = 0; at < all.length; at += 32) {
    await Promise.all(all.slice(at, at + 32).map((each) => fill(vault, each, left)))
  }
  return { store: await openFileStore(options), root, state, connections }
}

async function fill(
  vault: Store['vault'],
  connection: ServedConnection,
  left: number,
): Promise<void> {
  const tokens = {
    accessToken: `not-a-real-token-${'x'.repeat(800)}`,
    tokenType: 'Bearer',
    refreshToken: 'not-a-real-refresh-token',
    expiresInMs: 3_600_000,
    claims: {},
  }
  const now = clock.now() - 3_600_000 + left
  await vault.write(connection.spec.address, granted(connection, tokens, { generation: 1, now }), 0)
}

const first = address('idp/c0')

function address(text: string): ConnectionAddress {
  const found = connectionAddress(text)
  if (found === undefined) throw new Error(text)
  return found
}

function stateOf(lineage: string, count: number): State {
  const common = { fingerprints: {}, dependsOn: [], origin: 'credmgr.config.yaml:1' }
  const serials = { createdSerial: 1, updatedSerial: 1 }
  const resource = (kind: string, name: string, spec: unknown) =>
    ({
      address: kind === 'gateway' ? kind : `${kind}.${name}`,
      ...{ kind, name, spec, id: `r_${name}` },
      ...common,
      ...serials,
    }) as unknown as State['resources'][number]
  const connections = Array.from({ length: count }, (_, at) =>
    resource('connection', `idp/c${at}`, connectionSpec(at)),
  )
  const resources = [
    resource('gateway', 'gateway', gatewaySpec),
    resource('provider', 'idp', providerSpec),
    ...connections,
  ]
  return { ...emptyState(lineage), serial: 1, revision: 1, usedPlans: ['p_1'], resources }
}

const gatewaySpec = {
  publicUrl: 'http://127.0.0.1:9',
  listen: '127.0.0.1:0',
  admin: { listen: '127.0.0.1:0', roles: { operator: [], viewer: [] } },
  timeouts: { connect: 1_000, headers: 1_000, body: 1_000 },
}

const providerSpec = {
  endpoints: { token: 'http://127.0.0.1:9/token', authorization: 'http://127.0.0.1:9/auth' },
  grant: 'authorizationCode',
  clientId: 'credmgr',
  clientAuth: 'none',
  scopes: ['api.read'],
  authorizationParams: {},
  tokenParams: {},
  parameters: {},
  apiHosts: [],
  // Every call of the bench is a refresh, and none of them waits for a turn.
  refresh: { margin: 180_000, ratePerSecond: 1_000 },
}

const connectionSpec = (at: number) => ({
  address: `idp/c${at}`,
  provider: 'idp',
  scopes: ['api.read'],
  allowedRedirectUrls: [],
  lifecycle: { preventDestroy: false },
  labels: {},
})

function tokensOf(
  store: Store,
  connections: ReadonlyMap<ConnectionAddress, ServedConnection>,
  fetch: Fetch,
): ReturnType<typeof createTokens> {
  const connection = (each: ConnectionAddress) => connections.get(each)
  return createTokens({ store, clock, fetch, logger: quietLogger, connection })
}

const neverAsked: Fetch = () => Promise.reject(new Error('nobody should ask'))

/** A provider whose tokens have ended before they arrive, so that each call is one refresh. */
const refreshing: Fetch = async () => {
  const body = { access_token: 'not-a-real-token', token_type: 'Bearer', expires_in: 0.001 }
  return Response.json({ ...body, refresh_token: 'not-a-real-refresh-token' })
}

async function cpuOf(work: () => void | Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}

function say(what: string, value: number, most?: number): void {
  const bound = most === undefined ? '' : `  (at most ${most})`
  process.stdout.write(`${what.padEnd(56)} ${value.toPrecision(3).padStart(9)}${bound}\n`)
}

try {
  await warmPath()
  await persistence([10, 1_000, 100_000])
  await refusals()
  await gatewayStart()
} finally {
  rmSync(directory, { recursive: true, force: true })
}
process.exit()
