import t from 'tap'
import type { ResourceAddress, State, StateResource } from '../../src/model/index.ts'
import {
  countsOf,
  forgetResources,
  moveResource,
  putBack,
  type StateEdit,
  stateFromText,
  stateToText,
} from '../../src/plan/index.ts'

const policies = [
  { name: 'get-authorization-context', connectionOption: 'connection' },
  { name: 'set-header' },
]

/** A state as `state pull` prints it, with one resource of every kind. */
const state: State = {
  ...stateFromText(
    JSON.stringify({
      formatVersion: '1.0',
      env: 'default',
      lineage: 'l',
      serial: 4,
      resources: [
        resource(
          'gateway',
          {
            publicUrl: 'http://127.0.0.1:1',
            listen: '127.0.0.1:1',
            admin: {
              listen: '127.0.0.1:2',
              roles: {
                operator: [{ type: 'apiKey', identity: 'ci' }],
                viewer: [{ type: 'managedIdentity', name: 'gateway' }],
              },
            },
            timeouts: {},
          },
          ['identity.ci'],
        ),
        resource('identity.ci', { type: 'apiKey', apiKey: { env: 'KEY' } }),
        provider('erp'),
        provider('github'),
        connection('github/ann'),
        connection('github/bot'),
        resource(
          'connectionTemplate.github/users/{sub}',
          {
            provider: 'github',
            group: 'users',
            claim: 'sub',
            scopes: [],
            allowedRedirectUrls: [],
            labels: {},
          },
          ['provider.github'],
        ),
        resource(
          'accessPolicy.all',
          {
            connections: ['github/*', 'github/bot', 'github/users/*'],
            allow: [
              { type: 'apiKey', identity: 'ci' },
              { type: 'managedIdentity', name: 'gateway' },
            ],
          },
          [
            'connection.github/bot',
            'connectionTemplate.github/users/{sub}',
            'identity.ci',
            'provider.github',
          ],
        ),
        resource(
          'route.api',
          {
            match: { path: '/**', methods: [], headers: {} },
            upstream: 'https://api.example',
            policies: [
              {
                policy: 'get-authorization-context',
                options: { connection: 'github/bot', as: 'auth' },
              },
              { policy: 'set-header', options: { connection: 'github/bot' } },
            ],
            public: false,
          },
          ['connection.github/bot'],
        ),
      ],
    }),
    'state.json',
  ),
  revision: 4,
  pending: [],
  usedPlans: [],
}

function resource(address: string, spec: object, dependsOn: readonly string[] = []): object {
  const dot = address.indexOf('.')
  const kind = dot < 0 ? address : address.slice(0, dot)
  const name = dot < 0 ? address : address.slice(dot + 1)
  return {
    address,
    kind,
    name,
    id: `r_${name}`,
    spec,
    fingerprints: {},
    dependsOn,
    origin: 'c.yaml:1',
    createdSerial: 1,
    updatedSerial: 1,
  }
}

function provider(name: string, clientId = 'client'): object {
  return resource(`provider.${name}`, {
    endpoints: {},
    grant: 'authorizationCode',
    clientId,
    clientAuth: 'none',
    scopes: [],
    authorizationParams: {},
    tokenParams: {},
    parameters: {},
    apiHosts: [],
    refresh: {},
  })
}

function connection(name: string): object {
  const [provider] = name.split('/')
  return resource(
    `connection.${name}`,
    {
      address: name,
      provider,
      scopes: [],
      allowedRedirectUrls: [],
      lifecycle: { preventDestroy: false },
      labels: {},
    },
    [`provider.${provider}`],
  )
}

function moved(from: string, to: string): StateEdit {
  const move = { from: from as ResourceAddress, to: to as ResourceAddress }
  const edited = moveResource(state, move, policies)
  if (!edited.ok) throw new Error(edited.problem)
  return edited.value
}

function at(edit: StateEdit, address: string): StateResource | undefined {
  return edit.resources.find((each) => each.address === address)
}

t.test('a connection that moves is referred to by its new address', (t) => {
  const edit = moved('connection.github/bot', 'connection.github/robot')
  t.strictSame(edit.rewritten, ['accessPolicy.all', 'route.api'])
  t.match(at(edit, 'connection.github/robot'), {
    id: 'r_github/bot',
    name: 'github/robot',
    spec: { address: 'github/robot', provider: 'github' },
    createdSerial: 1,
    updatedSerial: 5,
  })
  t.match(at(edit, 'accessPolicy.all'), {
    spec: { connections: ['github/*', 'github/robot', 'github/users/*'] },
  })
  const route = at(edit, 'route.api')
  const [context, header] = route?.kind === 'route' ? route.spec.policies : []
  t.match(context, { options: { connection: 'github/robot' } })
  t.match(header, { options: { connection: 'github/bot' } }, 'that option holds no address')
  t.equal(
    at(edit, 'identity.ci'),
    state.resources.find(({ address }) => address === 'identity.ci'),
  )
  t.end()
})

