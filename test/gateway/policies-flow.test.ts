import t from 'tap'
import { CredmgrError, type JsonObject } from '../../src/model/index.ts'
import {
  accessToken,
  ask,
  authorized,
  codeOf,
  inject,
  openGateway,
  openUpstream,
  policies,
  type RouteOptions,
  route,
  type Scope,
  sendTarget,
  servedWith,
  statusOf,
  type TokenFor,
} from './support.ts'

type More = RouteOptions & { readonly tokenFor?: TokenFor }

async function open(t: Scope, written: readonly JsonObject[], more: More = {}) {
  const { tokenFor, ...options } = more
  const upstream = await openUpstream(t)
  const served = servedWith([
    route(upstream.origin, { policies: policies(...written), ...options }),
  ])
  const gateway = await openGateway(t, { served, ...(tokenFor && { tokenFor }) })
  return { ...gateway, upstream }
}

const reply = (status: number, body = ''): JsonObject => ({ 'return-response': { status, body } })

t.test('return-response answers by itself and nothing is forwarded', async (t) => {
  const { port, upstream } = await open(t, [
    {
      'return-response': {
        status: 418,
        headers: { 'X-Why': '{{ request.method }}', 'Cache-Control': 'no-store' },
        body: 'hello {{ request.headers.x-name }}',
      },
    },
    { 'set-header': { 'X-Never': 'reached' } },
  ])
  const answer = await ask(port, { headers: { ...authorized, 'x-name': '<b>' } })
  t.match(answer, { status: 418, body: 'hello <b>' })
  t.match(answer.headers, {
    'x-why': 'GET',
    'cache-control': 'no-store',
    'content-type': 'text/plain; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-length': '9',
  })
  t.equal(upstream.received.length, 0)
})

t.test(
  'return-response comes after the caller is known, and has no body where none may be',
  async (t) => {
    const { port } = await open(t, [reply(204)])
    const answer = await ask(port)
    t.match(answer, { status: 204, body: '' })
    t.equal(answer.headers['content-length'], undefined)
    t.equal((await ask(port, { headers: {} })).status, 401)
    t.equal((await ask(port, { method: 'HEAD' })).body, '')
  },
)

t.test('a name that the caller sends cannot split the answer', async (t) => {
  const { port } = await open(t, [
    { 'return-response': { headers: { 'X-Name': '{{ request.path }}' } } },
  ])
  const lines = [`Authorization: ${authorized.authorization}`]
  const answer = await sendTarget(port, '/api/a%0d%0aSet-Cookie:%20a=b', lines)
  t.equal(statusOf(answer), 400)
  t.notMatch(answer, /^set-cookie/im)
})

t.test('choose takes the first case that holds, or otherwise', async (t) => {
  const { port } = await open(t, [
    { 'set-variable': { name: 'tier', value: '{{ request.headers.x-tier }}' } },
    {
      choose: {
        when: [
          { condition: { methods: ['DELETE', 'PUT'] }, policies: [reply(451)] },
          { condition: { path: '/api/*/secret/**' }, policies: [reply(452)] },
          { condition: { headers: { 'X-A': ['1', '2'], 'X-B': true } }, policies: [reply(453)] },
          { condition: { variables: { tier: 'gold' } }, policies: [reply(454)] },
          { condition: { variables: { tier: false }, path: '/api/none' }, policies: [reply(455)] },
        ],
        otherwise: [reply(456)],
      },
    },
  ])
  const rows: readonly (readonly [string, string, Record<string, string>, number])[] = [
    ['DELETE', '/api/a', {}, 451],
    ['PUT', '/api/a/secret', { 'x-tier': 'gold' }, 451],
    ['GET', '/api/a/secret', {}, 452],
    ['GET', '/api/a/secret/b/c', {}, 452],
    ['GET', '/api/a/secrets', {}, 456],
    ['GET', '/api/a/b/secret', {}, 456],
    ['GET', '/api/a', { 'x-a': '2', 'x-b': 'x' }, 453],
    ['GET', '/api/a', { 'x-a': '3', 'x-b': 'x' }, 456],
    ['GET', '/api/a', { 'x-a': '1' }, 456],
    ['GET', '/api/a', { 'x-tier': 'gold' }, 454],
    ['GET', '/api/a', { 'x-tier': 'Gold' }, 456],
    ['GET', '/api/none', {}, 455],
    ['GET', '/api/none', { 'x-tier': 'x' }, 456],
  ]
  for (const [method, path, more, expected] of rows) {
    const { status } = await ask(port, { method, path, headers: { ...authorized, ...more } })
    t.equal(status, expected, `${method} ${path} ${JSON.stringify(more)}`)
  }
})

t.test(
  'what a branch has set is known behind it, and is nothing where it was not taken',
  async (t) => {
    const { port, upstream } = await open(t, [
      { 'set-variable': { name: 'tier', value: 'basic' } },
      {
        choose: {
          when: [
            {
              condition: { headers: { 'X-Tier': 'gold' } },
              policies: [
                { 'set-variable': { name: 'tier', value: 'gold' } },
                { 'set-variable': { name: 'first', value: 'one' } },
              ],
            },
          ],
          otherwise: [{ 'set-variable': { name: 'second', value: 'two' } }],
        },
      },
      {
        'set-header': {
          'X-Tier': '{{ tier }}',
          'X-First': '{{ first }}',
          'X-Second': '{{ second }}',
        },
      },
    ])
    await ask(port, { headers: { ...authorized, 'x-tier': 'gold', 'x-first': 'evil' } })
    await ask(port)
    const seen = upstream.received.map(({ headers }) => [
      headers['x-tier'],
      headers['x-first'],
      headers['x-second'],
    ])
    t.strictSame(seen, [
      ['gold', 'one', undefined],
      ['basic', undefined, 'two'],
    ])
  },
)

