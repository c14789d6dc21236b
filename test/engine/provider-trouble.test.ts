import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import type { ProviderSpec } from '../../src/model/index.ts'
import { type Behaviour, usual } from '../support/hostile-provider.ts'
import { type HostileWorld, outcomeOf, startHostileWorld } from './hostile-world.ts'

/** Longer than any pause after one failure. */
const later = 40_000

interface Trouble {
  readonly what: string
  readonly behaviour: Behaviour
  /** How the request that meets it ends, and the first one after the pause. */
  readonly outcomes: readonly [string, string]
  /** Requests to the token endpoint in the end. @default 2 */
  readonly requests?: number
}

const body = (text: string, status = 200): Behaviour => ({ redeems: true, status, body: text })
const lost = (error: string): Trouble['outcomes'] => [error, 'lost_rotation']
const kept = (error: string): Trouble['outcomes'] => [error, 'ok']
const members =
  (more: Readonly<Record<string, unknown>>): NonNullable<Behaviour['body']> =>
  (tokens) => ({ ...tokens, ...more })

/** The provider rotates, without a grace period: what it has redeemed and we have not read is gone. */
const troubles: readonly Trouble[] = [
  { what: 'garbage', behaviour: body('\u0000 garbage {'), outcomes: lost('PROVIDER_MISBEHAVED') },
  {
    what: 'garbage before anything was redeemed',
    behaviour: { body: 'garbage' },
    outcomes: kept('PROVIDER_MISBEHAVED'),
  },
  { what: 'a JSON list', behaviour: body('[]'), outcomes: lost('PROVIDER_MISBEHAVED') },
  { what: 'a page', behaviour: body('<html>', 502), outcomes: lost('PROVIDER_UNREACHABLE') },
  {
    what: 'more than 1 MiB',
    behaviour: { redeems: true, body: members({ pad: 'x'.repeat(2 ** 21) }) },
    outcomes: lost('PROVIDER_MISBEHAVED'),
  },
  {
    what: 'a lifetime below zero',
    behaviour: { redeems: true, body: members({ expires_in: -1 }) },
    outcomes: lost('PROVIDER_MISBEHAVED'),
  },
  {
    what: 'a connection cut after the token was received',
    behaviour: { redeems: true, cut: 'before' },
    outcomes: lost('PROVIDER_UNREACHABLE'),
  },
  {
    what: 'a connection cut within the answer',
    behaviour: { redeems: true, cut: 'within' },
    outcomes: lost('PROVIDER_UNREACHABLE'),
  },
  {
    what: 'a dropped request',
    behaviour: { cut: 'before' },
    outcomes: kept('PROVIDER_UNREACHABLE'),
  },
  { what: 'a 500', behaviour: { status: 500 }, outcomes: kept('PROVIDER_UNREACHABLE') },
  {
    what: 'a 429 with seconds',
    behaviour: { status: 429, headers: { 'retry-after': '3' } },
    outcomes: kept('PROVIDER_UNREACHABLE'),
  },
  {
    what: 'a 200 with a passing error',
    behaviour: { body: '{"error":"temporarily_unavailable"}' },
    outcomes: kept('PROVIDER_REJECTED'),
  },
  {
    what: 'a 200 with invalid_grant',
    behaviour: { body: '{"error":"invalid_grant"}' },
    outcomes: ['invalid_grant', 'invalid_grant'],
    requests: 1,
  },
  {
    what: 'a client that is refused',
    behaviour: { status: 401, body: '{"error":"invalid_client"}' },
    outcomes: kept('PROVIDER_REJECTED'),
  },
  {
    what: 'a client that may not do this',
    behaviour: { status: 400, body: '{"error":"unauthorized_client"}' },
    outcomes: kept('PROVIDER_REJECTED'),
  },
]

