import t from 'tap'
import { compileSnapshot, policyDescriptors } from '../../src/gateway/index.ts'
import { compilePath, restOf } from '../../src/gateway/path-pattern.ts'
import { CredmgrError } from '../../src/model/index.ts'
import { type RouteOptions, route, servedWith } from './support.ts'

const upstream = 'https://api.example/base'

function tableOf(routes: readonly RouteOptions[]) {
  const bare = routes.map((each) => ({ policies: [], ...each }))
  return compileSnapshot(servedWith(bare.map((each) => route(upstream, each)))).table
}

function nameOf(
  table: ReturnType<typeof tableOf>,
  path: string,
  { method = 'GET', headers = {} } = {},
): string {
  const found = table.find(path, { method, headers })
  if (found.found === 'route') return found.route.name
  return found.found === 'method' ? `405 ${found.allow}` : '404'
}

t.test('a pattern takes the paths that it says', async (t) => {
  const rows: [pattern: string, taken: string[], others: string[]][] = [
    ['/', ['/'], ['/a', '/a/']],
    ['/**', ['/', '/a', '/a/b/'], []],
    ['/a', ['/a'], ['/', '/a/', '/a/b', '/ab']],
    ['/a/', ['/a/'], ['/a', '/a/b']],
    ['/a/**', ['/a', '/a/', '/a/b', '/a/b/c'], ['/', '/ab', '/b/a']],
    ['/a/*', ['/a/b', '/a/**'], ['/a', '/a/', '/a/b/c']],
    ['/*/b', ['/a/b'], ['/b', '/a/c', '/a/b/c']],
    ['/a/*/c/**', ['/a/b/c', '/a/b/c/d/e'], ['/a/c', '/a/b', '/a/b/d']],
    ['/a:b/**', ['/a:b', '/a:b/c'], ['/a', '/axb', '/a:c']],
    ['/:a', ['/:a'], ['/b']],
    ['/@1/x', ['/@1/x'], ['/1/x', '/@2/x']],
    ['/a.b+c$(d)', ['/a.b+c$(d)'], ['/axb+c$(d)']],
    ['/caf%c3%a9/**', ['/caf%C3%A9/x'], ['/caf/x']],
    ['/%7euser', ['/~user'], []],
    ['/constructor/**', ['/constructor', '/constructor/x'], ['/toString', '/__proto__']],
  ]
  for (const [path, taken, others] of rows) {
    for (const others_ of [
      [],
      [
        { name: 'other', path: '/zzz/*/y' },
        { name: 'p', path: '/zzz/x' },
      ],
    ]) {
      const table = tableOf([{ path }, ...others_])
      for (const each of taken) t.equal(nameOf(table, each), 'api', `${path} takes ${each}`)
      for (const each of others) t.equal(nameOf(table, each), '404', `${path} leaves ${each}`)
    }
  }
})

t.test('what ** matched is the rest of the path', async (t) => {
  const rows: [pattern: string, path: string, rest: string][] = [
    ['/a/**', '/a', ''],
    ['/a/**', '/a/', '/'],
    ['/a/**', '/a/b/c', '/b/c'],
    ['/**', '/', '/'],
    ['/**', '/a', '/a'],
    ['/*/b/**', '/a/b', ''],
    ['/*/b/**', '/a/b/c/d', '/c/d'],
    ['/a', '/a', ''],
  ]
  for (const [pattern, path, rest] of rows) {
    const compiled = compilePath(pattern)
    if (typeof compiled === 'string') t.fail(compiled)
    else t.equal(restOf(compiled, path), rest, `${pattern} ${path}`)
  }
})

t.test(
  'of several routes the most specific one takes a request, in whatever order they stand',
  async (t) => {
    const routes: RouteOptions[] = [
      { name: 'all', path: '/**' },
      { name: 'a-rest', path: '/a/**' },
      { name: 'a-any', path: '/a/*' },
      { name: 'a-any-c', path: '/a/*/c' },
      { name: 'a-b', path: '/a/b' },
      { name: 'a-b-rest', path: '/a/b/**' },
      { name: 'a-b-post', path: '/a/b', match: { methods: ['POST'] } },
      { name: 'a-b-host', path: '/a/b', match: { host: 'one.example', headers: { 'x-v': '2' } } },
    ]
    for (const order of [routes, routes.toReversed()]) {
      const table = tableOf(order)
      t.equal(nameOf(table, '/'), 'all')
      t.equal(nameOf(table, '/a'), 'a-rest')
      t.equal(nameOf(table, '/a/b'), 'a-b')
      t.equal(nameOf(table, '/a/b', { method: 'POST' }), 'a-b-post')
      t.equal(nameOf(table, '/a/b/c'), 'a-b-rest')
      t.equal(nameOf(table, '/a/x'), 'a-any')
      t.equal(nameOf(table, '/a/x/c'), 'a-any-c')
      t.equal(nameOf(table, '/a/x/d'), 'a-rest')
      const headers = { host: 'ONE.example:8080', 'x-v': '2' }
      t.equal(nameOf(table, '/a/b', { headers }), 'a-b-host')
      t.equal(nameOf(table, '/a/b', { headers: { ...headers, 'x-v': '2, 3' } }), 'a-b')
    }
  },
)

