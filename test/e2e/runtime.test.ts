import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { consentOverHttp } from '../support/consent-over-http.ts'
import type { Running } from '../support/process.ts'
import { pressButton, startWorld, statusOf, type World } from './world.ts'

let world: World
let gateway: Running

/** Seconds that an access token lives. */
const lifetime = 6

t.before(async () => {
  world = await startWorld({ accessTokenTtl: lifetime })
  await world.ok(['apply', '--auto-approve'])
  gateway = await world.serve()
})

t.teardown(() => world?.stop())

async function connect(): Promise<void> {
  const { authorizationUrl, cookie } = await pressButton(world, await world.link('idp/ann'))
  const back = await consentOverHttp(authorizationUrl, { login: 'ann', returnTo: world.gateway })
  const response = await fetch(back, { headers: { cookie } })
  t.equal(response.status, 200, 'the consent is complete')
}

/** Waits for the end that the status names, and not a moment longer. */
async function expired(): Promise<void> {
  const { expiresAt } = await statusOf(world, 'idp/ann')
  await delay(Math.max(0, Date.parse(String(expiresAt)) - Date.now() + 50))
}

function refreshes(): number {
  return world.provider.countTokenRequests('refresh_token')
}

t.test('200 requests at once on an expired token: one token request, 200 answers', async (t) => {
  await connect()
  t.equal((await world.call('/ann/me')).status, 200)
  // One that runs would not let it come to that.
  await gateway.stop()
  // The new one has to outlive the storm: the API asks the provider about each request.
  world.provider.setAccessTokenTtl(300)
  await expired()
  gateway = await world.serve()
  const before = refreshes()
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const response = await world.call(`/ann/${index}`)
      return { status: response.status, body: (await response.json()) as { path: string } }
    }),
  )
  t.equal(refreshes() - before, 1)
  t.ok(
    answers.every(
      ({ status }, index) => status === 200 && answers[index]?.body.path === `/${index}`,
    ),
  )
})

t.test(
  'the rotated refresh token is on disk: a gateway that is started anew goes on with it',
  async (t) => {
    world.provider.setAccessTokenTtl(lifetime)
    await connect()
    for (const _ of [1, 2]) {
      await gateway.stop('SIGKILL')
      await expired()
      gateway = await world.serve()
      const before = refreshes()
      t.equal((await world.call('/ann/me')).status, 200)
      t.equal(refreshes() - before, 1)
    }
    const given = world.provider.issued.filter((each) => each.use === 'refresh')
    const credentials = new Set(given.map((each) => each.token))
    t.equal(credentials.size, given.length, 'every refresh token was a new one')
  },
)

t.test('while the provider does not answer, a token that has expired is never sent', async (t) => {
  world.provider.setAccessTokenTtl(lifetime)
  await connect()
  world.provider.breakTokenEndpoint({ status: 503, headers: { 'retry-after': '1' } })
  await expired()
  const before = world.upstream.requests.length
  const refused = await world.call('/ann/me')
  t.equal(refused.status, 503)
  t.match(await refused.json(), { code: 'token_unavailable' })
  t.ok(Number(refused.headers.get('retry-after')) >= 1)
  t.equal(world.upstream.requests.length, before)
  world.provider.breakTokenEndpoint(undefined)
  await delay(Number(refused.headers.get('retry-after')) * 1000)
  world.provider.setAccessTokenTtl(300)
  t.equal((await world.call('/ann/me')).status, 200)
})

t.test(
  'a grant that is revoked at the provider: a clear 503, a status that says so, one token request',
  async (t) => {
    world.provider.setAccessTokenTtl(lifetime)
    await connect()
    t.ok(world.provider.revokeGrants({ account: 'ann' }) > 0)
    const before = refreshes()
    await expired()
    for (const _ of Array.from({ length: 20 })) {
      const response = await world.call('/ann/me')
      t.equal(response.status, 503)
      t.match(await response.json(), { code: 'connection_not_authorized', reason: 'invalid_grant' })
    }
    t.equal(refreshes() - before, 1)
    t.match(await statusOf(world, 'idp/ann'), {
      auth: 'needsReauth',
      reason: 'invalid_grant',
      sync: 'synced',
    })
    t.equal((await world.run(['status', '--exit-code'])).exitCode, 3)
    t.equal(
      (await world.run(['plan', '--detailed-exitcode'])).exitCode,
      0,
      'which is no change of the configuration',
    )
    await connect()
    t.equal((await world.call('/ann/me')).status, 200, 'a new consent brings it back')
  },
)
