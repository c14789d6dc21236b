import fc from 'fast-check'
import t from 'tap'
import { canonicalJson, type Json } from '../../src/model/index.ts'
import { isEmpty, makePlan, type Plan, planToText, summaryOf } from '../../src/plan/index.ts'
import {
  applied,
  configOf,
  credential,
  credentialsOf,
  fingerprintsOf,
  planInput,
  type providerDefaults,
  stateOf,
  type World,
} from './worlds.ts'

const base: World = {
  providers: { idp: { clientSecret: { env: 'IDP_SECRET' }, scopes: ['read', 'write'] } },
  connections: { 'idp/bot': {} },
  accessPolicies: {
    p: {
      connections: ['idp/bot'],
      allow: [
        { type: 'managedIdentity', name: 'gateway' },
        { type: 'group', identity: 'corp', objectId: 'g1' },
      ],
    },
  },
  routes: {
    r: {
      match: { path: '/a/**', methods: ['GET', 'POST'], headers: {} },
      policies: [
        { policy: 'get-authorization-context', options: { connection: 'idp/bot', as: 'auth' } },
        { policy: 'set-header', options: { 'x-one': '1' } },
      ],
    },
  },
}

const provider = (more: Partial<typeof providerDefaults>): World => ({
  ...base,
  providers: { idp: { ...base.providers?.['idp'], ...more } },
})

const [policyOne, policyTwo] = base.routes?.['r']?.policies ?? []
if (policyOne === undefined || policyTwo === undefined)
  throw new Error('the base world has a route')

const changes: readonly {
  readonly title: string
  readonly to: World
  readonly expected: readonly (readonly [action: string, address: string, ...paths: string[]])[]
}[] = [
  { title: 'nothing', to: base, expected: [] },
  {
    title: 'the client id forces a replacement',
    to: provider({ clientId: 'other' }),
    expected: [['replace', 'provider.idp', 'clientId!']],
  },
  {
    title: 'an issuer that was not there forces a replacement',
    to: provider({ issuer: 'https://idp.example' }),
    expected: [['replace', 'provider.idp', 'issuer!']],
  },
  {
    title: 'the grant forces a replacement',
    to: provider({ grant: 'clientCredentials' }),
    expected: [['replace', 'provider.idp', 'grant!']],
  },
  {
    title: 'a template that changes nothing else is an update',
    to: provider({ template: 'github' }),
    expected: [['update', 'provider.idp', 'template']],
  },
  {
    title: 'nested attributes have dotted paths',
    to: provider({
      refresh: { margin: 1000, defaultLifetime: 5000 },
      authorizationParams: { 'a.b': 'c' },
    }),
    expected: [
      [
        'update',
        'provider.idp',
        'authorizationParams["a.b"]',
        'refresh.defaultLifetime',
        'refresh.margin',
      ],
    ],
  },
  { title: 'scopes are a set', to: provider({ scopes: ['write', 'read'] }), expected: [] },
  {
    title: 'principals and methods are sets',
    to: {
      ...base,
      accessPolicies: {
        p: {
          connections: ['idp/bot'],
          allow: [...(base.accessPolicies?.['p']?.allow ?? [])].reverse(),
        },
      },
      routes: {
        r: {
          ...base.routes?.['r'],
          match: { path: '/a/**', methods: ['POST', 'GET'], headers: {} },
        },
      },
    },
    expected: [],
  },
  {
    title: 'the order of a route’s policies means something',
    to: { ...base, routes: { r: { ...base.routes?.['r'], policies: [policyTwo, policyOne] } } },
    expected: [['update', 'route.r', 'policies']],
  },
  {
    title: 'the gateway’s settings are updated in place',
    to: { ...base, gateway: { listen: '127.0.0.1:9000' } },
    expected: [['update', 'gateway', 'listen']],
  },
  {
    title: 'kinds come in the order in which they refer to each other, names sorted',
    to: {
      providers: { b: {}, a: {} },
      identities: { key: { type: 'apiKey', apiKey: { env: 'KEY' } } },
    },
    expected: [
      ['create', 'identity.key', 'apiKey', 'type'],
      ['create', 'provider.a'],
      ['create', 'provider.b'],
      ['delete', 'provider.idp'],
      ['delete', 'connection.idp/bot'],
      ['delete', 'accessPolicy.p'],
      ['delete', 'route.r'],
    ],
  },
]

t.test('what a difference does to a resource', async (t) => {
  for (const { title, to, expected } of changes) {
    const plan = makePlan(planInput(configOf(to), stateOf(base)))
    t.same(
      plan.changes.map((change) => [change.action, change.address, ...pathsOf(change)]),
      expected,
      title,
    )
  }
})

/** Paths, with `!` behind one that forces a replacement; of a creation or deletion only short ones. */
function pathsOf({ action, attributes }: Plan['changes'][number]): readonly string[] {
  if (action === 'delete' || attributes.length > 3) return []
  return attributes.map(({ path, forcesReplacement }) => `${path}${forcesReplacement ? '!' : ''}`)
}

t.test('a secret with another value is an update, though its reference is the same', async (t) => {
  const config = configOf(base)
  const fingerprints = fingerprintsOf(config, 'v2')
  const plan = makePlan(planInput(config, stateOf(base), { fingerprints }))
  t.match(plan.changes, [
    {
      action: 'update',
      address: 'provider.idp',
      attributes: [{ path: 'clientSecret', sensitive: true, forcesReplacement: false }],
    },
  ])
  t.equal(plan.changes[0]?.attributes.length, 1)
  t.same(plan.fingerprints, { 'provider.idp#/clientSecret': 'fp-v2' })
})

