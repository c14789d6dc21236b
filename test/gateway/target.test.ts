import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { proxy } from 'hono/proxy'
import t from 'tap'
import { parseTarget } from '../../src/gateway/target.ts'
import {
  listen,
  openGateway,
  openUpstream,
  route,
  sendTarget,
  servedWith,
  statusOf,
} from './support.ts'

const canonical: readonly [target: string, path: string, query?: string][] = [
  ['/', '/'],
  ['/a', '/a'],
  ['/a/', '/a/'],
  ['/a/b.c', '/a/b.c'],
  ['/a?', '/a', '?'],
  ['/a?x=1&x=2', '/a', '?x=1&x=2'],
  ['/a?x=%2F+%zz&&', '/a', '?x=%2F+%zz&&'],
  ['/a?next=//b/../c', '/a', '?next=//b/../c'],
  ['/a?q?r', '/a', '?q?r'],
  ["/a?x='[{|}]^`\\", '/a', "?x='[{|}]^`\\"],
  ['/%61', '/a'],
  ['/%7Euser', '/~user'],
  ['/%7euser', '/~user'],
  ['/a%2db', '/a-b'],
  ['/a%20b', '/a%20b'],
  ['/a%3ab', '/a%3Ab'],
  ['/caf%c3%a9', '/caf%C3%A9'],
  ['/100%25', '/100%25'],
  ['/a.b', '/a.b'],
  ['/a..b', '/a..b'],
  ['/...', '/...'],
  ['/a;v=1/b', '/a;v=1/b'],
  ["/!$&'()*+,;=:@-._~", "/!$&'()*+,;=:@-._~"],
  ['/.well-known/x', '/.well-known/x'],
  ['/%2ewell-known/x', '/.well-known/x'],
]

t.test('a target has one canonical path, and its query is left as it came', async (t) => {
  for (const [target, path, query = ''] of canonical) {
    t.strictSame(parseTarget(target), { ok: true, path, query }, target)
  }
})

t.test('a canonical path is its own canonical path', async (t) => {
  for (const [target] of canonical) {
    const once = parseTarget(target)
    const path = once.ok ? once.path : ''
    t.strictSame(parseTarget(path), { ok: true, path, query: '' }, target)
  }
})

const ambiguous: readonly string[] = [
  '',
  '*',
  'a',
  'http://other.example/a',
  'https://other.example/a',
  'other.example:443',
  '//',
  '//a',
  '//other.example/a',
  '/a//b',
  '/a//',
  '/.',
  '/..',
  '/./a',
  '/../a',
  '/a/.',
  '/a/..',
  '/a/./b',
  '/a/../b',
  '/%2e',
  '/%2E%2E/a',
  '/.%2e/a',
  '/%2e./a',
  '/a/%2e%2e/b',
  '/a/..;/b',
  '/a/.;/b',
  '/a/..;v=1/b',
  '/a/%2e%2e;/b',
  '/a/..%3b/b',
  '/a/;/b',
  '/;v=1/b',
  '/a/%3bv=1/b',
  '/a%2fb',
  '/a%2Fb',
  '/%2fa',
  '/a%5cb',
  '/a%5C..%5Cb',
  '/a%00',
  '/a%0a',
  '/a%0d%0aX:%20y',
  '/a%1f',
  '/a%7f',
  '/a%c2%85',
  '/a%252fb',
  '/a%252e%252e/b',
  '/a%255cb',
  '/a%2500',
  '/a%25252fb',
  '/a%',
  '/a%2',
  '/a%zz',
  '/a%u002f',
  '/a%c0%af',
  '/a%c0%ae%c0%ae/b',
  '/a%ff',
  '/a%ed%a0%80',
  '/a\\b',
  '/a\\..\\b',
  '/a b',
  '/a\tb',
  '/a\u0000',
  '/a\u007f',
  '/a#b',
  '/a?b#c',
  '/a?b c',
  '/a?\u0000',
  '/a?\u00e9',
  '/caf\u00e9',
  '/a"b',
  '/a<b>',
  '/a[b]',
  '/a{b}',
  '/a|b',
  '/a^b',
  '/a`b',
]

t.test('a target that another server could understand differently is refused', async (t) => {
  for (const target of ambiguous) t.match(parseTarget(target), { ok: false }, target)
})

t.test('a long path costs no more than its length', async (t) => {
  t.match(parseTarget(`/${'a/'.repeat(50_000)}`), { ok: true })
  t.match(parseTarget(`${'/a'.repeat(50_000)}\\`), { ok: false })
  t.match(parseTarget(`/${'%61'.repeat(20_000)}`), { ok: true })
})

