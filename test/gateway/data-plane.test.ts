import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { connect } from 'node:net'
import t from 'tap'
import { compileSnapshot, createAuthenticator } from '../../src/gateway/index.ts'
import { type AccessPolicySpec, CredmgrError } from '../../src/model/index.ts'
import {
  accessToken,
  apiKey,
  ask,
  authorized,
  clock,
  codeOf,
  connection,
  context,
  everyone,
  type GatewayOptions,
  inject,
  oidcIdentity,
  openGateway,
  openIssuer,
  openUpstream,
  type RouteOptions,
  route,
  sendAndStay,
  sendRaw,
  servedWith,
  statusOf,
  upgradeHead,
  valuesOf,
} from './support.ts'

t.test('a request takes seven steps, and the caller never sees the token', async (t) => {
  const issuer = await openIssuer(t)
  const upstream = await openUpstream(t, (request, response) => {
    request.resume().on('end', () => {
      response.writeHead(201, { 'content-type': 'text/plain', 'x-one': ['1', '2'] }).end('made')
    })
  })
  const asked: string[] = []
  const served = servedWith([route(`${upstream.origin}/v1`)], {
    identities: [oidcIdentity(issuer.issuer)],
  })
  const { port } = await openGateway(t, {
    served,
    tokenFor: async () => {
      asked.push('token')
      return context
    },
  })
  const headers = { authorization: `Bearer ${await issuer.sign()}`, 'x-mine': 'kept' }
  const answer = await ask(port, {
    method: 'POST',
    path: '/api/things?x=1',
    headers,
    body: 'hello',
  })
  t.match(answer, { status: 201, body: 'made', headers: { 'x-one': '1, 2' } })
  t.strictSame(asked, ['token'])
  const [received] = upstream.received
  t.match(received, { method: 'POST', url: '/v1/things?x=1', body: 'hello' })
  t.strictSame(valuesOf(received?.rawHeaders ?? [], 'authorization'), [`Bearer ${accessToken}`])
  t.equal(received?.headers['x-mine'], 'kept')
  t.equal(received?.headers.host, `127.0.0.1:${upstream.port}`)
  t.notMatch(JSON.stringify(answer), accessToken)
})

t.test('a token that is at hand is injected without a promise', async (t) => {
  const upstream = await openUpstream(t)
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  t.equal((await ask(port)).status, 200)
  t.equal(upstream.received[0]?.headers.authorization, `Bearer ${accessToken}`)
})

t.test(
  'a policy with conditions lets the requests pass that meet them, each by itself',
  async (t) => {
    const upstream = await openUpstream(t)
    const conditions = { routes: ['api'], methods: ['GET', 'PUT'] }
    const accessPolicies = [{ ...everyone, conditions }]
    const served = servedWith([route(upstream.origin)], { accessPolicies })
    const { port } = await openGateway(t, { served })
    const statuses: number[] = []
    for (const method of ['GET', 'DELETE', 'PUT', 'GET', 'DELETE']) {
      statuses.push((await ask(port, { method })).status)
    }
    t.strictSame(statuses, [200, 403, 200, 200, 403])
  },
)

function failing(error: unknown): GatewayOptions['tokenFor'] {
  return () => {
    throw error
  }
}

const unreachable = new CredmgrError('PROVIDER_UNREACHABLE', 'x', {
  provider: 'api',
  retryAfterMs: 2_500,
})
const denial: AccessPolicySpec[] = [
  { ...everyone, allow: [{ type: 'managedIdentity', name: 'gateway' }] },
]

interface Refusal {
  readonly why: string
  readonly status: number
  readonly code: string
  readonly reason?: string
  readonly route?: RouteOptions
  readonly tokenFor?: GatewayOptions['tokenFor']
  readonly accessPolicies?: AccessPolicySpec[]
  readonly ask?: Parameters<typeof ask>[1]
  readonly headers?: Record<string, RegExp>
}

