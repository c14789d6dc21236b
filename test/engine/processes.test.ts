import t, { type Test } from 'tap'
import { type Asker, askersOver, type StoreKind } from './askers.ts'
import { type HostileWorld, startHostileWorld } from './hostile-world.ts'
import { startWorld } from './world.ts'

const hard = process.env['CREDMGR_HARD'] === '1'
const rounds = hard ? 50 : 3
const kills = hard ? 300 : 12

t.setTimeout(hard ? 1_800_000 : 240_000)

/** Beyond the 60 seconds that tokens live here. */
const past = 61_000
const processes = 4
const requests = 250

t.test(
  `${processes} processes x ${requests} requests on an expired token refresh once a round`,
  async (t) => {
    const world = await startWorld(t)
    await world.connect()
    const { refreshes, rounds: seen } = await askInRounds(t, world, 'file')
    t.equal(seen.length, rounds)
    for (const { outcomes, tokens } of seen) {
      t.same(outcomes, ['ok'])
      t.equal(tokens.length, 1)
    }
    t.same(
      refreshes,
      Array.from({ length: rounds }, (_, at) => at + 1),
    )
    t.match(await world.store.vault.read(world.ann), { status: 'connected', intent: undefined })
  },
)

t.test('the same with stock lowdb loses the grant: control', async (t) => {
  const world = await startWorld(t)
  await world.connect()
  const { writeFile } = await import('node:fs/promises')
  const record = await world.store.vault.read(world.ann)
  const path = `${world.directory}/store.lowdb.json`
  await writeFile(path, JSON.stringify({ [world.ann]: record }))
  const { rounds: seen } = await askInRounds(t, world, 'lowdb')
  t.not(seen.flatMap((each) => each.outcomes).join(), Array(rounds).fill('ok').join())
})

interface Round {
  readonly outcomes: readonly string[]
  readonly tokens: readonly string[]
}

async function askInRounds(
  t: Test,
  world: Awaited<ReturnType<typeof startWorld>>,
  store: StoreKind,
): Promise<{ readonly refreshes: readonly number[]; readonly rounds: readonly Round[] }> {
  const connections = [...world.served.connections.values()]
  const start = await askersOver(t, { ...world, connections }, store)
  const askers = Array.from({ length: processes }, () => start())
  const refreshes: number[] = []
  const seen: Round[] = []
  for (let round = 0; round < rounds; round++) {
    // All of them, before anyone holds a lease: another process's heartbeat must not look old.
    world.clock.forward(past)
    await Promise.all(askers.map((each) => each.forward(past)))
    const asked = await Promise.all(askers.map((each) => each.ask(requests)))
    refreshes.push(world.provider.countTokenRequests('refresh_token'))
    seen.push({
      outcomes: [...new Set(asked.flatMap((each) => each.outcomes))],
      tokens: [...new Set(asked.flatMap((each) => each.tokens))],
    })
  }
  for (const each of askers) each.kill()
  return { refreshes, rounds: seen }
}

/** Milliseconds from the answer to the kill; `undefined`: before the answer. */
const moments = [undefined, 0, 0, 1, 1, 2, 3, 4, 6, 8, 12, 20] as const

interface Killed {
  /** Whether the process had begun a refresh and not kept its answer. */
  readonly within: boolean
  readonly outcomes: readonly string[]
  /** Requests to the provider after the kill. */
  readonly retries: number
}

t.test(
  `${kills} kills within a refresh cost no connection at a provider with a grace period`,
  async (t) => {
    const world = await startHostileWorld(t, { grace: 30_000 })
    await world.connect(world.first, -1)
    const killed = await killAgainAndAgain(t, world, async () => undefined)
    t.equal(killed.length, kills)
    t.same(new Set(killed.flatMap((each) => each.outcomes)), new Set(['ok']))
    t.equal(world.provider.reuses, 0)
    t.ok(killed.filter((each) => each.within).length >= kills / 6, 'many struck')
  },
)

t.test(
  `${kills} kills at a provider without one: lost_rotation each time, after one try`,
  async (t) => {
    const world = await startHostileWorld(t)
    const killed = await killAgainAndAgain(t, world, () => world.connect(world.first, -1))
    t.equal(killed.length, kills)
    const struck = killed.filter((each) => each.within)
    t.ok(struck.length >= kills / 6, 'many struck, and every one would have lost the grant')
    for (const { outcomes, retries } of struck) {
      t.same(outcomes, ['lost_rotation'])
      t.equal(retries, 1)
    }
    for (const { outcomes } of killed.filter((each) => !each.within)) t.same(outcomes, ['ok'])
  },
)

t.test('without an intent on disk nobody knows how the grant was lost: control', async (t) => {
  const world = await startHostileWorld(t)
  const before = () => world.connect(world.first, -1)
  const killed = await killAgainAndAgain(t, world, before, { store: 'forgetful', times: 12 })
  const outcomes = new Set(killed.flatMap((each) => each.outcomes))
  t.ok(outcomes.has('invalid_grant'))
  t.notOk(outcomes.has('lost_rotation'))
})

async function killAgainAndAgain(
  t: Test,
  world: HostileWorld,
  before: () => Promise<unknown>,
  { store = 'file', times = kills }: { readonly store?: StoreKind; readonly times?: number } = {},
): Promise<readonly Killed[]> {
  const connections = [...world.connections.values()]
  const start = await askersOver(t, { ...world, connections }, store)
  const killed: Killed[] = []
  let asker = start()
  for (let round = 0; round < times; round++) {
    world.clock.forward(past)
    await asker.forward(past)
    await before()
    await killWithin(world, asker, moments[round % moments.length])
    const within = (await world.store.vault.summary(world.first))?.intent !== undefined
    const asked = world.provider.requests.length
    asker = start()
    const outcomes = new Set<string>()
    for (let again = 0; again < 5; again++) {
      for (const each of (await asker.ask(4)).outcomes) outcomes.add(each)
    }
    const retries = world.provider.requests.length - asked
    killed.push({ within, outcomes: [...outcomes], retries })
  }
  asker.kill()
  return killed
}

async function killWithin(
  { provider }: HostileWorld,
  asker: Asker,
  moment: number | undefined,
): Promise<void> {
  provider.onWorked(() => {
    provider.onWorked(undefined)
    if (moment === undefined) asker.kill()
    else setTimeout(asker.kill, moment)
  })
  await asker.ask(1)
  // The answer may have come before the kill.
  asker.kill()
  await asker.ended
}