t.test('without fingerprints a secret is compared by its reference alone', async (t) => {
  const same = makePlan(planInput(configOf(base), stateOf(base), { fingerprints: {} }))
  t.ok(isEmpty(same))
  const moved = configOf(provider({ clientSecret: { env: 'OTHER' } }))
  const plan = makePlan(planInput(moved, stateOf(base), { fingerprints: {} }))
  t.match(plan.changes, [{ attributes: [{ path: 'clientSecret', sensitive: true }] }])
})

t.test('no configuration means to destroy everything', async (t) => {
  const credentials = credentialsOf(credential('idp/bot'))
  const plan = makePlan(planInput(undefined, stateOf(base), { credentials }))
  t.same(plan.summary, { add: 0, change: 0, destroy: 5 })
  t.match(plan.tokens, [{ effect: 'revoke', revokesOld: true }])
  t.same(applied(stateOf(base), plan).resources, [])
})

t.test('a replacement counts as one to add and one to destroy', async (t) => {
  const actions = ['create', 'update', 'replace', 'delete', 'delete'] as const
  const changes = actions.map((action) => ({ action }))
  t.same(summaryOf({ changes, tokens: [] }), { add: 2, change: 1, destroy: 3 })
})

t.test('a plan knows where it came from', async (t) => {
  const plan = makePlan(planInput(configOf(base)))
  t.match(plan, {
    formatVersion: '1.0',
    planId: 'p_1',
    env: 'default',
    prior: { lineage: 'lineage-1', serial: 0 },
  })
  t.match(plan.changes[1], { origin: 'credmgr.config.yaml:7', after: { name: 'idp' } })
})

const name = fc.constantFrom('a', 'b', 'c')
const scopes = fc.uniqueArray(fc.constantFrom('read', 'write', 'admin'))
const world: fc.Arbitrary<World> = fc
  .record({
    providers: fc.dictionary(
      name,
      fc.record(
        {
          clientId: fc.constantFrom('one', 'two'),
          issuer: fc.constantFrom('https://one.example', 'https://two.example'),
          grant: fc.constantFrom('authorizationCode' as const, 'clientCredentials' as const),
          scopes,
          clientSecret: fc.constantFrom({ env: 'A' }, { file: './b' }),
          parameters: fc.dictionary(fc.string({ minLength: 1 }), fc.string()),
        },
        { requiredKeys: ['grant'] },
      ),
      { minKeys: 1 },
    ),
    connections: fc.dictionary(
      name,
      fc.record({ scopes, labels: fc.dictionary(fc.constantFrom('x', 'y.z', ''), fc.string()) }),
    ),
    routes: fc.dictionary(
      name,
      fc.record({
        upstream: fc.constantFrom('https://one.example', 'https://two.example'),
        policies: fc.array(
          fc.record({
            policy: fc.constantFrom('set-header', 'other'),
            options: fc.dictionary(fc.string({ minLength: 1 }), fc.string()),
          }),
        ),
      }),
    ),
  })
  .map(({ providers, connections, routes }) => {
    const [first = 'a'] = Object.keys(providers)
    const addressed = Object.entries(connections).map(([key, spec]) => [`${first}/${key}`, spec])
    return { providers, connections: Object.fromEntries(addressed), routes }
  })

t.test('a block that removes providers says why their connections go, and of nothing else', (t) => {
  const prior = stateOf({ ...base, routes: { r: { public: true } } })
  const span = { file: 'c.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 }
  const removed = [{ from: 'provider.*', revoke: true, span }]
  const config = { ...configOf({}), refactoring: { moved: [], removed, imports: [] } }
  const { changes } = makePlan(planInput(config, prior))
  t.strictSame(Object.fromEntries(changes.map(({ address, reason }) => [address, reason])), {
    'provider.idp': 'delete_because_removed',
    'connection.idp/bot': 'delete_because_removed',
    'accessPolicy.p': 'delete_because_no_resource_config',
    'route.r': 'delete_because_no_resource_config',
  })
  t.end()
})

t.test('whatever the two worlds are, carrying out the plan leaves nothing to plan', async (t) => {
  let changed = 0
  fc.assert(
    fc.property(world, world, (from, to) => {
      const before = stateOf(from)
      const plan = makePlan(planInput(configOf(to), before))
      changed += plan.changes.length
      const after = applied(before, plan)
      const stored = JSON.parse(JSON.stringify(after))
      return isEmpty(makePlan(planInput(configOf(to), stored)))
    }),
  )
  t.ok(changed > 0, 'and there was something to carry out')
})

t.test('equal inputs give equal plans, whatever order their keys are written in', async (t) => {
  fc.assert(
    fc.property(world, world, (from, to) => {
      const state = stateOf(from)
      const one = makePlan(planInput(configOf(to), state))
      const config = configOf(to)
      const shuffled = { resources: config.resources.map((each) => reversed(each)).reverse() }
      const other = makePlan(
        planInput(shuffled, { ...state, resources: [...state.resources].reverse() }),
      )
      return planToText(one) === planToText(other)
    }),
  )
  t.not(canonicalJson({ a: 1 }), canonicalJson({ a: 2 }))
})

function reversed<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).reverse()
  return Object.fromEntries(entries.map(([key, each]) => [key, reversed(each as Json)])) as T
}
