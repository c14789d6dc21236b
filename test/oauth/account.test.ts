import t from 'tap'
import type { JsonObject, ProviderSpec } from '../../src/model/index.ts'
import { accountOf, type TokenSet } from '../../src/oauth/index.ts'
import { type Answer, clientAt, ports, reply, serve } from './support.ts'

const tokens: TokenSet = { accessToken: 'fake-at', tokenType: 'Bearer', claims: {} }
const silent = { ...ports, fetch: () => t.fail('was asked') as never }

const claimed: readonly (readonly [title: string, claims: JsonObject, account: object])[] = [
  [
    'all that it has',
    {
      sub: 'u-1',
      preferred_username: 'alice',
      email: 'a@example.test',
      email_verified: true,
      tid: 't-1',
      name: 'A',
    },
    { subject: 'u-1', account: 'alice', email: 'a@example.test', tenant: 't-1' },
  ],
  [
    'the upn of an Entra token',
    { sub: 'u-1', upn: 'alice@corp' },
    { subject: 'u-1', account: 'alice@corp' },
  ],
  [
    'no address of which nothing is said',
    { sub: 'u-1', upn: 'a', email: 'a@example.test' },
    { subject: 'u-1', account: 'a' },
  ],
  [
    'no unverified address',
    { sub: 'u-1', upn: 'a', email: 'a@example.test', email_verified: false },
    { subject: 'u-1', account: 'a' },
  ],
  [
    'no address unverified in text',
    { sub: 'u-1', upn: 'a', email: 'a@example.test', email_verified: 'false' },
    { subject: 'u-1', account: 'a' },
  ],
  [
    'no address verified in anything but a boolean',
    { sub: 'u-1', upn: 'a', email: 'a@example.test', email_verified: 'true' },
    { subject: 'u-1', account: 'a' },
  ],
  [
    'a verified address and no name',
    { sub: 'u-1', email: 'a@example.test', email_verified: true },
    { subject: 'u-1', email: 'a@example.test' },
  ],
  [
    'nothing of the wrong type',
    { sub: 'u-1', upn: 'a', email: ['a'], tid: null },
    { subject: 'u-1', account: 'a' },
  ],
]

for (const [title, idClaims, account] of claimed) {
  t.test(`an id_token says ${title}, and nobody is asked`, async (t) => {
    const accountEndpoint = { url: 'https://api.example/me', members: { subject: 'id' } }
    const client = clientAt('https://issuer.example', { accountEndpoint })
    t.strictSame(await accountOf(silent, client, { ...tokens, idClaims }), account)
  })
}

async function asked(
  t: Parameters<typeof serve>[0],
  { answer, ...rest }: { answer: Answer; spec?: Partial<ProviderSpec>; tokens?: Partial<TokenSet> },
) {
  const { origin, seen } = await serve(t, (_request, response) => reply(response, answer))
  const { endpoints } = clientAt(origin).provider
  const userinfo = { ...endpoints, userinfo: `${origin}/me` }
  const client = clientAt(origin, { endpoints: userinfo, ...rest.spec })
  const account = await accountOf(ports, client, { ...tokens, ...rest.tokens })
  return { account, seen }
}

t.test('GitHub is asked with the token and a user agent', async (t) => {
  const body = { id: 4711, login: 'octo', email: null, name: 'O' }
  const { origin, seen } = await serve(t, (_request, response) => reply(response, { body }))
  const members = { subject: 'id', account: 'login', email: 'email' }
  const client = clientAt(origin, { accountEndpoint: { url: `${origin}/user`, members } })
  t.strictSame(await accountOf(ports, client, tokens), { subject: '4711', account: 'octo' })
  t.match(seen, [
    {
      method: 'GET',
      url: '/user',
      headers: { authorization: 'Bearer fake-at', 'user-agent': 'credmgr' },
    },
  ])
})