const refusals: readonly Refusal[] = [
  { why: 'an ambiguous path', status: 400, code: 'ambiguous_target', ask: { path: '/api//x' } },
  {
    why: 'no credential',
    status: 401,
    code: 'unauthenticated',
    ask: { headers: {} },
    headers: { 'www-authenticate': /^Bearer realm="credmgr"$/ },
  },
  {
    why: 'a wrong key as token',
    status: 401,
    code: 'invalid_token',
    ask: { headers: { authorization: 'Bearer wrong' } },
    headers: { 'www-authenticate': /^Bearer realm="credmgr", error="invalid_token", error_des/ },
  },
  {
    why: 'a wrong key',
    status: 401,
    code: 'invalid_api_key',
    ask: { headers: { 'x-api-key': 'wrong' } },
    headers: { 'www-authenticate': /^Bearer / },
  },
  {
    why: 'no policy for it',
    status: 403,
    code: 'access_denied',
    reason: 'no_policy',
    accessPolicies: [],
  },
  {
    why: 'another principal',
    status: 403,
    code: 'access_denied',
    reason: 'no_match',
    accessPolicies: denial,
  },
  {
    why: 'another method than the policy allows',
    status: 403,
    code: 'access_denied',
    reason: 'conditions_not_met',
    accessPolicies: [{ ...everyone, conditions: { routes: [], methods: ['POST'] } }],
  },
  {
    why: 'another route than the policy allows',
    status: 403,
    code: 'access_denied',
    reason: 'conditions_not_met',
    accessPolicies: [{ ...everyone, conditions: { routes: ['another'], methods: [] } }],
  },
  {
    why: 'the gateway is not allowed',
    status: 403,
    code: 'access_denied',
    reason: 'no_match',
    route: {
      policies: [
        { policy: 'get-authorization-context', options: { connection, identityType: 'managed' } },
      ],
    },
  },
  { why: 'an unknown path', status: 404, code: 'route_not_found', ask: { path: '/other' } },
  {
    why: 'an unknown path without credential',
    status: 404,
    code: 'route_not_found',
    ask: { path: '/other', headers: {} },
  },
  {
    why: 'another method',
    status: 405,
    code: 'method_not_allowed',
    route: { match: { methods: ['GET', 'PUT'] } },
    ask: { method: 'DELETE' },
    headers: { allow: /^GET, PUT$/ },
  },
  {
    why: 'TRACE',
    status: 405,
    code: 'method_not_allowed',
    ask: { method: 'TRACE' },
    headers: { allow: /GET/ },
  },
  {
    why: 'a WebSocket',
    status: 501,
    code: 'not_implemented',
    ask: { headers: { ...authorized, connection: 'Upgrade', upgrade: 'WebSocket' } },
  },
  {
    why: 'no consent yet',
    status: 503,
    code: 'connection_not_authorized',
    reason: 'pending_consent',
    tokenFor: failing(
      new CredmgrError('CONNECTION_NOT_AUTHORIZED', 'x', { connection, reason: 'pending_consent' }),
    ),
  },
  {
    why: 'a connection that is gone',
    status: 503,
    code: 'connection_not_authorized',
    reason: 'connection_unknown',
    tokenFor: failing(new CredmgrError('CONNECTION_UNKNOWN', 'x', { connection })),
  },
  {
    why: 'a provider that is down',
    status: 503,
    code: 'token_unavailable',
    reason: 'provider_unreachable',
    tokenFor: failing(unreachable),
    headers: { 'retry-after': /^3$/ },
  },
  {
    why: 'a provider that is down, later',
    status: 503,
    code: 'token_unavailable',
    reason: 'provider_unreachable',
    tokenFor: () => Promise.reject(unreachable),
    headers: { 'retry-after': /^3$/ },
  },
  {
    why: 'a provider that takes too long',
    status: 503,
    code: 'token_unavailable',
    reason: 'provider_slow',
    tokenFor: () =>
      Promise.reject(new CredmgrError('PROVIDER_SLOW', 'x', { provider: 'api', waited: 10_000 })),
  },
  {
    why: 'a token that could not be sealed',
    status: 503,
    code: 'token_unavailable',
    reason: 'store_unwritable',
    tokenFor: failing(new CredmgrError('STORE_UNWRITABLE', 'x', { location: '/secret/place' })),
  },
  {
    why: 'a refused client',
    status: 503,
    code: 'provider_rejected',
    reason: 'invalid_client',
    tokenFor: failing(
      new CredmgrError('PROVIDER_REJECTED', 'x', { provider: 'api', oauthError: 'invalid_client' }),
    ),
  },
  {
    why: 'a mistake of ours',
    status: 500,
    code: 'internal_error',
    tokenFor: failing(new TypeError('with a secret in it')),
  },
  {
    why: 'a mistake of ours, later',
    status: 500,
    code: 'internal_error',
    tokenFor: () => Promise.reject(new TypeError('with a secret in it')),
  },
  {
    why: 'a token with a line break',
    status: 500,
    code: 'internal_error',
    reason: 'header_value',
    tokenFor: () => ({ ...context, accessToken: 'a\r\nX-Evil: 1' }),
  },
  {
    why: 'a token with NUL',
    status: 500,
    code: 'internal_error',
    reason: 'header_value',
    tokenFor: () => ({ ...context, accessToken: 'a\u0000' }),
  },
]

