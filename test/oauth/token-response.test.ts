import t from 'tap'
import type { ProviderSpec } from '../../src/model/index.ts'
import { clientCredentials, exchangeCode, refreshToken } from '../../src/oauth/index.ts'
import { type Answer, clientAt, idToken, ports, redirectUri, reply, serve } from './support.ts'

const usual = { accessToken: 'fake-at', tokenType: 'Bearer', expiresInMs: 60_000, claims: {} }
const good = { access_token: 'fake-at', token_type: 'Bearer', expires_in: 60 }
const form = 'application/x-www-form-urlencoded'
const entra = { template: 'entra' }
const github = { template: 'github' }

interface Row {
  readonly title: string
  readonly answer: Answer
  readonly provider?: Partial<ProviderSpec>
}

/** `gives`: how the tokens differ from {@link usual}; `undefined` for what they do not have. */
const accepted: readonly (Row & { readonly gives: Readonly<Record<string, unknown>> })[] = [
  {
    title: 'all members',
    answer: { body: { ...good, refresh_token: 'fake-rt', scope: 'b a a' } },
    gives: { refreshToken: 'fake-rt', grantedScopes: ['a', 'b'] },
  },
  {
    title: 'no lifetime and no scope',
    answer: { body: { access_token: 'fake-at', token_type: 'bearer' } },
    gives: { expiresInMs: undefined },
  },
  {
    title: '0 seconds to live, which is no statement, as of tokens that do not expire',
    answer: { body: { ...good, expires_in: 0 } },
    gives: { expiresInMs: undefined },
  },
  {
    title: 'expires_in as text',
    answer: { body: { ...good, expires_in: '3600' } },
    gives: { expiresInMs: 3_600_000 },
  },
  {
    title: 'expires_in with a fraction',
    answer: { body: { ...good, expires_in: 1.5 } },
    gives: { expiresInMs: 1500 },
  },
  {
    title: 'an absurdly long lifetime, cut to ten years',
    answer: { body: { ...good, expires_in: 9_223_372_036_854_775_807n.toString() } },
    gives: { expiresInMs: 10 * 365 * 24 * 3_600_000 },
  },
  {
    title: 'members that are null, as if not sent',
    answer: { body: { ...good, scope: null, refresh_token: null, id_token: null } },
    gives: {},
  },
  {
    title: 'an empty refresh token, as if not sent',
    answer: { body: { ...good, refresh_token: '' } },
    gives: {},
  },
  {
    title: 'an empty scope: nothing was granted',
    answer: { body: { ...good, scope: '' } },
    gives: { grantedScopes: [] },
  },
  { title: 'an empty error', answer: { body: { ...good, error: '' } }, gives: {} },
  {
    title: 'JSON that is called text',
    answer: { type: 'text/plain', body: JSON.stringify(good) },
    gives: {},
  },
  {
    title: 'a form instead of JSON',
    answer: {
      type: `${form}; charset=utf-8`,
      body: 'access_token=fake-at&scope=a+b&token_type=bearer&expires_in=60',
    },
    gives: { grantedScopes: ['a', 'b'], expiresInMs: 60_000 },
  },
  {
    title: 'commas between the scopes, from GitHub',
    provider: github,
    answer: { body: { ...good, scope: 'repo,read:org' } },
    gives: { grantedScopes: ['read:org', 'repo'] },
  },
  {
    title: 'a comma within a scope, from anybody else',
    answer: { body: { ...good, scope: 'a,b' } },
    gives: { grantedScopes: ['a,b'] },
  },
  {
    title: 'a refresh token, which is what Entra ID grants offline_access by',
    provider: entra,
    answer: { body: { ...good, scope: 'User.Read', refresh_token: 'fake-rt' } },
    gives: { refreshToken: 'fake-rt', grantedScopes: ['User.Read', 'offline_access'] },
  },
  {
    title: 'no refresh token from Entra ID: no offline_access either',
    provider: entra,
    answer: { body: { ...good, scope: 'User.Read' } },
    gives: { grantedScopes: ['User.Read'] },
  },
  {
    title: 'further members as claims, without what looks like a secret at any depth',
    answer: {
      body: {
        ...good,
        instance_url: 'https://eu1.example',
        refresh_token_expires_in: 5,
        id_token: 'fake.id.token',
        user: { id: 7, bot_access_token: 'fake-bot', list: [{ client_secret: 'fake', ok: true }] },
      },
    },
    gives: {
      claims: {
        instance_url: 'https://eu1.example',
        refresh_token_expires_in: 5,
        user: { id: 7, list: [{ ok: true }] },
      },
    },
  },
]

