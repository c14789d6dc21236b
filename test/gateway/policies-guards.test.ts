import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import t from 'tap'
import { compileSnapshot, createDataPlane } from '../../src/gateway/index.ts'
import { boundedCounters, takeFromBucket, takeFromQuota } from '../../src/gateway/limits.ts'
import type { JsonObject } from '../../src/model/index.ts'
import {
  apiKey,
  apiKeyIdentity,
  ask,
  audience,
  authorized,
  codeOf,
  everyone,
  inject,
  listen,
  newAuthenticator,
  oidcIdentity,
  openGateway,
  openIssuer,
  openUpstream,
  policies,
  type RouteOptions,
  route,
  type Scope,
  sendAndStay,
  sendTarget,
  servedWith,
  statusOf,
  upgradeHead,
} from './support.ts'

async function open(t: Scope, written: readonly JsonObject[], options: RouteOptions = {}) {
  const upstream = await openUpstream(t)
  const time = { now: 0 }
  const served = servedWith([
    route(upstream.origin, { policies: policies(...written), ...options }),
  ])
  const gateway = await openGateway(t, { served, monotonic: () => time.now })
  return { ...gateway, upstream, time }
}

function reasonOf({ body }: { readonly body: string }): unknown {
  return (JSON.parse(body) as { reason?: unknown }).reason
}

t.test('check-header asks for a field, and for its values', async (t) => {
  const values = ['blue', 'green']
  const { port, upstream } = await open(t, [{ 'check-header': { name: 'X-Tenant', values } }])
  const bearer = `Authorization: ${authorized.authorization}`
  const table: readonly (readonly [string[], number])[] = [
    [['X-Tenant: blue'], 200],
    [['x-TENANT: green'], 200],
    [['X-Tenant: Blue'], 400],
    [['X-Tenant: red'], 400],
    [['X-Tenant: blue, green'], 400],
    [['X-Tenant: blue', 'X-Tenant: red'], 400],
    [['X-Tenant: red', 'X-Tenant: blue'], 400],
    [['X-Tenant: blue', 'X-Tenant: green'], 200],
    [['X_Tenant: blue'], 400],
    [[], 400],
  ]
  for (const [lines, expected] of table) {
    t.equal(statusOf(await sendTarget(port, '/api/x', [bearer, ...lines])), expected, lines.join())
  }
  t.equal(upstream.received.length, 3, 'what is refused is not forwarded')
})

t.test('a field that Node keeps only once is checked every time that it was sent', async (t) => {
  const { port } = await open(t, [
    { 'check-header': { name: 'Content-Type', values: ['text/plain'] } },
  ])
  const lines = ['Content-Type: text/plain', 'Content-Type: text/html']
  const bearer = `Authorization: ${authorized.authorization}`
  t.equal(statusOf(await sendTarget(port, '/api/x', [bearer, ...lines])), 400)
})

t.test('a field that the caller takes away again is not there for a guard', async (t) => {
  const check = { 'check-header': { name: 'X-Tenant', values: ['blue'] } }
  const { port, upstream } = await open(t, [check])
  for (const connection of ['x-tenant, close', 'close, X-TENANT']) {
    const answer = await sendTarget(port, '/api/x', [
      `Authorization: Bearer ${apiKey}`,
      'X-Tenant: blue',
      `Connection: ${connection}`,
    ])
    t.equal(statusOf(answer), 400)
  }
  t.equal(upstream.received.length, 0)
})

t.test('check-header answers as it is told, with the reasons of Azure', async (t) => {
  const options = { failedCheckHttpCode: 403, failedCheckErrorMessage: 'no', ignoreCase: true }
  const { port } = await open(t, [{ 'check-header': { name: 'X-A', values: ['B'], ...options } }])
  const missing = await ask(port)
  t.match(missing, { status: 403, headers: { 'content-type': 'application/problem+json' } })
  t.match(JSON.parse(missing.body), { status: 403, detail: 'no', reason: 'HeaderNotFound' })
  const wrong = await ask(port, { headers: { ...authorized, 'x-a': 'c' } })
  t.equal(reasonOf(wrong), 'HeaderValueNotAllowed')
  t.equal((await ask(port, { headers: { ...authorized, 'x-a': 'b' } })).status, 200)
})

