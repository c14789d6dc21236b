import t from 'tap'
import {
  type DeleteLimit,
  type Gate,
  gated,
  makePlan,
  parseDeleteLimit,
  tooManyDeletes,
} from '../../src/plan/index.ts'
import { configOf, credential, credentialsOf, planInput, stateOf, type World } from './worlds.ts'

/** One provider with so many connections; with the gateway two objects more. */
function worldOf(count: number): World {
  const names = Array.from({ length: count }, (_, index) => `idp/c${index}`)
  return {
    providers: { idp: {} },
    connections: Object.fromEntries(names.map((name) => [name, {}])),
  }
}

t.test('a plan deletes no more than it may', async (t) => {
  const rows: readonly (readonly [
    from: number,
    to: number,
    limit: DeleteLimit | undefined,
    ok: boolean,
  ])[] = [
    [10, 0, undefined, true],
    [11, 0, undefined, false],
    [78, 58, undefined, true],
    [78, 57, undefined, false],
    [3, 2, { count: 0 }, false],
    [3, 3, { count: 0 }, true],
    [3, 1, { count: 2 }, true],
    [3, 0, { count: 2 }, false],
    [78, 38, { percent: 50 }, true],
    [78, 37, { percent: 50 }, false],
    [40, 0, { percent: 100 }, true],
  ]
  for (const [from, to, limit, ok] of rows) {
    const state = stateOf(worldOf(from))
    const reason = tooManyDeletes(makePlan(planInput(configOf(worldOf(to)), state)), state, limit)
    t.equal(reason === undefined, ok, `${from} to ${to} with ${JSON.stringify(limit)}`)
  }
  const state = stateOf(worldOf(11))
  t.equal(
    tooManyDeletes(makePlan(planInput(configOf(worldOf(0)), state)), state, undefined),
    'the plan deletes 11 of 13 applied objects, and at most 10 may go at once (25 % or 10, whichever is more)',
  )
})

t.test('a limit is a number or a percentage', async (t) => {
  t.same(parseDeleteLimit('0'), { count: 0 })
  t.same(parseDeleteLimit('12'), { count: 12 })
  t.same(parseDeleteLimit('25%'), { percent: 25 })
  for (const text of ['', '-1', '1.5', '101%', '%', 'all', '1e3']) {
    t.equal(parseDeleteLimit(text), undefined, `"${text}"`)
  }
})

t.test('a gate finds what it is for and nothing else', async (t) => {
  const from: World = {
    providers: { idp: {}, old: {} },
    connections: { 'idp/bot': {}, 'old/bot': {} },
  }
  const credentials = credentialsOf(credential('idp/bot'), credential('old/bot'))
  const found = (to: World, gate: Gate, lint = 0): readonly string[] =>
    gated(makePlan(planInput(configOf(to), stateOf(from), { credentials })), new Set([gate]), lint)
  const gone: World = { providers: { idp: {} }, connections: { 'idp/bot': {} } }
  t.same(found(gone, 'delete'), ['it deletes provider.old, connection.old/bot (delete)'])
  t.same(found(from, 'delete'), [])
  const client = { ...from, providers: { ...from.providers, idp: { clientId: 'new' } } }
  t.same(found(client, 'replace'), ['it replaces provider.idp (replace)'])
  t.same(found(client, 'reconsent'), ['it needs consent again for connection.idp/bot (reconsent)'])
  t.same(found(client, 'widen'), [])
  const wider = { ...from, routes: { r: { public: true } } }
  t.same(found(wider, 'widen'), ['it widens access by route.r (widen)'])
  t.same(found(wider, 'reconsent'), [], 'a consent for the first time is none again')
  t.same(found(from, 'lint', 1), ['it has 1 lint finding (lint)'])
  t.same(found(from, 'lint'), [])
  t.same(gated(makePlan(planInput(configOf(gone), stateOf(from))), new Set(), 5), [])
})
