import t from 'tap'
import type { AccessConditions, JsonObject, Principal } from '../../src/model/index.ts'
import { makePlan } from '../../src/plan/index.ts'
import { coversPath } from '../../src/plan/widening.ts'
import { configOf, planInput, stateOf, type World } from './worlds.ts'

const objectId = '22222222-2222-4222-8222-222222222222'
const key: Principal = { type: 'apiKey', identity: 'batch' }
const application = (more: object): Principal => ({
  type: 'servicePrincipal',
  identity: 'corp',
  objectId,
  appIds: [],
  ...more,
})
const claims = (asked: { readonly [claim: string]: string }): Principal => ({
  type: 'claims',
  identity: 'ci',
  claims: asked,
})
const policy = (connections: readonly string[], ...allow: readonly Principal[]): World => ({
  accessPolicies: { p: { connections, allow } },
})
const policyBy = (conditions: AccessConditions): World => ({
  accessPolicies: { p: { connections: ['idp/a'], allow: [key], conditions } },
})
const route = (more: NonNullable<World['routes']>[string], match: object = {}): World => ({
  routes: { r: { ...more, match: { path: '/a/**', methods: [], headers: {}, ...match } } },
})
const oidc = (more: object): World => ({
  identities: {
    ci: {
      type: 'oidc',
      issuer: 'https://one.example',
      audience: ['credmgr'],
      algorithms: ['RS256'],
      claims: { org: 'acme' },
      clockTolerance: 30_000,
      ...more,
    },
  },
})
const consents = (by?: readonly Principal[]): World => ({
  providers: { idp: {} },
  connections: { 'idp/bot': by === undefined ? {} : { consent: { by } } },
})
const uses = (identityType: string): NonNullable<World['routes']>[string] => ({
  policies: [
    { policy: 'get-authorization-context', options: { connection: 'idp/bot', identityType } },
  ],
})

const steps = (...written: readonly { readonly [policy: string]: JsonObject }[]): World =>
  route({
    policies: written.flatMap((each) =>
      Object.entries(each).map(([policy, options]) => ({ policy, options })),
    ),
  })
const rate = (calls: number, renewalPeriod = 60): World =>
  steps({ 'rate-limit': { calls, renewalPeriod } })
const filter = (action: string, ...addresses: readonly string[]): World =>
  steps({ 'ip-filter': { action, addresses } })
const only = (options: JsonObject): World => steps({ 'check-header': { name: 'X-A', ...options } })
const jwt = (...issuers: readonly string[]): World => steps({ 'validate-jwt': { issuers } })
const gold = (...policies: readonly JsonObject[]): World =>
  steps({ choose: { when: [{ condition: { headers: { 'X-Tier': 'gold' } }, policies }] } })
const guarded = gold({ 'rate-limit': { calls: 1, renewalPeriod: 1 } })