t.test('what is not forwarded is answered with a stable code', async (t) => {
  const upstream = await openUpstream(t)
  for (const refusal of refusals) {
    const { why, status, code, reason, tokenFor, accessPolicies = [everyone] } = refusal
    const served = servedWith([route(upstream.origin, refusal.route)], { accessPolicies })
    const gateway = await openGateway(t, {
      served,
      ...(tokenFor === undefined ? {} : { tokenFor }),
    })
    const answer = await ask(gateway.port, refusal.ask)
    t.equal(answer.status, status, why)
    t.equal(answer.headers['content-type'], 'application/problem+json', why)
    t.equal(answer.headers['cache-control'], 'no-store', why)
    const body = JSON.parse(answer.body) as Record<string, unknown>
    t.match(
      body,
      { status, code, type: `urn:credmgr:problem:${code}`, title: String, detail: String },
      why,
    )
    t.equal(body['reason'], reason, why)
    t.match(answer.headers, refusal.headers ?? {}, why)
    const said = answer.body + JSON.stringify([answer.rawHeaders, gateway.logged])
    t.notMatch(said, /secret|127\.0\.0\.1|node:/, `${why}: tells nothing`)
  }
  t.strictSame(upstream.received, [])
})

t.test('before the first apply the gateway is not ready', async (t) => {
  const { port } = await openGateway(t, { snapshot: () => undefined })
  const answer = await ask(port)
  t.equal(answer.status, 503)
  t.equal(codeOf(answer), 'not_ready')
  t.equal(answer.headers['retry-after'], '1')
})