const rejectedRows: readonly (Row & { readonly oauthError: string })[] = [
  {
    title: 'invalid_grant',
    answer: { status: 400, body: { error: 'invalid_grant' } },
    oauthError: 'invalid_grant',
  },
  {
    title: 'invalid_client with 401 and a challenge',
    answer: {
      status: 401,
      headers: { 'www-authenticate': 'Basic realm="x"' },
      body: { error: 'invalid_client' },
    },
    oauthError: 'invalid_client',
  },
  {
    title: 'an error that is called text',
    answer: { status: 400, type: 'text/html', body: '{"error":"invalid_scope"}' },
    oauthError: 'invalid_scope',
  },
  {
    title: 'an error within a 200',
    answer: { body: { ok: false, error: 'token_revoked' } },
    oauthError: 'token_revoked',
  },
  {
    title: 'an error beside a token',
    answer: { body: { ...good, error: 'consent_required' } },
    oauthError: 'consent_required',
  },
  {
    title: 'an error within a form',
    answer: { type: form, body: 'error=bad_verification_code' },
    oauthError: 'bad_verification_code',
  },
  {
    title: 'bad_verification_code of GitHub',
    provider: github,
    answer: { body: { error: 'bad_verification_code' } },
    oauthError: 'invalid_grant',
  },
  {
    title: 'incorrect_client_credentials of GitHub',
    provider: github,
    answer: { body: { error: 'incorrect_client_credentials' } },
    oauthError: 'invalid_client',
  },
]

const misbehaved: readonly Row[] = [
  { title: 'nothing', answer: { body: '' } },
  { title: 'HTML', answer: { type: 'text/html', body: '<html>sign in</html>' } },
  { title: 'an array', answer: { body: [good] } },
  { title: 'a number', answer: { body: '7' } },
  { title: 'JSON cut short', answer: { body: '{"access_token":"fake-at","token_' } },
  { title: 'no access_token', answer: { body: { token_type: 'bearer' } } },
  { title: 'an access_token that is a number', answer: { body: { ...good, access_token: 7 } } },
  { title: 'an empty access_token', answer: { body: { ...good, access_token: '' } } },
  {
    title: 'an access_token with a line break',
    answer: { body: { ...good, access_token: 'fake\r\nx-evil: 1' } },
  },
  { title: 'an access_token with a space', answer: { body: { ...good, access_token: 'fake at' } } },
  { title: 'an access_token beyond ASCII', answer: { body: { ...good, access_token: 'fäke' } } },
  { title: 'a refresh_token with a NUL', answer: { body: { ...good, refresh_token: 'fake\0' } } },
  { title: 'a refresh_token that is an object', answer: { body: { ...good, refresh_token: {} } } },
  { title: 'no token_type', answer: { body: { access_token: 'fake-at' } } },
  { title: 'token_type mac', answer: { body: { ...good, token_type: 'mac' } } },
  {
    title: 'token_type DPoP, which nobody asked for',
    answer: { body: { ...good, token_type: 'DPoP' } },
  },
  { title: 'a negative lifetime', answer: { body: { ...good, expires_in: -1 } } },
  { title: 'a lifetime in words', answer: { body: { ...good, expires_in: '3600 seconds' } } },
  { title: 'a lifetime that is NaN', answer: { body: { ...good, expires_in: 'NaN' } } },
  { title: 'a lifetime that is true', answer: { body: { ...good, expires_in: true } } },
  { title: 'a scope that is a list', answer: { body: { ...good, scope: ['a'] } } },
  {
    title: 'a form with the token twice',
    answer: { type: form, body: 'access_token=a&access_token=b&token_type=bearer' },
  },
  { title: 'status 201', answer: { status: 201, body: good } },
  { title: 'status 204', answer: { status: 204 } },
  { title: 'status 400 without an error', answer: { status: 400, body: {} } },
  { title: 'status 404 in HTML', answer: { status: 404, type: 'text/html', body: '<h1>no</h1>' } },
  { title: 'an error that is an object', answer: { status: 400, body: { error: { code: 190 } } } },
  {
    title: 'an error code that is a sentence with markup',
    answer: { status: 400, body: { error: '<script>' } },
  },
]

async function ask(t: Parameters<typeof serve>[0], { answer, provider = {} }: Row) {
  const { origin } = await serve(t, (_request, response) => reply(response, answer))
  return clientCredentials(ports, clientAt(origin, provider), ['x'])
}

