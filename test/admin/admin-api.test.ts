import t from 'tap'
import { type AdminPorts, createAdminApp } from '../../src/admin/index.ts'
import type { ConnectionStatus, Consent } from '../../src/engine/index.ts'
import { type Authentication, CredmgrError, type Principal } from '../../src/model/index.ts'
import { address, memoryConsent } from './memory-consent.ts'
import { type LogEntry, makeWorld, recordingLogger } from './support.ts'

const links = '/-/api/v1/connections/github/release-bot/login-links'
const host = '127.0.0.1:8081'
const allowed = 'https://ci.acme.example/connected'

const statuses: readonly ConnectionStatus[] = [
  {
    address: address('erp/orders'),
    sync: 'unknown',
    auth: 'connected',
    reason: null,
    scopes: ['orders.read'],
    grantedScopes: ['orders.read'],
    expiresAt: Date.UTC(2026, 10, 23, 16),
    reconsentBy: Date.UTC(2027, 1, 16),
    account: null,
  },
  {
    address: address('github/release-bot'),
    sync: 'unknown',
    auth: 'pendingConsent',
    reason: 'consent_required',
    scopes: ['repo'],
    grantedScopes: [],
    expiresAt: null,
    reconsentBy: null,
    account: null,
  },
]

const told = {
  expiresAt: '2026-11-23T16:00:00.000Z',
  reconsentBy: '2027-02-16T00:00:00.000Z',
}

const roles: { operator: readonly Principal[]; viewer: readonly Principal[] } = {
  operator: [{ type: 'apiKey', identity: 'ops' }],
  viewer: [
    { type: 'apiKey', identity: 'dashboard' },
    { type: 'claims', identity: 'ci', claims: { sub: 'reader' } },
  ],
}

/** `Bearer fake-<identity>` is that identity's API key; `fake-ci:<sub>` a token of `ci`. */
async function authenticate(headers: Headers): Promise<Authentication> {
  const credential = headers.get('authorization')
  if (credential === null) return { ok: false, code: 'unauthenticated', detail: 'no credential' }
  const [, identity = '', sub] = /^Bearer fake-(\w+)(?::(\w+))?$/.exec(credential) ?? []
  if (identity === '') return { ok: false, code: 'invalid_token', detail: 'the token is malformed' }
  if (sub === undefined) return { ok: true, caller: { type: 'apiKey', identity } }
  return { ok: true, caller: { type: 'oidc', identity, claims: { sub }, expiresAt: 0 } }
}

/** What the app needs and most tests never come to. */
const unused = {
  isKeyHolder: () => false,
  reload: async () => {
    throw new Error('nobody asked for a reload')
  },
}

