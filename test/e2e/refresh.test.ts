import t from 'tap'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { mainConfig, pressButton, startWorld } from './world.ts'

const world = await startWorld({ accessTokenTtl: 10 })
t.teardown(() => world.stop())
await world.configure(mainConfig)
await world.ok(['apply', '--auto-approve'])

async function connect(): Promise<void> {
  const { authorizationUrl, cookie } = await pressButton(world, await world.link('idp/ann'))
  const back = await consentOverHttp(authorizationUrl, { login: 'ann', returnTo: world.gateway })
  await fetch(back, { headers: { cookie }, redirect: 'manual' })
}

const refreshes = () => world.provider.countTokenRequests('refresh_token')

t.test('a gateway renews a token in use before it ends, and says so in its log', async (t) => {
  const gateway = await world.serve()
  await connect()
  await gateway.waitForLine(/"event":"connected","connection":"idp\/ann"/)
  t.equal((await world.call('/ann/me')).status, 200)
  t.equal(refreshes(), 0)
  await gateway.waitForLine(/"event":"refreshed","connection":"idp\/ann"/)
  t.equal((await world.call('/ann/me')).status, 200)
  await gateway.stop()
  t.notMatch(gateway.stdout() + gateway.stderr(), /not-a-real/)
  for (const { token } of world.provider.issued) t.notMatch(gateway.stderr(), token)
})

t.test('a gateway that stops within a refresh waits for its end', async (t) => {
  const release = world.provider.holdTokenRequests()
  const before = refreshes()
  const gateway = await world.serve()
  const call = world.call('/ann/me').catch(() => undefined)
  await world.provider.waitForHeld(1)
  const stopped = gateway.stop()
  release()
  t.equal((await stopped).exitCode, 0)
  await call
  t.equal(refreshes(), before + 1)
  const again = await world.serve()
  t.equal((await world.call('/ann/me')).status, 200, 'what the provider gave was kept')
  await again.stop()
})