for (const row of accepted) {
  t.test(`a token response is accepted with ${row.title}`, async (t) => {
    const expected = Object.entries({ ...usual, ...row.gives })
    const there = expected.filter(([, value]) => value !== undefined)
    t.strictSame(await ask(t, row), Object.fromEntries(there))
  })
}

for (const row of rejectedRows) {
  t.test(`a provider rejects with ${row.title}`, async (t) => {
    const details = { provider: 'acme', oauthError: row.oauthError }
    await t.rejects(ask(t, row), { code: 'PROVIDER_REJECTED', details })
  })
}

for (const row of misbehaved) {
  t.test(`a token response is refused with ${row.title}`, async (t) => {
    await t.rejects(ask(t, row), { code: 'PROVIDER_MISBEHAVED', details: { provider: 'acme' } })
  })
}

t.test('an absent or empty refresh token leaves the old one to the caller', async (t) => {
  const bodies = [good, { ...good, refresh_token: '' }, { ...good, refresh_token: null }]
  for (const body of bodies) {
    const { origin } = await serve(t, (_request, response) => reply(response, { body }))
    t.notOk('refreshToken' in (await refreshToken(ports, clientAt(origin), 'fake-rt', [])))
  }
})

t.test('a refresh names scopes only when there are some, and the resource', async (t) => {
  const { origin, seen } = await serve(t, (_request, response) => reply(response, { body: good }))
  const client = clientAt(origin, {
    resource: 'https://api.example',
    tokenParams: { grant_type: 'evil', x: '1' },
  })
  await refreshToken(ports, client, 'fake-rt', [])
  await refreshToken(ports, client, 'fake-rt', ['a', 'b'])
  t.same(
    seen.map(({ form: sent }) => Object.fromEntries(sent)),
    [
      {
        grant_type: 'refresh_token',
        refresh_token: 'fake-rt',
        resource: 'https://api.example',
        x: '1',
      },
      {
        grant_type: 'refresh_token',
        refresh_token: 'fake-rt',
        resource: 'https://api.example',
        x: '1',
        scope: 'a b',
      },
    ],
  )
})

t.test('client credentials name audience, resource and scopes', async (t) => {
  const { origin, seen } = await serve(t, (_request, response) => reply(response, { body: good }))
  const client = clientAt(origin, { audience: 'urn:api', resource: 'https://api.example' })
  await clientCredentials(ports, client, [])
  await clientCredentials(ports, client, ['a', 'b'])
  const sent = {
    grant_type: 'client_credentials',
    audience: 'urn:api',
    resource: 'https://api.example',
  }
  t.same(
    seen.map((each) => Object.fromEntries(each.form)),
    [sent, { ...sent, scope: 'a b' }],
  )
})

t.test('what a provider echoes of a secret stands nowhere in the error', async (t) => {
  const echo = 'refused fake-refresh-token of fake-client-secret-for-tests'
  const body = {
    error: 'invalid_grant',
    error_description: echo,
    access_token: 'fake-leaked-token',
  }
  const { origin } = await serve(t, (_request, response) => reply(response, { status: 400, body }))
  const promise = refreshToken(ports, clientAt(origin), 'fake-refresh-token', [])
  const error: unknown = await promise.catch((each: unknown) => each)
  t.match(error, { code: 'PROVIDER_REJECTED', cause: { message: 'refused […] of […]' } })
  t.notMatch(everything(error), /fake-/)
})

t.test('a token response that is refused stands nowhere in the error', async (t) => {
  const bodies = [
    '{"access_token":"fake-at',
    '<b>fake-at</b>',
    { access_token: 'fake-at', token_type: 'mac' },
  ]
  for (const body of bodies) {
    const error: unknown = await ask(t, { title: '', answer: { body } }).catch(
      (each: unknown) => each,
    )
    t.match(error, { code: 'PROVIDER_MISBEHAVED' })
    t.notMatch(everything(error), /fake-/)
  }
})

/** Whatever a logger could reach. */
function everything(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 5) return String(error)
  const names = Object.getOwnPropertyNames(error)
  return names.map((name) => everything(Reflect.get(error, name), depth + 1)).join('\n')
}

const issuer = 'https://issuer.example'
const tid = '11111111-2222-3333-4444-555555555555'
const tenantIssuer = `https://login.microsoftonline.com/${tid}/v2.0`
const commonIssuer = 'https://login.microsoftonline.com/common/v2.0'