/** Spellings that try to come from what is granted to what is not. */
const escapes: readonly string[] = [
  '/../admin/x',
  '/..%2fadmin/x',
  '/%2e%2e/admin/x',
  '/%2e%2e%2fadmin/x',
  '/%252e%252e/admin/x',
  '/%252e%252e%252fadmin/x',
  '/..%252fadmin/x',
  '/..;/admin/x',
  '/..;v=1/admin/x',
  '/%2e%2e;/admin/x',
  '/..%3b/admin/x',
  '/a/..;/../admin/x',
  '/..\\admin\\x',
  '/..%5cadmin%5cx',
  '/..%255cadmin',
  '/a/../../admin/x',
  '/./../admin/x',
  '//../admin/x',
  '/%c0%ae%c0%ae/admin/x',
  '/%c0%ae%c0%ae%c0%afadmin/x',
  '/..%00/admin/x',
  '/..//admin/x',
]

t.test('no spelling comes out of the granted prefix, however the upstream decodes', async (t) => {
  const upstream = await openUpstream(t)
  const granted = route(`${upstream.origin}/repos`, {
    path: '/gh/repos/**',
    public: true,
    policies: [],
  })
  const { port } = await openGateway(t, { served: servedWith([granted]) })
  for (const rest of [...escapes, '/one', '/one%20two', '/;v=1/x']) {
    await sendTarget(port, `/gh/repos${rest}`)
  }
  t.equal(upstream.received.length, 2, 'only the honest spellings are forwarded')
  for (const { url } of upstream.received) {
    for (const decode of decoders) t.ok(decode(url).startsWith('/repos/'), `${decode.name} ${url}`)
  }
})

t.test(
  'the same spellings come out of a guard over hono/proxy: the table finds what it is for',
  async (t) => {
    const upstream = await openUpstream(t)
    const app = new Hono()
    app.use('/gh/admin/*', async (c) => c.text('forbidden', 403))
    app.all('/gh/*', (c) => {
      const path = new URL(c.req.url).pathname.replace(/^\/gh/, '')
      return proxy(`${upstream.origin}${path}`, { headers: { authorization: 'Bearer fake' } })
    })
    const port = await listen(
      t,
      createAdaptorServer({ fetch: (request) => app.fetch(request) }) as Server,
    )
    for (const rest of escapes) await sendTarget(port, `/gh/repos${rest}`)
    const escaped = upstream.received.filter(({ url }) =>
      decoders.some((decode) => decode(url).startsWith('/admin')),
    )
    t.ok(escaped.length >= 5, `${escaped.length} of ${escapes.length} spellings came out`)
  },
)

const decoders: readonly ((path: string) => string)[] = [raw, once, twice, parametersCut]

function raw(path: string): string {
  return resolve(path)
}

function once(path: string): string {
  return resolve(loosely(path))
}

function twice(path: string): string {
  return resolve(loosely(loosely(path)))
}

function parametersCut(path: string): string {
  return resolve(loosely(path.replace(/;[^/]*/g, '')).replace(/;[^/]*/g, ''))
}

function loosely(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}

function resolve(path: string): string {
  const kept: string[] = []
  for (const segment of path.replaceAll('\\', '/').split('/')) {
    if (segment === '..') kept.pop()
    else if (segment !== '' && segment !== '.') kept.push(segment)
  }
  return `/${kept.join('/')}`
}

t.test('what is matched is what is forwarded', async (t) => {
  const upstream = await openUpstream(t)
  const routes = [route(`${upstream.origin}/v1`, { public: true, policies: [] })]
  const { port } = await openGateway(t, { served: servedWith(routes) })
  const rows: [string, number, string?][] = [
    ['/api', 200, '/v1'],
    ['/api/', 200, '/v1/'],
    ['/api?x=%2F', 200, '/v1?x=%2F'],
    ['/api/%61?a=+&a=', 200, '/v1/a?a=+&a='],
    ['/%61pi/b', 200, '/v1/b'],
    ['/api/caf%c3%a9', 200, '/v1/caf%C3%A9'],
    ['/API/x', 404],
    ['/apix', 404],
    ['/api%2fx', 400],
    ['/api/../api/x', 400],
    ['http://gateway.example/api/x', 400],
  ]
  for (const [target, status, forwarded] of rows) {
    upstream.received.length = 0
    t.equal(statusOf(await sendTarget(port, target)), status, target)
    t.equal(upstream.received[0]?.url, forwarded, target)
  }
})
