import t from 'tap'
import { emptyState, resourceAddress } from '../../src/model/index.ts'
import { applyChanges, blockedByPreventDestroy, makePlan, staleness } from '../../src/plan/index.ts'
import {
  applied,
  configOf,
  credential,
  credentialsOf,
  planInput,
  shortDigest,
  stateOf,
  type World,
} from './worlds.ts'

const world: World = {
  providers: { idp: { clientSecret: { env: 'S' }, issuer: 'https://idp.example', endpoints: {} } },
  connections: { 'idp/bot': {} },
}
const address = resourceAddress('provider', 'idp')

t.test('the state after a plan holds what was declared, and no more', async (t) => {
  const plan = makePlan(planInput(configOf(world)))
  const state = applied(emptyState('lineage-1'), plan)
  t.match(state, { lineage: 'lineage-1', serial: 1, revision: 1, usedPlans: ['p_1'] })
  t.same(
    state.resources.map((each) => each.address),
    ['gateway', 'provider.idp', 'connection.idp/bot'],
  )
  t.match(state.resources[1], {
    id: 'r_0_1',
    fingerprints: { '/clientSecret': 'fp-v1' },
    origin: 'credmgr.config.yaml:7',
    createdSerial: 1,
    updatedSerial: 1,
  })
  t.notOk('secrets' in (state.resources[1] ?? {}), 'where a secret was declared is no state')
})

t.test('an update keeps the identity of a resource, a replacement makes another', async (t) => {
  const before = stateOf(world)
  const id = before.resources[1]?.id
  const updated = applied(before, makePlan(planInput(change({ scopes: ['x'] }), before)))
  t.match(updated.resources[1], { id, createdSerial: 1, updatedSerial: 2 })
  const replaced = applied(before, makePlan(planInput(change({ clientId: 'new' }), before)))
  t.not(replaced.resources[1]?.id, id)
  t.match(replaced.resources[1], { createdSerial: 2, updatedSerial: 2 })
  t.match(replaced.resources[0], { updatedSerial: 1 }, 'what is not planned stays as it is')
})

t.test('what discovery found out stays pinned until the provider is another one', async (t) => {
  const endpoints = { token: 'https://idp.example/t' }
  const facts = {
    newId: () => 'r_1',
    discovered: new Map([[address, endpoints]]),
    fingerprints: {},
    appliedAt: 5,
  }
  const empty = emptyState('lineage-1')
  const state = applyChanges(empty, makePlan(planInput(configOf(world), empty)), facts)
  t.match(state.resources[1], { discovered: endpoints })
  const none = { ...facts, discovered: new Map() }
  const after = (more: object): object | undefined =>
    applyChanges(state, makePlan(planInput(change(more), state)), none).resources[1]
  t.match(after({ scopes: ['x'] }), { discovered: endpoints })
  t.notMatch(after({ issuer: 'https://other.example' }), { discovered: {} })
  t.notMatch(after({ endpoints: { token: 'https://idp.example/own' } }), { discovered: {} })
})

t.test('at most 50 used plans are remembered, the latest', async (t) => {
  const usedPlans = Array.from({ length: 50 }, (_, index) => `p_old${index}`)
  const state = { ...emptyState('lineage-1'), usedPlans }
  const after = applied(state, makePlan(planInput(configOf(world), state)))
  t.equal(after.usedPlans.length, 50)
  t.equal(after.usedPlans.at(-1), 'p_1')
  t.equal(after.usedPlans[0], 'p_old1')
})

t.test('why a plan is stale', async (t) => {
  const state = stateOf(world)
  const plan = makePlan(planInput(change({ scopes: ['x'] }), state))
  const rows = [
    ['nothing has happened', undefined, state, 'default'],
    ['another environment', /environment "default", not for "prod"/, state, 'prod'],
    ['another store', /lineage/, { ...state, lineage: 'lineage-2' }, 'default'],
    ['applied before', /already applied/, applied(state, plan), 'default'],
    ['another apply', /serial 1; the state is at serial 2/, { ...state, serial: 2 }, 'default'],
    ['a finished revocation', undefined, { ...state, revision: 9 }, 'default'],
  ] as const
  for (const [title, expected, now, env] of rows) {
    const reason = staleness(plan, { state: now, env, now: plan.createdAt, digest: shortDigest })
    if (expected === undefined) t.equal(reason, undefined, title)
    if (expected !== undefined) t.match(reason, expected, title)
  }
})

t.test('a guarded connection is not lost, even when its guard goes with it', async (t) => {
  const guarded: World = {
    ...world,
    connections: { 'idp/bot': { lifecycle: { preventDestroy: true } }, 'idp/free': {} },
  }
  const state = stateOf(guarded)
  const credentials = credentialsOf(credential('idp/bot'), credential('idp/free'))
  const blocked = (to: World | undefined, known = credentials): readonly string[] => {
    const config = to && configOf(to)
    return blockedByPreventDestroy(
      makePlan(planInput(config, state, { credentials: known })),
      state,
    )
  }
  const bot = ['connection.idp/bot']
  t.same(blocked({ ...world, connections: {} }), bot, 'deleted together with its guard')
  t.same(blocked(undefined), bot, 'destroyed')
  const provider = { ...world.providers?.['idp'], clientId: 'new' }
  const replaced = { ...guarded, providers: { idp: provider } }
  t.same(blocked(replaced), bot, 'its grant would be revoked')
  t.same(blocked(replaced, new Map()), [], 'there is no grant that a replacement could revoke')
  t.same(blocked({ ...guarded, connections: { 'idp/bot': {} } }), [], 'only the guard is taken off')
})

function change(more: object): ReturnType<typeof configOf> {
  return configOf({ ...world, providers: { idp: { ...world.providers?.['idp'], ...more } } })
}
