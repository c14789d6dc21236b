import fc from 'fast-check'
import t from 'tap'
import { isPrincipal, mayUse } from '../../src/engine/index.ts'
import {
  type AccessPolicySpec,
  type Caller,
  connectionAddress,
  type JsonObject,
  type Principal,
} from '../../src/model/index.ts'

const botAddress = connectionAddress('github/release-bot')
if (botAddress === undefined) throw new Error('not an address')
const bot = botAddress

function caller(claims: JsonObject, identity = 'corp'): Caller {
  return { type: 'oidc', identity, claims, expiresAt: 0 }
}

const app = { oid: 'o-app', sub: 'o-app', tid: 't-1', azp: 'client-1' }
const person = {
  oid: 'o-ann',
  sub: 's-ann',
  tid: 't-1',
  scp: 'use',
  azp: 'client-2',
  groups: ['g-1'],
}
const job = { sub: 'repo:acme/app:ref:refs/heads/main', environment: ['prod', 'eu'] }

const rows: readonly {
  name: string
  principal: Principal
  allowed: readonly Caller[]
  denied: readonly Caller[]
}[] = [
  {
    name: 'a service principal is an application with that object, tenant and application id',
    principal: {
      type: 'servicePrincipal',
      identity: 'corp',
      tenantId: 't-1',
      objectId: 'o-app',
      appIds: ['client-1'],
    },
    allowed: [
      caller(app),
      caller({ ...app, idtyp: 'app' }),
      caller({ oid: 'o-app', sub: 'o-app', tid: 't-1', appid: 'client-1' }),
    ],
    denied: [
      caller({ ...app, oid: 'o-other', sub: 'o-other' }),
      caller({ ...app, tid: 't-2' }),
      caller({ ...app, azp: 'client-2' }),
      caller({ ...app, idtyp: 'user' }),
      caller({ ...app, scp: 'use' }),
      caller(app, 'ci'),
      { type: 'apiKey', identity: 'corp' },
      { type: 'managed' },
    ],
  },
  {
    name: 'a user is a person with that object, never an application',
    principal: { type: 'user', identity: 'corp', tenantId: 't-1', objectId: 'o-ann', appIds: [] },
    allowed: [caller(person), caller({ ...person, idtyp: 'user' })],
    denied: [
      caller({ ...person, oid: 'o-bob' }),
      caller({ ...person, tid: 't-2' }),
      caller({ ...person, idtyp: 'app' }),
      caller({ oid: 'o-ann', sub: 'o-ann', tid: 't-1' }),
    ],
  },
  {
    name: 'a user may be named by the subject where there is no object id',
    principal: { type: 'user', identity: 'corp', subject: 's-ann', appIds: ['client-2'] },
    allowed: [caller(person), caller({ sub: 's-ann', azp: 'client-2' })],
    denied: [caller({ sub: 's-Ann', azp: 'client-2' }), caller({ sub: 's-ann' }), caller({})],
  },
  {
    name: 'a group is a member of the groups claim, exactly',
    principal: { type: 'group', identity: 'corp', tenantId: 't-1', objectId: 'g-1' },
    allowed: [caller(person)],
    denied: [
      caller({ ...person, groups: ['g-11'] }),
      caller({ ...person, groups: 'g-1' }),
      caller({ ...person, groups: [['g-1']] }),
      caller({ ...person, tid: 't-2' }),
    ],
  },
  {
    name: 'claims must all be equal, an array claim must contain the value',
    principal: {
      type: 'claims',
      identity: 'ci',
      claims: { sub: job.sub, environment: 'prod' },
    },
    allowed: [caller(job, 'ci')],
    denied: [
      caller({ ...job, environment: ['production'] }, 'ci'),
      caller({ sub: job.sub }, 'ci'),
      caller({ ...job, sub: `${job.sub}x` }, 'ci'),
      caller(job, 'corp'),
    ],
  },
  {
    name: 'a claim named like a member of every object is not found by accident',
    principal: { type: 'claims', identity: 'ci', claims: { constructor: 'x' } },
    allowed: [caller({ constructor: 'x' }, 'ci')],
    denied: [caller({}, 'ci')],
  },
  {
    name: 'an API key is that identity and no token of it',
    principal: { type: 'apiKey', identity: 'batch' },
    allowed: [{ type: 'apiKey', identity: 'batch' }],
    denied: [{ type: 'apiKey', identity: 'other' }, caller(app, 'batch'), { type: 'managed' }],
  },
  {
    name: 'the managed identity is the gateway itself',
    principal: { type: 'managedIdentity', name: 'gateway' },
    allowed: [{ type: 'managed' }],
    denied: [caller(app), { type: 'apiKey', identity: 'gateway' }],
  },
]

for (const { name, principal, allowed, denied } of rows) {
  t.test(name, async (t) => {
    for (const each of allowed) t.ok(isPrincipal(each, principal), JSON.stringify(each))
    for (const each of denied) t.notOk(isPrincipal(each, principal), JSON.stringify(each))
  })
}

