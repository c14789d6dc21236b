import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import t, { type Test } from 'tap'
import type { Served } from '../../src/engine/index.ts'
import { compileSnapshot, createDataPlane } from '../../src/gateway/index.ts'
import { CredmgrError, type Logger } from '../../src/model/index.ts'
import {
  accessToken,
  apiKey,
  connection,
  context,
  everyone,
  inject,
  listen,
  newAuthenticator,
  policies,
  type RouteOptions,
  route,
  servedWith,
  type TokenFor,
  valuesOf,
} from './support.ts'

const secret = 'not-a-real-proxy-secret'
const trusted = { 'x-credmgr-forward-auth': secret }
const caller = { authorization: `Bearer ${apiKey}` }
const original = { 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/api/x?q=1' }
const question = { ...trusted, ...caller, ...original }

interface Answer {
  readonly status: number
  readonly rawHeaders: readonly string[]
  readonly body: string
}

type Ask = (
  headers: Record<string, string | string[]>,
  options?: { readonly path?: string; readonly method?: string; readonly body?: string },
) => Promise<Answer>

/** What stands on the admin listener of a gateway. */
async function opened(
  t: Test,
  routes: Served['routes'],
  tokenFor: TokenFor = () => context,
  options: Partial<Served> = {},
): Promise<Ask> {
  const snapshot = compileSnapshot(servedWith(routes, options))
  const quiet: Logger['info'] = () => undefined
  const plane = createDataPlane({
    snapshot: () => snapshot,
    tokens: {
      tokenFor,
      forget: () => undefined,
      another: async () => undefined,
      keep: async () => undefined,
      close: async () => undefined,
    },
    authenticator: newAuthenticator(),
    isProxySecret: (given) => given === secret,
    logger: { info: quiet, warn: quiet, error: quiet },
  })
  const port = await listen(t, createServer(plane.authorize))
  return async (headers, { path = '/-/authz/api', method = 'GET', body } = {}) => {
    const asked = httpRequest({ port, host: '127.0.0.1', method, path, headers, agent: false })
    asked.end(body)
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    const { statusCode: status = 0, rawHeaders } = response
    return { status, rawHeaders, body: Buffer.concat(chunks).toString('utf8') }
  }
}

function api(options: RouteOptions = {}): Served['routes'][number] {
  return route('https://upstream.example', options)
}

/** Status, and of a refusal its code and reason. */
function gist({ status, body }: Answer): string {
  if (body === '') return String(status)
  const { code, reason } = JSON.parse(body) as { code: string; reason?: string }
  return [status, code, ...(reason === undefined ? [] : [reason])].join(' ')
}

t.test('a proxy gets the fields to set and the names of those to take away', async (t) => {
  const ask = await opened(t, [api()])
  const answer = await ask({ ...question, cookie: 'a=b', accept: 'text/html', strange_name: 'x' })
  t.equal(answer.status, 200)
  t.equal(answer.body, '')
  t.same(valuesOf(answer.rawHeaders, 'authorization'), [`Bearer ${accessToken}`])
  const gone = ['cookie, proxy-authorization, strange_name, x-api-key']
  t.same(valuesOf(answer.rawHeaders, 'x-credmgr-remove'), gone)
  t.same(valuesOf(answer.rawHeaders, 'x-envoy-auth-headers-to-remove'), gone)
  t.same(valuesOf(answer.rawHeaders, 'cache-control'), ['no-store'])
  t.same(valuesOf(answer.rawHeaders, 'accept'), [], 'what the caller sent is not sent back')
  t.notMatch(answer.rawHeaders.join('\n'), apiKey)
})

t.test('fields that a route sets, adds to or deletes are told as such', async (t) => {
  const options = {
    'X-Tenant': 'acme',
    'X-List': { value: 'mine', existsAction: 'append' },
    'X-Debug': null,
    'X-Kept': { value: 'ours', existsAction: 'skip' },
  }
  const auth = { policy: 'get-authorization-context', options: { connection } }
  const ask = await opened(t, [api({ policies: [auth, { policy: 'set-header', options }] })])
  const answer = await ask({ ...question, 'x-list': 'theirs', 'x-debug': '1', 'x-kept': 'theirs' })
  t.same(valuesOf(answer.rawHeaders, 'x-tenant'), ['acme'])
  t.same(valuesOf(answer.rawHeaders, 'x-list'), ['theirs', 'mine'])
  t.same(valuesOf(answer.rawHeaders, 'x-kept'), ['theirs'])
  t.same(valuesOf(answer.rawHeaders, 'x-credmgr-remove'), [
    'authorization, cookie, proxy-authorization, x-api-key, x-debug',
  ])
})

t.test('a caller cannot keep a field from being set by sending it', async (t) => {
  const options = { 'X-Tenant': 'acme', 'X-Debug': null }
  const ask = await opened(t, [
    api({ policies: [...inject, ...policies({ 'set-header': options })] }),
  ])
  for (const sent of [{}, { 'x-tenant': 'acme', 'x-debug': '1' }, { 'x-tenant': 'evil' }]) {
    const answer = await ask({ ...question, ...sent })
    t.same(valuesOf(answer.rawHeaders, 'x-tenant'), ['acme'])
    t.match(valuesOf(answer.rawHeaders, 'x-credmgr-remove'), [/x-debug/])
  }
})

t.test('asked as Envoy asks, method and host are those of the question', async (t) => {
  const ask = await opened(t, [
    api({ match: { methods: ['GET'] } }),
    api({ name: 'hosted', path: '/hosted/**', match: { host: 'internal.example' } }),
  ])
  const known = { ...trusted, ...caller, host: 'internal.example' }
  const unclear = '403 access_denied original_request_unclear'
  const rows: readonly (readonly [string, string, Record<string, string>, string])[] = [
    ['GET', 'api/api/x', {}, '200'],
    ['GET', 'api/api/x', { 'x-forwarded-method': 'GET' }, '200'],
    ['DELETE', 'api/api/x', {}, '403 access_denied method_not_allowed'],
    ['DELETE', 'api/api/x', { 'x-forwarded-method': 'GET' }, unclear],
    ['DELETE', 'api/api/x', { 'x-original-method': 'GET' }, unclear],
    ['GET', 'hosted/hosted/x', {}, '200'],
    ['GET', 'hosted/hosted/x', { host: 'public.example' }, '403 access_denied route_not_found'],
    [
      'GET',
      'hosted/hosted/x',
      { host: 'public.example', 'x-forwarded-host': 'internal.example' },
      unclear,
    ],
  ]
  for (const [method, asked, headers, expected] of rows) {
    const answer = await ask({ ...known, ...headers }, { method, path: `/-/authz/${asked}` })
    t.equal(gist(answer), expected, JSON.stringify([method, asked, headers]))
  }
})

t.test('only a proxy that shows the secret is answered, whatever the caller may do', async (t) => {
  let asked = 0
  const ask = await opened(t, [api()], () => {
    asked += 1
    return context
  })
  const { 'x-credmgr-forward-auth': _secret, ...untrusted } = question
  for (const wrong of [undefined, '', 'wrong', `${secret}x`, [secret, secret]]) {
    const headers = wrong === undefined ? {} : { 'x-credmgr-forward-auth': wrong }
    const answer = await ask({ ...untrusted, ...headers })
    t.equal(gist(answer), '403 access_denied proxy_not_trusted', String(wrong))
  }
  const nowhere = await ask(untrusted, { path: '/-/authz/nowhere' })
  t.equal(gist(nowhere), '403 access_denied proxy_not_trusted', 'nor told which routes there are')
  t.equal(asked, 0)
  t.equal((await ask(question)).status, 200, 'the negative control')
})

t.test('a caller is refused as on the gateway itself', async (t) => {
  const down: TokenFor = () => {
    throw new CredmgrError('PROVIDER_UNREACHABLE', 'down', { provider: 'api', retryAfterMs: 9_000 })
  }
  const dead: TokenFor = () => {
    throw new CredmgrError('CONNECTION_NOT_AUTHORIZED', 'dead', { connection, reason: 'revoked' })
  }
  const rows: readonly (readonly [TokenFor, Record<string, string>, string])[] = [
    [() => context, { ...trusted, ...original }, '401 unauthenticated'],
    [() => context, { ...question, authorization: 'Bearer wrong' }, '401 invalid_token'],
    [down, question, '503 token_unavailable provider_unreachable'],
    [dead, question, '503 connection_not_authorized revoked'],
    [async () => dead(), question, '503 connection_not_authorized revoked'],
  ]
  for (const [tokenFor, headers, expected] of rows) {
    const answer = await (await opened(t, [api()], tokenFor))(headers)
    t.equal(gist(answer), expected)
    t.same(valuesOf(answer.rawHeaders, 'content-type'), ['application/problem+json'])
  }
})

t.test('a caller without an access policy is refused with the reason', async (t) => {
  const other = {
    policy: 'get-authorization-context',
    options: { connection, identityType: 'managed' },
  }
  const ask = await opened(t, [api({ policies: [other] })])
  t.equal(gist(await ask(question)), '403 access_denied no_match')
})

t.test('conditions and templates see the method and path of the caller’s request', async (t) => {
  const traced = policies({
    'set-header': { 'X-Trace': '{{ request.method }} {{ request.path }}' },
  })
  const accessPolicies = [{ ...everyone, conditions: { routes: [], methods: ['POST'] } }]
  const ask = await opened(t, [api({ policies: [...inject, ...traced] })], undefined, {
    accessPolicies,
  })
  const posted = await ask({ ...question, 'x-forwarded-method': 'POST' })
  t.same(valuesOf(posted.rawHeaders, 'x-trace'), ['POST /api/x'])
  const read = await ask(question, { method: 'POST' })
  t.equal(gist(read), '403 access_denied conditions_not_met', 'whatever the question’s own method')
})

t.test('a route with a policy that does more than set header fields is refused', async (t) => {
  const more = [
    { 'ip-filter': { action: 'allow', addresses: ['127.0.0.1'] } },
    { 'rewrite-uri': { template: '/other' } },
    { 'rate-limit': { calls: 1, renewalPeriod: 60 } },
    { 'return-response': { status: 204 } },
    { 'set-method': { method: 'POST' } },
  ]
  for (const each of more) {
    const ask = await opened(t, [api({ policies: [...inject, ...policies(each)] })])
    const answer = await ask(question)
    t.equal(gist(answer), '403 access_denied policies_not_supported', JSON.stringify(each))
  }
})

t.test('the route must be the one that would take the request', async (t) => {
  const ask = await opened(t, [
    api(),
    api({ name: 'inner', path: '/api/inner/**' }),
    api({ name: 'reads', path: '/reads/**', match: { methods: ['GET'] } }),
    api({ name: 'hosted', path: '/hosted/**', match: { host: 'api.example' } }),
    api({ name: 'marked', path: '/marked/**', match: { headers: { 'x-mark': 'yes' } } }),
  ])
  const about = (method: string, uri: string, more = {}) => ({
    ...trusted,
    ...caller,
    'x-forwarded-method': method,
    'x-forwarded-uri': uri,
    ...more,
  })
  const rows: readonly (readonly [string, Record<string, string>, string])[] = [
    ['api', about('POST', '/api/x'), '200'],
    ['inner', about('GET', '/api/inner/x'), '200'],
    ['api', about('GET', '/api/inner/x'), '403 access_denied route_not_found'],
    ['inner', about('GET', '/api/x'), '403 access_denied route_not_found'],
    ['api', about('GET', '/elsewhere'), '403 access_denied route_not_found'],
    ['nowhere', about('GET', '/api/x'), '403 access_denied route_not_found'],
    ['reads', about('GET', '/reads/x'), '200'],
    ['reads', about('POST', '/reads/x'), '403 access_denied method_not_allowed'],
    ['api', about('TRACE', '/api/x'), '403 access_denied method_not_allowed'],
    ['hosted', about('GET', '/hosted/x', { 'x-forwarded-host': 'api.example' }), '200'],
    ['hosted', about('GET', '/hosted/x'), '403 access_denied route_not_found'],
    ['marked', about('GET', '/marked/x', { 'x-mark': 'yes' }), '200'],
    ['marked', about('GET', '/marked/x'), '403 access_denied route_not_found'],
    ['api', about('GET', '/api/../admin'), '403 access_denied ambiguous_target'],
    ['api', about('GET', '/api/%2e%2e/admin'), '403 access_denied ambiguous_target'],
    ['api', about('GET', '//api/x'), '403 access_denied ambiguous_target'],
    ['api', about('GET', '/api/a%2fb'), '403 access_denied ambiguous_target'],
  ]
  for (const [name, headers, expected] of rows) {
    const answer = await ask(headers, { path: `/-/authz/${name}` })
    t.equal(
      gist(answer),
      expected,
      `${name} ${headers['x-forwarded-method']} ${headers['x-forwarded-uri']}`,
    )
  }
})

t.test('every way in which proxies name the original request is understood', async (t) => {
  const ask = await opened(t, [api({ match: { methods: ['PUT'] } })])
  const known = { ...trusted, ...caller }
  const rows: readonly (readonly [Record<string, string>, { path?: string; method?: string }])[] = [
    [{ 'x-forwarded-method': 'PUT', 'x-forwarded-uri': '/api/x?a=b' }, {}],
    [{ 'x-original-method': 'PUT', 'x-original-uri': '/api/x?a=b' }, {}],
    [{ 'x-original-method': 'PUT', 'x-original-url': 'https://api.example/api/x?a=b' }, {}],
    [{}, { method: 'PUT', path: '/-/authz/api/api/x?a=b' }],
    [{ 'x-forwarded-method': 'PUT', 'x-original-method': 'PUT', 'x-original-uri': '/api/x' }, {}],
  ]
  for (const [headers, options] of rows) {
    const answer = await ask({ ...known, ...headers }, options)
    t.equal(answer.status, 200, JSON.stringify([headers, options]))
  }
})

t.test(
  'a request that is not named, or named twice, is refused: a caller may have named it',
  async (t) => {
    const ask = await opened(t, [api()])
    const known = { ...trusted, ...caller }
    const unclear: readonly (readonly [Record<string, string | string[]>, string?])[] = [
      [{}],
      [{ 'x-forwarded-uri': '/api/x' }],
      [{ 'x-forwarded-method': 'GET' }],
      [{ ...original, 'x-original-uri': '/api/other' }],
      [{ ...original, 'x-original-url': 'https://api.example/other' }],
      [{ ...original, 'x-original-method': 'POST' }],
      [{ ...original, 'x-forwarded-method': 'get' }],
      [original, '/-/authz/api/other'],
      [{ ...original, 'x-forwarded-uri': ['/api/x', '/api/x'] }],
      [original, '/-/authz/'],
      [original, '/-/authz/api%20'],
      [original, '/-/authz/API'],
    ]
    for (const [headers, path = '/-/authz/api'] of unclear) {
      const { status, body } = await ask({ ...known, ...headers }, { path })
      t.equal(status, 403, JSON.stringify([headers, path]))
      t.match(JSON.parse(body), { reason: /^(?:original_request_unclear|ambiguous_target)$/ })
    }
  },
)

t.test('a body is not waited for, and a public route asks no caller', async (t) => {
  const ask = await opened(t, [
    api(),
    api({ name: 'open', path: '/open/**', public: true, policies: [] }),
  ])
  t.equal((await ask(question, { method: 'POST', body: 'x'.repeat(100_000) })).status, 200)
  const open = await ask(
    { ...trusted, 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/open/x' },
    { path: '/-/authz/open' },
  )
  t.equal(open.status, 200)
})