t.test('whatever a provider answers, a refresh ends as the taxonomy says', async (t) => {
  for (const { what, behaviour, outcomes, requests = 2 } of troubles) {
    await t.test(what, async (t) => {
      const world = await startHostileWorld(t)
      await world.connect(world.first, -1)
      world.provider.next(behaviour)
      const tokens = world.tokens()
      const ask = () => outcomeOf(() => tokens.tokenFor(world.first))
      t.equal(await ask(), outcomes[0])
      const before = await world.store.vault.read(world.first)
      t.equal(before?.accessToken === undefined, outcomes[0] === 'invalid_grant')
      world.clock.forward(later)
      t.equal(await ask(), outcomes[1])
      await ask()
      t.equal(world.provider.requests.length, requests)
      t.ok(world.provider.reuses <= 1, 'an old token is tried once more, and no third time')
      t.equal(count(world, 'dead'), outcomes[1] === 'ok' ? 0 : 1)
    })
  }
})

function count({ events }: HostileWorld, type: string): number {
  return events.filter((each) => each.event === type).length
}

t.test('answers that are odd and right are taken', async (t) => {
  const odd: readonly [string, Readonly<Record<string, unknown>>, number | undefined][] = [
    ['a lifetime in a text', { expires_in: '60' }, 60_000],
    ['no lifetime', { expires_in: undefined }, undefined],
    ['a lifetime of null', { expires_in: null }, undefined],
    ['a type in capitals', { token_type: 'BEARER' }, 60_000],
    ['members nobody knows', { __proto__x: { deep: [1] } }, 60_000],
  ]
  for (const [what, more, lifetime] of odd) {
    const world = await startHostileWorld(t)
    await world.connect(world.first, -1)
    world.provider.next({ redeems: true, body: members(more) })
    t.equal(await outcomeOf(() => world.tokens().tokenFor(world.first)), 'ok', what)
    const record = await world.store.vault.read(world.first)
    const left = record?.expiresAt === undefined ? undefined : record.expiresAt - record.obtainedAt
    t.equal(left, lifetime, what)
  }
})

