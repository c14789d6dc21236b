import { join } from 'node:path'
import t from 'tap'
import { emptyState } from '../../src/model/index.ts'
import { makePlan, type Plan, planEvents, planToText, renderPlan } from '../../src/plan/index.ts'
import { isGolden } from '../support/golden.ts'
import {
  applied,
  configOf,
  credential,
  credentialsOf,
  planInput,
  stateOf,
  type World,
} from './worlds.ts'

const golden = join(import.meta.dirname, 'golden')

const policies = [
  {
    policy: 'get-authorization-context',
    options: { connection: 'github/release-bot', identityType: 'jwt', as: 'auth' },
  },
  { policy: 'set-header', options: { Authorization: 'Bearer {{ auth.accessToken }}' } },
]

const before: World = {
  providers: {
    erp: { issuer: 'https://idp.erp.example', grant: 'clientCredentials', scopes: ['orders.read'] },
    github: { template: 'github', clientSecret: { env: 'GITHUB_CLIENT_SECRET' } },
    salesforce: { clientId: 'client-old', clientSecret: { env: 'SALESFORCE_CLIENT_SECRET' } },
    slack: {},
  },
  connections: {
    'erp/orders': { scopes: ['orders.read'] },
    'github/release-bot': {
      scopes: ['read:org', 'repo'],
      expect: { account: 'acme-release-bot' },
      lifecycle: { preventDestroy: true },
    },
    'salesforce/apac': {},
    'salesforce/emea': {},
    'slack/bob': {},
  },
  routes: { releases: { match: { path: '/github/**', methods: ['GET'], headers: {} }, policies } },
}

const after: World = {
  ...before,
  identities: {
    batch: { type: 'apiKey', apiKey: { env: 'BATCH_API_KEY' } },
    ci: {
      type: 'oidc',
      issuer: 'https://token.actions.githubusercontent.com',
      audience: ['credmgr'],
      algorithms: ['ES256', 'RS256'],
      claims: {},
      clockTolerance: 30_000,
    },
  },
  providers: {
    ...before.providers,
    salesforce: { clientId: 'client-new', clientSecret: { file: './salesforce.secret' } },
  },
  connections: {
    'erp/orders': { scopes: ['orders.read'] },
    'github/alice': {
      scopes: ['read:user'],
      expect: { email: 'alice@example.com', account: 'alice' },
      labels: { team: 'web', 'cost.center': '0815' },
    },
    'github/release-bot': {
      scopes: ['read:org', 'repo', 'workflow'],
      expect: { account: 'acme-release-bot' },
      description: 'publishes releases',
    },
    'salesforce/apac': {},
    'salesforce/emea': {},
  },
  accessPolicies: {
    'release-pipeline': {
      connections: ['github/release-bot'],
      allow: [
        {
          type: 'servicePrincipal',
          identity: 'ci',
          tenantId: '11111111-1111-4111-8111-111111111111',
          objectId: '22222222-2222-4222-8222-222222222222',
          appIds: [],
        },
        { type: 'claims', identity: 'ci', claims: { sub: 'repo:acme/app:ref:refs/heads/main' } },
        { type: 'apiKey', identity: 'batch' },
        { type: 'managedIdentity', name: 'gateway' },
      ],
    },
  },
  routes: {
    releases: {
      match: { path: '/releases/**', methods: ['GET', 'POST'], headers: { 'x-tenant': 'acme' } },
      timeout: 90_000,
      policies: [...policies].reverse(),
    },
  },
}

const credentials = credentialsOf(
  credential('erp/orders', { requestedScopes: ['orders.read'] }),
  credential('github/release-bot', {
    requestedScopes: ['read:org', 'repo'],
    account: { account: 'acme-release-bot' },
  }),
  credential('salesforce/apac'),
  credential('salesforce/emea'),
  credential('slack/bob'),
)

const prior = stateOf(before)
const plan = makePlan(planInput(configOf(after), prior, { credentials }))
const plain = { color: false, width: 100 }

t.test('a plan is shown as people read it', async (t) => {
  isGolden(
    t,
    join(golden, `first-apply.txt`),
    renderPlan(makePlan(planInput(configOf(before))), plain),
  )
  isGolden(t, join(golden, `changes.txt`), renderPlan(plan, plain))
  isGolden(t, join(golden, `changes-80-columns.txt`), renderPlan(plan, { color: false, width: 80 }))
  isGolden(t, join(golden, `changes-color.txt`), renderPlan(plan, { color: true, width: 100 }))
  isGolden(
    t,
    join(golden, `destroy.txt`),
    renderPlan(makePlan(planInput(undefined, prior, { credentials })), plain),
  )
})