t.test('a path that routes take with another method names the methods', async (t) => {
  const table = tableOf([
    { name: 'read', path: '/a', match: { methods: ['GET', 'HEAD'] } },
    { name: 'write', path: '/a', match: { methods: ['POST'] } },
    { name: 'hosted', path: '/a', match: { methods: ['PUT'], host: 'other.example' } },
    { name: 'open', path: '/b' },
  ])
  t.equal(nameOf(table, '/a', { method: 'DELETE' }), '405 GET, HEAD, POST')
  t.equal(nameOf(table, '/a', { method: 'PUT' }), '405 GET, HEAD, POST')
  t.equal(
    nameOf(table, '/b', { method: 'TRACE' }),
    '405 DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT',
  )
  t.equal(nameOf(table, '/c', { method: 'TRACE' }), '404')
})

t.test('thousands of routes are one table', async (t) => {
  const routes = Array.from({ length: 3_000 }, (_, index) => ({
    name: `r${index}`,
    path: `/tenants/t${index}/**`,
  }))
  const table = tableOf(routes)
  t.equal(nameOf(table, '/tenants/t2999/x'), 'r2999')
  t.equal(nameOf(table, '/tenants/t3000/x'), '404')
})

const get = (options: Record<string, string | boolean> = {}) => ({
  policy: 'get-authorization-context',
  options: { connection: 'api/main', ...options },
})
const set = (options: Record<string, never> | Record<string, unknown>) => ({
  policy: 'set-header',
  options: options as never,
})