t.test('validate-jwt asks more of the caller’s token, with the reasons of Azure', async (t) => {
  const issuer = await openIssuer(t)
  const upstream = await openUpstream(t)
  const scp = { name: 'scp', separator: ' ', values: ['read', 'write'] }
  const rows: readonly (readonly [JsonObject, Record<string, unknown>, string | undefined])[] = [
    [{ issuers: [issuer.issuer], audiences: ['other', audience] }, {}, undefined],
    [{ issuers: ['https://other.example'] }, {}, 'TokenIssuerNotAllowed'],
    [{ audiences: ['other'] }, {}, 'TokenAudienceNotAllowed'],
    [{ requiredClaims: [scp] }, { scp: 'write read' }, undefined],
    [{ requiredClaims: [scp] }, { scp: ['read', 'write'] }, undefined],
    [{ requiredClaims: [scp] }, { scp: 'read' }, 'TokenClaimValueNotAllowed'],
    [{ requiredClaims: [scp] }, { scp: 'read writer' }, 'TokenClaimValueNotAllowed'],
    [{ requiredClaims: [{ ...scp, match: 'any' }] }, { scp: 'read' }, undefined],
    [{ requiredClaims: [scp] }, {}, 'TokenClaimNotFound'],
    [{ requiredClaims: [{ name: 'toString' }] }, {}, 'TokenClaimNotFound'],
    [
      { requiredClaims: [{ name: 'a', values: ['[object Object]'] }] },
      { a: {} },
      'TokenClaimValueNotAllowed',
    ],
    [{ requiredClaims: [{ name: 'level', values: ['3'] }] }, { level: 3 }, undefined],
  ]
  for (const [options, claims, reason] of rows) {
    const validate = policies({ 'validate-jwt': options })
    const served = servedWith([route(upstream.origin, { policies: validate })], {
      identities: [oidcIdentity(issuer.issuer), apiKeyIdentity()],
    })
    const { port } = await openGateway(t, { served })
    const headers = { authorization: `Bearer ${await issuer.sign(claims)}` }
    const answer = await ask(port, { headers })
    t.equal(answer.status, reason === undefined ? 200 : 401, JSON.stringify([options, claims]))
    if (reason === undefined) continue
    t.equal(reasonOf(answer), reason)
    t.match(answer.headers['www-authenticate'], /^Bearer .*error="invalid_token"/)
    t.equal(reasonOf(await ask(port)), 'TokenNotPresent', 'an API key is no token')
  }
})

t.test('ip-filter believes the connection and no header', async (t) => {
  const listed = ['127.0.0.0/8', '127.0.0.1', '126.0.0.0-127.255.255.255', '::ffff:127.0.0.1']
  for (const address of listed) {
    const options = { addresses: ['192.0.2.1', address] }
    const allowed = await open(t, [{ 'ip-filter': { action: 'allow', ...options } }])
    t.equal((await ask(allowed.port)).status, 200, address)
    const forbidden = await open(t, [{ 'ip-filter': { action: 'forbid', ...options } }])
    const answer = await ask(forbidden.port)
    t.match([answer.status, codeOf(answer)], [403, 'ip_not_allowed'], address)
    t.equal(reasonOf(answer), 'CallerIpBlocked', address)
  }
  const elsewhere = await open(t, [
    { 'ip-filter': { action: 'allow', addresses: ['192.0.2.1', '2001:db8::/32', '::1'] } },
  ])
  const claims = ['x-forwarded-for', 'x-real-ip', 'x-client-ip', 'forwarded', 'true-client-ip']
  for (const name of claims) {
    const headers = { ...authorized, [name]: 'for=192.0.2.1, 192.0.2.1' }
    t.equal(reasonOf(await ask(elsewhere.port, { headers })), 'CallerIpNotAllowed', name)
  }
  t.equal(elsewhere.upstream.received.length, 0)
})

t.test('an IPv4 caller of an IPv6 socket is the same caller', async (t) => {
  const served = servedWith([
    route('http://127.0.0.1:9', {
      policies: policies(
        { 'ip-filter': { action: 'allow', addresses: ['127.0.0.1'] } },
        { 'return-response': { status: 204 } },
      ),
    }),
  ])
  const snapshot = compileSnapshot(served)
  const unused = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const plane = createDataPlane({
    snapshot: () => snapshot,
    tokens: {
      tokenFor: () => Promise.reject(new Error('unused')),
      another: async () => undefined,
      forget: () => undefined,
      keep: async () => undefined,
      close: async () => undefined,
    },
    authenticator: newAuthenticator(),
    logger: unused,
  })
  t.teardown(() => plane.close())
  const server = createServer((request, response) => {
    Object.defineProperty(request.socket, 'remoteAddress', { value: '::ffff:127.0.0.1' })
    plane.handle(request, response)
  })
  t.equal((await ask(await listen(t, server))).status, 204)
})

