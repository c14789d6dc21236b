import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import {
  createEvents,
  createWebhooks,
  type Events,
  silentEvents,
  type Webhooks,
  webhookSignature,
} from '../../src/engine/index.ts'
import {
  type ConnectionEvent,
  eventTypes,
  type Fetch,
  type Logger,
  type SecretKey,
} from '../../src/model/index.ts'
import { random, startWorld, type World } from './world.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const minute = 60_000
const day = 24 * 60 * minute

interface Received {
  readonly headers: { readonly [name: string]: string | string[] | undefined }
  readonly body: string
}

interface Desk {
  readonly world: World
  readonly received: readonly Received[]
  /** What the receiver answers from now on. */
  answer(status: number, headers?: Readonly<Record<string, string>>): void
  readonly events: Events
  readonly webhooks: Webhooks
  /** The same in another process. */
  another(fetch?: Fetch): Promise<Webhooks>
}

async function startDesk(t: Test): Promise<Desk> {
  const world = await startWorld(t)
  const received: Received[] = []
  let status = 200
  let extra: Readonly<Record<string, string>> = {}
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) })
    response.writeHead(status, extra).end('thanks')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const key: SecretKey = {
    address: 'gateway.gateway' as SecretKey['address'],
    pointer: '/webhooks/ops/secret',
    fingerprint: 'x',
  }
  await world.store.vault.writeSecret(key, secret)
  const subscription = {
    webhook: 'ops',
    url: `http://127.0.0.1:${port}/hook`,
    events: eventTypes.filter((each) => each !== 'refreshed'),
    secret: key,
  }
  const { clock } = world
  const logger = loggerOf(world)
  const fetchNow: Fetch = (url, init) => fetch(url, init)
  const webhooksOf = async (own: Fetch = fetchNow): Promise<Webhooks> =>
    createWebhooks({
      store: await world.reopen(),
      clock,
      fetch: own,
      logger,
      webhooks: () => [subscription],
    })
  return {
    world,
    received,
    answer: (next, headers = {}) => {
      status = next
      extra = headers
    },
    events: createEvents({
      store: world.store,
      clock,
      random,
      logger,
      subscriptions: () => [subscription],
    }),
    webhooks: await webhooksOf(),
    another: webhooksOf,
  }
}

function loggerOf(world: World): Logger {
  const log = world.log as { message: string; facts: never }[]
  const note = (message: string, facts?: unknown): void =>
    void log.push({ message, facts: facts as never })
  return { info: note, warn: note, error: note }
}

function idsOf(received: readonly Received[]): readonly unknown[] {
  return received.map(({ headers }) => headers['webhook-id'])
}

t.test('a message is signed as the specification signs its example', async (t) => {
  const example = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    seconds: '1614265330',
    body: '{"test": 2432232314}',
  }
  const known = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
  t.equal(await webhookSignature(secret, example), known)
  for (const changed of [{ id: 'msg_x' }, { seconds: '1614265331' }, { body: '{}' }]) {
    t.not(await webhookSignature(secret, { ...example, ...changed }), known)
  }
  for (const none of ['', 'whsec_', 'whsec_c2hvcnQ=', secret.slice(6), `${secret}!`]) {
    await t.rejects(webhookSignature(none, example), RangeError, none)
  }
})

t.test(
  'an event arrives once it has happened, signed, with nothing but what it is about',
  async (t) => {
    const { world, received, events, webhooks } = await startDesk(t)
    await world.connect()
    const { generation = 0 } = (await world.store.vault.summary(world.ann)) ?? {}
    await events.around(
      { type: 'dead', connection: world.ann, reason: 'revoked' },
      { generation, gone: true },
      async () => {
        await webhooks.deliverDue()
        t.equal(received.length, 0, 'not before it has happened')
        await world.store.vault.remove(world.ann, generation)
      },
    )
    world.clock.forward(1_000)
    await webhooks.deliverDue()
    const [message] = received
    const { headers = {}, body = '' } = message ?? {}
    t.match(JSON.parse(body), {
      type: 'connection.dead',
      timestamp: /^\d{4}-.*Z$/,
      data: { connection: 'idp/ann', reason: 'revoked' },
    })
    const seconds = String(headers['webhook-timestamp'])
    const id = String(headers['webhook-id'])
    t.match(id, /^evt_[\w-]+$/)
    t.equal(headers['webhook-signature'], await webhookSignature(secret, { id, seconds, body }))
    for (const { token } of world.provider.issued) t.notOk(body.includes(token))
    await webhooks.deliverDue()
    t.equal(received.length, 1, 'delivered once')
    t.strictSame(await world.store.outbox.ids(), [])
  },
)

t.test('of what has failed nobody is told', async (t) => {
  const { world, received, events, webhooks } = await startDesk(t)
  const failing = events.around(
    { type: 'connected', connection: world.ann },
    { generation: 1 },
    async () => {
      throw new TypeError('the disk is full')
    },
  )
  await t.rejects(failing, TypeError)
  t.strictSame(await world.store.outbox.ids(), [])
  await webhooks.deliverDue()
  t.equal(received.length, 0)
})

t.test('an event survives a crash on either side of its cause', async (t) => {
  const { world, received, events, another } = await startDesk(t)
  const happening = { type: 'connected', connection: world.ann } as const
  // A process that dies never comes back from its work.
  void events.around(happening, { generation: 1 }, () => new Promise(() => {}))
  await untilWritten(world)
  const later = await another()
  await later.deliverDue()
  t.equal(received.length, 0, 'it died before the cause was on disk')
  await world.connect()
  world.clock.forward(1_000)
  await later.deliverDue()
  t.equal(received.length, 1, 'it died after the cause was on disk')
})

