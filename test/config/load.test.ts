import t from 'tap'
import { loadConfig, starterConfig } from '../../src/config/index.ts'
import { type Config, type Kind, ofKind, type Specs } from '../../src/model/index.ts'
import { providerTemplates } from '../../src/oauth/index.ts'
import { catalog } from './catalog.ts'
import { github, head, load, places } from './support.ts'

function loaded(text: string, env?: { readonly [name: string]: string }): Config {
  const result = load(text, env)
  if (!result.ok) throw new Error(places(result.diagnostics).join(', '))
  return result.value
}

function spec<K extends Kind>(config: Config, kind: K, name: string): Specs[K] {
  const found = ofKind(config.resources, kind).find((each) => each.name === name)
  if (found === undefined) throw new Error(`no ${kind} ${name}`)
  return found.spec as Specs[K]
}

const full = `# yaml-language-server: $schema=./schemas/credmgr.schema.json
version: 1
x-note: kept out

gateway:
  publicUrl: \${env:CREDMGR_PUBLIC_URL:-http://127.0.0.1:8080}
  listen: 127.0.0.1:8080
  admin:
    roles:
      operator: [{ group: { identity: corp, objectId: ops } }]

identities:
  corp:
    issuer: https://login.microsoftonline.com/\${env:TENANT_ID}/v2.0
    audience: api://credmgr
  ci:
    issuer: https://token.actions.githubusercontent.com
    audience: [credmgr, also]
    clockTolerance: 1m
  batch:
    apiKey: { env: BATCH_API_KEY }

providers:
  github:
    template: github
    grant: authorizationCode
    clientId: \${env:GITHUB_CLIENT_ID}
    clientSecret: { env: GITHUB_CLIENT_SECRET }
    scopes: [repo, read:org, repo]
  erp:
    issuer: https://idp.erp.example
    grant: clientCredentials
    clientId: credmgr
    clientSecret: { file: ./erp-secret }
    scopes: [orders.read]
    refresh: { margin: 1m, defaultLifetime: 1h }

connections:
  github/release-bot:
    expect: { account: acme-release-bot }
    postLoginRedirectUrl: https://ci.acme.example/connected?a=b
    allowedRedirectUrls: [https://b.example, https://a.example]
    lifecycle: { preventDestroy: true }
    labels: { team: release }
  erp/orders: {}
  erp/other: { clientId: other, clientSecret: { env: OTHER } }

accessPolicies:
  release-pipeline:
    connections: [github/release-bot]
    allow:
      - servicePrincipal: { identity: corp, tenantId: t, objectId: o, appIds: [] }
      - group: { identity: corp, objectId: g }
      - claims: { identity: ci, sub: 'repo:acme/app:ref:refs/heads/main' }
  nightly:
    connections: [erp/*]
    allow: [{ managedIdentity: gateway }, { apiKey: batch }]

routes:
  releases:
    match: { path: /github/**, methods: [POST, GET], host: API.Example, headers: { X-Tenant: a } }
    upstream: https://API.github.com:443/
    timeout: 5s
    policies:
      - get-authorization-context: { connection: github/release-bot, identityType: jwt, as: auth }
      - set-header: { Authorization: 'Bearer {{ auth.accessToken }}' }
  orders:
    match: { path: /orders/** }
    upstream: https://erp.example/api
    connection: erp/orders
`
const env = { TENANT_ID: 'tenant', GITHUB_CLIENT_ID: 'Iv1.fake' }

t.test('a whole configuration loads, its resources in the order of kinds and names', async (t) => {
  const { resources } = loaded(full, env)
  t.strictSame(
    resources.map((each) => each.address),
    [
      'gateway',
      'identity.batch',
      'identity.ci',
      'identity.corp',
      'provider.erp',
      'provider.github',
      'connection.erp/orders',
      'connection.erp/other',
      'connection.github/release-bot',
      'accessPolicy.nightly',
      'accessPolicy.release-pipeline',
      'route.orders',
      'route.releases',
    ],
  )
  t.strictSame(Object.fromEntries(resources.map((each) => [each.address, each.dependsOn])), {
    gateway: ['identity.corp'],
    'identity.batch': [],
    'identity.ci': [],
    'identity.corp': [],
    'provider.erp': [],
    'provider.github': [],
    'connection.erp/orders': ['provider.erp'],
    'connection.erp/other': ['provider.erp'],
    'connection.github/release-bot': ['provider.github'],
    'accessPolicy.nightly': ['identity.batch', 'provider.erp'],
    'accessPolicy.release-pipeline': [
      'connection.github/release-bot',
      'identity.ci',
      'identity.corp',
    ],
    'route.orders': ['connection.erp/orders'],
    'route.releases': ['connection.github/release-bot'],
  })
})