t.test('rate-limit bounds each caller by itself, and says when to come back', async (t) => {
  const upstream = await openUpstream(t)
  const rate = {
    calls: 2,
    renewalPeriod: 60,
    remainingCallsHeaderName: 'X-Left',
    totalCallsHeaderName: 'X-Total',
  }
  const other = 'another-fake-key'
  const served = servedWith(
    [route(upstream.origin, { policies: policies({ 'rate-limit': rate }) })],
    {
      identities: [apiKeyIdentity(), apiKeyIdentity('other', other)],
      accessPolicies: [everyone],
    },
  )
  const time = { now: 0 }
  const { port } = await openGateway(t, { served, monotonic: () => time.now })
  t.match((await ask(port)).headers, { 'x-left': '1', 'x-total': '2' })
  t.match((await ask(port)).headers, { 'x-left': '0' })
  const refused = await ask(port)
  t.match([refused.status, codeOf(refused)], [429, 'rate_limited'])
  t.match(refused.headers, { 'retry-after': '30', 'x-left': '0' })
  const headers = { authorization: `Bearer ${other}` }
  t.equal((await ask(port, { headers })).status, 200, 'another caller has its own calls')
  time.now = 29_999
  t.equal((await ask(port)).status, 429)
  time.now = 30_000
  t.equal((await ask(port)).status, 200)
  t.equal((await ask(port)).status, 429)
  t.equal(upstream.received.length, 4)
})

t.test('rate-limit-by-key counts by its key, and what has none together', async (t) => {
  const counterKey = '{{ request.headers.x-tenant }}'
  const { port } = await open(t, [
    { 'rate-limit-by-key': { calls: 1, renewalPeriod: 60, counterKey } },
  ])
  const from = async (tenant?: string) =>
    (await ask(port, { headers: { ...authorized, ...(tenant && { 'x-tenant': tenant }) } })).status
  const long = 'x'.repeat(5_000)
  t.strictSame([await from('a'), await from('a'), await from('b')], [200, 429, 200])
  t.strictSame([await from(), await from()], [200, 429])
  t.strictSame(
    [await from(`${long}1`), await from(`${long}2`), await from(`${long}1`)],
    [200, 200, 429],
  )
})

t.test('two policies, and two routes, count by themselves', async (t) => {
  const upstream = await openUpstream(t)
  const rate = policies({ 'rate-limit': { calls: 1, renewalPeriod: 60 } })
  const served = servedWith([
    route(upstream.origin, { name: 'one', path: '/one', policies: rate }),
    route(upstream.origin, { name: 'two', path: '/two', policies: rate }),
  ])
  const { port } = await openGateway(t, { served, monotonic: () => 0 })
  const status = async (path: string) => (await ask(port, { path })).status
  t.strictSame([await status('/one'), await status('/two'), await status('/one')], [200, 200, 429])
})

t.test('a reload forgives nothing, and a route that is gone is forgotten', async (t) => {
  const upstream = await openUpstream(t)
  const rate = policies({ 'rate-limit': { calls: 1, renewalPeriod: 60 } })
  const with_ = (serial: number) =>
    compileSnapshot(servedWith([route(upstream.origin, { policies: rate })], { serial }))
  let snapshot = with_(1)
  const { port } = await openGateway(t, { snapshot: () => snapshot, monotonic: () => 0 })
  t.equal((await ask(port)).status, 200)
  snapshot = with_(2)
  t.equal((await ask(port)).status, 429)
  snapshot = compileSnapshot(servedWith([], { serial: 3 }))
  t.equal((await ask(port)).status, 404)
  snapshot = with_(4)
  t.equal((await ask(port)).status, 200)
})

