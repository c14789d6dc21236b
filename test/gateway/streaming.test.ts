import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import t from 'tap'
import {
  ask,
  authorized,
  codeOf,
  listen,
  openGateway,
  openUpstream,
  route,
  sendRaw,
  servedWith,
} from './support.ts'

function open(port: number, options: { method?: string; headers?: Record<string, string> } = {}) {
  const { method = 'GET', headers = {} } = options
  return httpRequest({
    port,
    host: '127.0.0.1',
    path: '/api/x',
    method,
    headers: { ...authorized, ...headers },
    agent: false,
  })
}

async function responseOf(request: ReturnType<typeof open>): Promise<IncomingMessage> {
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return response
}

t.test(
  'an event arrives before the stream ends, and the header before the first event',
  async (t) => {
    const steps = new Map<string, () => void>()
    const upstream = await openUpstream(t, (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.flushHeaders()
      steps.set('event', () => response.write('data: one\n\n'))
      steps.set('end', () => response.end())
    })
    const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
    const request = open(port)
    request.end()
    const response = await responseOf(request)
    t.equal(response.headers['content-type'], 'text/event-stream')
    steps.get('event')?.()
    const [chunk] = (await once(response, 'data')) as [Buffer]
    t.equal(String(chunk), 'data: one\n\n')
    t.notOk(response.complete)
    steps.get('end')?.()
    await once(response.resume(), 'end')
    t.ok(response.complete)
  },
)

t.test('a request body is forwarded while it comes', async (t) => {
  const seen: string[] = []
  let told: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    told = resolve
  })
  const upstream = await openUpstream(t, (request, response) => {
    request.on('data', (chunk: Buffer) => {
      seen.push(String(chunk))
      told()
    })
    request.on('end', () => response.end(seen.join()))
  })
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const request = open(port, { method: 'POST' })
  request.write('one')
  await first
  t.strictSame(seen, ['one'])
  request.end('two')
  t.equal((await responseOf(request)).statusCode, 200)
  t.strictSame(seen, ['one', 'two'])
})

const piece = Buffer.alloc(64 * 1024, 'x')
const pieces = 1024

t.test('64 MB go down through a slow caller, and little of it is ever in memory', async (t) => {
  let written = 0
  const upstream = await openUpstream(t, async (_request, response) => {
    for (let index = 0; index < pieces; index++) {
      written += piece.length
      if (!response.write(piece)) await once(response, 'drain')
    }
    response.end()
  })
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const request = open(port)
  request.end()
  const response = await responseOf(request)
  let received = 0
  let ahead = 0
  for await (const chunk of response) {
    received += (chunk as Buffer).length
    ahead = Math.max(ahead, written - received)
    if (received % (1024 * 1024) < 65_536) await new Promise((resolve) => setImmediate(resolve))
  }
  t.equal(received, piece.length * pieces)
  t.ok(ahead < 32 * 1024 * 1024, `${ahead} bytes on the way at most`)
})

t.test('64 MB go up to a slow upstream, and little of it is ever in memory', async (t) => {
  let received = 0
  let sent = 0
  let ahead = 0
  const upstream = await openUpstream(t, async (request, response) => {
    for await (const chunk of request) {
      received += (chunk as Buffer).length
      ahead = Math.max(ahead, sent - received)
    }
    response.end('done')
  })
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const request = open(port, { method: 'PUT' })
  for (let index = 0; index < pieces; index++) {
    sent += piece.length
    if (!request.write(piece)) await once(request, 'drain')
  }
  request.end()
  t.equal((await responseOf(request)).statusCode, 200)
  t.equal(received, piece.length * pieces)
  t.ok(ahead < 32 * 1024 * 1024, `${ahead} bytes on the way at most`)
})

t.test('a caller who leaves takes the upstream’s request along', async (t) => {
  const phases = ['before the header', 'inside the body', 'while sending'] as const
  for (const phase of phases) {
    let left: (value: unknown) => void = () => undefined
    let came: (value: unknown) => void = () => undefined
    const arrived = new Promise((resolve) => {
      came = resolve
    })
    const gone = new Promise((resolve) => {
      left = resolve
    })
    const upstream = await openUpstream(t, (request, response) => {
      request.on('error', () => undefined)
      response.on('close', () => left(response.writableFinished))
      if (phase === 'inside the body') response.write('half of it')
      if (phase !== 'while sending') request.resume()
      came(undefined)
    })
    const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
    const request = open(port, { method: phase === 'while sending' ? 'POST' : 'GET' })
    request.on('error', () => undefined)
    if (phase === 'while sending') request.write('half of it')
    else request.end()
    await arrived
    if (phase === 'inside the body') await once(await responseOf(request), 'data')
    request.destroy()
    t.equal(await gone, false, phase)
  }
})

