import { createServer } from 'node:http'
import t from 'tap'
import type { JsonObject } from '../../src/model/index.ts'
import {
  ask,
  authorized,
  codeOf,
  listen,
  openGateway,
  openUpstream,
  policies,
  route,
  type Scope,
  servedWith,
} from './support.ts'

/** A port of loopback that nobody listens on now. */
async function freePort(t: Scope): Promise<number> {
  const server = createServer()
  const port = await listen(t, server)
  await new Promise((resolve) => server.close(resolve))
  return port
}

const again = (count: number): JsonObject => ({ retry: { count, interval: 0 } })

function countOf(logged: readonly { readonly message: string }[]): number {
  return logged.filter(({ message }) => message === 'the upstream did not answer').length
}

t.test('forward-request says how long the upstream may take', async (t) => {
  const upstream = await openUpstream(t, () => undefined)
  const served = servedWith([
    route(upstream.origin, { policies: policies({ 'forward-request': { timeout: 1 } }) }),
  ])
  const { port } = await openGateway(t, { served })
  const answer = await ask(port)
  t.match([answer.status, codeOf(answer)], [504, 'upstream_timeout'])
})

t.test('retry sends again what has not reached the upstream, when it is idempotent', async (t) => {
  const origin = `http://127.0.0.1:${await freePort(t)}`
  const served = servedWith([route(origin, { policies: policies(again(2)) })])
  const { port, logged } = await openGateway(t, { served })
  const rows: readonly (readonly [method: string, attempts: number, body?: string])[] = [
    ['GET', 3],
    ['HEAD', 3],
    ['DELETE', 3],
    ['PUT', 3, 'body'],
    ['POST', 1],
    ['POST', 1, 'body'],
    ['PATCH', 1, 'body'],
  ]
  for (const [method, attempts, body] of rows) {
    logged.splice(0)
    const answer = await ask(port, { method, ...(body && { body }) })
    t.equal(answer.status, 502, method)
    t.equal(countOf(logged), attempts, method)
  }
})

t.test('a request that is sent again arrives whole', async (t) => {
  const wanted = await freePort(t)
  const served = servedWith([
    route(`http://127.0.0.1:${wanted}`, {
      policies: policies({ retry: { count: 10, interval: 1 } }),
    }),
  ])
  const { port, logged } = await openGateway(t, { served })
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      bodies.push(body)
      response.end('whole')
    })
  })
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const answer = ask(port, { method: 'PUT', body: 'x'.repeat(100_000) })
  while (countOf(logged) === 0) await new Promise((resolve) => setImmediate(resolve))
  server.listen(wanted, '127.0.0.1')
  t.match(await answer, { status: 200, body: 'whole' })
  t.strictSame(bodies, ['x'.repeat(100_000)])
})

t.test('what may have reached the upstream is never sent again', async (t) => {
  const breaking = await openUpstream(t, (request) => request.socket.destroy())
  const failing = await openUpstream(t, (_request, response) => response.writeHead(503).end('no'))
  const served = servedWith([
    route(breaking.origin, { path: '/breaking/**', policies: policies(again(5)) }),
    route(failing.origin, { name: 'failing', path: '/failing/**', policies: policies(again(5)) }),
  ])
  const { port } = await openGateway(t, { served })
  t.equal((await ask(port, { path: '/breaking/x' })).status, 502)
  t.equal(breaking.received.length, 1)
  t.match(await ask(port, { path: '/failing/x' }), { status: 503, body: 'no' })
  t.equal(failing.received.length, 1)
})

t.test('without the policy nothing is sent again', async (t) => {
  const origin = `http://127.0.0.1:${await freePort(t)}`
  const { port, logged } = await openGateway(t, {
    served: servedWith([route(origin, { policies: [] })]),
  })
  t.equal((await ask(port, { headers: authorized })).status, 502)
  t.equal(countOf(logged), 1)
})

t.test('an upstream’s answer that breaks off is cut, with policies as without', async (t) => {
  const upstream = await openUpstream(t, (_request, response) => {
    response.writeHead(200, { 'content-length': '10' })
    response.write('half')
    setImmediate(() => response.destroy())
  })
  const served = servedWith([
    route(upstream.origin, {
      policies: policies(again(3), {
        'on-error': { policies: [{ 'return-response': { status: 299 } }] },
      }),
    }),
  ])
  const { port } = await openGateway(t, { served })
  await t.rejects(ask(port))
  t.equal(upstream.received.length, 1)
})