t.test('quota-by-key ends with 403 until its period is over', async (t) => {
  const counterKey = '{{ caller.identity }}'
  const { port, time } = await open(t, [
    { 'quota-by-key': { calls: 2, renewalPeriod: 3600, counterKey } },
  ])
  const statuses = [(await ask(port)).status, (await ask(port)).status]
  t.strictSame(statuses, [200, 200])
  time.now = 1_000_000
  const refused = await ask(port)
  t.match([refused.status, codeOf(refused)], [403, 'quota_exceeded'])
  t.equal(refused.headers['retry-after'], '2600')
  time.now = 3_600_000
  t.equal((await ask(port)).status, 200)
})

t.test('limit-concurrency refuses what is too much, until an answer has ended', async (t) => {
  const held: ServerResponse[] = []
  const upstream = await openUpstream(t, (_request, response) => {
    response.writeHead(200).flushHeaders()
    held.push(response)
    if (held.length === 2) full()
  })
  let full = (): void => undefined
  const bothHeld = new Promise<void>((resolve) => {
    full = resolve
  })
  const limit = policies({ 'limit-concurrency': { maxCount: 2 } })
  const served = servedWith([route(upstream.origin, { policies: limit })])
  const { port } = await openGateway(t, { served })
  const running = [ask(port), ask(port)]
  await bothHeld
  const refused = await ask(port)
  t.match([refused.status, codeOf(refused)], [429, 'concurrency_limited'])
  for (const response of held.splice(0)) response.end('done')
  for (const answer of await Promise.all(running)) t.equal(answer.body, 'done')
  const again = ask(port)
  while (held.length === 0) await new Promise((resolve) => setImmediate(resolve))
  held[0]?.end('again')
  t.equal((await again).body, 'again')
})

t.test('limit-concurrency counts an upgrade no longer than its answer goes on', async (t) => {
  const limited = { 'limit-concurrency': { maxCount: 1 } }
  const { port, server } = await open(t, [limited])
  const client = sendAndStay(t, port, `${upgradeHead}\r\n\r\n`)
  const [socket] = (await once(server, 'connection')) as [Socket]
  await Promise.all([once(socket, 'close'), once(client.resume(), 'end')])
  t.equal((await ask(port)).status, 200)
})

t.test('a bucket never gives more than it holds, whatever the times', (t) => {
  const rule = { calls: 5, renewalPeriod: 1_000 }
  let bucket: Parameters<typeof takeFromBucket>[0]
  let taken = 0
  for (let now = 0; now <= 10_000; now += 7) {
    const verdict = takeFromBucket(bucket, rule, now)
    bucket = verdict.counter
    if (verdict.left >= 0) taken += 1
    else t.ok(takeFromBucket(bucket, rule, now + verdict.wait + 1e-6).left >= 0)
  }
  t.ok(taken <= 5 + 10 * 5, `${taken}`)
  t.ok(taken >= 10 * 5 - 1, `${taken}`)
  t.end()
})

t.test('a quota begins anew with the first call after its period', (t) => {
  const rule = { calls: 1, renewalPeriod: 100 }
  const first = takeFromQuota(undefined, rule, 50)
  t.match(first, { left: 0, counter: { used: 1, since: 50 } })
  t.match(takeFromQuota(first.counter, rule, 149), { left: -1, wait: 1 })
  t.match(takeFromQuota(first.counter, rule, 150), { left: 0, counter: { since: 150 } })
  t.end()
})

t.test('keys are bounded: the one that was not used for longest is forgotten', (t) => {
  const counters = boundedCounters<number>(3)
  for (const [index, key] of ['a', 'b', 'c', 'a', 'd'].entries()) counters.set(key, index)
  t.strictSame(
    ['a', 'b', 'c', 'd'].map((key) => counters.get(key)),
    [3, undefined, 2, 4],
  )
  const many = boundedCounters<number>()
  for (let index = 0; index < 10_001; index += 1) many.set(`${index}`, index)
  t.strictSame([many.get('0'), many.get('1'), many.get('10000')], [undefined, 1, 10_000])
  t.end()
})

t.test('a guard stands before the token: a refused request asks for none', async (t) => {
  const upstream = await openUpstream(t)
  const filter = policies({ 'ip-filter': { action: 'forbid', addresses: ['127.0.0.1'] } })
  const served = servedWith([route(upstream.origin, { policies: [...filter, ...inject] })])
  let asked = 0
  const { port } = await openGateway(t, {
    served,
    tokenFor: () => {
      asked += 1
      throw new Error('unused')
    },
  })
  t.equal((await ask(port)).status, 403)
  t.equal(asked, 0)
})
