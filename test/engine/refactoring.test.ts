/**
 * What the blocks `moved`, `removed` and `import` do to tokens, at a real provider.
 */
import t from 'tap'
import { loadConfig } from '../../src/config/index.ts'
import { createTokens, planChanges, served } from '../../src/engine/index.ts'
import { catalog } from '../../src/index.ts'
import type { ConnectionAddress, Credential } from '../../src/model/index.ts'
import { isEmpty, renderPlan } from '../../src/plan/index.ts'
import { addressOf, ann, bob, codeOf, type Desk, fetchNow, startDesk, text } from './desk.ts'

const robert = addressOf('idp/robert')
const style = { color: false, width: 100 }

/** The configuration with a connection under another name, wherever it is named, and more below. */
function renamed(from: string, to: string, more = ''): string {
  return text((each) => `${each.replaceAll(from, to)}${more}`)
}

/** A token of `connection` in a while, when the one that is stored has expired: it takes a refresh. */
async function refreshedToken(desk: Desk, connection: ConnectionAddress): Promise<string> {
  desk.world.clock.forward(3_600_000)
  const now = served(await desk.state())
  const tokens = createTokens({
    store: desk.store,
    clock: desk.world.clock,
    fetch: fetchNow,
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    connection: (address) => now?.connections.get(address),
  })
  return (await tokens.tokenFor(connection)).accessToken
}

const bobMoved = '\nmoved:\n  - { from: connection.idp/bob, to: connection.idp/robert }\n'

t.test('a connection that was renamed keeps its token by a block of "moved"', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  await desk.consent(bob, 'bob')
  const before = await desk.store.vault.read(bob)
  const yaml = renamed('idp/bob', 'idp/robert', bobMoved)
  const plan = await desk.plan(yaml)
  t.match(plan, {
    changes: [],
    moves: [{ from: 'connection.idp/bob', to: 'connection.idp/robert', origin: 'c.yaml:26' }],
    summary: { add: 0, change: 0, destroy: 0, move: 1 },
  })
  t.match(plan.tokens[1], { connection: robert, effect: 'keep' })
  await desk.apply(plan)
  t.equal(await desk.store.vault.read(bob), undefined)
  t.match(await desk.store.vault.read(robert), { refreshToken: before?.refreshToken })
  t.match(await desk.world.provider.introspect(await refreshedToken(desk, robert)), {
    active: true,
  })
  t.ok(isEmpty(await desk.plan(yaml)), 'the block may stay')
})

t.test('without the block the plan revokes the token, and offers the block', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  await desk.consent(bob, 'bob')
  const plan = await desk.plan(renamed('idp/bob', 'idp/robert', ''))
  // Both connections of the example are declared alike; only one of them is gone.
  t.match(plan.tokens, [{}, { connection: bob, effect: 'revoke', revokesOld: true }, {}])
  const shown = renderPlan(plan, style)
  t.match(shown, /moved:\n {6}- from: connection\.idp\/bob\n {8}to: connection\.idp\/robert\n/)
})

t.test('two that are gone and two that are new are no rename', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  const plan = await desk.plan(
    text((each) => each.replaceAll('idp/bob', 'idp/one').replaceAll('idp/ann', 'idp/two')),
  )
  t.notMatch(renderPlan(plan, style), 'moved:')
})

t.test('a provider takes its connections, its secret and their tokens along', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  await desk.consent(ann, 'ann')
  const yaml = text(
    (each) =>
      `${each.replaceAll('idp/', 'acme/').replace('  idp:', '  acme:')}\nmoved: [{ from: provider.idp, to: provider.acme }]\n`,
  )
  const plan = await desk.plan(yaml)
  t.same(plan.changes, [])
  t.same(plan.summary, { add: 0, change: 0, destroy: 0, move: 3 })
  t.match(
    renderPlan(plan, style),
    /> {5}provider\.acme {2}move {5}was provider\.idp; 2 connections along/,
  )
  await desk.apply(plan)
  const token = await refreshedToken(desk, addressOf('acme/ann'))
  t.match(await desk.world.provider.introspect(token), { active: true })
  t.ok(isEmpty(await desk.plan(yaml)))
})