t.test('a caller who leaves while the token is fetched never reaches the upstream', async (t) => {
  const upstream = await openUpstream(t)
  let release: (value: never) => void = () => undefined
  let called: (value: unknown) => void = () => undefined
  const waiting = new Promise((resolve) => {
    called = resolve
  })
  const { port, server } = await openGateway(t, {
    served: servedWith([route(upstream.origin)]),
    tokenFor: () => {
      called(undefined)
      return new Promise((resolve) => {
        release = resolve as typeof release
      })
    },
  })
  const closed = new Promise((resolve) => {
    server.once('request', (_request, response) => response.on('close', resolve))
  })
  const request = open(port)
  request.on('error', () => undefined)
  request.end()
  await waiting
  request.destroy()
  await closed
  release({ accessToken: 'fake', tokenType: 'Bearer', scope: '', claims: {} } as never)
  await new Promise((resolve) => setImmediate(resolve))
  t.equal(upstream.received.length, 0)
})

t.test('a redirect is passed back and never followed', async (t) => {
  const other = await openUpstream(t)
  for (const status of [301, 302, 303, 307, 308]) {
    const upstream = await openUpstream(t, (_request, response) => {
      response.writeHead(status, { location: `${other.origin}/steal` }).end()
    })
    const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
    const answer = await ask(port)
    t.equal(answer.status, status)
    t.equal(answer.headers.location, `${other.origin}/steal`)
  }
  t.equal(other.received.length, 0)
})

/** What an upstream does with a connection that has sent a request. */
const faults: readonly [
  why: string,
  act: (socket: Socket) => void,
  status: number,
  code: string,
][] = [
  ['resets at once', (socket) => socket.resetAndDestroy(), 502, 'upstream_unreachable'],
  ['closes at once', (socket) => socket.end(), 502, 'upstream_unreachable'],
  ['talks nonsense', (socket) => socket.end('nonsense\r\n\r\n'), 502, 'upstream_unreachable'],
  [
    'has a field that may not be sent on',
    (socket) => socket.write('HTTP/1.1 200 OK\r\nX: a\u0001b\r\nContent-Length: 0\r\n\r\n'),
    502,
    'upstream_unreachable',
  ],
  [
    'cuts its header',
    (socket) => socket.end('HTTP/1.1 200 OK\r\nX: '),
    502,
    'upstream_unreachable',
  ],
  [
    'switches protocols unasked',
    (socket) => socket.write('HTTP/1.1 101 X\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    502,
    'upstream_unreachable',
  ],
  ['hangs', () => undefined, 504, 'upstream_timeout'],
  [
    'hangs after hints',
    (socket) => socket.write('HTTP/1.1 103 X\r\nLink: </x>\r\n\r\n'),
    504,
    'upstream_timeout',
  ],
]

async function faulty(t: Parameters<typeof listen>[0], act: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => act(socket))
  })
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
  })
  return `http://127.0.0.1:${await listen(t, server)}`
}

t.test('an upstream that fails is a 502, one that hangs a 504', async (t) => {
  const answers = faults.map(async ([why, act, status, code]) => {
    const origin = await faulty(t, act)
    // Only what hangs has little time, so that no busy machine makes a 504 of a 502.
    const timeout = status === 504 ? { timeout: 50 } : {}
    const { port, logged } = await openGateway(t, { served: servedWith([route(origin, timeout)]) })
    const answer = await ask(port)
    t.equal(answer.status, status, why)
    t.equal(codeOf(answer), code, why)
    t.match(logged, [{ facts: { route: 'api', code } }], why)
    t.notMatch(JSON.stringify([answer, logged]), /127\.0\.0\.1/, why)
  })
  await Promise.all(answers)
})

t.test('an upstream that is not there is a 502, also for a request with a body', async (t) => {
  const server = createServer()
  const port = await listen({ teardown: () => undefined }, server)
  await new Promise((resolve) => server.close(resolve))
  const gateway = await openGateway(t, { served: servedWith([route(`http://127.0.0.1:${port}`)]) })
  t.equal(codeOf(await ask(gateway.port)), 'upstream_unreachable')
  const body = Buffer.alloc(300_000)
  t.equal(codeOf(await ask(gateway.port, { method: 'POST', body })), 'upstream_unreachable')
  t.equal(codeOf(await ask(gateway.port)), 'upstream_unreachable')
})

