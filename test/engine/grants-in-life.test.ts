/**
 * Every grant in what happens to a connection after it was applied: drift, renames, refreshes, revocations.
 */
import { generateKeyPairSync } from 'node:crypto'
import t, { type Test } from 'tap'
import {
  connectionStatuses,
  createEvents,
  refreshedDrift,
  refreshNow,
  served,
  subjectTokens,
  withdrawGrant,
} from '../../src/engine/index.ts'
import type { ConnectionAddress, JsonObject } from '../../src/model/index.ts'
import { type Drift, isEmpty } from '../../src/plan/index.ts'
import { addressOf, ann, bob, codeOf, type Desk, fetchNow, startDesk, text } from './desk.ts'
import { consentByDevice, device, portsOf, startDevice } from './device-desk.ts'
import {
  account,
  assertionServer,
  bearer,
  exchangeServer,
  exchanging,
  pem,
} from './grant-servers.ts'
import { random } from './world.ts'

const main = addressOf('acme/main')

/** In an hour, when nothing has just been proved. */
async function driftOf(desk: Desk): Promise<readonly string[]> {
  desk.world.clock.forward(3_600_000)
  const ports = { store: desk.store, clock: desk.world.clock, fetch: fetchNow }
  const found: readonly Drift[] = await refreshedDrift(ports, await desk.state())
  return found.map(({ address, code, says }) => `${address} ${code} ${says}`)
}

async function renewed(desk: Desk, address: ConnectionAddress): Promise<string | undefined> {
  const connections = served(await desk.state())?.connections ?? new Map()
  const ports = { store: desk.store, clock: desk.world.clock, fetch: fetchNow }
  const tokenFor = subjectTokens(ports, connections)
  return (await refreshNow({ ...ports, tokenFor }, connections.get(address))).accessToken
}

async function withdraw(desk: Desk, address: ConnectionAddress): Promise<number> {
  const { signal } = new AbortController()
  return withdrawGrant(desk.ports(), address, { lockWait: 0, signal, report: () => {} })
}

async function byDevice(t: Test): Promise<Desk> {
  const desk = await startDevice(t, text(device))
  await consentByDevice(desk, ann, 'ann')
  return desk
}

t.test('a consent with a code drifts, is renamed and revoked as any other', async (t) => {
  const desk = await byDevice(t)
  t.strictSame(await driftOf(desk), [])
  const moved = text(
    (each) =>
      `${device(each).replaceAll('idp/ann', 'idp/anna')}\nmoved: [{ from: connection.idp/ann, to: connection.idp/anna }]\n`,
  )
  const plan = await desk.plan(moved)
  const anna = addressOf('idp/anna')
  t.match(plan.tokens[0], { connection: anna, effect: 'keep' })
  await desk.apply(plan)
  t.match(await desk.world.provider.introspect((await renewed(desk, anna)) ?? ''), { active: true })
  t.equal(await withdraw(desk, anna), 0)
  t.equal(desk.world.provider.revoked.length, 1)
  t.equal(await desk.auth(anna), 'pendingConsent never_consented')
})

t.test('a consent with a code that its owner has withdrawn is found', async (t) => {
  const desk = await byDevice(t)
  desk.world.provider.revokeGrants({ account: 'ann' })
  t.match(await driftOf(desk), [/^connection\.idp\/ann grant_lost /])
})

t.test('whoever is told of consents is told of one with a code', async (t) => {
  const desk = await startDevice(t, text(device))
  const told: string[] = []
  const info = (_message: string, facts: JsonObject = {}): void => {
    told.push(String(facts['event']))
  }
  const { ports } = portsOf(desk)
  const { store, clock } = ports
  const events = createEvents({
    store,
    clock,
    random,
    logger: { info, warn: info, error: info },
    subscriptions: () => [],
  })
  await consentByDevice(desk, ann, 'ann', events)
  t.strictSame(told, ['connected'])
})

t.test('a refresh token of a client for devices is imported', async (t) => {
  const desk = await startDevice(t, text(device))
  await consentByDevice(desk, bob, 'bob')
  const { refreshToken = '', generation = 0 } = (await desk.store.vault.read(bob)) ?? {}
  await desk.store.vault.remove(bob, generation)
  desk.secrets['TOKEN'] = refreshToken
  await desk.run(
    text(
      (each) =>
        `${device(each)}\nimport: [{ to: connection.idp/bob, from: { refreshToken: { env: TOKEN } } }]\n`,
    ),
  )
  t.equal(await desk.auth(bob), 'connected')
})

const renamedTo = (yaml: string, from: string, to: string): string =>
  `${yaml.replaceAll(from, to)}\nmoved: [{ from: connection.${from}, to: connection.${to} }]\n`

