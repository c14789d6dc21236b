import fc from 'fast-check'
import t, { type Test } from 'tap'
import { backoff } from '../../src/engine/backoff.ts'
import type { Tokens } from '../../src/engine/index.ts'
import { leaseName } from '../../src/engine/renewing.ts'
import { latestStarts } from '../../src/engine/schedule.ts'
import { isCredmgrError } from '../../src/model/index.ts'
import { type HostileWorld, outcomeOf, startHostileWorld } from './hostile-world.ts'

const hard = process.env['CREDMGR_HARD'] === '1'

// The storm at full strength takes what 10,000 requests at 50 a second take.
t.setTimeout(hard ? 900_000 : 120_000)

/** Keeps tokens until the test ends. */
function keeping(t: Test, world: HostileWorld, tokens = world.tokens()): Tokens {
  const over = new AbortController()
  const kept = tokens.keep(() => world.connections.keys(), over.signal)
  t.teardown(async () => {
    over.abort()
    await kept
    await tokens.close()
  })
  return tokens
}

/** Waits until the renewal that was told of has given its lease back. */
async function overAt({ store, first }: HostileWorld): Promise<void> {
  const lease = await store.lock.acquire(leaseName(first), { wait: 10_000, operation: 'test' })
  await lease.release()
}

t.test('starts are an interval apart, in order, and never later than what is due', (t) => {
  const times = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(times, fc.integer({ min: 1, max: 5_000 }), (unsorted, interval) => {
      const due = unsorted.toSorted((one, other) => one - other)
      const starts = latestStarts(due, interval)
      return starts.every((each, at) => {
        const next = starts[at + 1]
        return each <= (due[at] ?? 0) && (next === undefined || next - each >= interval)
      })
    }),
  )
  t.same(latestStarts([100, 100, 100], 10), [80, 90, 100])
  t.same(latestStarts([0, 1_000], 10), [0, 1_000], 'and no earlier than they must')
  t.end()
})

t.test('500 who failed together do not come back together', (t) => {
  const buckets = new Map<number, number>()
  for (let each = 0; each < 500; each++) {
    const second = Math.floor(backoff(6, { first: 500, last: 30_000 }, `idp/c${each}`) / 1_000)
    buckets.set(second, (buckets.get(second) ?? 0) + 1)
  }
  const mean = 500 / buckets.size
  t.ok(buckets.size >= 8)
  t.ok(Math.max(...buckets.values()) < 3 * mean)
  t.end()
})

t.test('a token in use is renewed before it ends, one that nobody uses is left', async (t) => {
  const world = await startHostileWorld(t)
  await world.connect(world.first, 40_000)
  const tokens = keeping(t, world)
  world.clock.forward(30_000)
  await world.event('refreshed', 1)
  await overAt(world)
  t.equal(world.provider.requests.length, 1, 'it was alive when the process began')
  world.clock.forward(70_000)
  t.equal(await outcomeOf(() => tokens.tokenFor(world.first)), 'ok')
  t.equal(world.provider.requests.length, 2, 'it had ended: nobody had asked for it since')
  t.equal(await outcomeOf(() => tokens.tokenFor(world.first)), 'ok')
  world.clock.forward(50_000)
  await world.event('refreshed', 3)
  t.equal(world.provider.requests.length, 3, 'now it was in use')
  t.equal(world.provider.reuses, 0)
})

t.test('a refresh token that rests is used before it dies of it', async (t) => {
  const keepAlive = 3_600_000
  const world = await startHostileWorld(t, { spec: { refresh: { margin: 180_000, keepAlive } } })
  await world.connect(world.first, -1)
  keeping(t, world)
  world.clock.forward(keepAlive)
  await world.event('refreshed', 1)
  world.clock.forward(keepAlive)
  await world.event('refreshed', 2)
  t.equal(world.provider.requests.length, 2)
})

t.test('a refresh that was cut short is ended at the start of the next process', async (t) => {
  const world = await startHostileWorld(t, { grace: 30_000 })
  const record = await world.connect(world.first, 50_000)
  const generation = record.generation + 1
  const intent = { startedAt: world.clock.now() }
  await world.store.vault.write(world.first, { ...record, generation, intent }, record.generation)
  keeping(t, world)
  await world.event('refreshed')
  t.equal((await world.store.vault.read(world.first))?.intent, undefined)
})

t.test('two processes that keep the same tokens renew each once', async (t) => {
  const world = await startHostileWorld(t, { connections: 10 })
  for (const each of world.addresses) await world.connect(each, 40_000)
  keeping(t, world)
  keeping(t, world, world.tokens({ store: await world.reopen() }))
  world.clock.forward(34_000)
  await world.event('refreshed', 10)
  t.equal(world.provider.reuses, 0)
  t.equal(world.provider.requests.length, 10)
})