function policy(connections: readonly string[], ...allow: readonly Principal[]): AccessPolicySpec {
  return { connections, allow }
}

const batch: Principal = { type: 'apiKey', identity: 'batch' }
const batchCaller: Caller = { type: 'apiKey', identity: 'batch' }

t.test('nothing is allowed unless a policy of that connection allows it', async (t) => {
  t.same(mayUse([], batchCaller, bot), { allowed: false, reason: 'no_policy' })
  const other = [policy(['github/other', 'git/*'], batch)]
  t.same(mayUse(other, batchCaller, bot), { allowed: false, reason: 'no_policy' })
  const key: Caller = { type: 'apiKey', identity: 'x' }
  t.same(mayUse([policy([bot], batch)], key, bot), { allowed: false, reason: 'no_match' })
})

t.test(
  'any policy that covers the connection may allow it, by address or by provider',
  async (t) => {
    const direct = [
      policy([bot], { type: 'managedIdentity', name: 'gateway' }),
      policy([bot], batch),
    ]
    t.same(mayUse(direct, batchCaller, bot), { allowed: true })
    t.same(mayUse([policy(['github/*'], batch)], batchCaller, bot), { allowed: true })
  },
)

t.test('a token that cannot list its groups is denied with a reason of its own', async (t) => {
  const group: Principal = { type: 'group', identity: 'corp', objectId: 'g-1' }
  const many = caller({ oid: 'o', _claim_names: { groups: 'src1' } })
  t.same(mayUse([policy([bot], group)], many, bot), { allowed: false, reason: 'groups_overage' })
  const elsewhere = caller({ oid: 'o', _claim_names: { groups: 'src1' } }, 'ci')
  t.same(mayUse([policy([bot], group)], elsewhere, bot), { allowed: false, reason: 'no_match' })
})

t.test('a policy with conditions allows nothing by another route or method', async (t) => {
  const batch: Principal = { type: 'apiKey', identity: 'batch' }
  const conditions = { routes: ['releases'], methods: ['GET'] }
  const policies = [{ ...policy([bot], batch), conditions }]
  const who: Caller = { type: 'apiKey', identity: 'batch' }
  const rows = [
    [{ route: 'releases', method: 'GET' }, true],
    [{ route: 'releases', method: 'POST' }, false],
    [{ route: 'others', method: 'GET' }, false],
    [{ route: 'releases' }, true],
    [{}, true],
  ] as const
  for (const [way, allowed] of rows) {
    const expected = allowed ? { allowed } : { allowed, reason: 'conditions_not_met' }
    t.strictSame(mayUse(policies, who, bot, way), expected, JSON.stringify(way))
  }
  const stranger: Caller = { type: 'apiKey', identity: 'other' }
  t.match(mayUse(policies, stranger, bot, { route: 'others' }), { reason: 'no_match' })
})

/** The same rule in other words: some policy that names the connection, and the way by which it is used, has some principal that is the caller. */
function oracle(
  policies: readonly AccessPolicySpec[],
  key: string,
  { address, route, method }: { address: string; route: string; method: string },
): boolean {
  let allowed = false
  for (const { connections, allow, conditions } of policies) {
    const named =
      connections.includes(address) || connections.includes(`${address.split('/')[0]}/*`)
    const byRoute = !conditions?.routes.length || conditions.routes.includes(route)
    const byMethod = !conditions?.methods.length || conditions.methods.includes(method)
    for (const each of allow) {
      if (named && byRoute && byMethod && each.type === 'apiKey' && each.identity === key) {
        allowed = true
      }
    }
  }
  return allowed
}

t.test('50,000 generated policies agree with an oracle', async (t) => {
  const name = fc.constantFrom('a', 'b', 'c')
  const method = fc.constantFrom('GET', 'POST')
  const address = fc.tuple(name, name).map(([p, c]) => `${p}/${c}`)
  const pattern = fc.oneof(
    address,
    name.map((p) => `${p}/*`),
  )
  const principal: fc.Arbitrary<Principal> = fc.oneof(
    name.map((identity): Principal => ({ type: 'apiKey', identity })),
    fc.constant<Principal>({ type: 'managedIdentity', name: 'gateway' }),
  )
  const conditions = fc.record({ routes: fc.array(name), methods: fc.array(method) })
  const policies = fc.array(
    fc.record(
      { connections: fc.array(pattern), allow: fc.array(principal), conditions },
      { requiredKeys: ['connections', 'allow'] },
    ),
    { maxLength: 4 },
  )
  const asked = fc.record({ address, route: name, method })
  let allowedOnce = 0
  fc.assert(
    fc.property(policies, name, asked, (specs, key, way) => {
      const connection = connectionAddress(way.address)
      if (connection === undefined) return false
      const { allowed } = mayUse(specs, { type: 'apiKey', identity: key }, connection, way)
      if (allowed) allowedOnce++
      return allowed === oracle(specs, key, way)
    }),
    { numRuns: 50_000 },
  )
  t.ok(allowedOnce > 500, 'the generator reaches both answers')
})
