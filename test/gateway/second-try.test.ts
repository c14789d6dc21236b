/**
 * A token that the upstream refuses, though it should be valid, is replaced once.
 */
import type { RequestListener } from 'node:http'
import t from 'tap'
import {
  accessToken,
  ask,
  authorized,
  context,
  openGateway,
  openUpstream,
  route,
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

t.test('a large refusal waits with the upstream while another token is asked for', async (t) => {
  const large = 'x'.repeat(2_000_000)
  const upstream = await openUpstream(t, (_request, response) => {
    response.writeHead(401)
    response.end(large)
  })
  let tell: (other: undefined) => void = () => {}
  const { port } = await openGateway(t, {
    served: servedWith([route(upstream.origin)]),
    another: () =>
      new Promise((resolve) => {
        tell = resolve
        setImmediate(() => tell(undefined))
      }),
  })
  const answer = await ask(port)
  t.equal(answer.status, 401)
  t.equal(answer.body.length, large.length)
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
