import { EventEmitter, once } from 'node:events'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { isSecureUrl, providerFetch, retryAfter } from '../../src/oauth/fetch.ts'
import { clientCredentials, discover, type OAuthPorts, revokeToken } from '../../src/oauth/index.ts'
import { type Answer, clientAt, ports, reply, serve } from './support.ts'

const good = { access_token: 'fake-at', token_type: 'Bearer', expires_in: 60 }
type Failure = { readonly code: string; readonly details?: Readonly<Record<string, string>> }

const unreachable = { code: 'PROVIDER_UNREACHABLE', details: { provider: 'acme' } }
const misbehaved = { code: 'PROVIDER_MISBEHAVED', details: { provider: 'acme' } }

for (const status of [301, 302, 303, 307, 308]) {
  t.test(`a redirect with ${status} is not followed from any endpoint`, async (t) => {
    const collector = await serve(t, (_request, response) => reply(response, { body: good }))
    const headers = { location: `${collector.origin}/collect` }
    const { origin, seen } = await serve(t, (_request, response) =>
      reply(response, { status, headers, body: good }),
    )
    const client = clientAt(origin)
    await t.rejects(clientCredentials(ports, client, []), misbehaved)
    await t.rejects(revokeToken(ports, client, 'fake-token', 'refresh_token'), misbehaved)
    await t.rejects(discover(ports, origin, 'acme'), misbehaved)
    t.equal(seen.length, 3)
    t.same(collector.seen, [])

    // Negative control: the collector would have been reached.
    await fetch(`${origin}/token`)
    t.equal(collector.seen.length, 1)
  })
}

for (const status of [408, 429, 500, 502, 503, 504]) {
  t.test(`status ${status} means that the provider cannot be reached now`, async (t) => {
    const body = { error: 'invalid_grant' }
    const headers = { 'retry-after': '7' }
    const { origin } = await serve(t, (_request, response) =>
      reply(response, { status, headers, body }),
    )
    const details = { provider: 'acme', retryAfterMs: 7000 }
    await t.rejects(clientCredentials(ports, clientAt(origin), []), { ...unreachable, details })
  })
}

const now = Date.parse('2026-01-01T00:00:00Z')
const waits: readonly (readonly [header: string | null, wait: number | undefined])[] = [
  [null, undefined],
  ['', undefined],
  ['0', 0],
  ['120', 120_000],
  [' 120 ', 120_000],
  ['3600', 3_600_000],
  ['86400', 3_600_000],
  ['9'.repeat(400), 3_600_000],
  ['-5', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['2026-01-01T00:00:30Z', undefined],
  ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
  ['Thu, 01 Jan 2026 23:00:00 GMT', 3_600_000],
  ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
  ['Xyz, 99 Foo 2026 00:00:30 GMT', undefined],
]

for (const [header, wait] of waits) {
  t.test(`Retry-After "${String(header).slice(0, 40)}" is ${wait ?? 'no'} ms`, (t) => {
    t.equal(retryAfter(header, now), wait)
    t.end()
  })
}

t.test(
  'a refused, cut or reset connection means that the provider cannot be reached',
  async (t) => {
    await t.rejects(clientCredentials(ports, clientAt('http://127.0.0.1:9'), []), unreachable)
    const cut = await serve(t, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
      response.write('{"access_token":', () => response.destroy())
    })
    await t.rejects(clientCredentials(ports, clientAt(cut.origin), []), unreachable)
    const reset = await serve(t, (_request, response) => response.destroy())
    await t.rejects(clientCredentials(ports, clientAt(reset.origin), []), unreachable)
  },
)

t.test(
  'a provider that never answers, or never ends its answer, runs into the time limit',
  async (t) => {
    const mute = await serve(t, () => undefined)
    const drip = await serve(t, (_request, response) => {
      response.writeHead(200)
      const timer = setInterval(() => response.write(' '), 5)
      response.on('close', () => clearInterval(timer))
    })
    for (const { origin } of [mute, drip]) {
      const send = providerFetch(ports, 'acme', { timeout: 50 })
      await t.rejects(send(`${origin}/token`), { ...unreachable, cause: { name: 'TimeoutError' } })
    }
  },
)

t.test('a body of 1 MiB is read, one byte more is not', async (t) => {
  const limit = 1_048_576
  const { origin } = await serve(t, ({ url }, response) =>
    reply(response, { body: 'x'.repeat(limit + Number(url.slice(1))) }),
  )
  const send = providerFetch(ports, 'acme')
  const whole = await send(`${origin}/0`)
  t.equal((await whole.text()).length, limit)
  await t.rejects(send(`${origin}/1`), misbehaved)
})

t.test('an endless body is left at the limit, its connection closed', async (t) => {
  let written = 0
  const closed = new EventEmitter()
  const { origin } = await serve(t, (_request, response) => {
    const chunk = 'x'.repeat(65_536)
    const more = (): void => {
      written += chunk.length
      if (!response.destroyed) response.write(chunk, more)
    }
    response.on('close', () => closed.emit('close'))
    more()
  })
  const ended = once(closed, 'close')
  await t.rejects(providerFetch(ports, 'acme')(`${origin}/token`), misbehaved)
  await ended
  t.ok(written < 64 * 1_048_576, 'the server could not go on writing')
})

