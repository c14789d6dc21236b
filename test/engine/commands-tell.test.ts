import t from 'tap'
import { importGrant, refreshNow } from '../../src/engine/index.ts'
import { type Fetch, isCredmgrError } from '../../src/model/index.ts'
import { type HostileWorld, startHostileWorld } from './hostile-world.ts'

function portsOf({ store, clock, teller: events }: HostileWorld) {
  const fetchNow: Fetch = (url, init) => fetch(url, { redirect: 'manual', ...init })
  return { store, clock, fetch: fetchNow, events }
}

function servedIn({ connections, first }: HostileWorld) {
  const served = connections.get(first)
  if (served === undefined) throw new Error('no connection')
  return served
}

async function reasonOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    return error.code === 'CONNECTION_NOT_AUTHORIZED' ? error.details.reason : error.code
  }
}

t.test('a refresh by command is told of, also one that finds the grant dead', async (t) => {
  const world = await startHostileWorld(t)
  await world.connect(world.first, 50_000)
  const refresh = () => reasonOf(refreshNow(portsOf(world), servedIn(world)))
  t.equal(await refresh(), undefined)
  t.equal(await refresh(), undefined, 'a token that is fresh is renewed, too')
  t.equal(world.provider.requests.length, 2)
  world.provider.always({ status: 400, body: '{"error":"invalid_grant"}' })
  t.equal(await refresh(), 'invalid_grant')
  t.equal(await refresh(), 'invalid_grant')
  t.equal(world.provider.requests.length, 3)
  t.match(world.events, [
    { event: 'refreshed', connection: world.first },
    { event: 'refreshed', connection: world.first },
    { event: 'dead', connection: world.first, reason: 'invalid_grant' },
  ])
})

t.test('a command that cannot refresh tells nobody that something fails', async (t) => {
  const world = await startHostileWorld(t)
  await world.connect(world.first, -1)
  world.provider.always({ status: 429, headers: { 'retry-after': '60' } })
  t.equal(await reasonOf(refreshNow(portsOf(world), servedIn(world))), 'PROVIDER_UNREACHABLE')
  t.same(world.events, [], 'it would never tell that it is well again')
})

t.test('a command and a gateway refresh one token once', async (t) => {
  const world = await startHostileWorld(t)
  await world.connect(world.first, -1)
  const tokens = world.tokens()
  const there = { ...portsOf(world), store: await world.reopen() }
  const [{ accessToken }, credential] = await Promise.all([
    tokens.tokenFor(world.first),
    refreshNow(there, servedIn(world)),
  ])
  t.equal(credential.accessToken, accessToken)
  t.equal(world.provider.requests.length, 1)
})

t.test('a grant that is taken over is told of as a connection, once it is proved', async (t) => {
  const world = await startHostileWorld(t)
  await importGrant(portsOf(world), servedIn(world), world.provider.grant())
  t.match(world.events, [{ event: 'connected', connection: world.first }])
  t.equal(world.events.length, 1)
})

t.test('a grant that cannot be taken over was never connected', async (t) => {
  const world = await startHostileWorld(t)
  const imported = importGrant(portsOf(world), servedIn(world), 'not-a-real-token')
  t.equal(await reasonOf(imported), 'invalid_grant')
  t.same(world.events, [])
})
