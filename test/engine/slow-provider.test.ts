import t from 'tap'
import type { Lease, Lock } from '../../src/model/index.ts'
import { usual } from '../support/hostile-provider.ts'
import { outcomeOf, startHostileWorld } from './hostile-world.ts'

function held(): { readonly until: Promise<void>; release(): void } {
  let release = (): void => {}
  const until = new Promise<void>((resolve) => {
    release = resolve
  })
  return { until, release: () => release() }
}

t.test(
  'a provider that answers after 12 or 25 seconds is waited for, by nobody for longer than ten',
  async (t) => {
    for (const seconds of [12, 25]) {
      const world = await startHostileWorld(t)
      await world.connect(world.first, -1)
      const tokens = world.tokens()
      const { until, release } = held()
      world.provider.next({ ...usual, until })
      const early = outcomeOf(() => tokens.tokenFor(world.first))
      await world.provider.arrived(1)
      world.clock.forward(10_000)
      t.equal(await early, 'PROVIDER_SLOW', 'ten seconds are enough to wait')
      world.clock.forward(seconds * 1_000 - 10_000)
      release()
      await world.event('refreshed')
      t.equal(await outcomeOf(() => tokens.tokenFor(world.first)), 'ok')
      t.equal(world.provider.requests.length, 1)
      t.same(
        world.events.map(({ event }) => event),
        ['refreshed'],
        'slowness is no failure',
      )
    }
  },
)

t.test('while it is refreshed, a token that is still valid is given at once', async (t) => {
  const world = await startHostileWorld(t)
  const { accessToken } = await world.connect(world.first, 6_000)
  const tokens = world.tokens()
  const { until, release } = held()
  world.provider.next({ ...usual, until })
  t.equal((await tokens.tokenFor(world.first)).accessToken, accessToken)
  await world.provider.arrived(1)
  t.equal((await tokens.tokenFor(world.first)).accessToken, accessToken)
  release()
  await tokens.close()
  t.not((await tokens.tokenFor(world.first)).accessToken, accessToken)
  t.equal(world.provider.requests.length, 1)
})

t.test(
  'a refresh whose callers have gone comes to its end, and a process that stops waits for it',
  async (t) => {
    const world = await startHostileWorld(t)
    await world.connect(world.first, -1)
    const tokens = world.tokens({ patience: 0 })
    const { until, release } = held()
    world.provider.next({ ...usual, until })
    t.equal(await outcomeOf(() => tokens.tokenFor(world.first)), 'PROVIDER_SLOW')
    await world.provider.arrived(1)
    const closed = tokens.close()
    release()
    await closed
    t.equal((await world.store.vault.read(world.first))?.intent, undefined)
    t.equal(await outcomeOf(() => world.tokens().tokenFor(world.first)), 'ok')
    t.equal(world.provider.requests.length, 1)
  },
)

// A hundredth of the real times, which are 60 seconds for a lease and 25 for the provider.
const times = { heartbeat: 50, lifetime: 250 }
const answerAfter = 1_000

t.test('a lease outlives a provider that is slower than the lease', async (t) => {
  const { requests, reuses, outcomes } = await raceWith(t, (lock) => lock)
  t.same(outcomes, ['ok', 'ok'])
  t.equal(requests, 1)
  t.equal(reuses, 0)
})

t.test('a lock that ends by itself costs the grant: control', async (t) => {
  const { requests, reuses, outcomes } = await raceWith(t, () => shortLock(times.lifetime))
  t.ok(requests > 1)
  t.ok(reuses > 0)
  t.not(outcomes.join(), 'ok,ok')
})

async function raceWith(
  t: Parameters<typeof startHostileWorld>[0],
  lockOf: (lock: Lock) => Lock,
): Promise<{
  readonly requests: number
  readonly reuses: number
  readonly outcomes: readonly string[]
}> {
  const world = await startHostileWorld(t, { times })
  await world.connect(world.first, -1)
  const lock = lockOf(world.store.lock)
  const here = world.tokens({ store: { vault: world.store.vault, lock } })
  const other = await world.reopen()
  const there = world.tokens({
    store: { vault: other.vault, lock: lock === world.store.lock ? other.lock : lock },
  })
  world.provider.always({ ...usual, until: new Promise((go) => setTimeout(go, answerAfter)) })
  const outcomes = await Promise.all(
    [here, there].map((each) => outcomeOf(() => each.tokenFor(world.first))),
  )
  return { requests: world.provider.requests.length, reuses: world.provider.reuses, outcomes }
}

/** What other systems have: a name in a table, gone after a while, with no owner and no renewal. */
function shortLock(lifetime: number): Lock {
  const taken = new Map<string, number>()
  const lease: Lease = {
    id: 'none',
    who: 'nobody',
    lost: new AbortController().signal,
    release: async () => undefined,
  }
  return {
    async acquire(name) {
      while ((taken.get(name) ?? 0) > Date.now()) await new Promise((go) => setTimeout(go, 10))
      taken.set(name, Date.now() + lifetime)
      return { ...lease, release: async () => void taken.delete(name) }
    },
    holder: async () => undefined,
    end: async () => false,
  }
}