t.test('a token that nothing renews is told of once, before it ends', async (t) => {
  const world = await startHostileWorld(t)
  const record = await world.connect(world.first, 30_000)
  const { refreshToken: _none, ...bare } = record
  const generation = record.generation + 1
  await world.store.vault.write(world.first, { ...bare, generation }, record.generation)
  keeping(t, world)
  keeping(t, world, world.tokens({ store: await world.reopen() }))
  await world.event('expiring')
  t.match(world.events, [{ event: 'expiring', connection: world.first }])
  t.equal(world.events.length, 1)
})

const many = hard ? 10_000 : 150
const rate = 50
const spec = { refresh: { margin: 180_000, ratePerSecond: rate } }
// The whole storm fits into the token's life, and not into its margin.
const storm = hard
  ? { connections: many, accessTokenTtl: 900, spec }
  : { connections: many, accessTokenTtl: 30, spec }

t.test(
  `${many} tokens that end at one moment cost no caller a token, and no provider its limit`,
  async (t) => {
    const world = await startHostileWorld(t, storm)
    const end = world.clock.now() + storm.accessTokenTtl * 990
    await connectAll(world, end)
    // However long that has taken, half of their life is left now.
    world.clock.forward(Math.max(0, end - storm.accessTokenTtl * 500 - world.clock.now()))
    const tokens = keeping(t, world)
    const failed: string[] = []
    while (!isRenewed(world)) failed.push(...(await askSome(world, tokens)))
    t.same(new Set(failed), new Set())
    t.ok(world.provider.requests.length >= many)
    t.ok(busiestSecond(world) <= rate, `${busiestSecond(world)} in the busiest second`)
    t.equal(world.provider.reuses, 0)
  },
)

t.test('without that bound a provider’s limit is broken at once: control', async (t) => {
  const limit = 10
  const refresh = { margin: 180_000, ratePerSecond: 1_000 }
  const world = await startHostileWorld(t, { connections: 60, spec: { refresh } })
  await connectAll(world, world.clock.now() - 1)
  const tokens = world.tokens({ patience: 60_000 })
  await Promise.all(world.addresses.map((each) => tokens.tokenFor(each)))
  t.ok(busiestSecond(world) > limit)
})

t.test(
  'without keeping, the same tokens are missing when they are asked for: control',
  async (t) => {
    const world = await startHostileWorld(t, { ...storm, connections: 150 })
    await connectAll(world, world.clock.now() - 1)
    const tokens = world.tokens({ patience: 1_000 })
    const outcomes = await Promise.all(
      world.addresses.map((each) => outcomeOf(() => tokens.tokenFor(each))),
    )
    t.ok(outcomes.includes('PROVIDER_SLOW'))
    await tokens.close()
  },
)

async function connectAll(world: HostileWorld, end: number): Promise<void> {
  for (let at = 0; at < world.addresses.length; at += 50) {
    const some = world.addresses.slice(at, at + 50)
    await Promise.all(some.map((each) => world.connect(each, end - world.clock.now())))
  }
}

/** Whether every connection has been renewed at least once. */
function isRenewed({ events, addresses }: HostileWorld): boolean {
  const renewed = new Set(
    events.flatMap((each) => (each.event === 'refreshed' ? [each['connection']] : [])),
  )
  return renewed.size === addresses.length
}

/** @returns What went wrong: a refusal, or a token that had ended. */
async function askSome(world: HostileWorld, tokens: Tokens): Promise<readonly string[]> {
  const start = Math.floor(Math.random() * world.addresses.length)
  const some = world.addresses.slice(start, start + 20)
  const outcomes = await Promise.all(some.map((each) => flawOf(world, tokens, each)))
  await new Promise((go) => setTimeout(go, 100))
  return outcomes.flatMap((each) => each ?? [])
}

async function flawOf(
  world: HostileWorld,
  tokens: Tokens,
  address: HostileWorld['first'],
): Promise<string | undefined> {
  try {
    const { expiresAt = 0 } = await tokens.tokenFor(address)
    return expiresAt > world.clock.now() ? undefined : 'a token that has ended'
  } catch (error) {
    if (isCredmgrError(error)) return error.code
    throw error
  }
}

/** The most requests that arrived within one second, wherever it begins. */
function busiestSecond({ provider }: HostileWorld): number {
  const times = provider.requests.map(({ at }) => at)
  let first = 0
  let most = 0
  for (const [last, at] of times.entries()) {
    while (at - (times[first] ?? at) >= 1_000) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}