t.test(
  'a declared credential moves with its connection, and there is no token to lose',
  async (t) => {
    const desk = await startDesk(t)
    desk.secrets = { API_KEY: 'not-a-real-api-key' }
    const yaml = `version: 1
providers:
  acme: { grant: static, apiHosts: [api.acme.example] }
connections:
  acme/main: { apiKey: { env: API_KEY } }
`
    await desk.run(yaml)
    const other = addressOf('acme/other')
    const renaming = renamedTo(yaml, main, other)
    await desk.run(renaming)
    t.match(await (await desk.tokens()).tokenFor(other), { accessToken: 'not-a-real-api-key' })
    t.ok(isEmpty(await desk.plan(renaming)))
    t.match(await connectionStatuses(desk.ports()), [
      { address: other, auth: 'connected', reason: null, expiresAt: null, reconsentBy: null },
    ])
    t.strictSame(await driftOf(desk), [])
    t.equal(await codeOf(withdraw(desk, other)), 'USAGE')
  },
)

t.test('a key that the provider does not take any more is drift of its client', async (t) => {
  const desk = await startDesk(t)
  const server = await assertionServer(t)
  desk.secrets = { ACCOUNT: account('bot@acme.example') }
  await desk.run(bearer(server.origin, 'serviceAccount: { env: ACCOUNT }'))
  await (await desk.tokens()).tokenFor(main)
  t.strictSame(await driftOf(desk), [])
  server.refuse()
  t.match(await driftOf(desk), [/^provider\.acme client_refused .*\(invalid_grant\)/])
})

t.test('a plan says that a token is had anew when an assertion speaks for others', async (t) => {
  const desk = await startDesk(t)
  const { origin } = await assertionServer(t)
  desk.secrets = { ACCOUNT: account('bot@acme.example'), SIGNING: pem }
  const yaml = bearer(origin, 'serviceAccount: { env: ACCOUNT }')
  await desk.run(yaml)
  await (await desk.tokens()).tokenFor(main)
  t.ok(isEmpty(await desk.plan(yaml)))
  desk.secrets['ACCOUNT'] = account('other@acme.example')
  t.match((await desk.plan(yaml)).tokens, [{ effect: 'remint', reasons: ['assertion_changed'] }])

  const own = (kid: string): string =>
    bearer(origin, `key: { env: SIGNING }, alg: RS256, issuer: credmgr, kid: ${kid}`)
  await desk.run(own('k1'))
  const first = await (await desk.tokens()).tokenFor(main)
  t.match((await desk.plan(own('k2'))).tokens, [{ effect: 'keep', reasons: [] }])
  await desk.run(own('k2'))
  t.match(await (await desk.tokens()).tokenFor(main), first, 'a key only signs it')
})

t.test(
  'an exchange is refreshed and checked with the token of the connection it is of',
  async (t) => {
    const { origin, seen } = await exchangeServer(t)
    const desk = await startDesk(t)
    await desk.run(exchanging(origin))
    t.equal(await codeOf(renewed(desk, main)), 'CONNECTION_NOT_AUTHORIZED')
    await desk.consent(ann, 'ann')
    t.equal(await renewed(desk, main), 'exchanged-1')
    t.equal(seen[0]?.form.get('subject_token'), (await desk.store.vault.read(ann))?.accessToken)
    t.strictSame(await driftOf(desk), [])
    t.equal(seen.length, 2, 'it was tried, too')
    desk.world.provider.revokeGrants({ account: 'ann' })
    t.match(await driftOf(desk), [/^connection\.idp\/ann grant_lost /], 'which is told once')
  },
)

t.test('an exchange follows the connection whose token it exchanges', async (t) => {
  const { origin, seen } = await exchangeServer(t)
  const desk = await startDesk(t)
  await desk.run(exchanging(origin))
  await desk.consent(ann, 'ann')
  await (await desk.tokens()).tokenFor(main)
  const renaming = renamedTo(exchanging(origin), 'idp/ann', 'idp/anna')
  const plan = await desk.plan(renaming)
  t.match(plan, { changes: [], summary: { move: 1 } })
  await desk.apply(plan)
  t.ok(isEmpty(await desk.plan(renaming)))
  await renewed(desk, main)
  const anna = await desk.store.vault.read(addressOf('idp/anna'))
  t.equal(seen.at(-1)?.form.get('subject_token'), anna?.accessToken)
})

t.test('a client that signs takes its key along when its provider is renamed', async (t) => {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const desk = await startDesk(t)
  desk.world.provider.setClient({
    clientId: 'credmgr',
    auth: 'private_key_jwt',
    key: { ...key.publicKey.export({ format: 'jwk' }), alg: 'ES256' },
    grants: ['clientCredentials'],
  })
  desk.secrets = { SIGNING: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
  const yaml = `version: 1
providers:
  acme:
    issuer: \${env:ISSUER}
    grant: clientCredentials
    clientId: credmgr
    clientAuth: { privateKeyJwt: { key: { env: SIGNING }, alg: ES256 } }
    scopes: [api.read]
connections:
  acme/main: {}
`
  await desk.run(yaml)
  const renaming = `${yaml.replace('acme:', 'corp:').replace('acme/', 'corp/')}\nmoved: [{ from: provider.acme, to: provider.corp }]\n`
  await desk.run(renaming)
  t.match(await (await desk.tokens()).tokenFor(addressOf('corp/main')), { tokenType: 'Bearer' })
  t.ok(isEmpty(await desk.plan(renaming)))
  const left = desk.events.filter(({ type }) => type === 'unverified')
  t.same(left, [], 'a key that moves has not changed')
})