const idTokens: readonly {
  readonly title: string
  readonly token: string
  readonly provider?: Partial<ProviderSpec>
  readonly nonce?: string
  readonly sub?: string
}[] = [
  { title: 'a good one', token: idToken({ iss: issuer, nonce: 'n' }), nonce: 'n', sub: 'u-1' },
  {
    title: 'one signed with the client secret',
    token: idToken({ iss: issuer, nonce: 'n' }, 'HS256'),
    nonce: 'n',
    sub: 'u-1',
  },
  { title: 'one without a nonce, none was sent', token: idToken({ iss: issuer }), sub: 'u-1' },
  { title: 'one with a nonce, none was sent', token: idToken({ iss: issuer, nonce: 'n' }) },
  { title: 'one without the nonce that was sent', token: idToken({ iss: issuer }), nonce: 'n' },
  { title: 'one with another nonce', token: idToken({ iss: issuer, nonce: 'm' }), nonce: 'n' },
  {
    title: 'one of another issuer',
    token: idToken({ iss: 'https://evil.example', nonce: 'n' }),
    nonce: 'n',
  },
  {
    title: 'one for another client',
    token: idToken({ iss: issuer, nonce: 'n', aud: 'other' }),
    nonce: 'n',
  },
  {
    title: 'one for two clients and no azp',
    token: idToken({ iss: issuer, nonce: 'n', aud: ['credmgr-test', 'other'] }),
    nonce: 'n',
  },
  { title: 'an expired one', token: idToken({ iss: issuer, nonce: 'n', exp: 1 }), nonce: 'n' },
  { title: 'an unsigned one', token: idToken({ iss: issuer, nonce: 'n' }, 'none'), nonce: 'n' },
  {
    title: 'one without a subject',
    token: idToken({ iss: issuer, nonce: 'n', sub: undefined }),
    nonce: 'n',
  },
  { title: 'garbage', token: 'a.b.c', nonce: 'n' },
  { title: 'a number of dots', token: '...', nonce: 'n' },
  {
    title: 'the tenant of an Entra account, asked as common',
    token: idToken({ iss: tenantIssuer, tid }),
    provider: { ...entra, issuer: commonIssuer },
    sub: 'u-1',
  },
  {
    title: 'another issuer than its Entra tenant',
    token: idToken({ iss: issuer, tid }),
    provider: { ...entra, issuer: commonIssuer },
  },
  {
    title: 'a tenant that is none',
    token: idToken({ iss: 'https://login.microsoftonline.com/evil/v2.0', tid: 'evil' }),
    provider: { ...entra, issuer: commonIssuer },
  },
  {
    title: 'another Entra tenant than the declared one',
    token: idToken({ iss: tenantIssuer, tid }),
    provider: { ...entra, issuer: tenantIssuer.replaceAll('1', '9') },
  },
]

for (const { title, token, provider = {}, nonce, sub } of idTokens) {
  t.test(`an id_token is ${sub === undefined ? 'refused' : 'accepted'}: ${title}`, async (t) => {
    const body = { ...good, id_token: token }
    const { origin } = await serve(t, (_request, response) => reply(response, { body }))
    const exchanged = exchangeCode(ports, clientAt(origin, { issuer, ...provider }), {
      params: new URLSearchParams({ code: 'fake-code', state: 's' }),
      state: 's',
      codeVerifier: 'fake-verifier-0123456789-0123456789-0123456789',
      redirectUri,
      ...(nonce === undefined ? {} : { nonce }),
    })
    if (sub === undefined) await t.rejects(exchanged, { code: 'PROVIDER_MISBEHAVED' })
    else t.match(await exchanged, { idClaims: { sub } })
  })
}

t.test('an id_token is dropped where no issuer is known, and on a refresh', async (t) => {
  const body = { ...good, id_token: 'fake.garbage.token' }
  const { origin } = await serve(t, (_request, response) => reply(response, { body }))
  const params = new URLSearchParams({ code: 'fake-code', state: 's' })
  const callback = { params, state: 's', codeVerifier: 'fake-verifier', redirectUri, nonce: 'n' }
  const results = [
    await exchangeCode(ports, clientAt(origin), callback),
    await refreshToken(ports, clientAt(origin, { issuer }), 'fake-rt', []),
  ]
  for (const tokens of results) {
    t.notOk('idClaims' in tokens)
    t.same(tokens.claims, {})
  }
})
