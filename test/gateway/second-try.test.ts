/**
 * A token that the upstream refuses, though it should be valid, is replaced once.
 */
import type { RequestListener, ServerResponse } from 'node:http'
import t from 'tap'
import {
  accessToken,
  apiKey,
  ask,
  authorized,
  context,
  openGateway,
  openUpstream,
  route,
  sendRaw,
  servedWith,
  valuesOf,
} from './support.ts'

const newer = { ...context, accessToken: 'not-a-real-newer+token/==' }

/** Takes the newer token only. */
const strict: RequestListener = ({ headers, url = '' }, response) => {
  const isNew = headers.authorization === `Bearer ${newer.accessToken}` || url.includes('newer')
  response.writeHead(isNew ? 200 : 401, { 'content-type': 'text/plain', 'x-from': 'upstream' })
  response.end(isNew ? 'welcome' : 'who are you?')
}

t.test('a request that is refused with 401 is sent once more, with another token', async (t) => {
  const upstream = await openUpstream(t, strict)
  const asked: string[] = []
  const { port } = await openGateway(t, {
    served: servedWith([route(upstream.origin)]),
    another: async ({ accessToken: refused }) => {
      asked.push(refused)
      return newer
    },
  })
  const answer = await ask(port)
  t.match(answer, { status: 200, body: 'welcome' })
  t.strictSame(asked, [accessToken])
  const sent = upstream.received.map(({ rawHeaders }) => valuesOf(rawHeaders, 'authorization'))
  t.strictSame(sent, [[`Bearer ${accessToken}`], [`Bearer ${newer.accessToken}`]])
})

t.test('a token in the query is replaced there', async (t) => {
  const upstream = await openUpstream(t, strict)
  const policies = [
    { policy: 'get-authorization-context', options: { connection: 'api/main' } },
    { policy: 'set-query-parameter', options: { key: '{{ auth.accessToken }}' } },
  ]
  const { port } = await openGateway(t, {
    served: servedWith([route(upstream.origin, { policies })]),
    another: async () => newer,
  })
  t.match(await ask(port), { status: 200 })
  t.match(upstream.received[1]?.url, `key=${encodeURIComponent(newer.accessToken)}`)
})

t.test('a second refusal is the answer, and so is one where there is no other token', async (t) => {
  for (const [other, sent] of [
    [async () => ({ ...context, accessToken: 'not-a-real-wrong-token' }), 2],
    [async () => undefined, 1],
    [async () => context, 1],
    [() => Promise.reject(new Error('unforeseen')), 1],
  ] as const) {
    const upstream = await openUpstream(t, strict)
    const served = servedWith([route(upstream.origin)])
    const { port } = await openGateway(t, { served, another: other })
    const answer = await ask(port)
    t.match(answer, { status: 401, body: 'who are you?', headers: { 'x-from': 'upstream' } })
    t.equal(upstream.received.length, sent)
  }
})

t.test('what cannot be sent again whole is sent once', async (t) => {
  const upstream = await openUpstream(t, strict)
  const { port } = await openGateway(t, {
    served: servedWith([route(upstream.origin)]),
    another: async () => newer,
  })
  t.match(await ask(port, { method: 'POST', body: 'x' }), { status: 401 })
  t.match(await ask(port, { method: 'HEAD' }), { status: 401 })
  t.equal(upstream.received.length, 2)
})

t.test('a refusal waits whole while another token is asked for, unless it is large', async (t) => {
  for (const [size, sent, status] of [
    [60_000, 2, 200],
    [2_000_000, 1, 401],
  ] as const) {
    const upstream = await openUpstream(t, (request, response) => {
      if (request.headers.authorization !== `Bearer ${accessToken}`) response.end('welcome')
      else response.writeHead(401).end('x'.repeat(size))
    })
    let asked: Promise<unknown> | undefined
    const { port } = await openGateway(t, {
      served: servedWith([route(upstream.origin)]),
      // Not before a large refusal is through.
      another: () => (status === 401 ? (asked?.then(() => newer) ?? never()) : settled(newer)),
    })
    asked = ask(port)
    t.match(await asked, { status, body: status === 200 ? 'welcome' : 'x'.repeat(size) })
    t.equal(upstream.received.length, sent)
  }
})

t.test('an upstream that breaks off while another token is asked for is survived', async (t) => {
  for (const connection of ['close', 'keep-alive']) {
    for (const [other, status] of [
      [newer, 200],
      [undefined, 502],
    ] as const) {
      let breakOff = (): unknown => undefined
      const upstream = await openUpstream(t, (request, response) => {
        if (request.headers.authorization !== `Bearer ${accessToken}`) response.end()
        else breakOff = refuseHalf(response, connection)
      })
      const { port } = await openGateway(t, {
        served: servedWith([route(upstream.origin)]),
        another: async () => {
          breakOff()
          return settled(other)
        },
      })
      t.equal((await ask(port)).status, status, `${connection}, ${status}`)
    }
  }
})

t.test('an answer that waits for the one before it is not given twice', async (t) => {
  let first: ServerResponse | undefined
  let breakOff = (): unknown => undefined
  const upstream = await openUpstream(t, (_request, response) => {
    if (first !== undefined) breakOff = refuseHalf(response, 'keep-alive')
    first ??= response.writeHead(200)
  })
  const { port } = await openGateway(t, {
    served: servedWith([route(upstream.origin)]),
    another: async () => {
      breakOff()
      const other = await settled(undefined)
      first?.end('the first')
      return other
    },
  })
  const request = `GET /api/x HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${apiKey}\r\n`
  const answers = await sendRaw(port, `${request}\r\n${request}Connection: close\r\n\r\n`)
  t.match(answers, /^HTTP\/1\.1 200 .*the first.*HTTP\/1\.1 502 .*upstream_unreachable/s)
  t.equal(answers.match(/HTTP\/1\.1 /g)?.length, 2)
})

t.test('a caller who leaves meanwhile ends the request at the upstream', async (t) => {
  let ended: () => void = () => {}
  const end = new Promise<void>((resolve) => {
    ended = resolve
  })
  const upstream = await openUpstream(t, (request, response) => {
    request.socket.on('close', ended)
    response.writeHead(401)
    response.flushHeaders()
  })
  const left = new AbortController()
  const { port } = await openGateway(t, {
    served: servedWith([route(upstream.origin)]),
    another: async () => {
      left.abort()
      await end
      return newer
    },
  })
  const url = `http://127.0.0.1:${port}/api/x`
  await t.rejects(fetch(url, { headers: authorized, signal: left.signal }), { name: 'AbortError' })
  await end
  t.equal(upstream.received.length, 1)
})

/** @returns What resets the connection. */
function refuseHalf(response: ServerResponse, connection: string): () => unknown {
  response.writeHead(401, { connection, 'content-length': '5' })
  response.flushHeaders()
  return () => response.req.socket.resetAndDestroy()
}

/** `value`, when all that has happened on loopback has been seen. */
async function settled<T>(value: T): Promise<T> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  return value
}

function never(): Promise<never> {
  return new Promise(() => {})
}