t.test('a redirect of the token endpoint is not followed', async (t) => {
  const visits: string[] = []
  const collector = createServer((request, response) => {
    visits.push(String(request.url))
    response.end('{}')
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  t.teardown(() => collector.close())
  const { port } = collector.address() as AddressInfo
  const world = await startHostileWorld(t)
  await world.connect(world.first, -1)
  const tokens = world.tokens()
  for (const status of [301, 302, 303, 307, 308]) {
    world.provider.next({ status, headers: { location: `http://127.0.0.1:${port}/` } })
    t.equal(await outcomeOf(() => tokens.tokenFor(world.first)), 'PROVIDER_MISBEHAVED')
    world.clock.forward(later)
  }
  t.same(visits, [])
})

t.test(
  'Retry-After keeps every connection of the provider away, as a number or as a date',
  async (t) => {
    const world = await startHostileWorld(t, { connections: 5 })
    for (const each of world.addresses) await world.connect(each, -1)
    const tokens = world.tokens()
    for (const [at, address] of world.addresses.entries()) {
      const date = new Date(Math.ceil(world.clock.now() / 1000) * 1000 + 120_000).toUTCString()
      world.provider.next({ status: 429, headers: { 'retry-after': at % 2 === 0 ? '120' : date } })
      t.equal(await outcomeOf(() => tokens.tokenFor(address)), 'PROVIDER_UNREACHABLE')
      world.clock.forward(100_000)
      for (const each of world.addresses) await outcomeOf(() => tokens.tokenFor(each))
      t.equal(world.provider.requests.length, at + 1, 'nobody asks before')
      world.clock.forward(25_000)
    }
    t.equal(await outcomeOf(() => tokens.tokenFor(world.first)), 'ok')
  },
)

t.test('after five failures in a row the provider is tried by one request at a time', async (t) => {
  const world = await startHostileWorld(t, { connections: 30 })
  for (const each of world.addresses) await world.connect(each, -1)
  world.provider.always({ cut: 'before' })
  const tokens = world.tokens()
  const askAll = () =>
    Promise.all(world.addresses.map((each) => outcomeOf(() => tokens.tokenFor(each))))
  for (const each of world.addresses) await outcomeOf(() => tokens.tokenFor(each))
  t.equal(world.provider.requests.length, 5)
  for (const round of [1, 2, 3]) {
    world.clock.forward(70_000)
    t.same(new Set(await askAll()), new Set(['PROVIDER_UNREACHABLE']))
    t.equal(world.provider.requests.length, 5 + round)
  }
  t.equal(
    world.events.filter((each) => each.event === 'failing' && each['provider'] === 'hostile')
      .length,
    1,
  )
  world.provider.always(undefined)
  world.clock.forward(70_000)
  t.equal(await outcomeOf(() => tokens.tokenFor(world.first)), 'ok')
  t.same(new Set(await askAll()), new Set(['ok']))
})

t.test('a provider that hangs does not keep another one waiting', async (t) => {
  const hanging = await startHostileWorld(t, { connections: 40 })
  const well = await startHostileWorld(t)
  const connections = new Map([...hanging.connections, ...renamed(well)])
  const [other] = [...renamed(well).keys()]
  if (other === undefined) throw new Error('no connection')
  for (const each of hanging.addresses) await hanging.connect(each, -1)
  const served = connections.get(other)
  if (served === undefined) throw new Error('not served')
  hanging.connections.set(other, served)
  const record = await well.connect(well.first, -1)
  await hanging.store.vault.write(other, { ...record, generation: 1 }, 0)
  let release = (): void => {}
  const until = new Promise<void>((resolve) => {
    release = resolve
  })
  hanging.provider.always({ ...usual, until })
  const tokens = hanging.tokens({ patience: 600_000 })
  const waiting = hanging.addresses.map((each) => outcomeOf(() => tokens.tokenFor(each)))
  await hanging.provider.arrived(16)
  t.equal(await outcomeOf(() => tokens.tokenFor(other)), 'ok')
  t.equal(hanging.provider.requests.length, 16, 'no more than so many are under way')
  release()
  t.same(new Set(await Promise.all(waiting)), new Set(['ok']))
})

/** The connections of a world under another provider's name. */
function renamed({ connections }: HostileWorld): HostileWorld['connections'] {
  return new Map(
    [...connections].map(([address, served]) => {
      const other = address.replace('hostile/', 'well/') as typeof address
      const spec = { ...served.spec, address: other, provider: 'well' }
      return [other, { ...served, spec, providerName: 'well' }]
    }),
  )
}

t.test('what a lost answer means is for the provider’s template to say', async (t) => {
  const reusable: Partial<ProviderSpec> = { template: 'google' }
  const cut: Behaviour = { redeems: true, cut: 'within' }
  t.same(await afterLoss(t, { spec: reusable, rotates: false }, [cut]), [
    'PROVIDER_UNREACHABLE',
    'ok',
  ])
  t.same(
    await afterLoss(t, { spec: reusable, rotates: false }, [
      cut,
      { status: 400, body: '{"error":"invalid_grant"}' },
    ]),
    ['PROVIDER_UNREACHABLE', 'invalid_grant'],
    'a token that is not rotated cannot have been lost by it',
  )
  t.same(await afterLoss(t, { grace: 60_000 }, [cut]), ['PROVIDER_UNREACHABLE', 'ok'])
  t.same(await afterLoss(t, {}, [cut]), ['PROVIDER_UNREACHABLE', 'lost_rotation'])
  t.same(await afterLoss(t, {}, [cut, { status: 429, headers: { 'retry-after': '1' } }]), [
    'PROVIDER_UNREACHABLE',
    'PROVIDER_UNREACHABLE',
  ])
})

async function afterLoss(
  t: Test,
  options: Parameters<typeof startHostileWorld>[1],
  behaviours: readonly Behaviour[],
): Promise<readonly string[]> {
  const world = await startHostileWorld(t, options)
  await world.connect(world.first, -1)
  world.provider.next(...behaviours)
  const tokens = world.tokens()
  const first = await outcomeOf(() => tokens.tokenFor(world.first))
  t.ok((await world.store.vault.read(world.first))?.intent, 'the intent is on disk')
  world.clock.forward(later)
  return [first, await outcomeOf(() => tokens.tokenFor(world.first))]
}