t.test('nothing to do is said in Terraform’s words, and who is still waited for', async (t) => {
  const none: World = { routes: before.routes ?? {} }
  const line = 'No changes. Your configuration matches the applied state.\n'
  t.equal(renderPlan(makePlan(planInput(configOf(none), stateOf(none))), plain), line)
  const again = planInput(configOf(after), applied(prior, plan), { credentials })
  const waiting = 'Consent: 2 connections still wait for a user (credmgr status).\n'
  t.equal(renderPlan(makePlan(again), plain), line + waiting)
})

t.test('connections with the same fate are named up to twenty, then counted', async (t) => {
  const names = Array.from({ length: 25 }, (_, index) => `idp/user-${index}`)
  const connections = Object.fromEntries(names.map((name) => [name, {}]))
  const world: World = { providers: { idp: {} }, connections }
  const stored = credentialsOf(...names.map((name) => credential(name)))
  const changed = configOf({ ...world, providers: { idp: { clientId: 'new' } } })
  const text = renderPlan(
    makePlan(planInput(changed, stateOf(world), { credentials: stored })),
    plain,
  )
  t.equal(text.match(/\* connection\.idp/g)?.length, 20)
  t.match(text, '# (5 more connections hidden)')
  t.match(text, 'provider.idp  replace  25 connections need consent again')
  t.match(text, 'Consent after apply: 0 new, 25 again; 0 stay authorized.')
})

t.test('a value can not redraw the terminal', async (t) => {
  const hostile = '/a\u001b[2J\u009b1A\u202e/**'
  const match = { path: hostile, methods: [], headers: { [hostile]: hostile } }
  const config = configOf({ routes: { r: { match, description: `x\r${hostile}` } } })
  const created = makePlan(planInput(config))
  const updated = makePlan(planInput(config, stateOf({ routes: { r: {} } })))
  for (const each of [created, updated]) {
    const text = renderPlan(each, { color: false, width: 200 })
    t.notMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u)
    t.match(text, '\\u{202e}', 'and it is still seen')
  }
})

t.test('no fingerprint and no secret is ever shown', async (t) => {
  const canary = 'canary-0123456789'
  const config = configOf(after)
  const keys = Object.keys(planInput(config).fingerprints)
  const fingerprints = Object.fromEntries(keys.map((key) => [key, canary]))
  const secret = makePlan(planInput(config, prior, { credentials, fingerprints }))
  const text = renderPlan(secret, plain)
  t.match(text, '(sensitive) -> (sensitive)   # value changed, from env GITHUB_CLIENT_SECRET')
  t.notMatch(text, canary)
  t.notMatch(JSON.stringify(planEvents(secret)), canary)
  t.match(planToText(secret), canary, 'the file needs the keyed fingerprint, and has nothing else')
})

t.test('the events of a plan follow Terraform’s machine-readable form', async (t) => {
  const events = planEvents(plan)
  const ofType = (type: string): readonly unknown[] =>
    events.filter((each) => each['type'] === type)
  t.match(ofType('planned_change')[2], {
    '@level': 'info',
    '@message': 'provider.salesforce: Plan to replace',
    '@timestamp': '2026-11-23T12:00:00.000Z',
    change: {
      resource: { addr: 'provider.salesforce', resource_type: 'provider' },
      action: 'replace',
      reason: 'cannot_update',
      origin: 'credmgr.config.yaml:19',
      attributes: ['clientId', 'clientSecret'],
    },
  })
  t.match(ofType('token_change')[0], {
    token: { connection: 'github/alice', effect: 'consent', reasons: ['new'] },
  })
  t.equal(ofType('token_change').length, 5, 'a token that stays is no event')
  t.match(events.at(-1), {
    type: 'change_summary',
    '@message': 'Plan: 5 to add, 2 to change, 2 to destroy.',
    changes: { add: 5, change: 2, remove: 2, operation: 'plan' },
  })
})

t.test('ten thousand connections are planned and shown in one go', async (t) => {
  const names = Array.from({ length: 10_000 }, (_, index) => `idp/user-${index}`)
  const world: World = {
    providers: { idp: {} },
    connections: Object.fromEntries(names.map((name) => [name, {}])),
  }
  const config = configOf(world)
  const first: Plan = makePlan(planInput(config, emptyState('lineage-1')))
  t.equal(first.summary.add, 10_002)
  const state = applied(emptyState('lineage-1'), first)
  t.equal(makePlan(planInput(config, state)).changes.length, 0)
  const destroyed = renderPlan(makePlan(planInput(undefined, state)), plain)
  t.match(destroyed, 'Plan: 0 to add, 0 to change, 10002 to destroy.')
})
