import t from 'tap'
import { batchKey, mainConfig, startWorld, type World } from './world.ts'

const first = 'not-a-real-first-proxy-secret'
const second = 'not-a-real-second-proxy-secret'

const open = mainConfig.replace(
  'gateway:\n',
  'gateway:\n  forwardAuth: { secret: { env: PROXY_SECRET } }\n',
)

let world: World

t.before(async () => {
  world = await startWorld()
})

t.teardown(() => world?.stop())

/** Asks as a proxy does. @param origin Of the gateway, or of its API. */
async function ask(origin: string, secret?: string): Promise<Response> {
  return fetch(`${origin}/-/authz/orders`, {
    headers: {
      'x-api-key': batchKey,
      'x-forwarded-method': 'GET',
      'x-forwarded-uri': '/orders/1',
      ...(secret === undefined ? {} : { 'x-credmgr-forward-auth': secret }),
    },
  })
}

async function apply(text: string, secret: string): Promise<{ stdout: string; stderr: string }> {
  await world.configure(text)
  const finished = await world.run(['apply', '--auto-approve'], { PROXY_SECRET: secret })
  t.equal(finished.exitCode, 0, finished.stderr)
  return finished
}

t.test('a secret that is too short is refused before anything is applied', async (t) => {
  await world.configure(open)
  const short = await world.run(['apply', '--auto-approve'], { PROXY_SECRET: 'short-secret' })
  t.equal(short.exitCode, 1)
  t.match(short.stderr, /PROXY_SECRET.*is too short for forwardAuth/)
  t.notMatch(short.stdout + short.stderr, 'short-secret')
  const spaced = await world.run(['plan'], { PROXY_SECRET: 'a secret with spaces in it' })
  t.match(spaced.stderr, 'no header field can have')
})

t.test('who shows the secret of today on the API gets a token, nobody else anywhere', async (t) => {
  await apply(mainConfig, '')
  await world.serve()
  t.equal((await ask(world.admin, first)).status, 403, 'nothing is declared')
  const { stdout, stderr } = await apply(open, first)
  t.match(stdout, 'gives tokens to proxies (forwardAuth)')
  t.notMatch(stdout + stderr + (await world.read('.credmgr/state.json')), first)
  await world.ok(['reload'])
  const answer = await ask(world.admin, first)
  t.equal(answer.status, 200)
  const authorization = answer.headers.get('authorization') ?? ''
  t.equal((await fetch(world.upstream.url, { headers: { authorization } })).status, 200)
  t.equal((await ask(world.admin)).status, 403)
  t.equal((await ask(world.gateway, first)).status, 404, 'never where callers come in')
  await apply(open, second)
  await world.ok(['reload'])
  t.equal((await ask(world.admin, first)).status, 403)
  t.equal((await ask(world.admin, second)).status, 200)
  await apply(mainConfig, '')
  await world.ok(['reload'])
  t.equal((await ask(world.admin, second)).status, 403)
})