function fixture(
  steps: Partial<Consent> = {},
  judge = authenticate,
  parts: Partial<Pick<AdminPorts, 'isKeyHolder' | 'reload'>> = {},
) {
  const world = makeWorld()
  const consent = memoryConsent(world)
  const log: LogEntry[] = []
  const app = createAdminApp({
    consent: { ...consent, ...steps },
    statuses: async () => statuses,
    roles: () => roles,
    listen: () => host,
    authenticate: judge,
    ...unused,
    ...parts,
    logger: recordingLogger(log),
  })
  const call = (
    path: string,
    init: { method?: string; as?: string; body?: string; headers?: Record<string, string> } = {},
  ) => {
    const { method = 'GET', as, body, headers = {} } = init
    return app.request(path, {
      method,
      headers: {
        host,
        ...(as !== undefined && { authorization: `Bearer fake-${as}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body }),
    })
  }
  return { app, call, consent, log }
}

t.test('an operator gets a login link that expires', async (t) => {
  const { call, consent, log } = fixture()
  const body = JSON.stringify({ postLoginRedirectUrl: allowed })
  const response = await call(links, { method: 'POST', as: 'ops', body })
  t.equal(response.status, 201)
  t.equal(response.headers.get('cache-control'), 'no-store')
  const answer = await response.json()
  t.match(answer, {
    loginLink: /^http:\/\/127\.0\.0\.1:8080\/-\/consent\/[\w-]{43}$/,
    expiresAt: '2026-11-24T15:04:00.000Z',
  })
  t.same(Object.keys(Object(answer)).sort(), ['expiresAt', 'loginLink'])
  const [[ticket, link] = ['']] = consent.links
  t.match(link, { redirectUrl: allowed, initiator: 'apiKey ops' })
  t.match(log, [{ message: 'login link issued', facts: { connection: 'github/release-bot' } }])
  t.equal(ticket.length, 43)
  t.notOk(JSON.stringify(log).includes(ticket))
})

t.test('the body may be left out or be empty', async (t) => {
  const { call, consent } = fixture()
  for (const body of [undefined, '', '{}']) {
    const init = { method: 'POST', as: 'ops', ...(body !== undefined && { body }) }
    t.equal((await call(links, init)).status, 201, String(body))
  }
  for (const link of consent.links.values()) t.notOk(link.redirectUrl)
})

t.test('who may do what', async (t) => {
  const list = '/-/api/v1/connections'
  const one = '/-/api/v1/connections/erp/orders'
  const table: readonly (readonly [string | undefined, string, string, number, string?])[] = [
    [undefined, 'GET', list, 401, 'unauthenticated'],
    [undefined, 'GET', one, 401, 'unauthenticated'],
    [undefined, 'POST', links, 401, 'unauthenticated'],
    [undefined, 'GET', '/', 401, 'unauthenticated'],
    [undefined, 'GET', '/-/console', 401, 'unauthenticated'],
    [undefined, 'GET', '/-/metrics', 401, 'unauthenticated'],
    [undefined, 'DELETE', list, 401, 'unauthenticated'],
    [undefined, 'OPTIONS', list, 401, 'unauthenticated'],
    ['-', 'GET', list, 401, 'invalid_token'],
    ['nobody', 'GET', list, 403, 'access_denied'],
    ['nobody', 'POST', links, 403, 'access_denied'],
    ['nobody', 'GET', '/-/console', 403, 'access_denied'],
    ['ci:writer', 'GET', list, 403, 'access_denied'],
    ['other:reader', 'GET', list, 403, 'access_denied'],
    ['ci:reader', 'GET', list, 200],
    ['ci:reader', 'POST', links, 403, 'access_denied'],
    ['dashboard', 'GET', list, 200],
    ['dashboard', 'GET', one, 200],
    ['dashboard', 'POST', links, 403, 'access_denied'],
    ['ops', 'GET', list, 200],
    ['ops', 'GET', one, 200],
    ['ops', 'POST', links, 201],
    ['ops', 'GET', '/-/nothing', 404, 'not_found'],
    ['ops', 'GET', '/-/api/v1/connections/', 404, 'not_found'],
    ['ops', 'GET', '/-/api/v2/connections', 404, 'not_found'],
    ['ops', 'DELETE', one, 405, 'method_not_allowed'],
    ['ops', 'GET', links, 405, 'method_not_allowed'],
    ['ops', 'POST', list, 405, 'method_not_allowed'],
  ]
  for (const [as, method, path, status, code] of table) {
    const { call, consent } = fixture()
    const response = await call(path, { method, ...(as !== undefined && { as }) })
    const title = `${as} ${method} ${path}`
    t.equal(response.status, status, title)
    t.equal(response.headers.has('www-authenticate'), status === 401, title)
    t.equal(response.headers.get('x-content-type-options'), 'nosniff', title)
    t.equal(response.headers.get('access-control-allow-origin'), null, title)
    t.equal(consent.links.size, status === 201 ? 1 : 0, title)
    if (code === undefined) continue
    t.equal(response.headers.get('content-type'), 'application/problem+json', title)
    t.match(await response.json(), { status, code }, title)
  }
})

t.test('the challenge names an error only when a credential was there', async (t) => {
  const { call } = fixture()
  const none = await call('/-/api/v1/connections')
  t.equal(none.headers.get('www-authenticate'), 'Bearer realm="credmgr"')
  const wrong = await call('/-/api/v1/connections', { as: '-' })
  t.match(wrong.headers.get('www-authenticate'), 'error="invalid_token"')
})

t.test('a caller who cannot be judged now is not told to be wrong', async (t) => {
  const details = { provider: 'https://issuer.example', retryAfterMs: 5_000 }
  const table: readonly (readonly [unknown, number, string])[] = [
    [new CredmgrError('PROVIDER_UNREACHABLE', 'no keys', details), 503, 'identity_unavailable'],
    [new TypeError('a mistake of ours'), 500, 'internal_error'],
  ]
  for (const [error, status, code] of table) {
    const { call, log } = fixture({}, () => Promise.reject(error))
    const response = await call('/-/api/v1/connections', { as: 'ci:reader' })
    t.equal(response.status, status, code)
    t.equal(response.headers.has('www-authenticate'), false, code)
    t.match(await response.json(), { status, code })
    t.equal(log.length, status === 500 ? 1 : 0, code)
  }
})

t.test('requests for a link that are refused', async (t) => {
  const json = 'application/json'
  const url = (value: unknown) => JSON.stringify({ postLoginRedirectUrl: value })
  const erp = '/-/api/v1/connections/erp/orders/login-links'
  const at = (name: string) => `/-/api/v1/connections/${name}/login-links`
  const table: readonly (readonly [string, string, string | undefined, number, string])[] = [
    [links, '{', json, 400, 'invalid_json'],
    [links, 'null', json, 400, 'invalid_json'],
    [links, '[]', json, 400, 'invalid_json'],
    [links, '"text"', json, 400, 'invalid_json'],
    [links, '{}', 'text/plain', 415, 'unsupported_media_type'],
    [links, '{}', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    [links, '{}', 'application/jsonp', 415, 'unsupported_media_type'],
    [links, '{"redirectUrl":"x"}', json, 400, 'unknown_field'],
    [links, '{"postloginredirecturl":"x"}', json, 400, 'unknown_field'],
    [links, '{"__proto__":{"postLoginRedirectUrl":"x"}}', json, 400, 'unknown_field'],
    [links, url(null), json, 400, 'invalid_field'],
    [links, url(1), json, 400, 'invalid_field'],
    [links, url([allowed]), json, 400, 'invalid_field'],
    [links, url(''), json, 400, 'invalid_field'],
    [links, url('/connected'), json, 400, 'invalid_field'],
    [links, url('//evil.example'), json, 400, 'invalid_field'],
    [links, url(`https://ci.acme.example/${'x'.repeat(2_048)}`), json, 400, 'invalid_field'],
    [links, url('https://evil.example/'), json, 422, 'redirect_not_allowed'],
    [links, url(`${allowed}/`), json, 422, 'redirect_not_allowed'],
    [links, url(`${allowed}?x`), json, 422, 'redirect_not_allowed'],
    [
      links,
      url('https://ci.acme.example@evil.example/connected'),
      json,
      422,
      'redirect_not_allowed',
    ],
    [links, url('javascript:alert(1)'), json, 422, 'redirect_not_allowed'],
    [links, `{"x":"${'x'.repeat(17_000)}"}`, json, 413, 'body_too_large'],
    [erp, '{}', json, 409, 'consent_not_needed'],
    [at('screens/lobby'), '{}', json, 409, 'consent_by_device'],
    [at('github/nobody'), '{}', json, 404, 'connection_unknown'],
    [at('nobody/release-bot'), '{}', json, 404, 'connection_unknown'],
    [at('GitHub/release-bot'), '{}', json, 404, 'connection_unknown'],
    [at('github/release%2Fbot'), '{}', json, 404, 'connection_unknown'],
    [at('github/%2e%2e%2f'), '{}', json, 404, 'connection_unknown'],
  ]
  for (const [path, body, type, status, code] of table) {
    const { call, consent } = fixture()
    const headers = type === undefined ? {} : { 'content-type': type }
    const response = await call(path, { method: 'POST', as: 'ops', body, headers })
    const title = `${path} ${body.slice(0, 80)} ${type}`
    t.equal(response.status, status, title)
    t.match(await response.json(), { status, code }, title)
    t.equal(consent.links.size, 0, title)
  }
})

t.test('JSON is JSON with a charset too', async (t) => {
  const { call } = fixture()
  const headers = { 'content-type': 'Application/JSON; charset=utf-8' }
  const response = await call(links, { method: 'POST', as: 'ops', body: '{}', headers })
  t.equal(response.status, 201)
})

t.test('a body of unknown length is cut off at the limit', async (t) => {
  const { app, consent } = fixture()
  let sent = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1_024
      controller.enqueue(new Uint8Array(1_024).fill(0x20))
    },
  })
  const headers = { host, authorization: 'Bearer fake-ops', 'content-type': 'application/json' }
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
  t.equal((await app.request(links, init)).status, 413)
  t.ok(sent < 64 * 1_024)
  t.equal(consent.links.size, 0)
})

t.test('connections are listed with their times as RFC 3339', async (t) => {
  const { call } = fixture()
  const list = await (await call('/-/api/v1/connections', { as: 'dashboard' })).json()
  t.same(list, {
    value: [
      { ...statuses[0], ...told },
      { ...statuses[1], expiresAt: null },
    ],
  })
  const one = await call('/-/api/v1/connections/erp/orders', { as: 'dashboard' })
  t.same(await one.json(), { ...statuses[0], ...told })
  const none = await call('/-/api/v1/connections/erp/nothing', { as: 'dashboard' })
  t.match(await none.json(), { status: 404, code: 'connection_unknown' })
})

t.test('an unexpected error is told to the log by name and code, to nobody else', async (t) => {
  const secret = 'fake-secret-in-a-message'
  const { call, log } = fixture({
    issueLink: async () => {
      throw new RangeError(secret)
    },
  })
  const response = await call(links, { method: 'POST', as: 'ops' })
  t.equal(response.status, 500)
  const text = await response.text()
  t.match(JSON.parse(text), { code: 'internal_error' })
  t.notMatch(text, secret)
  t.match(log, [{ level: 'error', facts: { name: 'RangeError' } }])
  t.notMatch(JSON.stringify(log), secret)
})

t.test(
  'a request for a foreign name is refused before anything else (DNS rebinding)',
  async (t) => {
    const table: readonly (readonly [string, string, boolean])[] = [
      ['127.0.0.1:8081', host, true],
      ['127.0.0.1', host, true],
      ['localhost:8081', host, true],
      ['LOCALHOST', host, true],
      ['[::1]:8081', host, true],
      ['[::ffff:127.0.0.1]', host, true],
      ['10.1.2.3:8081', host, true],
      ['admin.acme.example:8081', 'admin.acme.example:8081', true],
      ['Admin.Acme.Example', 'admin.acme.example:8081', true],
      ['', host, false],
      ['evil.example', host, false],
      ['evil.example:8081', host, false],
      ['127.0.0.1.evil.example', host, false],
      ['localhost.evil.example', host, false],
      ['127.0.0.1.nip.io:8081', host, false],
      ['localhost.', host, false],
      ['notlocalhost', host, false],
      ['evil.localhost', host, false],
      ['127.1', host, false],
      ['0x7f000001', host, false],
      ['2130706433', host, false],
      ['[evil.example]', host, false],
      ['::1', host, false],
      ['127.0.0.1:8081:80', host, false],
      ['127.0.0.1@evil.example', host, false],
      ['127.0.0.1, evil.example', host, false],
      ['admin.acme.example', host, false],
      ['other.acme.example', 'admin.acme.example:8081', false],
    ]
    for (const [name, listen, taken] of table) {
      let asked = 0
      const app = createAdminApp({
        consent: memoryConsent(makeWorld()),
        statuses: async () => statuses,
        roles: () => roles,
        listen: () => listen,
        authenticate: (headers) => {
          asked += 1
          return authenticate(headers)
        },
        ...unused,
        logger: recordingLogger([]),
      })
      const headers = { host: name, authorization: 'Bearer fake-ops' }
      const response = await app.request('/-/api/v1/connections', { headers })
      t.equal(response.status, taken ? 200 : 421, `"${name}" at ${listen}`)
      t.equal(asked, taken ? 1 : 0, `"${name}" at ${listen}`)
    }
  },
)

t.test('pages of other origins cannot use it, whatever credential they have', async (t) => {
  const table: readonly (readonly [string, Record<string, string>, number])[] = [
    ['a program', {}, 200],
    ['own origin', { origin: `http://${host}` }, 200],
    ['own origin behind TLS', { origin: `https://${host}` }, 200],
    ['own page', { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, 200],
    ['address bar', { 'sec-fetch-site': 'none' }, 200],
    ['another origin', { origin: 'https://evil.example' }, 403],
    ['another port', { origin: 'http://127.0.0.1:8080' }, 403],
    ['another name of loopback', { origin: 'http://localhost:8081' }, 403],
    ['hidden origin', { origin: 'null' }, 403],
    ['malformed origin', { origin: host }, 403],
    ['empty origin', { origin: '' }, 403],
    ['cross-site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['same-site', { 'sec-fetch-site': 'same-site' }, 403],
    ['contradiction', { origin: `http://${host}`, 'sec-fetch-site': 'cross-site' }, 403],
  ]
  for (const [title, headers, status] of table) {
    const { call } = fixture()
    const response = await call('/-/api/v1/connections', { as: 'ops', headers })
    t.equal(response.status, status, title)
    if (status === 403) t.match(await response.json(), { code: 'cross_origin' }, title)
    t.equal(response.headers.get('access-control-allow-origin'), null, title)
  }
})

t.test('a change of roles counts from the next request on', async (t) => {
  let current: typeof roles = roles
  const app = createAdminApp({
    consent: memoryConsent(makeWorld()),
    statuses: async () => statuses,
    roles: () => current,
    listen: () => host,
    authenticate,
    ...unused,
    logger: recordingLogger([]),
  })
  const ask = () =>
    app.request('/-/api/v1/connections', { headers: { host, authorization: 'Bearer fake-ops' } })
  t.equal((await ask()).status, 200)
  current = { operator: [], viewer: [] }
  t.equal((await ask()).status, 403)
})

t.test('an error of ours that nobody can be told of is in the log with its sentence', async (t) => {
  const message = '"vault" cannot be written (ENOSPC)'
  const { call, log } = fixture({
    issueLink: async () => {
      throw new CredmgrError('STORE_UNWRITABLE', message, { location: 'vault' })
    },
  })
  const response = await call(links, { method: 'POST', as: 'ops' })
  t.equal(response.status, 500)
  t.notMatch(await response.text(), 'ENOSPC')
  t.match(log, [{ level: 'error', facts: { code: 'STORE_UNWRITABLE', problem: message } }])
})

const reloads = '/-/api/v1/reload'

t.test('an operator and whoever can open the store may have the gateway reload', async (t) => {
  let reloaded = 0
  const { call } = fixture({}, authenticate, {
    isKeyHolder: (proof) => proof === 'right',
    reload: async () => {
      reloaded += 1
      return { ready: true, serial: 7 }
    },
  })
  const rows: readonly (readonly [authorization: string | undefined, status: number])[] = [
    [undefined, 401],
    ['Credmgr-Key wrong', 401],
    ['Bearer right', 401],
    ['Bearer fake-nobody', 403],
    ['Bearer fake-dashboard', 403],
    ['Credmgr-Key right', 200],
    ['Bearer fake-ops', 200],
  ]
  for (const [authorization, status] of rows) {
    const before = reloaded
    const headers = authorization === undefined ? {} : { authorization }
    const response = await call(reloads, { method: 'POST', headers })
    t.equal(response.status, status, `${authorization}`)
    t.equal(reloaded - before, status === 200 ? 1 : 0, `${authorization}`)
    if (status === 200) t.same(await response.json(), { ready: true, serial: 7 })
  }
  t.equal((await call(reloads, { as: 'ops' })).status, 405)
  const elsewhere = { 'sec-fetch-site': 'cross-site', authorization: 'Credmgr-Key right' }
  t.equal((await call(reloads, { method: 'POST', headers: elsewhere })).status, 403)
  const key = { authorization: 'Credmgr-Key right' }
  t.equal((await call('/-/api/v1/connections', { headers: key })).status, 401, 'and nothing else')
})

t.test('a reload that fails says why and what goes on being served', async (t) => {
  const { call } = fixture({}, authenticate, {
    reload: async () => ({
      ready: true,
      serial: 6,
      code: 'STATE_CORRUPT',
      problem: 'it is damaged',
    }),
  })
  const response = await call(reloads, { method: 'POST', as: 'ops' })
  t.equal(response.status, 409)
  const detail = 'it is damaged; serial 6 goes on being served'
  t.match(await response.json(), { code: 'reload_failed', detail })
})
