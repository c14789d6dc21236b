import t from 'tap'
import type { JsonObject } from '../../src/model/index.ts'
import {
  type Ask,
  ask,
  authorized,
  openGateway,
  openUpstream,
  policies,
  type RouteOptions,
  route,
  type Scope,
  servedWith,
} from './support.ts'

const origin = 'https://app.example'
const options: JsonObject = {
  allowedOrigins: [origin, 'http://127.0.0.1:3000'],
  allowedMethods: ['GET', 'PUT'],
  allowedHeaders: ['Authorization', 'X-Mine'],
  exposeHeaders: ['ETag'],
  preflightResultMaxAge: 60,
}

async function open(t: Scope, cors: JsonObject, more: RouteOptions = {}) {
  const upstream = await openUpstream(t, (request, response) => {
    const fields = {
      'access-control-allow-origin': '*',
      'access-control-allow-credentials': 'true',
    }
    response.writeHead(200, { ...fields, vary: 'Accept' })
    request.resume().on('end', () => response.end('from the upstream'))
  })
  const served = servedWith([route(upstream.origin, { policies: policies({ cors }), ...more })])
  return { ...(await openGateway(t, { served })), upstream }
}

const preflight = (method: string, headers = '', from = origin): Ask => ({
  method: 'OPTIONS',
  headers: {
    origin: from,
    'access-control-request-method': method,
    ...(headers && { 'access-control-request-headers': headers }),
  },
})

t.test(
  'a preflight is answered without credentials, for the route that takes the method',
  async (t) => {
    const { port, upstream } = await open(t, options, { match: { methods: ['GET', 'PUT'] } })
    const answer = await ask(port, preflight('PUT', 'authorization, x-mine'))
    t.match(answer, { status: 200, body: '' })
    t.match(answer.headers, {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, PUT',
      'access-control-allow-headers': 'authorization, x-mine',
      'access-control-max-age': '60',
      vary: /Origin/,
    })
    t.equal(upstream.received.length, 0)
  },
)

t.test('a preflight that is not allowed is answered with nothing', async (t) => {
  const { port, upstream } = await open(t, options)
  const refused = [
    preflight('GET', '', 'https://evil.example'),
    preflight('GET', '', 'https://app.example.evil.example'),
    preflight('GET', '', 'https://APP.example'),
    preflight('GET', '', 'null'),
    preflight('DELETE'),
    preflight('GET', 'x-other'),
    preflight('GET', 'x-mine, x other'),
  ]
  for (const asked of refused) {
    const answer = await ask(port, asked)
    t.equal(answer.status, 200, JSON.stringify(asked))
    t.equal(answer.headers['access-control-allow-origin'], undefined, JSON.stringify(asked))
  }
  t.equal(upstream.received.length, 0)
})

t.test('an answer says what the gateway allows, and not what the upstream does', async (t) => {
  const { port } = await open(t, options)
  const { headers } = await ask(port, { headers: { ...authorized, origin } })
  t.match(headers, {
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'ETag',
    vary: 'Accept, Origin',
  })
  t.equal(headers['access-control-allow-credentials'], undefined)
  const same = await ask(port)
  t.match(same, { status: 200, body: 'from the upstream', headers: { vary: 'Accept, Origin' } })
  t.equal(same.headers['access-control-allow-origin'], undefined)
})

t.test('a refusal may be read by the page that asked', async (t) => {
  const { port, upstream } = await open(t, options)
  const unknown = await ask(port, { headers: { origin } })
  t.match(unknown, { status: 401, headers: { 'access-control-allow-origin': origin } })
  upstream.server.close()
  const gone = await ask(port, { headers: { ...authorized, origin } })
  t.match(gone, { status: 502, headers: { 'access-control-allow-origin': origin } })
})

t.test('a page of another origin gets an empty answer, or one that it may not read', async (t) => {
  const headers = { ...authorized, origin: 'https://evil.example' }
  const strict = await open(t, options)
  t.match(await ask(strict.port, { headers }), { status: 200, body: '' })
  t.equal(strict.upstream.received.length, 0)
  const lax = await open(t, { ...options, terminateUnmatchedRequest: false })
  const answer = await ask(lax.port, { headers })
  t.equal(answer.body, 'from the upstream')
  t.equal(answer.headers['access-control-allow-origin'], undefined)
  t.equal((await ask(lax.port, preflight('GET', '', 'https://evil.example'))).status, 401)
})

t.test('every origin, when that is what is said', async (t) => {
  const { port } = await open(t, { allowedOrigins: ['*'], allowedHeaders: ['*'] })
  const asked = await ask(port, preflight('POST', 'authorization, x-any', 'https://any.example'))
  t.match(asked.headers, {
    'access-control-allow-origin': '*',
    'access-control-allow-headers': 'authorization, x-any',
  })
})

t.test('without the policy a preflight is a request like any other', async (t) => {
  const upstream = await openUpstream(t)
  const served = servedWith([route(upstream.origin, { policies: [] })])
  const { port } = await openGateway(t, { served })
  t.equal((await ask(port, preflight('GET'))).status, 401)
})