t.test('an identity takes the secret of its login along, and who names it follows', async (t) => {
  const desk = await startDesk(t)
  const declared = (name: string): string =>
    text((each) =>
      each
        .replace(
          'identities:\n',
          `identities:\n  ${name}: { issuer: https://a.example, audience: a, login: { clientId: a, clientSecret: { env: SECRET } } }\n`,
        )
        .replace(
          'idp/ann: {}',
          `idp/ann: { consent: { by: [{ user: { identity: ${name}, subject: ann } }] } }`,
        ),
    )
  await desk.run(declared('staff'))
  const block = 'moved: [{ from: identity.staff, to: identity.people }]\n'
  const plan = await desk.plan(declared('people') + block)
  t.same(plan.changes, [])
  await desk.apply(plan)
  const people = served(await desk.state())?.identities.find(({ name }) => name === 'people')
  const key = people?.loginSecret
  t.ok(key !== undefined && (await desk.store.vault.readSecret(key)) !== undefined)
})

t.test('blocks follow one another in any order, and patterns carry their texts over', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  await desk.consent(bob, 'bob')
  const blocks = [
    '{ from: connection.idp/robert, to: connection.idp/team-bob }',
    '{ from: connection.idp/bob, to: connection.idp/robert }',
    '{ from: connection.idp/a*, to: connection.idp/team-a* }',
  ]
  const plan = await desk.plan(
    text(
      (each) =>
        `${each.replaceAll('idp/bob', 'idp/team-bob').replaceAll('idp/ann', 'idp/team-ann')}\nmoved: [${blocks.join(', ')}]\n`,
    ),
  )
  t.match(plan.moves, [
    { from: 'connection.idp/ann', to: 'connection.idp/team-ann' },
    { from: 'connection.idp/bob', to: 'connection.idp/team-bob' },
  ])
  t.same(plan.changes, [])
  await desk.apply(plan)
  t.equal(await desk.auth(addressOf('idp/team-bob')), 'connected')
})

t.test('a move to an address that is taken makes no plan, and says where', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  const yaml = text(
    (each) =>
      `${each.replace('  idp/bob: {}\n', '')}\nmoved: [{ from: connection.idp/bob, to: connection.idp/ann }]\n`,
  )
  const loaded = loadConfig(
    { file: 'c.yaml', text: yaml, env: () => desk.world.provider.issuer },
    catalog,
  )
  if (!loaded.ok) throw new Error('not valid')
  const plan = await planChanges(desk.ports(), { config: loaded.value, env: 'default' })
  t.match(plan, { ok: false, diagnostics: [{ code: 'CM1019', span: { line: 24, column: 9 } }] })
})

t.test('what has moved may change in the same plan', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  await desk.consent(bob, 'bob')
  const yaml = renamed('idp/bob: {}', 'idp/robert: { description: the other one }', bobMoved)
  const plan = await desk.plan(yaml)
  t.match(plan.changes, [{ action: 'update', address: 'connection.idp/robert' }])
  await desk.apply(plan)
  t.equal(await desk.auth(robert), 'connected')
  t.ok(isEmpty(await desk.plan(yaml)))
})

t.test('a move whose commit fails leaves the old world and its token', async (t) => {
  const desk = await startDesk(t)
  await desk.run(text())
  await desk.consent(bob, 'bob')
  const plan = await desk.plan(renamed('idp/bob', 'idp/robert', bobMoved))
  const { store } = desk
  const full = async (): Promise<never> => Promise.reject(new Error('the disk is full'))
  desk.store = { ...store, state: { read: () => store.state.read(), write: full } }
  await t.rejects(desk.apply(plan), { message: 'the disk is full' })
  desk.store = store
  t.equal(await desk.auth(bob), 'connected')
  t.equal(await store.vault.read(robert), undefined)
  t.match(await desk.world.provider.introspect(await refreshedToken(desk, bob)), { active: true })
})

const withoutBob = (more: string): string =>
  text(
    (each) =>
      `${each.replace('  idp/bob: {}\n', '')}\nremoved: [{ from: connection.idp/bob${more} }]\n`,
  )

for (const [more, effect, active] of [
  [', revoke: false', 'forget', true],
  ['', 'revoke', false],
] as const) {
  t.test(`a block of "removed"${more} ends in ${effect}`, async (t) => {
    const desk = await startDesk(t)
    await desk.run(text())
    await desk.consent(bob, 'bob')
    const token = (await desk.store.vault.read(bob))?.accessToken ?? ''
    const plan = await desk.plan(withoutBob(more))
    t.match(plan.changes, [{ action: 'delete', reason: 'delete_because_removed' }])
    t.match(plan.tokens[1], { connection: bob, effect })
    await desk.apply(plan)
    t.equal(await desk.store.vault.read(bob), undefined)
    t.equal((await desk.world.provider.introspect(token)).active, active)
    t.ok(isEmpty(await desk.plan(withoutBob(more))))
  })
}

