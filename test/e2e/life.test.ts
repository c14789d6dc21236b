import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { freePorts } from '../support/process.ts'
import { mainConfig, pressButton, startWorld, statusOf, type World } from './world.ts'

t.setTimeout(120_000)

async function connectedWorld(t: Test): Promise<World> {
  const world = await startWorld()
  t.teardown(() => world.stop())
  await world.ok(['apply', '--auto-approve'])
  await world.serve()
  await consent(world)
  return world
}

async function consent(world: World, login = 'ann'): Promise<number> {
  const { authorizationUrl, cookie } = await pressButton(world, await world.link('idp/ann'))
  const back = await consentOverHttp(authorizationUrl, { login, returnTo: world.gateway })
  return (await fetch(back, { headers: { cookie }, redirect: 'manual' })).status
}

function secretsOf({ provider }: World): RegExp {
  return new RegExp(provider.issued.map(({ token }) => token.slice(0, 40)).join('|'))
}

t.test('refresh renews a token that is still fresh, once, and tells no token', async (t) => {
  const world = await connectedWorld(t)
  const { provider } = world
  const first = await world.ok(['refresh', 'idp/ann'])
  t.match(first.stdout, /^connection\.idp\/ann: Refreshed, granted \[api\.read, .*openid/)
  t.match(first.stdout, /valid until \d{4}-.*Z, for \d+[ms]\.$/m)
  t.equal(provider.countTokenRequests('refresh_token'), 1)
  const second = await world.ok(['refresh', 'connection.idp/ann', '--json'])
  const line = JSON.parse(second.stdout.trim())
  t.match(line, { address: 'idp/ann', grantedScopes: [String, String, String, String, String] })
  t.ok(Date.parse(line.expiresAt) > Date.now())
  t.equal(provider.countTokenRequests('refresh_token'), 2)
  t.notMatch(first.stdout + first.stderr + second.stdout + second.stderr, secretsOf(world))
  t.equal((await world.call('/ann/me')).status, 200)

  await world.ok(['refresh', 'machine/orders'])
  await world.ok(['refresh', 'machine/orders'])
  t.equal(provider.countTokenRequests('client_credentials'), 2, 'minted anew each time')

  const unknown = await world.run(['refresh', 'idp/anne'])
  t.equal(unknown.exitCode, 1)
  t.match(unknown.stderr, 'Did you mean "idp/ann"')
})

t.test(
  'refresh says that only a person can help, and asks the provider no second time',
  async (t) => {
    const world = await connectedWorld(t)
    world.provider.revokeGrants({ account: 'ann' })
    const before = world.provider.countTokenRequests('refresh_token')
    for (const attempt of [1, 2]) {
      const dead = await world.run(['refresh', 'idp/ann'])
      t.equal(dead.exitCode, 1, `attempt ${attempt}`)
      t.match(dead.stderr, 'invalid_grant')
      t.match(dead.stderr, 'credmgr connect idp/ann')
    }
    t.equal(world.provider.countTokenRequests('refresh_token') - before, 1)
    t.match(await statusOf(world, 'idp/ann'), { auth: 'needsReauth', reason: 'invalid_grant' })
  },
)

t.test(
  'revoke ends the grant at the provider, and the same connection can be consented to again',
  async (t) => {
    const world = await connectedWorld(t)
    const { provider } = world
    const access = provider.issued.find(({ use }) => use === 'access')?.token ?? ''
    t.match(await provider.introspect(access), { active: true })
    const id = await idOf(world)

    const unasked = await world.run(['revoke', 'idp/ann'])
    t.equal(unasked.exitCode, 1)
    t.match(unasked.stderr, '--auto-approve')
    t.equal(provider.revoked.length, 0)

    const done = await world.ok(['revoke', 'idp/ann', '--auto-approve'])
    t.match(done.stderr, 'connection.idp/ann: Revoked at 127.0.0.1')
    t.match(done.stdout, 'credmgr connect idp/ann')
    t.match(await provider.introspect(access), { active: false })
    t.match(await statusOf(world, 'idp/ann'), { auth: 'pendingConsent', reason: 'never_consented' })
    t.match((await world.ok(['plan'])).stdout, 'No changes.')

    const again = await world.ok(['revoke', 'idp/ann', '--auto-approve', '--json'])
    const events = again.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    t.match(events.at(-1), { type: 'connection_revoked', pendingRevocations: 0 })
    t.equal(provider.revoked.length, 1, 'nothing was left to revoke')

    t.equal(await consent(world), 200)
    t.match(await statusOf(world, 'idp/ann'), { auth: 'connected', account: { account: 'ann' } })
    t.equal(await idOf(world), id, 'the resource is the one that it was')
    t.equal((await world.call('/ann/me')).status, 200)
  },
)

t.test(
  'what a provider that does not answer has not revoked is revoked by the next apply',
  async (t) => {
    const world = await startWorld()
    t.teardown(() => world.stop())
    const [port = 0] = await freePorts(1)
    const elsewhere = `http://127.0.0.1:${port}/revoke`
    const declared = (revocation: string): string =>
      mainConfig.replace(
        '  machine:\n    issuer: ${env:ISSUER}',
        `  machine:\n    endpoints: { token: '\${env:ISSUER}/token', revocation: '${revocation}' }`,
      )
    await world.configure(declared(elsewhere))
    await world.ok(['apply', '--auto-approve'])
    await world.ok(['refresh', 'machine/orders'])
    const failed = await world.ok(['revoke', 'machine/orders', '--auto-approve'])
    t.match(failed.stderr, 'Not revoked yet')
    t.match(failed.stdout, '1 revocation is still to be carried out')
    t.match(
      await statusOf(world, 'machine/orders'),
      { reason: 'not_minted_yet' },
      'wiped here at once',
    )
    const tokens: string[] = []
    const server = createServer(async (request, response) => {
      tokens.push(new URLSearchParams(await text(request)).get('token') ?? '')
      response.end()
    })
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
    t.teardown(() => server.close())
    t.match((await world.ok(['apply', '--auto-approve'])).stderr, 'Revoked at 127.0.0.1')
    t.strictSame(tokens, [world.provider.issued[0]?.token])
    await world.ok(['state', 'verify'])
  },
)

t.test('a connection with preventDestroy is not revoked', async (t) => {
  const world = await startWorld()
  t.teardown(() => world.stop())
  await world.configure(
    mainConfig.replace(
      'expect: { account: ann }',
      'expect: { account: ann }\n    lifecycle: { preventDestroy: true }',
    ),
  )
  await world.ok(['apply', '--auto-approve'])
  const refused = await world.run(['revoke', 'idp/ann', '--auto-approve'])
  t.equal(refused.exitCode, 1)
  t.match(refused.stderr, /connection\.idp\/ann.*preventDestroy/)
})

async function idOf(world: World): Promise<unknown> {
  const { stdout } = await world.ok(['state', 'show', 'idp/ann', '--json'])
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}').id
}
