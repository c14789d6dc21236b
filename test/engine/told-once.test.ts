import t from 'tap'
import type { Tokens } from '../../src/engine/index.ts'
import type { Vault } from '../../src/model/index.ts'
import { type HostileWorld, outcomeOf, startHostileWorld } from './hostile-world.ts'

/** Over a quarter of an hour, a hundred at a time. @returns What they were told. */
async function askTenThousand(world: HostileWorld, tokens: Tokens): Promise<ReadonlySet<string>> {
  const outcomes = new Set<string>()
  for (let round = 0; round < 100; round++) {
    const many = Array.from({ length: 100 }, () => outcomeOf(() => tokens.tokenFor(world.first)))
    for (const each of await Promise.all(many)) outcomes.add(each)
    world.clock.forward(10_000)
  }
  return outcomes
}

t.test('invalid_grant ends it: one token request and one event for 10,000 requests', async (t) => {
  const world = await startHostileWorld(t)
  await world.connect(world.first, -1)
  world.provider.always({ status: 400, body: '{"error":"invalid_grant"}' })
  const outcomes = await askTenThousand(world, world.tokens())
  t.same([...outcomes], ['invalid_grant'])
  t.equal(world.provider.requests.length, 1)
  t.same(
    world.events.map(({ event }) => event),
    ['dead'],
  )
})

t.test(
  '10,000 requests while a provider is down are two events, and two when it is back',
  async (t) => {
    const world = await startHostileWorld(t)
    await world.connect(world.first, -1)
    world.provider.always({ status: 503 })
    const tokens = world.tokens()
    const outcomes = await askTenThousand(world, tokens)
    t.same([...outcomes], ['PROVIDER_UNREACHABLE'])
    t.match(world.events, [
      { event: 'failing', connection: world.first, reason: 'provider_unreachable' },
      { event: 'failing', provider: 'hostile', reason: 'provider_unreachable' },
    ])
    world.provider.always(undefined)
    world.clock.forward(70_000)
    t.equal(await outcomeOf(() => tokens.tokenFor(world.first)), 'ok')
    await world.event('recovered', 2)
    t.equal(world.events.length, 5)
  },
)

t.test('a grant that is not recorded as dead is tried again and again: control', async (t) => {
  const world = await startHostileWorld(t)
  await world.connect(world.first, -1)
  world.provider.always({ status: 400, body: '{"error":"invalid_grant"}' })
  const { vault, lock } = world.store
  const forgetful: Pick<Vault, 'read' | 'summary' | 'write'> = {
    read: (each) => vault.read(each),
    summary: (each) => vault.summary(each),
    async write(each, credential, expected) {
      if (credential.status === 'connected') await vault.write(each, credential, expected)
    },
  }
  const tokens = world.tokens({ store: { vault: forgetful as Vault, lock } })
  for (let round = 0; round < 3; round++) {
    t.match(await outcomeOf(() => tokens.tokenFor(world.first)), /invalid_grant|lost_rotation/)
  }
  t.equal(world.provider.requests.length, 3)
})

t.test('a client that is refused is one event for all its connections', async (t) => {
  const world = await startHostileWorld(t, { connections: 20 })
  for (const each of world.addresses) await world.connect(each, -1)
  world.provider.always({ status: 401, body: '{"error":"invalid_client"}' })
  const tokens = world.tokens()
  const [first, ...rest] = world.addresses
  for (const each of [first ?? world.first, ...rest]) {
    t.equal(await outcomeOf(() => tokens.tokenFor(each)), 'PROVIDER_REJECTED')
  }
  t.equal(world.provider.requests.length, 1, 'nobody else asks for what is known')
  t.match(world.events, [{ event: 'failing', provider: 'hostile', reason: 'invalid_client' }])
  for (const each of world.addresses) {
    t.match(await world.store.vault.read(each), { status: 'connected', intent: undefined })
  }
  world.provider.always(undefined)
  world.clock.forward(10_000)
  for (const each of world.addresses) t.equal(await outcomeOf(() => tokens.tokenFor(each)), 'ok')
  t.equal(world.events.filter(({ event }) => event === 'recovered').length, 1)
})

t.test('a provider whose client was mended is well again with the first answer', async (t) => {
  const world = await startHostileWorld(t)
  await world.connect(world.first, -1)
  const tokens = world.tokens()
  world.provider.next({ status: 401, body: '{"error":"invalid_client"}' })
  t.equal(await outcomeOf(() => tokens.tokenFor(world.first)), 'PROVIDER_REJECTED')
  const [served] = world.connections.values()
  if (served === undefined) throw new Error('no connection')
  const provider = { ...served.provider, tokenParams: { mended: 'yes' } }
  world.connections.set(world.first, { ...served, provider })
  t.equal(await outcomeOf(() => tokens.tokenFor(world.first)), 'ok', 'without a pause')
  await world.event('recovered')
  t.match(
    world.events.map(({ event, provider }) => [event, provider]),
    [
      ['failing', 'hostile'],
      ['recovered', 'hostile'],
      ['refreshed', undefined],
    ],
  )
})

t.test('a client of one connection is told of with that connection', async (t) => {
  const world = await startHostileWorld(t)
  const [served] = world.connections.values()
  if (served === undefined) throw new Error('no connection')
  world.connections.set(world.first, { ...served, spec: { ...served.spec, clientId: 'own' } })
  await world.connect(world.first, -1)
  const tokens = world.tokens()
  world.provider.always({ status: 401, body: '{"error":"invalid_client"}' })
  for (const pause of [60_000, 300_000, 0]) {
    t.equal(await outcomeOf(() => tokens.tokenFor(world.first)), 'PROVIDER_REJECTED')
    world.clock.forward(pause)
  }
  world.provider.always(undefined)
  world.clock.forward(600_000)
  t.equal(await outcomeOf(() => tokens.tokenFor(world.first)), 'ok')
  await world.event('recovered')
  t.match(world.events, [
    { event: 'failing', connection: world.first, reason: 'invalid_client' },
    { event: 'refreshed', connection: world.first },
    { event: 'recovered', connection: world.first },
  ])
})
