import fc from 'fast-check'
import t from 'tap'
import type { JsonObject } from '../../src/model/index.ts'
import {
  accessToken,
  apiKey,
  ask,
  authorized,
  codeOf,
  context,
  inject,
  openGateway,
  openUpstream,
  policies,
  route,
  type Scope,
  servedWith,
  valuesOf,
} from './support.ts'

/** A gateway with one route and an upstream, after `inject`. */
async function open(t: Scope, written: readonly JsonObject[], path = '/api/**', base = '') {
  const upstream = await openUpstream(t)
  const options = { path, policies: [...inject, ...policies(...written)] }
  const served = servedWith([route(upstream.origin + base, options)])
  const gateway = await openGateway(t, { served })
  return { ...gateway, upstream, url: () => upstream.received.at(-1)?.url }
}

t.test('set-query-parameter sets, keeps, adds and deletes, and encodes values', async (t) => {
  const { port, url } = await open(t, [
    {
      'set-query-parameter': {
        v: '1',
        'a b': 'c&d=e%#+',
        kept: { value: '2', existsAction: 'skip' },
        more: { values: ['3', '4'], existsAction: 'append' },
        gone: null,
      },
    },
  ])
  const set = 'v=1&a%20b=c%26d%3De%25%23%2B'
  const table: readonly (readonly [string, string])[] = [
    ['/api/x', `/x?${set}&kept=2&more=3&more=4`],
    ['/api/x?', `/x?${set}&kept=2&more=3&more=4`],
    ['/api/x?v=9&v=8&V=7', `/x?V=7&${set}&kept=2&more=3&more=4`],
    ['/api/x?kept&more=0', `/x?kept&more=0&${set}&more=3&more=4`],
    ['/api/x?gone=1&%67one=2&other=%2F', `/x?other=%2F&${set}&kept=2&more=3&more=4`],
    ['/api/x?a+b=1&a%20b=2&%61%20b', `/x?${set}&kept=2&more=3&more=4`],
    ['/api/x?%ff=1', `/x?%ff=1&${set}&kept=2&more=3&more=4`],
  ]
  for (const [path, expected] of table) {
    await ask(port, { path })
    t.equal(url(), expected, path)
  }
})

t.test(
  'what a caller sends under the name of a token is replaced, in every spelling',
  async (t) => {
    const { port, url, logged } = await open(t, [
      { 'set-header': { Authorization: null } },
      { 'set-query-parameter': { access_token: '{{ auth.accessToken }}' } },
    ])
    const spellings = ['access_token', 'access%5Ftoken', '%61ccess_token', 'acces%73%5ftoken']
    for (const name of spellings) {
      await ask(port, { path: `/api/x?${name}=evil` })
      t.equal(url(), `/x?access_token=${accessToken}`, name)
    }
    t.notMatch(JSON.stringify(logged), accessToken)
  },
)

t.test('a token in the query is in no log and no answer when the upstream is gone', async (t) => {
  const upstream = await openUpstream(t)
  upstream.server.close()
  const token = policies({ 'set-query-parameter': { key: '{{ auth.accessToken }}' } })
  const served = servedWith([route(upstream.origin, { policies: [...inject, ...token] })])
  const { port, logged } = await openGateway(t, { served })
  const answer = await ask(port)
  t.equal(answer.status, 502)
  t.ok(logged.length > 0)
  t.notMatch(JSON.stringify([logged, answer]), accessToken)
})

t.test(
  'a token in the query does not come back with a redirect, however it is spelled',
  async (t) => {
    const token = 'not-a+real/token=='
    const spellings = {
      Location: `/x/?key=${encodeURIComponent(token)}&a=b`,
      'Content-Location': `/x/?a=b&key=${token}`,
      Link: `</x/?key=${encodeURIComponent(encodeURIComponent(token))}>; rel=next`,
      Refresh: `1; url=/x?key=${encodeURIComponent(token).toLowerCase()}`,
      'X-Other': 'stays',
    }
    const upstream = await openUpstream(t, (_request, response) => {
      response.writeHead(301, spellings).end()
    })
    const query = policies({ 'set-query-parameter': { key: '{{ auth.accessToken }}' } })
    const served = servedWith([route(upstream.origin, { policies: [...inject, ...query] })])
    const { port } = await openGateway(t, {
      served,
      tokenFor: () => ({ ...context, accessToken: token }),
    })
    t.match((await ask(port)).headers, {
      location: '/x/?key=&a=b',
      'content-location': '/x/?a=b&key=',
      link: '</x/?key=>; rel=next',
      refresh: '1; url=/x?key=',
      'x-other': 'stays',
    })
  },
)