t.test('a small body that unpacks into a large one is refused', async (t) => {
  const packed = gzipSync('x'.repeat(2 * 1_048_576))
  t.ok(packed.length < 10_000)
  const { origin } = await serve(t, (_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    response.end(packed)
  })
  await t.rejects(providerFetch(ports, 'acme')(`${origin}/token`), misbehaved)
})

t.test('a request asks for JSON, says who asks, and may not be redirected', async (t) => {
  const sent: RequestInit[] = []
  const spying: OAuthPorts = {
    ...ports,
    fetch: async (_url, init = {}) => {
      sent.push(init)
      return Response.json(good)
    },
  }
  await clientCredentials(spying, clientAt('https://issuer.example'), [])
  const headers = new Headers(sent[0]?.headers)
  t.equal(headers.get('accept'), 'application/json')
  t.equal(headers.get('user-agent'), 'credmgr')
  t.equal(headers.get('connection'), null)
  t.match(headers.get('content-type'), /^application\/x-www-form-urlencoded/)
  t.match(sent[0], { method: 'POST', redirect: 'manual', signal: AbortSignal })
})

t.test('a redirect that a fetch hides as status 0 is refused', async (t) => {
  const hiding = { ...ports, fetch: () => Promise.resolve(Response.error()) }
  await t.rejects(clientCredentials(hiding, clientAt('https://issuer.example'), []), misbehaved)
})

const urls: readonly (readonly [url: string, isSecure: boolean])[] = [
  ['https://issuer.example/token', true],
  ['http://127.0.0.1:8080/token', true],
  ['http://127.8.9.10/', true],
  ['http://2130706433/', true],
  ['http://localhost:3000/', true],
  ['http://[::1]:3000/', true],
  ['http://issuer.example/', false],
  ['http://localhost.evil.example/', false],
  ['http://127.0.0.1.evil.example/', false],
  ['http://0.0.0.0/', false],
  ['http://[::ffff:127.0.0.1]/', false],
  ['http://169.254.169.254/', false],
  ['https://user:fake@issuer.example/', false],
  ['https://user@issuer.example/', false],
  ['ftp://127.0.0.1/', false],
  ['/token', false],
  ['', false],
]

for (const [url, isSecure] of urls) {
  t.test(`secrets may ${isSecure ? '' : 'not '}go to "${url}"`, async (t) => {
    t.equal(isSecureUrl(url), isSecure)
    if (isSecure) return
    const silent = { ...ports, fetch: () => t.fail('was asked') as never }
    const client = clientAt('https://issuer.example', { endpoints: { token: url } })
    await t.rejects(clientCredentials(silent, client, []), misbehaved)
  })
}

t.test('a provider without a token endpoint is refused before anything is sent', async (t) => {
  const silent = { ...ports, fetch: () => t.fail('was asked') as never }
  await t.rejects(clientCredentials(silent, clientAt('x', { endpoints: {} }), []), misbehaved)
})

const revocations: readonly (Answer & { readonly expected: string | Failure })[] = [
  { status: 200, expected: 'revoked' },
  { status: 200, type: 'text/html', body: '<p>ok</p>', expected: 'revoked' },
  { status: 204, expected: 'revoked' },
  { status: 400, body: { error: 'invalid_token' }, expected: 'revoked' },
  { status: 400, body: { error: 'unsupported_token_type' }, expected: 'unsupported' },
  { status: 400, body: { error: 'invalid_request' }, expected: { code: 'PROVIDER_REJECTED' } },
  {
    status: 401,
    headers: { 'www-authenticate': 'Basic' },
    body: { error: 'invalid_client' },
    expected: { code: 'PROVIDER_REJECTED', details: { oauthError: 'invalid_client' } },
  },
  { status: 404, type: 'text/html', body: 'no', expected: misbehaved },
  { status: 503, expected: unreachable },
]

for (const { expected, ...answer } of revocations) {
  const { status, body = '' } = answer
  t.test(`a revocation answered with ${status} ${JSON.stringify(body)}`, async (t) => {
    const { origin, seen } = await serve(t, (_request, response) => reply(response, answer))
    const revoking = revokeToken(ports, clientAt(origin), 'fake-token', 'refresh_token')
    if (typeof expected === 'string') t.equal(await revoking, expected)
    else await t.rejects(revoking, expected)
    t.same(Object.fromEntries(seen[0]?.form ?? []), {
      token: 'fake-token',
      token_type_hint: 'refresh_token',
    })
  })
}

t.test('without a revocation endpoint nothing is sent, and the answer says so', async (t) => {
  const silent = { ...ports, fetch: () => t.fail('was asked') as never }
  const client = clientAt('x', { endpoints: { token: 'https://issuer.example/token' } })
  t.equal(await revokeToken(silent, client, 'fake-token', 'access_token'), 'unsupported')
})