const rows: readonly (readonly [title: string, from: World, to: World, ...expected: string[]])[] = [
  ['a policy that is new', {}, policy(['idp/a'], key), 'allows apiKey: batch', 'opens idp/a'],
  ['another principal', policy(['idp/a']), policy(['idp/a'], key), 'allows apiKey: batch'],
  ['a principal less', policy(['idp/a'], key), policy(['idp/a'])],
  ['a policy that goes', policy(['idp/a'], key), {}],
  ['conditions', policy(['idp/a'], key), policyBy({ routes: ['r'], methods: [] })],
  [
    'no condition any more',
    policyBy({ routes: ['r'], methods: ['GET'] }),
    policy(['idp/a'], key),
    'no longer asks for routes r',
    'no longer asks for methods GET',
  ],
  [
    'a route and a method more',
    policyBy({ routes: ['r'], methods: ['GET'] }),
    policyBy({ routes: ['r', 's'], methods: ['GET', 'POST'] }),
    'allows it by routes s',
    'allows it by methods POST',
  ],
  [
    'a method less',
    policyBy({ routes: [], methods: ['GET', 'POST'] }),
    policyBy({ routes: [], methods: ['GET'] }),
  ],
  ['another connection', policy(['idp/a']), policy(['idp/a', 'idp/b']), 'opens idp/b'],
  ['all connections', policy(['idp/a']), policy(['idp/*']), 'opens idp/*'],
  ['one of all connections', policy(['idp/*']), policy(['idp/a'])],
  ['those of a template', policy(['idp/users/*']), policy(['idp/*']), 'opens idp/*'],
  [
    'a principal of whom less is asked',
    policy([], application({ tenantId: 't', appIds: ['x'] })),
    policy([], application({ appIds: ['x'] })),
    `allows servicePrincipal: { identity: corp, objectId: ${objectId}, appIds: [x] }`,
  ],
  [
    'a principal of whom more is asked',
    policy([], application({})),
    policy([], application({ tenantId: 't', appIds: ['x'] })),
  ],
  [
    'another of its applications',
    policy([], application({ appIds: ['x'] })),
    policy([], application({ appIds: ['x', 'y'] })),
    `allows servicePrincipal: { identity: corp, objectId: ${objectId}, appIds: [x, y] }`,
  ],
  [
    'any of its applications',
    policy([], application({ appIds: ['x'] })),
    policy([], application({ appIds: [] })),
    `allows servicePrincipal: { identity: corp, objectId: ${objectId} }`,
  ],
  ['a claim more', policy([], claims({ a: '1' })), policy([], claims({ a: '1', b: '2' }))],
  [
    'a claim less',
    policy([], claims({ a: '1', b: '2' })),
    policy([], claims({ a: '1' })),
    'allows claims: { identity: ci, a: "1" }',
  ],
  [
    'the same principals in another order',
    policy([], key, claims({ a: '1' })),
    policy([], claims({ a: '1' }), key),
  ],
  ['a consent by whoever has the link', {}, consents()],
  ['a consent by one person', consents(), consents([claims({ a: '1' })])],
  [
    'a consent by whoever has the link again',
    consents([claims({ a: '1' })]),
    consents(),
    'lets whoever has the link consent',
  ],
  [
    'a consent by one person more',
    consents([claims({ a: '1' })]),
    consents([claims({ a: '1' }), claims({ a: '2' })]),
    'lets claims: { identity: ci, a: "2" } consent',
  ],
  [
    'a consent by one person less',
    consents([claims({ a: '1' }), claims({ a: '2' })]),
    consents([claims({ a: '1' })]),
  ],
  ['a route that is new', {}, route({}), 'forwards /a/**'],
  [
    'a public route that is new',
    {},
    route({ public: true }),
    'forwards /a/**',
    'asks no caller who it is',
  ],
  ['a route that becomes public', route({}), route({ public: true }), 'asks no caller who it is'],
  ['a route that is public no more', route({ public: true }), route({})],
  ['a broader path', route({}, { path: '/a/*' }), route({}), 'forwards /a/**'],
  ['a narrower path', route({}), route({}, { path: '/a/b' })],
  ['another path', route({}), route({}, { path: '/b/**' }), 'forwards /b/**'],
  [
    'another method',
    route({}, { methods: ['GET'] }),
    route({}, { methods: ['GET', 'POST'] }),
    'forwards POST',
  ],
  ['every method', route({}, { methods: ['GET'] }), route({}), 'forwards every method'],
  ['some of every method', route({}), route({}, { methods: ['GET'] })],
  ['every host', route({}, { host: 'a.example' }), route({}), 'answers for every host'],
  ['one of every host', route({}), route({}, { host: 'a.example' })],
  [
    'a header less',
    route({}, { headers: { 'x-tenant': 'acme' } }),
    route({}),
    'no longer asks for the header x-tenant: acme',
  ],
  ['a header more', route({}), route({}, { headers: { 'x-tenant': 'acme' } })],
  [
    'another upstream',
    route({}),
    route({ upstream: 'https://b.example' }),
    'forwards to https://b.example',
  ],
  [
    'the gateway’s own identity instead of the caller’s',
    route(uses('jwt')),
    route(uses('managed')),
    'lends idp/bot to every caller (identityType: managed)',
  ],
  ['the caller’s instead of the gateway’s', route(uses('managed')), route(uses('jwt'))],
  ['a guard that goes', rate(5), route({}), 'drops or loosens rate-limit'],
  ['a guard that comes', route({}), rate(5)],
  ['a guard that stays', rate(5), rate(5)],
  ['more calls', rate(5), rate(6), 'drops or loosens rate-limit'],
  ['fewer calls', rate(5), rate(4)],
  ['a shorter period', rate(5), rate(5, 59), 'drops or loosens rate-limit'],
  ['a longer period', rate(5), rate(5, 61)],
  [
    'an address more',
    filter('allow', 'a'),
    filter('allow', 'a', 'b'),
    'drops or loosens ip-filter',
  ],
  ['an address less', filter('allow', 'a', 'b'), filter('allow', 'b')],
  ['a forbidden one more', filter('forbid', 'a'), filter('forbid', 'b', 'a')],
  [
    'a forbidden one less',
    filter('forbid', 'a', 'b'),
    filter('forbid', 'a'),
    'drops or loosens ip-filter',
  ],
  ['an opposite action', filter('allow', 'a'), filter('forbid', 'a'), 'drops or loosens ip-filter'],
  [
    'a value more',
    only({ values: ['a'] }),
    only({ values: ['a', 'b'] }),
    'drops or loosens check-header',
  ],
  ['an issuer more', jwt('a'), jwt('a', 'b'), 'drops or loosens validate-jwt'],
  ['an issuer less', jwt('a', 'b'), jwt('a')],
  ['any value', only({ values: ['a'] }), only({}), 'drops or loosens check-header'],
  ['a value instead of any', only({}), only({ values: ['a'], failedCheckHttpCode: 403 })],
  ['another field', only({}), only({ name: 'X-B' }), 'drops or loosens check-header'],
  ['case that is ignored', only({}), only({ ignoreCase: true }), 'drops or loosens check-header'],
  ['a guard that moves into a case', rate(1, 1), guarded, 'drops or loosens rate-limit'],
  ['a guard in a case', route({}), guarded],
  ['a guard in a case that goes', guarded, gold(), 'drops or loosens choose'],
  [
    'another path at the upstream',
    steps({ 'rewrite-uri': { template: '/a' } }),
    steps({ 'rewrite-uri': { template: '/b' } }),
    'forwards other paths or methods (rewrite-uri)',
  ],
  [
    'the path as it came',
    steps({ 'rewrite-uri': { template: '/a' } }),
    route({}),
    'forwards other paths or methods (rewrite-uri)',
  ],
  [
    'another method in a case',
    route({}),
    gold({ 'set-method': { method: 'DELETE' } }),
    'forwards other paths or methods (choose)',
  ],
  [
    'another origin',
    steps({ cors: { allowedOrigins: ['https://a.example'] } }),
    steps({ cors: { allowedOrigins: ['https://a.example', 'https://b.example'] } }),
    'lets pages of https://b.example call',
  ],
  [
    'an answer that no longer stands in the way',
    steps({ 'return-response': {} }),
    route({}),
    'drops or loosens return-response',
  ],
  [
    'another issuer',
    oidc({}),
    oidc({ issuer: 'https://two.example' }),
    'trusts https://two.example',
  ],
  ['another audience', oidc({}), oidc({ audience: ['credmgr', 'x'] }), 'accepts tokens for x'],
  ['another algorithm', oidc({}), oidc({ algorithms: ['RS256', 'PS256'] }), 'accepts PS256'],
  ['a required claim less', oidc({}), oidc({ claims: {} }), 'no longer asks for org acme'],
  ['a required claim more', oidc({}), oidc({ claims: { org: 'acme', team: 'web' } })],
  ['more tolerance', oidc({}), oidc({ clockTolerance: 60_000 }), 'accepts tokens for longer'],
  ['an identity that is new', {}, oidc({})],
  [
    'an identity of another kind',
    oidc({}),
    { identities: { ci: { type: 'apiKey', apiKey: { env: 'K' } } } },
    'proves callers in another way',
  ],
  [
    'another operator',
    {},
    {
      gateway: { admin: { listen: '127.0.0.1:8081', roles: { operator: [key], viewer: [] } } },
    },
    'makes apiKey: batch operator',
  ],
  [
    'proxies that may ask',
    {},
    { gateway: { forwardAuth: { secret: { env: 'S' } } } },
    'gives tokens to proxies (forwardAuth)',
  ],
  [
    'proxies that may ask already',
    { gateway: { forwardAuth: { secret: { env: 'S' } } } },
    { gateway: { forwardAuth: { secret: { env: 'OTHER' } } } },
  ],
]

t.test('what lets more through than before', async (t) => {
  for (const [title, from, to, ...expected] of rows) {
    const { changes } = makePlan(planInput(configOf(to), stateOf(from)))
    t.same(
      changes.flatMap(({ widens = [] }) => widens),
      expected,
      title,
    )
  }
})

t.test('a path covers another when it matches all that the other matches', async (t) => {
  const covers = (wide: string, narrow: string): void => {
    t.ok(coversPath(wide, narrow), `${wide} covers ${narrow}`)
  }
  const leaves = (wide: string, narrow: string): void => {
    t.notOk(coversPath(wide, narrow), `${wide} does not cover ${narrow}`)
  }
  covers('/**', '/a/b/**')
  covers('/a/*', '/a/b')
  covers('/a/*', '/a/*')
  covers('/a/*/c', '/a/b/c')
  leaves('/a/*', '/a/**')
  leaves('/a/b', '/a/*')
  leaves('/a', '/a/b')
  leaves('/a/b', '/a')
  leaves('/a/**', '/b/**')
})