t.test('a route that cannot run is refused when it is compiled, with its place', async (t) => {
  const rows: [why: string, code: string, options: RouteOptions, message: RegExp][] = [
    ['a path without slash', 'CM1005', { path: 'a' }, /"a" must begin with/],
    ['an empty segment', 'CM1005', { path: '/a//b' }, /empty segment/],
    ['** in the middle', 'CM1005', { path: '/a/**/b' }, /"\*\*"/],
    ['a glob inside a segment', 'CM1005', { path: '/a*' }, /"a\*"/],
    ['a dot segment', 'CM1005', { path: '/a/../b' }, /"\.\."/],
    ['a raw space', 'CM1005', { path: '/a b' }, /"a b"/],
    ['a method that would show the token', 'CM1005', { match: { methods: ['TRACE'] } }, /TRACE/],
    [
      'an unknown policy',
      'CM1004',
      { policies: [{ policy: 'nope', options: {} }] },
      /policy 1 "nope"/,
    ],
    [
      'an unknown connection',
      'CM1004',
      { policies: [get({ connection: 'api/other' })] },
      /"api\/other"/,
    ],
    ['no address', 'CM1005', { policies: [get({ connection: 'api' })] }, /provider\/name/],
    [
      'an unknown identity type',
      'CM1005',
      { policies: [get({ identityType: 'x' })] },
      /identityType/,
    ],
    ['a bad variable name', 'CM1005', { policies: [get({ as: 'A b' })] }, /"as"/],
    ['a bad ignoreError', 'CM1005', { policies: [get({ ignoreError: 'yes' })] }, /ignoreError/],
    ['a variable twice', 'CM1003', { policies: [get(), get()] }, /policy 2 .*"auth"/],
    ['jwt on a public route', 'CM1007', { public: true, policies: [get()] }, /managed/],
    [
      'an unknown variable',
      'CM1005',
      { policies: [set({ A: '{{ auth.accessToken }}' })] },
      /header "A".*"auth"/,
    ],
    [
      'an unknown member',
      'CM1005',
      { policies: [get(), set({ A: '{{ auth.token }}' })] },
      /"token"/,
    ],
    [
      'a member of a member',
      'CM1005',
      { policies: [get(), set({ A: '{{ auth.scope.x }}' })] },
      /"scope"/,
    ],
    [
      'claims without a name',
      'CM1005',
      { policies: [get(), set({ A: '{{ auth.claims }}' })] },
      /"claims"/,
    ],
    ['an open hole', 'CM1005', { policies: [get(), set({ A: '{{ auth.scope' })] }, /alone/],
    ['an empty hole', 'CM1005', { policies: [set({ A: '{{ }}' })] }, /member/],
    ['CR in a value', 'CM1005', { policies: [set({ A: 'a\r\nB: c' })] }, /control/],
    ['no field name', 'CM1005', { policies: [set({ 'A B': 'x' })] }, /"A B"/],
    ['a name twice', 'CM1005', { policies: [set({ A: 'x', a: 'y' })] }, /twice/],
    ['Host', 'CM1005', { policies: [set({ Host: 'x' })] }, /gateway alone/],
    ['Connection', 'CM1005', { policies: [set({ connection: 'x' })] }, /gateway alone/],
    ['Content-Length', 'CM1005', { policies: [set({ 'Content-Length': '1' })] }, /gateway alone/],
    [
      'Transfer-Encoding',
      'CM1005',
      { policies: [set({ 'Transfer-Encoding': 'x' })] },
      /gateway alone/,
    ],
    ['a number', 'CM1005', { policies: [set({ A: 1 })] }, /string, null/],
    ['values of numbers', 'CM1005', { policies: [set({ A: { values: [1] } })] }, /list of strings/],
    ['no value', 'CM1005', { policies: [set({ A: { existsAction: 'append' } })] }, /value/],
    [
      'a value to delete',
      'CM1005',
      { policies: [set({ A: { existsAction: 'delete', value: 'x' } })] },
      /value/,
    ],
    [
      'an unknown action',
      'CM1005',
      { policies: [set({ A: { existsAction: 'x', value: 'x' } })] },
      /existsAction/,
    ],
  ]
  for (const [why, code, options, message] of rows) {
    const served = servedWith([
      route(upstream, options),
      route(upstream, { name: 'fine', path: '/f' }),
    ])
    const error = thrownBy(() => compileSnapshot(served))
    t.match(error, { code: 'CONFIG_INVALID', details: { diagnostics: [{ code, message }] } }, why)
    t.match(error?.message, /route "api"/, why)
  }
})

t.test('every problem of every route is told at once', async (t) => {
  const routes = [
    route(upstream, { name: 'one', policies: [set({ Host: 'x', Te: 'y' })] }),
    route('ftp://x.example', { name: 'two', path: '/two' }),
  ]
  const error = thrownBy(() => compileSnapshot(servedWith(routes)))
  const found =
    error?.code === 'CONFIG_INVALID'
      ? (error as CredmgrError<'CONFIG_INVALID'>).details.diagnostics
      : []
  t.equal(found.length, 3)
})

t.test('tokens go to no host but those of the provider', async (t) => {
  const rows: [apiHosts: string[], upstream: string, allowed: boolean][] = [
    [[], 'https://any.example', true],
    [['api.example'], 'https://api.example/x', true],
    [['api.example'], 'https://api.example:8443', true],
    [['api.example'], 'https://API.example', true],
    [['api.example'], 'https://evil.example', false],
    [['api.example'], 'https://api.example.evil.example', false],
    [['api.example'], 'https://xapi.example', false],
    [['*.api.example'], 'https://eu.api.example', true],
    [['*.api.example'], 'https://api.example', false],
    [['*.api.example'], 'https://evilapi.example', false],
  ]
  for (const [apiHosts, to, allowed] of rows) {
    const served = servedWith([route(to)], { provider: { apiHosts } })
    const error = thrownBy(() => compileSnapshot(served))
    const title = `${apiHosts.join()} ${to}`
    if (allowed) t.equal(error, undefined, title)
    else t.match(error, { details: { diagnostics: [{ code: 'CM3202' }] } }, title)
  }
})

t.test('every policy describes itself for editors', async (t) => {
  t.strictSame(
    policyDescriptors.flatMap(({ name, connectionOption }) =>
      connectionOption === undefined ? [] : [[name, connectionOption]],
    ),
    [['get-authorization-context', 'connection']],
  )
  for (const { schema } of policyDescriptors) t.match(schema, { type: 'object' })
})

function thrownBy(work: () => unknown): CredmgrError | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof CredmgrError) return error
    throw error
  }
}