t.test('what is no request is answered and the connection closed', async (t) => {
  const { port } = await openGateway(t, { snapshot: () => undefined })
  const rows: [text: string, status: number, code: string][] = [
    ['nonsense\r\n\r\n', 400, 'bad_request'],
    [
      'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      400,
      'bad_request',
    ],
    ['GET / HTTP/1.1\r\nHost: a\r\n : b\r\n\r\n', 400, 'bad_request'],
    [`GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 431, 'headers_too_large'],
  ]
  for (const [text, status, code] of rows) {
    const answer = await sendRaw(port, text)
    t.equal(statusOf(answer), status)
    t.match(answer, `"code":"${code}"`)
    t.match(answer, /\r\nConnection: close\r\n/)
  }
})

t.test('an upgrade to something else is an ordinary request', async (t) => {
  const upstream = await openUpstream(t)
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const answer = await sendRaw(port, `${upgradeHead}\r\n\r\n`)
  t.equal(statusOf(answer), 200)
  t.match(answer, /from the upstream/)
  t.notMatch(upstream.received[0]?.headers, { upgrade: String })
  t.notMatch(upstream.received[0]?.headers, { 'http2-settings': String })
  const withBody = await sendRaw(port, `${upgradeHead}\r\nContent-Length: 2\r\n\r\nhi`)
  t.equal(statusOf(withBody), 501)
})

t.test('a caller who leaves an upgrade ends the request to the upstream', async (t) => {
  const upstream = await openUpstream(t, (_request, response) => response.write('first'))
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  for (const more of ['', 'what nobody asked for']) {
    const client = sendAndStay(t, port, `${upgradeHead}\r\n\r\n`)
    const [, response] = (await once(upstream.server, 'request')) as [unknown, ServerResponse]
    await once(client, 'data')
    const left = once(response, 'close')
    client.end(more)
    await left
    t.equal(response.writableFinished, false)
  }
})

t.test(
  'with ignoreError the request goes on without a credential, never with half of one',
  async (t) => {
    const upstream = await openUpstream(t)
    const policies = [
      { policy: 'get-authorization-context', options: { connection, ignoreError: true } },
      {
        policy: 'set-header',
        options: {
          Authorization: 'Bearer {{ auth.accessToken }}',
          'X-Type': '{{ auth.tokenType }}',
          'X-Fixed': 'yes',
        },
      },
    ]
    const reasons: GatewayOptions['tokenFor'][] = [
      failing(unreachable),
      () => Promise.reject(unreachable),
      failing(new CredmgrError('CONNECTION_NOT_AUTHORIZED', 'x', { connection, reason: 'x' })),
    ]
    const headers = { ...authorized, 'x-type': 'of the caller' }
    for (const tokenFor of reasons) {
      const served = servedWith([route(upstream.origin, { policies })])
      const { port } = await openGateway(t, {
        served,
        ...(tokenFor === undefined ? {} : { tokenFor }),
      })
      t.equal((await ask(port, { headers })).status, 200)
    }
    const denied = servedWith([route(upstream.origin, { policies })], { accessPolicies: [] })
    const { port } = await openGateway(t, { served: denied })
    t.equal((await ask(port, { headers })).status, 200)
    t.equal(upstream.received.length, 4)
    for (const received of upstream.received) {
      t.equal(received.headers.authorization, undefined)
      t.equal(received.headers['x-type'], undefined)
      t.equal(received.headers['x-fixed'], 'yes')
    }
  },
)

t.test('a token that was there before is not used when there is none any more', async (t) => {
  const upstream = await openUpstream(t)
  let ready = true
  const options = { connection, ignoreError: true }
  const policies = [{ policy: 'get-authorization-context', options }, ...inject.slice(1)]
  const { port } = await openGateway(t, {
    served: servedWith([route(upstream.origin, { policies })]),
    tokenFor: () => {
      if (!ready) throw unreachable
      return context
    },
  })
  await ask(port)
  ready = false
  await ask(port)
  ready = true
  await ask(port)
  const sent = upstream.received.map(({ headers }) => headers.authorization)
  t.strictSame(sent, [`Bearer ${accessToken}`, undefined, `Bearer ${accessToken}`])
})

t.test('set-header does to a field what its option says', async (t) => {
  const upstream = await openUpstream(t)
  const rows: [option: unknown, callers: string | string[] | undefined, sent: string[]][] = [
    ['x', undefined, ['x']],
    ['x', 'mine', ['x']],
    ['x', ['mine', 'too'], ['x']],
    ['', 'mine', ['']],
    [null, ['mine', 'too'], []],
    [{ value: 'x' }, 'mine', ['x']],
    [{ value: 'x', existsAction: 'override' }, 'mine', ['x']],
    [{ value: 'x', existsAction: 'skip' }, undefined, ['x']],
    [{ value: 'x', existsAction: 'skip' }, 'mine', ['mine']],
    [{ value: 'x', existsAction: 'append' }, undefined, ['x']],
    [{ value: 'x', existsAction: 'append' }, 'mine', ['mine', 'x']],
    [{ values: ['x', 'y'] }, 'mine', ['x', 'y']],
    [{ existsAction: 'delete' }, 'mine', []],
    ['{{auth.accessToken}}', 'mine', [accessToken]],
    ['{{ auth.tokenType }} {{ auth.accessToken }};', undefined, [`Bearer ${accessToken};`]],
    ['{{ auth.scope }}', undefined, ['read write']],
    ['{{ auth.expiresAt }}', undefined, ['2040-01-01T00:00:00.000Z']],
    ['{{ auth.claims.instance_url }}', undefined, ['https://one.example']],
    ['{{ auth.claims.level }}', undefined, ['3']],
    ['{{ auth.claims.gone }}', 'mine', []],
    ['{{ auth.claims.none }}', 'mine', []],
    ['{{ auth.claims.constructor }}', 'mine', []],
    [{ values: ['x', '{{ auth.claims.none }}'] }, 'mine', ['x']],
  ]
  const routes = rows.map(([option], index) => {
    const policies = [...inject, { policy: 'set-header', options: { 'X-Test': option } as never }]
    return route(upstream.origin, { name: `r${index}`, path: `/api/r${index}`, policies })
  })
  const { port } = await openGateway(t, { served: servedWith(routes) })
  for (const [index, [option, callers, sent]] of rows.entries()) {
    const headers = { ...authorized, ...(callers === undefined ? {} : { 'x-test': callers }) }
    await ask(port, { path: `/api/r${index}`, headers })
    const received = upstream.received.at(-1)?.rawHeaders ?? []
    t.strictSame(valuesOf(received, 'x-test'), sent, JSON.stringify([option, callers]))
  }
})

t.test('a public route takes anybody, and only the gateway may bring a token to it', async (t) => {
  const upstream = await openUpstream(t)
  const options = { connection, identityType: 'managed', as: 'own' }
  const policies = [
    { policy: 'get-authorization-context', options },
    { policy: 'set-header', options: { Authorization: 'Bearer {{ own.accessToken }}' } },
  ]
  const served = servedWith([route(upstream.origin, { public: true, policies })], {
    accessPolicies: denial,
  })
  const { port } = await openGateway(t, { served })
  t.equal((await ask(port, { headers: {} })).status, 200)
  t.equal(upstream.received[0]?.headers.authorization, `Bearer ${accessToken}`)
  t.equal((await ask(port, { headers: { authorization: 'Bearer whatever' } })).status, 200)
})

t.test('identityType managed does not spare callers their authentication', async (t) => {
  const upstream = await openUpstream(t)
  const options = { connection, identityType: 'managed' }
  const policies = [{ policy: 'get-authorization-context', options }, ...inject.slice(1)]
  const served = servedWith([route(upstream.origin, { policies })], { accessPolicies: denial })
  const { port } = await openGateway(t, { served })
  t.equal((await ask(port, { headers: {} })).status, 401)
  t.equal((await ask(port)).status, 200)
})

t.test('an authenticator that fails unforeseen does not let anybody through', async (t) => {
  const upstream = await openUpstream(t)
  const authenticator = createAuthenticator({
    fetch,
    clock,
    fingerprint: () => {
      throw new TypeError('no key')
    },
  })
  const served = servedWith([route(upstream.origin)])
  const { port, logged } = await openGateway(t, { served, authenticator })
  const answer = await ask(port)
  t.equal(codeOf(answer), 'internal_error')
  t.match(logged, [{ facts: { cause: 'TypeError' } }])
  t.equal(upstream.received.length, 0)
})

t.test('a thousand requests go through twenty reloads and none fails', async (t) => {
  const [one, other] = [await openUpstream(t), await openUpstream(t)]
  let serial = 0
  const make = () => {
    serial++
    const { origin } = serial % 2 === 0 ? one : other
    const more = route(origin, { name: `more-${serial}`, path: `/more/${serial}` })
    return compileSnapshot(servedWith([route(origin), more], { serial }))
  }
  let snapshot = make()
  const { port } = await openGateway(t, {
    snapshot: () => snapshot,
    tokenFor: () => (Math.random() < 0.5 ? context : Promise.resolve(context)),
  })
  const statuses: number[] = []
  const lanes = Array.from({ length: 20 }, async () => {
    for (let request = 0; request < 50; request++) {
      statuses.push((await ask(port)).status)
      if (statuses.length % 50 === 0) snapshot = make()
    }
  })
  await Promise.all(lanes)
  t.equal(serial, 21)
  t.strictSame(new Set(statuses), new Set([200]))
  t.equal(statuses.length, 1_000)
  t.ok(one.received.length > 0)
  t.ok(other.received.length > 0)
})

t.test(
  'a reload keeps the connections to an upstream that stays, and closes the others',
  async (t) => {
    let opened = 0
    const [stays, goes] = [await openUpstream(t), await openUpstream(t)]
    stays.server.on('connection', () => {
      opened++
    })
    const left = new Promise((resolve) => {
      goes.server.on('connection', (socket) => socket.on('close', resolve))
    })
    const staying = route(stays.origin, { name: 'stays', path: '/stays' })
    const going = route(goes.origin, { name: 'goes', path: '/goes' })
    let snapshot = compileSnapshot(servedWith([staying, going]))
    const { port } = await openGateway(t, { snapshot: () => snapshot })
    t.equal((await ask(port, { path: '/stays' })).status, 200)
    t.equal((await ask(port, { path: '/goes' })).status, 200)
    snapshot = compileSnapshot(servedWith([staying], { serial: 2 }))
    t.equal((await ask(port, { path: '/stays' })).status, 200)
    await left
    t.equal(opened, 1)
    snapshot = compileSnapshot(servedWith([staying, going], { serial: 3 }))
    t.equal((await ask(port, { path: '/goes' })).status, 200, 'an upstream that comes back')
  },
)

t.test('a stream goes on through a reload that removes its route', async (t) => {
  let finish: () => void = () => undefined
  const upstream = await openUpstream(t, (_request, response) => {
    response.write('one ')
    finish = () => response.end('two')
  })
  let snapshot = compileSnapshot(servedWith([route(upstream.origin)]))
  const { port } = await openGateway(t, { snapshot: () => snapshot })
  const streaming = ask(port)
  while (upstream.received.length === 0) await new Promise((resolve) => setImmediate(resolve))
  snapshot = compileSnapshot(servedWith([], { serial: 2 }))
  t.equal((await ask(port)).status, 404)
  finish()
  t.match(await streaming, { status: 200, body: 'one two' })
})

t.test('a request is judged by one snapshot, though another comes while it waits', async (t) => {
  const upstream = await openUpstream(t)
  const allowed = compileSnapshot(servedWith([route(upstream.origin)]))
  const denied = compileSnapshot(servedWith([route(upstream.origin)], { accessPolicies: [] }))
  let snapshot = allowed
  const { port } = await openGateway(t, {
    snapshot: () => snapshot,
    tokenFor: async () => {
      snapshot = denied
      return context
    },
  })
  t.equal((await ask(port)).status, 200)
  t.equal((await ask(port)).status, 403)
})

t.test('requests on one connection are answered one after the other', async (t) => {
  const upstream = await openUpstream(t)
  const { port } = await openGateway(t, { served: servedWith([route(upstream.origin)]) })
  const get = (path: string, last = '') =>
    `GET ${path} HTTP/1.1\r\nHost: a\r\nX-Api-Key: ${apiKey}\r\n${last}\r\n`
  const answer = await sendRaw(
    port,
    get('/api/1') +
      get('/none') +
      get('/api/2') +
      get('/api//3') +
      get('/api/4', 'Connection: close\r\n'),
  )
  const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
  t.strictSame(statuses, ['200', '404', '200', '400', '200'])
  t.strictSame(
    upstream.received.map(({ url }) => url),
    ['/1', '/2', '/4'],
  )
})

t.test('a caller who sends a body with a refused request gets the answer', async (t) => {
  const { port } = await openGateway(t, { snapshot: () => undefined })
  const socket = connect(port, '127.0.0.1')
  t.teardown(() => socket.destroy())
  const answer = await ask(port, { method: 'POST', body: Buffer.alloc(200_000) })
  t.equal(codeOf(answer), 'not_ready')
})
