import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { webhookSignature } from '../../src/engine/index.ts'
import { eventTypes } from '../../src/model/index.ts'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { freePorts } from '../support/process.ts'
import { mainConfig, pressButton, startWorld, type World } from './world.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

t.setTimeout(120_000)

interface Message {
  readonly id: string
  readonly signed: boolean
  readonly type: string
  readonly body: string
}

interface Receiver {
  readonly messages: readonly Message[]
  /** Resolves when that many have arrived, of a type or of all. */
  arrived(count: number, type?: string): Promise<void>
}

async function receive(t: Test, port: number): Promise<Receiver> {
  const messages: Message[] = []
  const watchers = new Set<() => void>()
  const server: Server = createServer(async (request, response) => {
    const body = await text(request)
    const id = String(request.headers['webhook-id'])
    const seconds = String(request.headers['webhook-timestamp'])
    const signature = await webhookSignature(secret, { id, seconds, body })
    const signed = request.headers['webhook-signature'] === signature
    messages.push({ id, signed, type: JSON.parse(body).type, body })
    response.end()
    for (const look of watchers) look()
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  t.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    messages,
    arrived: (count, type) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = messages.filter((each) => type === undefined || each.type === type)
          if (found.length >= count) resolve()
        }
        watchers.add(look)
        look()
      }),
  }
}

function subscribed(port: number): string {
  return mainConfig.replace(
    'gateway:\n',
    `gateway:\n  webhooks:\n    ops: { url: 'http://127.0.0.1:${port}/hook', secret: { env: HOOK_SECRET } }\n`,
  )
}

async function consent(world: World): Promise<void> {
  const { authorizationUrl, cookie } = await pressButton(world, await world.link('idp/ann'))
  const back = await consentOverHttp(authorizationUrl, { login: 'ann', returnTo: world.gateway })
  t.equal((await fetch(back, { headers: { cookie }, redirect: 'manual' })).status, 200)
}

t.test(
  'a consent and a revocation reach a webhook, also after the gateway was killed',
  async (t) => {
    const world = await startWorld()
    t.teardown(() => world.stop())
    const [port = 0] = await freePorts(1)
    await world.configure(subscribed(port))

    const short = await world.run(['apply', '--auto-approve'], { HOOK_SECRET: 'whsec_short' })
    t.equal(short.exitCode, 1)
    t.match(short.stderr, /HOOK_SECRET.*is no webhook secret/)
    t.notMatch(short.stderr, 'whsec_short')

    const applied = await world.run(['apply', '--auto-approve'], { HOOK_SECRET: secret })
    t.equal(applied.exitCode, 0, applied.stderr)
    t.notMatch(applied.stdout + applied.stderr, secret)
    t.notMatch(await world.read('.credmgr/state.json'), secret)

    const gateway = await world.serve()
    await consent(world)
    // Nobody listens yet. Whether it was tried already or not, the event is on disk.
    await gateway.stop('SIGKILL')
    const receiver = await receive(t, port)
    const second = await world.serve()
    await receiver.arrived(1)
    t.match(receiver.messages, [{ type: 'connection.connected', signed: true }])

    await world.ok(['revoke', 'idp/ann', '--auto-approve'])
    await receiver.arrived(2)
    t.match(receiver.messages.at(-1), {
      type: 'connection.dead',
      signed: true,
      body: /"data":\{"connection":"idp\/ann","reason":"revoked"\}/,
    })
    for (const { token } of world.provider.issued) {
      t.notOk(receiver.messages.some(({ body }) => body.includes(token)))
    }
    await second.stop('SIGTERM')
  },
)

/** All events, and consents that end soon. */
function toldEverything(port: number): string {
  return subscribed(port)
    .replace('HOOK_SECRET }', `HOOK_SECRET }, events: [${eventTypes.join(', ')}]`)
    .replace(/grant: authorizationCode\n/, '$&    refresh: { grantLifetime: 7d }\n')
}

t.test('each kind of event arrives signed from a gateway at work, and trouble once', async (t) => {
  const world = await startWorld({ accessTokenTtl: 5 })
  t.teardown(() => world.stop())
  const [port = 0] = await freePorts(1)
  const receiver = await receive(t, port)
  const count = (type: string): number =>
    receiver.messages.filter((each) => each.type === type).length
  const askOften = async (): Promise<ReadonlySet<number>> => {
    const answers = await Promise.all(Array.from({ length: 300 }, () => world.call('/ann/me')))
    return new Set(answers.map(({ status }) => status))
  }
  await world.configure(toldEverything(port))
  const applied = await world.run(['apply', '--auto-approve'], { HOOK_SECRET: secret })
  t.equal(applied.exitCode, 0, applied.stderr)

  const first = await world.serve()
  await consent(world)
  await receiver.arrived(1, 'connection.connected')
  t.equal((await world.call('/ann/me')).status, 200)
  await receiver.arrived(1, 'connection.refreshed')
  await first.stop('SIGTERM')
  const gateway = await world.serve()
  await receiver.arrived(1, 'connection.expiring')

  world.provider.breakTokenEndpoint({ status: 503 })
  await receiver.arrived(1, 'connection.failing')
  await askOften()
  world.provider.breakTokenEndpoint(undefined)
  await receiver.arrived(1, 'connection.recovered')
  t.equal(count('connection.failing'), 1)
  t.ok(count('provider.failing') <= 1)

  t.ok(world.provider.revokeGrants() > 0)
  // A token that is asked for is in use, and so renewed in time.
  await world.call('/ann/me')
  await receiver.arrived(1, 'connection.dead')
  const asked = world.provider.countTokenRequests('refresh_token')
  t.same(await askOften(), new Set([503]))
  t.equal((await world.run(['refresh', 'idp/ann'])).exitCode, 1)
  t.equal(world.provider.countTokenRequests('refresh_token'), asked)
  // What is told comes in order, so that a second one would have come before this.
  await consent(world)
  await receiver.arrived(2, 'connection.connected')
  t.equal(count('connection.dead'), 1)
  t.match(
    receiver.messages.filter(({ type }) => type === 'connection.dead'),
    [{ body: /"data":\{"connection":"idp\/ann","reason":"invalid_grant"\}/ }],
  )
  t.ok(receiver.messages.every(({ signed }) => signed))
  await gateway.stop('SIGTERM')
})

t.test('a webhook must use https, and its secret stands in no file', async (t) => {
  const world = await startWorld()
  t.teardown(() => world.stop())
  await world.configure(subscribed(1).replace('{ env: HOOK_SECRET }', secret))
  const literal = await world.run(['validate'])
  t.equal(literal.exitCode, 1)
  t.match(literal.stderr, /CM2001.*secret: \{ env: WEBHOOKS_OPS_SECRET \}/s)
  t.notMatch(literal.stderr, secret)
  await world.configure(subscribed(1).replace('http://127.0.0.1:1/hook', 'http://hooks.example/x'))
  const insecure = await world.run(['validate'])
  t.equal(insecure.exitCode, 1)
  t.match(insecure.stderr, 'CM3011')
})