t.test('identities have the defaults that a verifier needs', async (t) => {
  const config = loaded(full, env)
  t.strictSame(spec(config, 'identity', 'corp'), {
    type: 'oidc',
    issuer: 'https://login.microsoftonline.com/tenant/v2.0',
    audience: ['api://credmgr'],
    algorithms: ['ES256', 'EdDSA', 'PS256', 'RS256'],
    claims: {},
    clockTolerance: 30_000,
  })
  t.match(spec(config, 'identity', 'ci'), { audience: ['also', 'credmgr'], clockTolerance: 60_000 })
  t.strictSame(spec(config, 'identity', 'batch'), {
    type: 'apiKey',
    apiKey: { env: 'BATCH_API_KEY' },
  })
})

t.test('providers, connections, policies and routes are normalized', async (t) => {
  const config = loaded(full, env)
  t.match(spec(config, 'provider', 'erp'), {
    endpoints: {},
    clientAuth: 'clientSecretBasic',
    clientSecret: { file: './erp-secret' },
    refresh: { margin: 60_000, defaultLifetime: 3_600_000 },
  })
  t.strictSame(spec(config, 'provider', 'github').scopes, ['read:org', 'repo'])
  t.strictSame(spec(config, 'connection', 'github/release-bot'), {
    address: 'github/release-bot',
    provider: 'github',
    scopes: ['read:org', 'repo'],
    expect: { account: 'acme-release-bot' },
    postLoginRedirectUrl: 'https://ci.acme.example/connected?a=b',
    allowedRedirectUrls: ['https://a.example', 'https://b.example'],
    lifecycle: { preventDestroy: true },
    labels: { team: 'release' },
  })
  t.strictSame(
    spec(config, 'accessPolicy', 'release-pipeline').allow,
    [
      { type: 'servicePrincipal', identity: 'corp', tenantId: 't', objectId: 'o', appIds: [] },
      { type: 'group', identity: 'corp', objectId: 'g' },
      { type: 'claims', identity: 'ci', claims: { sub: 'repo:acme/app:ref:refs/heads/main' } },
    ].toSorted((left, right) =>
      JSON.stringify(sorted(left)) < JSON.stringify(sorted(right)) ? -1 : 1,
    ),
  )
  t.strictSame(spec(config, 'route', 'releases'), {
    match: {
      path: '/github/**',
      methods: ['GET', 'POST'],
      host: 'api.example',
      headers: { 'x-tenant': 'a' },
    },
    upstream: 'https://api.github.com',
    policies: [
      {
        policy: 'get-authorization-context',
        options: { connection: 'github/release-bot', identityType: 'jwt', as: 'auth' },
      },
      { policy: 'set-header', options: { Authorization: 'Bearer {{ auth.accessToken }}' } },
    ],
    timeout: 5000,
    public: false,
  })
})

function sorted(value: object): object {
  return Object.fromEntries(
    Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)),
  )
}

t.test('the short form of a route is the two policies that it stands for', async (t) => {
  const config = loaded(full, env)
  t.strictSame(spec(config, 'route', 'orders').policies, [
    {
      policy: 'get-authorization-context',
      options: { connection: 'erp/orders', identityType: 'jwt', as: 'auth' },
    },
    { policy: 'set-header', options: { Authorization: 'Bearer {{ auth.accessToken }}' } },
  ])
})

t.test('secrets are references with a place, and a configuration is frozen', async (t) => {
  const { resources } = loaded(full, env)
  const secrets = resources.flatMap((each) =>
    Object.entries(each.secrets).map(([pointer, { ref, span }]) => [
      `${each.address}${pointer}`,
      ref,
      `${span.line}:${span.column}`,
    ]),
  )
  t.strictSame(secrets, [
    ['identity.batch/apiKey', { env: 'BATCH_API_KEY' }, '21:13'],
    ['provider.erp/clientSecret', { file: './erp-secret' }, '34:19'],
    ['provider.github/clientSecret', { env: 'GITHUB_CLIENT_SECRET' }, '28:19'],
    ['connection.erp/other/clientSecret', { env: 'OTHER' }, '46:47'],
  ])
  t.ok(Object.isFrozen(resources))
  t.ok(resources.every((each) => Object.isFrozen(each.spec) && Object.isFrozen(each.secrets)))
})