t.test('a guard is not lifted by a block of "removed"', async (t) => {
  const desk = await startDesk(t)
  await desk.run(
    text((each) => each.replace('idp/bob: {}', 'idp/bob: { lifecycle: { preventDestroy: true } }')),
  )
  const plan = await desk.plan(withoutBob(', revoke: false'))
  t.equal(await codeOf(desk.apply(plan)), 'PREVENT_DESTROY')
})

const importing = (connection = 'idp/bob: {}'): string =>
  text(
    (each) =>
      `${each.replace('idp/bob: {}', connection)}\nimport: [{ to: connection.idp/bob, from: { refreshToken: { env: TOKEN } } }]\n`,
  )

/** A refresh token that somebody else has got: `bob` has consented, and nothing is stored here. */
async function foreignToken(desk: Desk): Promise<string> {
  await desk.run(text())
  await desk.consent(bob, 'bob')
  const { refreshToken, generation } = (await desk.store.vault.read(bob)) as Credential
  await desk.store.vault.remove(bob, generation)
  return refreshToken ?? ''
}

t.test('a refresh token is imported once, and its account and scopes are recorded', async (t) => {
  const desk = await startDesk(t)
  const token = await foreignToken(desk)
  desk.secrets['TOKEN'] = token
  const plan = await desk.plan(importing('idp/bob: { expect: { subject: bob } }'))
  t.match(plan.tokens[1], { connection: bob, effect: 'import' })
  t.match(plan.summary, { import: 1 })
  await desk.apply(plan)
  t.ok(desk.events.some((each) => each.type === 'imported' && each.account?.subject === 'bob'))
  t.match(await desk.store.vault.read(bob), { account: { subject: 'bob' }, consentedAt: Number })
  t.notSame((await desk.store.vault.read(bob))?.refreshToken, token, 'the provider rotates it')
  delete desk.secrets['TOKEN']
  const after = await desk.plan(importing('idp/bob: { expect: { subject: bob } }'))
  t.ok(isEmpty(after), 'what is done is not asked for again')
  t.match(await desk.world.provider.introspect(await refreshedToken(desk, bob)), { active: true })
})

t.test('no value of an imported token stands in the plan', async (t) => {
  const desk = await startDesk(t)
  const token = await foreignToken(desk)
  desk.secrets['TOKEN'] = token
  t.notMatch(JSON.stringify(await desk.plan(importing())), token)
})

t.test('a grant of somebody else is not taken over', async (t) => {
  const desk = await startDesk(t)
  desk.secrets['TOKEN'] = await foreignToken(desk)
  const result = await desk.run(importing('idp/bob: { expect: { subject: ann } }'))
  t.same(result.failedImports, [bob])
  t.equal(await desk.auth(bob), 'needsReauth wrong_account')
  t.equal((await desk.store.vault.read(bob))?.refreshToken, undefined)
})

t.test(
  'a refresh token that is dead leaves a connection that waits, and is not tried again',
  async (t) => {
    const desk = await startDesk(t)
    await desk.run(text())
    desk.secrets['TOKEN'] = 'not-a-real-refresh-token'
    const result = await desk.run(importing())
    t.same(result.failedImports, [bob])
    t.equal(await desk.auth(bob), 'needsReauth invalid_grant')
    t.match((await desk.plan(importing())).tokens[1], {
      effect: 'consent',
      reasons: ['invalid_grant'],
    })
  },
)

t.test('an import that the provider did not answer is finished by the next apply', async (t) => {
  const desk = await startDesk(t)
  desk.secrets['TOKEN'] = await foreignToken(desk)
  const plan = await desk.plan(importing('idp/bob: { expect: { subject: bob } }'))
  await desk.applyWith(plan, async (url, init) => {
    if (String(url).endsWith('/token')) throw new TypeError('fetch failed')
    return fetchNow(url, init)
  })
  t.ok(desk.events.some((each) => each.type === 'importFailed' && !each.final))
  await desk.run(importing('idp/bob: { expect: { subject: bob } }'))
  t.equal(await desk.auth(bob), 'connected')
})

t.test('another token than the one that was planned makes the plan stale', async (t) => {
  const desk = await startDesk(t)
  desk.secrets['TOKEN'] = await foreignToken(desk)
  const plan = await desk.plan(importing())
  desk.secrets['TOKEN'] = 'another-token'
  t.equal(await codeOf(desk.apply(plan)), 'PLAN_STALE')
})
