import t from 'tap'
import { grantNatures, hostAllowed } from '../../src/model/index.ts'
import { grantBinding, grants, providerTemplates } from '../../src/oauth/index.ts'
import { clientAt, fakeSecret } from './support.ts'

t.test('the shelf has each template once, and its URLs are https', (t) => {
  t.same(
    providerTemplates.map((each) => each.id),
    ['entra', 'generic', 'github', 'google'],
  )
  for (const {
    id,
    endpoints,
    accountEndpoint,
    issuer,
    parameters,
    grants: offered,
  } of providerTemplates) {
    const urls = [...Object.values(endpoints), accountEndpoint?.url, issuer]
    for (const url of urls) {
      if (url === undefined) continue
      t.match(url, /^https:\/\//, id)
      const names = [...String(url).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
      t.same(
        names.filter((name) => !(name in parameters)),
        [],
        `${id} asks for what its URLs need`,
      )
    }
    t.ok(
      offered.every((grant) => grant in grants),
      id,
    )
  }
  t.end()
})

t.test(
  'the tenant of Entra ID is asked for, and can be nothing that changes the host or path',
  (t) => {
    const entra = providerTemplates.find((each) => each.id === 'entra')
    const { pattern = '', default: byDefault, anyTenant } = entra?.parameters['tenant'] ?? {}
    t.equal(byDefault, undefined)
    t.same(anyTenant, ['common', 'organizations', 'consumers'], 'these let everybody in')
    const whole = new RegExp(`^(?:${pattern})$`)
    const good = [
      'common',
      'organizations',
      'consumers',
      'contoso.onmicrosoft.com',
      '11111111-2222-3333-4444-555555555555',
    ]
    for (const tenant of good) t.match(tenant, whole)
    for (const tenant of [
      '',
      '.',
      '..',
      'a/b',
      'a?b',
      'a#b',
      'a%2fb',
      '@evil',
      'a b',
      '{tenant}',
      'a..b',
    ]) {
      t.notMatch(tenant, whole)
    }
    t.end()
  },
)

t.test('what a client obtains by itself is what the shelf can mint', (t) => {
  for (const [type, { source }] of Object.entries(grantNatures)) {
    const grant = Object.values(grants).find((each) => each.type === type)
    t.equal(grant?.mint !== undefined, source === 'client', type)
  }
  t.end()
})

t.test(
  'a grant belongs to client, issuer, token host, audience, resource and grant type, and to nothing else',
  (t) => {
    const client = clientAt('https://issuer.example')
    const { provider } = client
    const binding = grantBinding(client)
    t.same(JSON.parse(binding), {
      audience: null,
      clientId: 'credmgr-test',
      grant: 'authorizationCode',
      issuer: null,
      resource: null,
      tokenOrigin: 'https://issuer.example',
    })
    t.notMatch(binding, new RegExp(fakeSecret))

    const token = (url: string) => ({
      ...client,
      provider: { ...provider, endpoints: { token: url } },
    })
    const same = [
      { ...client, clientSecret: 'fake-other' },
      { ...client, name: 'renamed' },
      { ...client, provider: { ...provider, clientAuth: 'clientSecretPost' as const } },
      {
        ...client,
        provider: { ...provider, scopes: ['write'], authorizationParams: { prompt: 'x' } },
      },
      token('https://issuer.example/other/path'),
    ]
    for (const each of same) t.equal(grantBinding(each), binding)

    const different = [
      { ...client, clientId: 'other' },
      token('https://issuer.example:8443/token'),
      token('https://evil.example/token'),
      { ...client, provider: { ...provider, endpoints: {} } },
      { ...client, provider: { ...provider, issuer: 'https://issuer.example' } },
      { ...client, provider: { ...provider, audience: 'urn:api' } },
      { ...client, provider: { ...provider, resource: 'urn:api' } },
      { ...client, provider: { ...provider, grant: 'clientCredentials' as const } },
    ]
    const bindings = new Set(different.map((each) => grantBinding(each)))
    t.equal(bindings.size, different.length)
    t.notOk(bindings.has(binding))
    t.end()
  },
)

const hosts: readonly (readonly [apiHosts: readonly string[], host: string, allowed: boolean])[] = [
  [[], 'anything.example', true],
  [['api.github.com'], 'api.github.com', true],
  [['api.github.com'], 'github.com', false],
  [['api.github.com'], 'x.api.github.com', false],
  [['api.github.com'], 'api.github.com.evil.example', false],
  [['*.googleapis.com'], 'gmail.googleapis.com', true],
  [['*.googleapis.com'], 'a.b.googleapis.com', true],
  [['*.googleapis.com'], 'googleapis.com', false],
  [['*.googleapis.com'], 'evilgoogleapis.com', false],
  [['*.googleapis.com', 'a.example'], 'a.example', true],
]

for (const [apiHosts, host, allowed] of hosts) {
  t.test(
    `a token for ${apiHosts.join(' ') || 'any host'} may ${allowed ? '' : 'not '}go to ${host}`,
    (t) => {
      t.equal(hostAllowed(apiHosts, host), allowed)
      t.end()
    },
  )
}