t.test('the gateway is there without being declared', async (t) => {
  t.strictSame(spec(loaded(head + github), 'gateway', 'gateway'), {
    publicUrl: 'http://127.0.0.1:8080',
    listen: '127.0.0.1:8080',
    admin: { listen: '127.0.0.1:8081', roles: { operator: [], viewer: [] } },
    timeouts: { connect: 10_000, headers: 60_000, body: 60_000 },
  })
})

t.test(
  'what credmgr init writes is valid, without a warning, and needs two variables',
  async (t) => {
    t.match(load(starterConfig), { ok: true, diagnostics: [] })
    t.match(load(starterConfig, { GITHUB_CLIENT_ID: 'Iv1.fake' }), { ok: true, diagnostics: [] })
    t.match(load(starterConfig, {}), { ok: false, diagnostics: [{ code: 'CM1010' }] })
  },
)

const entra = (fields: string): string => `${head}providers:
  corp:
    template: entra
    clientId: a
    clientSecret: { env: A }
    ${fields}
connections:
  corp/a: {}
`

t.test('a template fills in what a provider leaves out', async (t) => {
  const config = loaded(
    entra('grant: authorizationCode\n    parameters: { tenant: acme }\n    scopes: [b, a]'),
  )
  t.strictSame(spec(config, 'provider', 'corp'), {
    template: 'entra',
    issuer: 'https://login.example.com/acme/v2.0',
    endpoints: {
      authorization: 'https://login.example.com/acme/authorize',
      token: 'https://login.example.com/acme/token',
    },
    grant: 'authorizationCode',
    clientId: 'a',
    clientSecret: { env: 'A' },
    clientAuth: 'clientSecretPost',
    scopes: ['a', 'b', 'offline_access'],
    authorizationParams: { response_mode: 'query', prompt: 'consent' },
    tokenParams: {},
    parameters: { tenant: 'acme', cloud: 'com' },
    apiHosts: [],
    refresh: { margin: 180_000, defaultLifetime: 3_600_000 },
  })
  t.strictSame(spec(config, 'connection', 'corp/a').scopes, ['a', 'b', 'offline_access'])
})

t.test('what a provider says explicitly wins over its template', async (t) => {
  const config = loaded(
    entra(`grant: authorizationCode
    parameters: { tenant: acme }
    clientAuth: clientSecretBasic
    authorizationParams: { prompt: none, hint: x }
    apiHosts: [API.example]
    refresh: { defaultLifetime: 5m }
    endpoints: { authorization: https://login.example.com/other }`),
  )
  t.match(spec(config, 'provider', 'corp'), {
    clientAuth: 'clientSecretBasic',
    authorizationParams: { response_mode: 'query', prompt: 'none', hint: 'x' },
    apiHosts: ['api.example'],
    refresh: { defaultLifetime: 300_000 },
    endpoints: {
      authorization: 'https://login.example.com/other',
      token: 'https://login.example.com/acme/token',
    },
  })
})

t.test(
  'a provider’s limits are read, and a template says how long a refresh token may rest',
  async (t) => {
    const limits = 'refresh: { keepAlive: 12h, ratePerSecond: "${env:RATE}" }'
    const own = loaded(
      entra(`grant: authorizationCode\n    parameters: { tenant: acme }\n    ${limits}`),
      {
        A: 'not-a-real-secret',
        RATE: '0.5',
      },
    )
    t.match(spec(own, 'provider', 'corp').refresh, { keepAlive: 43_200_000, ratePerSecond: 0.5 })
    const text = entra('grant: authorizationCode\n    parameters: { tenant: acme }')
    const result = loadConfig(
      { file: 'credmgr.config.yaml', text },
      { ...catalog, templates: providerTemplates },
    )
    if (!result.ok) throw new Error(places(result.diagnostics).join(', '))
    const month = 30 * 86_400_000
    t.match(spec(result.value, 'provider', 'corp').refresh, { keepAlive: month })
  },
)