t.test('what has not happened within a day is dropped', async (t) => {
  const { world, received, events, another } = await startDesk(t)
  const happening = { type: 'connected', connection: world.ann } as const
  void events.around(happening, { generation: 1 }, () => new Promise(() => {}))
  await untilWritten(world)
  world.clock.forward(day + 1_000)
  await (await another()).deliverDue()
  t.equal(received.length, 0)
  t.strictSame(await world.store.outbox.ids(), [])
})

t.test(
  'a delivery that fails is tried again with its id, more and more seldom, and given up',
  async (t) => {
    const { world, received, events, webhooks, answer, another } = await startDesk(t)
    answer(500)
    await events.tell({ type: 'failing', connection: world.ann, reason: 'PROVIDER_UNREACHABLE' })
    await webhooks.deliverDue()
    await webhooks.deliverDue()
    t.equal(received.length, 1, 'not at once')
    world.clock.forward(6_000)
    await (await another()).deliverDue()
    t.equal(received.length, 2, 'another process goes on where the first one has ended')
    for (let attempt = 0; attempt < 20; attempt++) {
      world.clock.forward(day + 1_000)
      await webhooks.deliverDue()
    }
    t.equal(received.length, 10)
    t.equal(new Set(idsOf(received)).size, 1)
    const times = new Set(received.map(({ headers }) => headers['webhook-timestamp']))
    t.equal(times.size, 10, 'the time is that of the attempt')
    t.strictSame(await world.store.outbox.ids(), [])
    t.ok(world.log.some(({ message }) => message === 'a webhook was given up'))
  },
)

t.test('a receiver may ask for time, and that nothing more is sent', async (t) => {
  const { world, received, events, webhooks, answer } = await startDesk(t)
  answer(429, { 'retry-after': '600' })
  await events.tell({ type: 'failing', connection: world.ann })
  await webhooks.deliverDue()
  world.clock.forward(9 * minute)
  await webhooks.deliverDue()
  t.equal(received.length, 1)
  answer(410)
  world.clock.forward(2 * minute)
  await webhooks.deliverDue()
  t.equal(received.length, 2)
  t.strictSame(await world.store.outbox.ids(), [])
})

t.test('a redirect is not followed, and is no delivery', async (t) => {
  const { world, received, events, webhooks, answer } = await startDesk(t)
  answer(307, { location: `${world.provider.issuer}/elsewhere` })
  await events.tell({ type: 'failing', connection: world.ann })
  await webhooks.deliverDue()
  t.equal(received.length, 1)
  t.equal((await world.store.outbox.ids()).length, 1)
})

t.test('of many processes one delivers', async (t) => {
  const { world, received, events, another } = await startDesk(t)
  for (let count = 0; count < 5; count++) {
    await events.tell({ type: 'failing', connection: world.ann })
  }
  const all = await Promise.all(Array.from({ length: 8 }, () => another()))
  await Promise.all(all.map((each) => each.deliverDue()))
  await Promise.all(all.map((each) => each.deliverDue()))
  t.equal(received.length, 5)
  t.equal(new Set(idsOf(received)).size, 5)
})

t.test(
  'what is told once is told once, also by another process and after its delivery',
  async (t) => {
    const { world, received, events, webhooks } = await startDesk(t)
    const happening = { type: 'expiring', connection: world.ann, reason: 'grant_ends' } as const
    const once = { key: 'idp/ann 1', until: world.clock.now() + day }
    await events.tell(happening, once)
    await events.tell(happening, once)
    await webhooks.deliverDue()
    await events.tell(happening, once)
    world.clock.forward(minute)
    await webhooks.deliverDue()
    t.equal(received.length, 1)
    world.clock.forward(day)
    await webhooks.deliverDue()
    t.equal(received.length, 1)
    t.strictSame(await world.store.outbox.ids(), [], 'and it is forgotten in the end')
  },
)

t.test('an outbox that cannot be written keeps nobody from storing a token', async (t) => {
  const { world } = await startDesk(t)
  const logger = loggerOf(world)
  const broken = {
    ...world.store.outbox,
    put: async (): Promise<boolean> => {
      throw new TypeError('no space left')
    },
  } as typeof world.store.outbox
  const events = createEvents({
    store: { vault: world.store.vault, outbox: broken },
    clock: world.clock,
    random,
    logger,
    subscriptions: () => [{ webhook: 'ops', events: ['connected'] }],
  })
  const happening = { type: 'connected', connection: world.ann } as const
  t.equal(await events.around(happening, { generation: 1 }, async () => 'stored'), 'stored')
  t.equal(await silentEvents.around(happening, { generation: 1 }, async () => 'stored'), 'stored')
  t.ok(world.log.some(({ message }) => message === 'an event could not be written down'))
})

t.test('a gateway that ends waits for what is still being written down', async (t) => {
  const { world } = await startDesk(t)
  const order: string[] = []
  let written = (): void => undefined
  const disk = new Promise<void>((resolve) => {
    written = resolve
  })
  const slow = {
    ...world.store.outbox,
    put: async (): Promise<boolean> => {
      await disk
      order.push('written')
      return true
    },
  } as typeof world.store.outbox
  const events = createEvents({
    store: { vault: world.store.vault, outbox: slow },
    clock: world.clock,
    random,
    subscriptions: () => [{ webhook: 'ops', events: ['failing'] }],
  })
  await events.settled()
  const told = events.tell({ type: 'failing', connection: world.ann })
  const settled = events.settled().then(() => order.push('settled'))
  setImmediate(written)
  await Promise.all([told, settled])
  t.strictSame(order, ['written', 'settled'])
})

async function untilWritten({ store }: World): Promise<ConnectionEvent | undefined> {
  for (;;) {
    const [id] = await store.outbox.ids()
    if (id !== undefined) return (await store.outbox.read(id))?.event
  }
}