t.test('userinfo is asked with a token that has openid', async (t) => {
  const body = { sub: 'u-1', preferred_username: 'alice' }
  const issuer = 'https://issuer.example'
  const account = { subject: 'u-1', account: 'alice' }
  const openid = { answer: { body }, spec: { issuer, scopes: ['openid'] } }
  t.strictSame((await asked(t, openid)).account, account)
  t.strictSame(
    (await asked(t, { ...openid, tokens: { grantedScopes: ['openid'] } })).account,
    account,
  )
  t.strictSame((await asked(t, { answer: { body } })).account, account, 'declared by hand')

  const withheld = [
    { ...openid, tokens: { grantedScopes: ['read'] } },
    { answer: { body }, spec: { issuer } },
    { answer: { body }, spec: { grant: 'clientCredentials' as const } },
  ]
  for (const each of withheld) {
    const { account: nobody, seen } = await asked(t, each)
    t.equal(nobody, undefined)
    t.same(seen, [], 'the token stays here')
  }
})

t.test(
  'an id_token with only a subject is completed by userinfo of that subject alone',
  async (t) => {
    const only = { idClaims: { sub: 'u-1', tid: 't-1' } }
    const body = { sub: 'u-1', preferred_username: 'alice' }
    t.strictSame((await asked(t, { answer: { body }, tokens: only })).account, {
      subject: 'u-1',
      account: 'alice',
      tenant: 't-1',
    })
    t.strictSame((await asked(t, { answer: { status: 403 }, tokens: only })).account, {
      subject: 'u-1',
      tenant: 't-1',
    })
    for (const sub of ['u-2', undefined]) {
      const other = asked(t, { answer: { body: { ...body, sub } }, tokens: only })
      await t.rejects(other, { code: 'PROVIDER_MISBEHAVED' })
    }
  },
)

t.test('an address is verified by the answer that holds it, or not at all', async (t) => {
  const email = 'ceo@acme.example'
  const verified = { email_verified: true }
  const table: readonly (readonly [idClaims: JsonObject, body: JsonObject, email?: string])[] = [
    [{}, { email, ...verified }, email],
    [{ email }, { email, ...verified }, email],
    [{}, { email }],
    [{ email }, {}],
    [{ email }, verified],
    [verified, { email }],
    [{ email }, { email, email_verified: false }],
  ]
  for (const [idClaims, body, expected] of table) {
    const { account } = await asked(t, {
      answer: { body: { sub: 'u-1', ...body } },
      tokens: { idClaims: { sub: 'u-1', ...idClaims } },
    })
    const title = JSON.stringify([idClaims, body])
    t.strictSame(account, { subject: 'u-1', ...(expected && { email: expected }) }, title)
  }
})

t.test('an endpoint that refuses the token says nothing of the account', async (t) => {
  for (const status of [400, 401, 403, 404]) {
    const headers = { 'www-authenticate': 'Bearer error="invalid_token"' }
    t.equal((await asked(t, { answer: { status, headers } })).account, undefined)
  }
  t.equal((await asked(t, { answer: { body: { name: 'A' } } })).account, undefined)
})

const failures: readonly (readonly [answer: Answer, code: string])[] = [
  [{ status: 503 }, 'PROVIDER_UNREACHABLE'],
  [{ status: 302, headers: { location: 'https://evil.example' } }, 'PROVIDER_MISBEHAVED'],
  [{ body: '<html>' }, 'PROVIDER_MISBEHAVED'],
  [{ body: ['alice'] }, 'PROVIDER_MISBEHAVED'],
  [{ status: 204 }, 'PROVIDER_MISBEHAVED'],
]

for (const [answer, code] of failures) {
  t.test(`an account endpoint that answers ${JSON.stringify(answer)} is ${code}`, async (t) => {
    await t.rejects(asked(t, { answer }), { code })
  })
}

t.test('without any endpoint for it the account is not known', async (t) => {
  t.equal(await accountOf(silent, clientAt('https://issuer.example'), tokens), undefined)
})