t.test('a connection may move to another provider that is applied', (t) => {
  const edit = moved('connection.github/bot', 'connection.erp/bot')
  t.match(at(edit, 'connection.erp/bot'), {
    spec: { provider: 'erp' },
    dependsOn: ['provider.erp'],
  })
  t.end()
})

t.test('a provider takes along its connections, its templates and what stands for them', (t) => {
  const edit = moved('provider.github', 'provider.gh')
  t.strictSame(
    edit.moves.map(({ to }) => to),
    ['provider.gh', 'connection.gh/ann', 'connection.gh/bot', 'connectionTemplate.gh/users/{sub}'],
  )
  t.match(at(edit, 'accessPolicy.all'), {
    spec: { connections: ['gh/*', 'gh/bot', 'gh/users/*'] },
    dependsOn: [
      'connection.gh/bot',
      'connectionTemplate.gh/users/{sub}',
      'identity.ci',
      'provider.gh',
    ],
  })
  t.match(at(edit, 'connectionTemplate.gh/users/{sub}'), {
    spec: { provider: 'gh', group: 'users' },
  })
  t.end()
})

t.test('an identity keeps its roles and permissions', (t) => {
  const edit = moved('identity.ci', 'identity.robots')
  t.match(at(edit, 'gateway'), {
    spec: { admin: { roles: { operator: [{ identity: 'robots' }] } } },
    dependsOn: ['identity.robots'],
  })
  t.match(at(edit, 'accessPolicy.all'), { spec: { allow: [{ identity: 'robots' }, {}] } })
  t.end()
})

t.test('every move can be taken back, and then all is as it was', (t) => {
  for (const [from, to] of [
    ['connection.github/bot', 'connection.github/zed'],
    ['provider.github', 'provider.zed'],
    ['identity.ci', 'identity.zed'],
    ['connectionTemplate.github/users/{sub}', 'connectionTemplate.github/people/{sub}'],
    ['accessPolicy.all', 'accessPolicy.some'],
    ['route.api', 'route.rest'],
  ] as const) {
    const { resources } = moved(from, to)
    const back = { from: to as ResourceAddress, to: from as ResourceAddress }
    const edited = moveResource({ ...state, resources }, back, policies)
    const specs = (list: readonly StateResource[]) =>
      list.map(({ address, spec, dependsOn }) => ({ address, spec, dependsOn }))
    t.ok(edited.ok && t.strictSame(specs(edited.value.resources), specs(state.resources)), from)
  }
  t.end()
})

t.test('a route that moves is referred to by its new name, in conditions too', (t) => {
  const conditions = { routes: ['api', 'other'], methods: ['GET'] }
  const resources = state.resources.map((each) =>
    each.kind === 'accessPolicy' ? { ...each, spec: { ...each.spec, conditions } } : each,
  )
  const move = { from: 'route.api' as ResourceAddress, to: 'route.zoo' as ResourceAddress }
  const edited = moveResource({ ...state, resources }, move, policies)
  const policy = edited.ok ? at(edited.value, 'accessPolicy.all') : undefined
  t.match(policy?.spec, { conditions: { routes: ['other', 'zoo'], methods: ['GET'] } })
  t.end()
})

t.test('what others refer to is forgotten together with them', (t) => {
  const refused = forgetResources(state, ['provider.github' as ResourceAddress])
  t.match(refused, {
    ok: false,
    remedy:
      /state rm provider\.github connection\.github\/ann connection\.github\/bot .*route\.api/,
  })
  t.match(forgetResources(state, ['gateway' as ResourceAddress]), { ok: false })
  t.match(forgetResources(state, ['route.api' as ResourceAddress]), {
    ok: true,
    value: { gone: ['route.api'] },
  })
  t.end()
})

t.test('what is put back keeps ids and the newest secret of the same client', (t) => {
  const now = state.resources.map((each) =>
    each.address === 'provider.github'
      ? { ...each, fingerprints: { '/clientSecret': 'new' } }
      : each,
  )
  const past = state.resources.map((each) =>
    each.address === 'provider.github'
      ? { ...each, id: 'r_former', fingerprints: { '/clientSecret': 'old' } }
      : each,
  )
  const edited = putBack({ ...state, resources: now }, past)
  t.match(edited.ok && at(edited.value, 'provider.github'), {
    id: 'r_github',
    fingerprints: { '/clientSecret': 'new' },
  })
  const other = past.map((each) =>
    each.kind === 'provider' ? { ...each, spec: { ...each.spec, clientId: 'other' } } : each,
  )
  const client = putBack({ ...state, resources: now }, other)
  t.match(client.ok && at(client.value, 'provider.github'), {
    fingerprints: { '/clientSecret': 'old' },
  })
  t.match(client.ok && countsOf({ ...state, resources: now }, client.value.resources), {
    add: 0,
    change: 2,
    destroy: 0,
  })
  t.end()
})

t.test('a state goes through its text unchanged', (t) => {
  const { env, lineage, serial, resources } = stateFromText(stateToText(state, 'prod'), 'x')
  t.equal(env, 'prod')
  t.strictSame(
    { lineage, serial, resources },
    { lineage: 'l', serial: 4, resources: state.resources },
  )
  t.end()
})