t.test('an answer that breaks off is cut, never made to look whole', async (t) => {
  const breaks: [why: string, text: string][] = [
    ['short of its length', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf'],
    ['inside a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf'],
  ]
  for (const [why, text] of breaks) {
    const origin = await faulty(t, (socket) => socket.write(text, () => socket.resetAndDestroy()))
    const { port } = await openGateway(t, { served: servedWith([route(origin)]) })
    await t.rejects(ask(port), { code: 'ECONNRESET' }, why)
  }
})

t.test('an answer whose body stalls is cut in time', async (t) => {
  const origin = await faulty(t, (socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx'),
  )
  const served = servedWith([route(origin)])
  const timeouts = { ...served.gateway.timeouts, body: 50 }
  const { port } = await openGateway(t, {
    served: { ...served, gateway: { ...served.gateway, timeouts } },
  })
  await t.rejects(ask(port), { code: 'ECONNRESET' })
})

t.test('bodies, or none, are framed as the method and the status have it', async (t) => {
  const upstream = await openUpstream(t, (request, response) => {
    request.resume().on('end', () => {
      const status = Number(request.headers['x-status'] ?? 200)
      if (status === 204) response.writeHead(204).end()
      else if (status === 304) response.writeHead(304, { etag: '"x"' }).end()
      else response.writeHead(200, { 'content-length': '4' }).end('four')
    })
  })
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const head = await ask(port, { method: 'HEAD' })
  t.match(head, { status: 200, body: '', headers: { 'content-length': '4' } })
  const status = (code: string) => ask(port, { headers: { ...authorized, 'x-status': code } })
  t.match(await status('204'), { status: 204, body: '' })
  t.match(await status('304'), { status: 304, body: '', headers: { etag: '"x"' } })
  upstream.received.length = 0
  const length = { ...authorized, 'content-length': '3' }
  t.match(await ask(port, { headers: length, body: 'abc' }), { status: 200, body: 'four' })
  t.match(upstream.received, [{ method: 'GET', body: 'abc', headers: { 'content-length': '3' } }])
  await ask(port, {
    method: 'DELETE',
    headers: { ...authorized, 'transfer-encoding': 'chunked' },
    body: 'abc',
  })
  t.match(upstream.received[1], { method: 'DELETE', body: 'abc' })
  await ask(port, { method: 'POST', headers: { ...authorized, 'content-length': '0' } })
  t.match(upstream.received[2], { body: '', headers: { 'content-length': '0' } })
})

t.test('trailers and early hints do no harm, and trailers arrive', async (t) => {
  const upstream = await openUpstream(t, (_request, response) => {
    response.writeEarlyHints({ link: '</x>; rel=preload' })
    response.writeHead(200, { trailer: 'X-Sum' })
    response.write('body')
    response.addTrailers({ 'X-Sum': '42' })
    response.end()
  })
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  t.match(await ask(port), { status: 200, body: 'body', trailers: { 'x-sum': '42' } })
})

t.test(
  'a caller who expects 100-continue gets it, and the upstream never hears of it',
  async (t) => {
    const upstream = await openUpstream(t)
    const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
    const request = open(port, {
      method: 'POST',
      headers: { expect: '100-continue', 'content-length': '2' },
    })
    request.flushHeaders()
    await once(request, 'continue')
    request.end('hi')
    t.equal((await responseOf(request)).statusCode, 200)
    t.match(upstream.received, [{ body: 'hi' }])
    t.equal(upstream.received[0]?.headers.expect, undefined)
  },
)

t.test('HTTP/1.0 callers get an answer that ends with the connection', async (t) => {
  const upstream = await openUpstream(t, (_request, response) => {
    response.writeHead(200, { trailer: 'X-Sum' })
    response.write('one ')
    response.end('two')
  })
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const answer = await sendRaw(
    port,
    `GET /api/x HTTP/1.0\r\nAuthorization: ${authorized.authorization}\r\n\r\n`,
  )
  t.match(answer, /\r\n\r\none two$/)
  t.notMatch(answer, /chunked/i)
})

t.test('closing waits for what is under way', async (t) => {
  let finish: () => void = () => undefined
  const upstream = await openUpstream(t, (_request, response) => {
    response.write('one ')
    finish = () => response.end('two')
  })
  const gateway = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const request = open(gateway.port)
  request.end()
  const response = await responseOf(request)
  let text = ''
  response.on('data', (chunk: Buffer) => {
    text += String(chunk)
  })
  await once(response, 'data')
  const closing = gateway.plane.close()
  finish()
  await Promise.all([closing, once(response, 'end')])
  t.equal(text, 'one two')
})

t.test('a connection that says nothing harms nobody', async (t) => {
  const upstream = await openUpstream(t)
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const silent = connect(port, '127.0.0.1')
  t.teardown(() => silent.destroy())
  await once(silent, 'connect')
  silent.resetAndDestroy()
  t.equal((await ask(port)).status, 200)
})