t.test('a case asks whether a context was obtained', async (t) => {
  const context: JsonObject = {
    'get-authorization-context': { connection: 'api/main', ignoreError: true },
  }
  const written = [
    context,
    { choose: { when: [{ condition: { variables: { auth: false } }, policies: [reply(503)] }] } },
  ]
  t.equal((await ask((await open(t, written)).port)).status, 200)
  const tokenFor = () => {
    throw new CredmgrError('CONNECTION_UNKNOWN', 'x', { connection: 'api/main' })
  }
  t.equal((await ask((await open(t, written, { tokenFor })).port)).status, 503)
})

t.test('a choose within a choose, and a guard within one', async (t) => {
  const { port } = await open(t, [
    {
      choose: {
        when: [
          {
            condition: { methods: ['POST'] },
            policies: [
              { 'rate-limit': { calls: 1, renewalPeriod: 60 } },
              {
                choose: {
                  when: [{ condition: { headers: { 'X-A': true } }, policies: [reply(299)] }],
                },
              },
            ],
          },
        ],
      },
    },
  ])
  const status = async (method: string, more = {}) =>
    (await ask(port, { method, headers: { ...authorized, ...more } })).status
  t.strictSame(
    [
      await status('GET'),
      await status('POST', { 'x-a': '1' }),
      await status('POST'),
      await status('GET'),
    ],
    [200, 299, 429, 200],
  )
})

const shaped: JsonObject = {
  'on-error': {
    policies: [
      {
        choose: {
          when: [
            {
              condition: { lastError: { reason: 'RateLimitExceeded' } },
              policies: [{ 'return-response': { status: 420, body: '{{ lastError.message }}' } }],
            },
            { condition: { lastError: { source: 'check-header' } }, policies: [] },
          ],
          otherwise: [
            {
              'return-response': {
                status: 599,
                headers: { 'Content-Type': 'application/json' },
                body: '{"source":"{{ lastError.source }}","reason":"{{ lastError.reason }}"}',
              },
            },
          ],
        },
      },
    ],
  },
}

t.test('on-error shapes a refusal, with the reasons of Azure', async (t) => {
  const rate = { 'rate-limit': { calls: 1, renewalPeriod: 60 } }
  const limited = await open(t, [shaped, rate])
  t.equal((await ask(limited.port)).status, 200)
  t.match(await ask(limited.port), { status: 420, body: 'too many requests' })
  const rows: readonly (readonly [JsonObject, More, string, string])[] = [
    [
      { 'ip-filter': { action: 'forbid', addresses: ['127.0.0.1'] } },
      {},
      'ip-filter',
      'CallerIpBlocked',
    ],
    [
      { 'rewrite-uri': { template: '/{{ request.headers.x-a }}' } },
      {},
      'gateway',
      'ExpressionValueEvaluationFailure',
    ],
    [
      { 'get-authorization-context': { connection: 'api/main' } },
      {
        tokenFor: () => {
          throw new CredmgrError('CONNECTION_UNKNOWN', 'x', { connection: 'api/main' })
        },
      },
      'get-authorization-context',
      'connection_not_authorized',
    ],
    [
      { 'get-authorization-context': { connection: 'api/main' } },
      {
        tokenFor: async () => {
          throw new CredmgrError('CONNECTION_UNKNOWN', 'x', { connection: 'api/main' })
        },
      },
      'get-authorization-context',
      'connection_not_authorized',
    ],
  ]
  for (const [written, more, source, reason] of rows) {
    const { port } = await open(t, [written, shaped], more)
    const answer = await ask(port)
    t.equal(answer.status, 599)
    t.strictSame(JSON.parse(answer.body), { source, reason })
  }
})

t.test('on-error shapes what the caller and the upstream did wrong', async (t) => {
  const { port, upstream } = await open(t, [shaped])
  const unknown = await ask(port, { headers: {} })
  t.strictSame(JSON.parse(unknown.body), { source: 'authentication', reason: 'TokenNotPresent' })
  const wrong = await ask(port, { headers: { authorization: 'Bearer wrong' } })
  t.match(JSON.parse(wrong.body), { source: 'authentication' })
  upstream.server.close()
  const gone = await ask(port)
  t.strictSame(JSON.parse(gone.body), {
    source: 'forward-request',
    reason: 'BackendConnectionFailure',
  })
})

t.test('where on-error answers nothing, or fails itself, the refusal stays', async (t) => {
  const check = { 'check-header': { name: 'X-A' } }
  const silent = await open(t, [check, shaped])
  t.equal(codeOf(await ask(silent.port)), 'header_not_allowed')
  const failing = await open(t, [
    check,
    { 'on-error': { policies: [{ 'return-response': { body: '{{ request.headers.x-none }}' } }] } },
  ])
  const answer = await ask(failing.port)
  t.match([answer.status, codeOf(answer)], [400, 'header_not_allowed'])
})

t.test('no token is in an answer that the gateway gives', async (t) => {
  const { port } = await open(t, [
    ...inject.map(({ policy, options }) => ({ [policy]: options })),
    { 'set-header': { 'X-Copy': '{{ auth.accessToken }}' } },
    {
      'return-response': {
        headers: { 'X-A': '{{ request.headers.x-copy }}', 'X-Type': '{{ auth.tokenType }}' },
        body: 'expires {{ auth.expiresAt }}',
      },
    },
  ])
  const answer = await ask(port)
  t.match(answer, { status: 200, headers: { 'x-type': 'Bearer' } })
  t.notMatch(JSON.stringify(answer), accessToken)
})