t.test('a value cannot end the query, a header or the line', async (t) => {
  const evil = 'a&b=c#d%26\r\nX-Evil: 1'
  const upstream = await openUpstream(t)
  const query = policies({ 'set-query-parameter': { q: '{{ auth.claims.evil }}' } })
  const header = policies({ 'set-header': { 'X-Q': '{{ auth.claims.evil }}' } })
  const served = servedWith([
    route(upstream.origin, { path: '/q/**', policies: [...inject, ...query] }),
    route(upstream.origin, { name: 'h', path: '/h/**', policies: [...inject, ...header] }),
  ])
  const tokenFor = () => ({ ...context, claims: { evil } })
  const { port } = await openGateway(t, { served, tokenFor })
  await ask(port, { path: '/q/x?z=1' })
  t.equal(upstream.received[0]?.url, `/x?z=1&q=${encodeURIComponent(evil)}`)
  t.equal(upstream.received[0]?.headers['x-evil'], undefined)
  t.equal((await ask(port, { path: '/h/x' })).status, 500)
  t.equal(upstream.received.length, 1, 'what has a line break is not sent at all')
})

t.test('a parameter that is no Unicode is not sent', async (t) => {
  const upstream = await openUpstream(t)
  const query = policies({ 'set-query-parameter': { q: '{{ auth.claims.half }}' } })
  const served = servedWith([route(upstream.origin, { policies: [...inject, ...query] })])
  const { port } = await openGateway(t, {
    served,
    tokenFor: () => ({ ...context, claims: { half: '\ud800' } }),
  })
  t.match(await ask(port), { status: 500 })
  t.equal(upstream.received.length, 0)
})

t.test('rewrite-uri puts segments and the rest where the template says', async (t) => {
  const rows: readonly (readonly [string, JsonObject, string, string])[] = [
    ['/api/**', { template: '/v2/**' }, '/api/a/b?c=1', '/base/v2/a/b?c=1'],
    ['/api/**', { template: '/**' }, '/api', '/base/'],
    ['/api/**', { template: '/' }, '/api/a', '/base/'],
    ['/api/**', { template: '/v2/**', copyUnmatchedParams: false }, '/api/a?b=1', '/base/v2/a'],
    ['/a/*/b/*', { template: '/x/*/*' }, '/a/1%20x/b/2', '/base/x/1%20x/2'],
    ['/a/*/**', { template: '/x/*/y/**' }, '/a/1/2/3', '/base/x/1/y/2/3'],
    ['/api/**', { template: '/t/{{ request.headers.x-t }}' }, '/api/a', '/base/t/blue%20%26'],
    ['/api/**', { template: '/t/{{ caller.identity }}/**' }, '/api/a', '/base/t/batch/a'],
  ]
  for (const [path, rewriteUri, target, expected] of rows) {
    const { port, url } = await open(t, [{ 'rewrite-uri': rewriteUri }], path, '/base')
    await ask(port, { path: target, headers: { ...authorized, 'x-t': 'blue &' } })
    t.equal(url(), expected, JSON.stringify(rewriteUri))
  }
})

t.test('a value in a path stays within its segment, below the upstream', async (t) => {
  const template = '/t/{{ request.headers.x-t }}/z'
  const { port, upstream } = await open(t, [{ 'rewrite-uri': { template } }], '/api/**', '/base')
  const evil = ['..', '.', 'a/b', '../..', '%2e%2e', 'a%2fb', '', 'a\\b', '..;x', '%252e']
  for (const value of evil) {
    const answer = await ask(port, { headers: { ...authorized, 'x-t': value } })
    t.equal(answer.status, 400, value)
    t.equal(codeOf(answer), 'bad_request', value)
  }
  t.equal((await ask(port)).status, 400, 'no value')
  t.equal(upstream.received.length, 0)
  await ask(port, { headers: { ...authorized, 'x-t': '@evil.example?#:' } })
  t.equal(upstream.received[0]?.url, '/base/t/%40evil.example%3F%23%3A/z')
  t.equal(upstream.received[0]?.headers.host, `127.0.0.1:${upstream.port}`)
})

t.test('set-method changes the method for the upstream and keeps the body', async (t) => {
  const { port, upstream } = await open(t, [{ 'set-method': { method: 'PUT' } }])
  await ask(port, { method: 'POST', body: 'hello' })
  t.match(upstream.received[0], { method: 'PUT', body: 'hello' })
})