t.test('a provider that stands elsewhere gets no address from its template', async (t) => {
  const text = `${head}${github.replace('    scopes', '    endpoints: { authorization: https://ghe.example/a, token: https://ghe.example/t }\n    scopes')}`
  const moved = spec(loaded(text), 'provider', 'github')
  t.strictSame(moved.endpoints, {
    authorization: 'https://ghe.example/a',
    token: 'https://ghe.example/t',
  })
  t.equal(moved.accountEndpoint, undefined)
  t.strictSame(moved.apiHosts, ['api.github.com'])
  const issuer = entra(
    'grant: clientCredentials\n    parameters: { tenant: a }\n    issuer: https://login.example.us',
  )
  t.strictSame(spec(loaded(issuer), 'provider', 'corp').endpoints, {})
})

t.test('who may consent, and how they log in, is in the resources', (t) => {
  const text = `${head}
identities:
  corp:
    issuer: https://corp.example
    audience: api://credmgr
    login: { clientId: login, clientSecret: { env: LOGIN }, scopes: [groups] }
  staff: { issuer: https://staff.example, audience: a, login: { clientId: b } }
providers:
  idp: { grant: authorizationCode, issuer: https://idp.example, clientId: a, clientSecret: { env: A }, scopes: [openid] }
connections:
  idp/bot:
    consent:
      by:
        - user: { identity: staff, subject: ann }
        - group: { identity: corp, objectId: admins }
        - user: { identity: staff, subject: ann }
`
  const checked = load(text)
  const config = checked.ok ? checked.value : { resources: [] }
  t.match(spec(config, 'identity', 'corp'), {
    login: { clientId: 'login', clientSecret: { env: 'LOGIN' }, scopes: ['groups', 'openid'] },
  })
  t.match(spec(config, 'identity', 'staff'), {
    login: { clientId: 'b', scopes: ['email', 'openid', 'profile'] },
  })
  t.match(spec(config, 'connection', 'idp/bot'), {
    consent: {
      by: [
        { type: 'user', identity: 'staff', subject: 'ann', appIds: [] },
        { type: 'group', identity: 'corp', objectId: 'admins' },
      ],
    },
  })
  const of = (address: string) => config.resources.find((each) => each.address === address)
  t.match(of('identity.corp')?.secrets, { '/login/clientSecret': { ref: { env: 'LOGIN' } } })
  t.strictSame(of('connection.idp/bot')?.dependsOn, [
    'identity.corp',
    'identity.staff',
    'provider.idp',
  ])
  t.end()
})

t.test('where every tenant may consent, a name alone is no expectation', async (t) => {
  const table: readonly (readonly [tenant: string, expected: string, ok: boolean])[] = [
    ['common', '{ account: bot@acme.example }', false],
    ['consumers', '{ email: bot@acme.example }', false],
    ['Common', '{ account: bot@acme.example, email: bot@acme.example }', false],
    ['"${env:TENANT}"', '{ account: bot@acme.example }', false],
    ['common', '{ account: bot@acme.example, tenant: t-1 }', true],
    ['common', '{ tenant: t-1 }', true],
    ['common', '{ subject: u-1 }', true],
    ['acme.example', '{ account: bot@acme.example }', true],
    ['common.acme.example', '{ account: bot@acme.example }', true],
  ]
  for (const [tenant, expected, ok] of table) {
    const fields = `grant: authorizationCode\n    parameters: { tenant: ${tenant} }`
    const text = entra(fields).replace('corp/a: {}', `corp/a: { expect: ${expected} }`)
    const errors = ok ? [] : ['CM1005 10:13-10:19']
    const { diagnostics } = load(text, { TENANT: 'common' })
    t.strictSame(
      places(diagnostics.filter((each) => each.severity === 'error')),
      errors,
      `${tenant} ${expected}`,
    )
    t.notMatch(JSON.stringify(diagnostics), tenant.includes('env') ? /common/ : /\0/)
  }
  const unread = entra('grant: authorizationCode\n    parameters: { tenant: "${env:TENANT}" }')
  t.ok(load(unread.replace('corp/a: {}', 'corp/a: { expect: { account: a } }')).ok)
})

t.test('client credentials ask for no scope that only a consent needs', async (t) => {
  const config = loaded(entra('grant: clientCredentials\n    parameters: { tenant: acme }'))
  t.match(spec(config, 'provider', 'corp'), { scopes: [], authorizationParams: {} })
})

