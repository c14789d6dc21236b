import t from 'tap'
import { discover } from '../../src/oauth/index.ts'
import { type Answer, ports, reply, serve } from './support.ts'

const oidcPath = '/.well-known/openid-configuration'
const misbehaved = { code: 'PROVIDER_MISBEHAVED', details: { provider: 'acme' } }

type Metadata = Readonly<Record<string, unknown>>

const metadataAt = (issuer: string): Metadata => ({
  issuer,
  authorization_endpoint: 'https://issuer.example/authorize',
  token_endpoint: 'https://issuer.example/token',
})

const refused: readonly {
  readonly title: string
  readonly answer: (issuer: string) => Answer
}[] = [
  { title: 'another issuer', answer: () => ({ body: metadataAt('https://evil.example') }) },
  { title: 'its issuer with a slash', answer: (issuer) => ({ body: metadataAt(`${issuer}/`) }) },
  {
    title: 'no issuer',
    answer: (issuer) => ({ body: { ...metadataAt(issuer), issuer: undefined } }),
  },
  {
    title: 'an issuer that is no URL',
    answer: (issuer) => ({ body: { ...metadataAt(issuer), issuer: 'x' } }),
  },
  {
    title: 'no token endpoint',
    answer: (issuer) => ({ body: { ...metadataAt(issuer), token_endpoint: undefined } }),
  },
  {
    title: 'a token endpoint without https',
    answer: (issuer) => ({
      body: { ...metadataAt(issuer), token_endpoint: 'http://issuer.example/token' },
    }),
  },
  {
    title: 'a token endpoint that looks like loopback',
    answer: (issuer) => ({
      body: { ...metadataAt(issuer), token_endpoint: 'http://127.0.0.1.evil.example/' },
    }),
  },
  {
    title: 'a token endpoint with a user',
    answer: (issuer) => ({
      body: { ...metadataAt(issuer), token_endpoint: 'https://u:p@issuer.example/' },
    }),
  },
  {
    title: 'a revocation endpoint that is a number',
    answer: (issuer) => ({ body: { ...metadataAt(issuer), revocation_endpoint: 7 } }),
  },
  {
    title: 'an authorization endpoint that is a script',
    answer: (issuer) => ({
      body: { ...metadataAt(issuer), authorization_endpoint: 'javascript:alert(1)' },
    }),
  },
  { title: 'a list', answer: (issuer) => ({ body: [metadataAt(issuer)] }) },
  { title: 'HTML', answer: () => ({ type: 'text/html', body: '<html></html>' }) },
  {
    title: 'more than 1 MiB',
    answer: (issuer) => ({ body: { ...metadataAt(issuer), x: 'x'.repeat(1_048_576) } }),
  },
  { title: 'status 403', answer: (issuer) => ({ status: 403, body: metadataAt(issuer) }) },
]

for (const { title, answer } of refused) {
  t.test(`metadata with ${title} is refused`, async (t) => {
    let issuer = ''
    const { origin } = await serve(t, (_request, response) => reply(response, answer(issuer)))
    issuer = origin
    await t.rejects(discover(ports, issuer, 'acme'), misbehaved)
  })
}

t.test('all endpoints that are known here are found, at an issuer with a path too', async (t) => {
  let issuer = ''
  const { origin, seen } = await serve(t, (_request, response) => {
    const metadata = {
      ...metadataAt(issuer),
      revocation_endpoint: 'http://127.0.0.1:9/revoke',
      userinfo_endpoint: 'http://[::1]:9/me',
      jwks_uri: 'http://localhost:9/jwks',
      introspection_endpoint: 'https://issuer.example/introspect',
    }
    reply(response, { body: metadata })
  })
  issuer = `${origin}/realms/main`
  t.same(await discover(ports, issuer, 'acme'), {
    authorization: 'https://issuer.example/authorize',
    token: 'https://issuer.example/token',
    revocation: 'http://127.0.0.1:9/revoke',
    userinfo: 'http://[::1]:9/me',
    introspection: 'https://issuer.example/introspect',
    jwks: 'http://localhost:9/jwks',
  })
  t.same(
    seen.map((each) => each.url),
    [`/realms/main${oidcPath}`],
  )
})

t.test(
  'endpoints for clients with a certificate are told apart (RFC 8705 section 5)',
  async (t) => {
    const aliases = { token_endpoint: 'https://mtls.issuer.example/token' }
    let more: object = {
      mtls_endpoint_aliases: { ...aliases, userinfo_endpoint: 'https://x.example' },
    }
    const { origin } = await serve(t, (_request, response) =>
      reply(response, { body: { ...metadataAt(origin), ...more } }),
    )
    t.match(await discover(ports, origin, 'acme'), {
      token: 'https://issuer.example/token',
      mtlsAliases: { token: 'https://mtls.issuer.example/token', userinfo: undefined },
    })
    more = { mtls_endpoint_aliases: { token_endpoint: 'http://mtls.issuer.example/token' } }
    await t.rejects(discover(ports, origin, 'acme'), misbehaved)
  },
)

t.test('where there is no OpenID metadata, that of OAuth is asked for', async (t) => {
  let issuer = ''
  const { origin, seen } = await serve(t, ({ url }, response) => {
    const isOAuth = url.startsWith('/.well-known/oauth-authorization-server')
    reply(response, isOAuth ? { body: metadataAt(issuer) } : { status: 404 })
  })
  issuer = `${origin}/tenant`
  t.match(await discover(ports, issuer, 'acme'), { token: 'https://issuer.example/token' })
  t.same(
    seen.map((each) => each.url),
    [`/tenant${oidcPath}`, '/.well-known/oauth-authorization-server/tenant'],
  )
})

t.test('an issuer with no metadata at all is refused', async (t) => {
  const { origin } = await serve(t, (_request, response) => reply(response, { status: 404 }))
  await t.rejects(discover(ports, origin, 'acme'), misbehaved)
})

t.test('an issuer without https, or none at all, is not even asked', async (t) => {
  const silent = { ...ports, fetch: () => t.fail('was asked') as never }
  for (const issuer of ['http://issuer.example', 'issuer.example', '', 'file:///etc/passwd']) {
    await t.rejects(discover(silent, issuer, 'acme'), misbehaved)
  }
})