t.test(
  'set-variable fills templates, and a value that is not there leaves nothing half',
  async (t) => {
    const { port, upstream } = await open(t, [
      { 'set-variable': { name: 'tenant', value: 't-{{ request.headers.x-tenant }}' } },
      {
        'set-header': {
          'X-To': '{{ tenant }}',
          'X-Where': '{{ request.method }} {{ request.path }}',
        },
      },
      { 'set-variable': { name: 'tenant', value: 'other' } },
      { 'set-header': { 'X-Then': '{{ tenant }}', 'X-From': '{{ request.ipAddress }}' } },
    ])
    await ask(port, { headers: { ...authorized, 'x-tenant': 'blue' } })
    await ask(port, { headers: { ...authorized, 'x-to': 'evil' } })
    const [first, second] = upstream.received
    t.match(first?.headers, {
      'x-to': 't-blue',
      'x-where': 'GET /api/x',
      'x-then': 'other',
      'x-from': '127.0.0.1',
    })
    t.strictSame(valuesOf(second?.rawHeaders ?? [], 'x-to'), [])
  },
)

t.test('several contexts on one route go where they are named', async (t) => {
  const upstream = await openUpstream(t)
  const written = policies(
    { 'get-authorization-context': { connection: 'api/main', as: 'one' } },
    { 'get-authorization-context': { connection: 'api/main', as: 'two' } },
    { 'set-header': { Authorization: 'Bearer {{ one.accessToken }}', 'X-Two': '{{ two.scope }}' } },
  )
  const served = servedWith([route(upstream.origin, { policies: written })])
  let count = 0
  const tokenFor = () => {
    count += 1
    return { ...context, accessToken: `fake-${count}`, scope: `scope-${count}` }
  }
  const { port } = await openGateway(t, { served, tokenFor })
  await ask(port)
  await ask(port)
  t.strictSame(
    upstream.received.map(({ headers }) => [headers.authorization, headers['x-two']]),
    [
      ['Bearer fake-1', 'scope-2'],
      ['Bearer fake-3', 'scope-4'],
    ],
  )
})

t.test('the caller’s own credential reaches the upstream in no field', async (t) => {
  const { port, upstream } = await open(t, [
    { 'set-variable': { name: 'agent', value: '{{ request.headers.user-agent }}' } },
    { 'set-header': { 'X-Agent': '{{ agent }}' } },
    { 'rewrite-uri': { template: '/v2/**' } },
    { 'set-query-parameter': { path: '{{ request.path }}' } },
  ])
  const headers = { 'x-api-key': apiKey, cookie: 'session=evil', 'user-agent': 'tests' }
  await ask(port, { headers })
  const [received] = upstream.received
  t.equal(received?.url, '/v2/x?path=%2Fapi%2Fx')
  t.equal(received?.headers['x-agent'], 'tests')
  t.notMatch(JSON.stringify(received), apiKey)
  t.notMatch(JSON.stringify(received), 'evil')
  t.strictSame(valuesOf(received?.rawHeaders ?? [], 'authorization'), [`Bearer ${accessToken}`])
})

/** A text that may hold anything, above all what means something in a target. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .array(
      fc.constantFrom('/', '..', '.', '%', '%2f', '&', '=', '?', '#', '+', ';', '\\', '\r\n', 'a'),
    )
    .map((parts) => parts.join('')),
)

t.test('law: whatever a value holds, it is one value, and the rest stays as it is', async (t) => {
  const upstream = await openUpstream(t)
  const written = policies(
    { 'set-query-parameter': { q: '{{ auth.claims.q }}' } },
    { 'rewrite-uri': { template: '/t/{{ auth.claims.p }}/z' } },
  )
  const served = servedWith([
    route(`${upstream.origin}/base`, { policies: [...inject, ...written] }),
  ])
  let claims = {}
  const { port } = await openGateway(t, { served, tokenFor: () => ({ ...context, claims }) })
  let forwarded = 0
  const law = fc.asyncProperty(anyText, anyText, async (q, p) => {
    claims = { q, p }
    upstream.received.splice(0)
    const { status } = await ask(port, { path: '/api/x?one=1&q=evil' })
    const [received] = upstream.received
    if (received === undefined) return status === 400 || status === 500
    forwarded += 1
    const [path = '', query = ''] = received.url.split('?')
    const segments = path.split('/').map(decodeURIComponent)
    const parameters = [...new URLSearchParams(query)]
    t.strictSame(segments, ['', 'base', 't', p, 'z'])
    t.strictSame(parameters, [
      ['one', '1'],
      ['q', q],
    ])
    return !/^\.{0,2}$|[/\\]/.test(p)
  })
  await fc.assert(law, { numRuns: 300 })
  t.ok(forwarded > 50, `${forwarded}`)
})

t.test('negative control: a value that is not encoded is more than one', (t) => {
  const parameters = [...new URLSearchParams(`one=1&q=${'a&one=2'}`)]
  t.strictSame(parameters, [
    ['one', '1'],
    ['q', 'a'],
    ['one', '2'],
  ])
  t.not(new URL(`http://a.example/base/t/${'../../x'}/z`).pathname, '/base/t/../../x/z')
  t.end()
})