t.test('every connection may bring its own client instead of the provider', async (t) => {
  const text = (first: string, second: string): string => `${head}providers:
  erp: { issuer: https://a.example, grant: clientCredentials, clientId: a }
connections:
  erp/a: ${first}
  erp/b: ${second}
`
  t.equal(load(text('{ clientSecret: { env: A } }', '{ clientSecret: { env: B } }')).ok, true)
  t.match(places(load(text('{ clientSecret: { env: A } }', '{}')).diagnostics), ['CM1006 3:3-3:6'])
  t.match(places(load(text('{ clientId: b }', '{}')).diagnostics), [
    'CM1006 3:3-3:6',
    'CM1006 5:12-5:20',
  ])
})

t.test('an alias stands for what its anchor names', async (t) => {
  const text = `${head}x-scopes: &scopes [repo, read:org]\n${github.replace('[repo]', '*scopes')}`
  t.strictSame(spec(loaded(text), 'provider', 'github').scopes, ['read:org', 'repo'])
})

t.test('x- keys are ignored among fields, and are ordinary among names', async (t) => {
  const text = `${head}x-a: \${nonsense\n${github.replace('bot: {}', 'bot: { x-b: 1, labels: { x-c: d } }')}`
  t.strictSame(spec(loaded(text), 'connection', 'github/bot').labels, { 'x-c': 'd' })
})

const paths: readonly (readonly [string, boolean])[] = [
  ['/', true],
  ['/**', true],
  ['/*', true],
  ['/a/*/b/**', true],
  ["/a.b_c~!$&'()+,;=@-", true],
  ['/a/', false],
  ['//a', false],
  ['/a/**/b', false],
  ['/a*', false],
  ['/a%20b', false],
  ['/./a', false],
  ['/a/..', false],
  ['/-/healthz', false],
  ['/-', false],
  ['/a?b', false],
  ['/a b', false],
  ['/ä', false],
]

t.test('a path pattern is one that a canonical path can match', async (t) => {
  for (const [path, good] of paths) {
    const text = `${head}${github}routes:\n  r: { match: { path: ${JSON.stringify(path)} }, upstream: https://a.example, policies: [] }\n`
    t.equal(load(text).ok, good, path)
  }
})

const urls: readonly (readonly [string, boolean])[] = [
  ['https://a.example', true],
  ['https://a.example/b/c', true],
  ['http://127.0.0.1:3000', true],
  ['http://127.9.9.9', true],
  ['http://[::1]:3000', true],
  ['http://localhost', true],
  ['http://a.example', false],
  ['http://localhost.evil.example', false],
  ['http://127.0.0.1.evil.example', false],
  ['http://[::2]', false],
  ['https://a.example?b', false],
  ['https://a.example/#', false],
  ['https://a@a.example', false],
  ['https:a.example', false],
  ['https:///a.example', false],
  ['https:\\\\a.example', false],
  ['ftp://a.example', false],
  ['//a.example', false],
  ['a.example', false],
]

t.test(
  'an upstream is https, or http on loopback, with neither user, query nor fragment',
  async (t) => {
    for (const [url, good] of urls) {
      const text = `${head}${github}routes:\n  r: { match: { path: /a }, upstream: ${JSON.stringify(url)}, policies: [] }\n`
      t.equal(load(text).ok, good, url)
    }
  },
)

t.test('routes overlap only when path, host, headers and a method are the same', async (t) => {
  const pair = (left: string, right: string): string =>
    `${head}${github}routes:\n${[left, right].map((match, at) => `  r${at}: { match: ${match}, upstream: https://a.example, policies: [] }\n`).join('')}`
  const table: readonly (readonly [string, string, boolean])[] = [
    ['{ path: /a }', '{ path: /a }', false],
    ['{ path: /a }', '{ path: /a, methods: [GET] }', false],
    ['{ path: /a, methods: [PUT] }', '{ path: /a, methods: [GET] }', true],
    ['{ path: /a }', '{ path: /b }', true],
    ['{ path: /a }', '{ path: /* }', true],
    ['{ path: /a, host: a.example }', '{ path: /a }', true],
    ['{ path: /a, host: a.example }', '{ path: /a, host: A.EXAMPLE }', false],
    ['{ path: /a, headers: { a: b } }', '{ path: /a, headers: { a: c } }', true],
    ['{ path: /a, headers: { A: b, c: d } }', '{ path: /a, headers: { c: d, a: b } }', false],
  ]
  for (const [left, right, good] of table)
    t.equal(load(pair(left, right)).ok, good, `${left} ${right}`)
})
