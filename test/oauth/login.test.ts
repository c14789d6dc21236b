import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import t, { type Test } from 'tap'
import { type LoginClient, loginClaims, loginUrl } from '../../src/oauth/index.ts'
import { fakeSecret, ports, redirectUri, reply, type Seen, serve } from './support.ts'

const issuer = 'https://corp.example'
const callback = {
  params: new URLSearchParams({ code: 'fake-code', state: 'fake-state', iss: issuer }),
  state: 'fake-state',
  codeVerifier: 'fake-verifier-0123456789-0123456789-0123456789',
  nonce: 'fake-nonce',
  redirectUri,
}
const misbehaved = { code: 'PROVIDER_MISBEHAVED', details: { provider: 'corp' } }

const pair = await generateKeyPair('RS256', { extractable: true })
const stranger = await generateKeyPair('RS256', { extractable: true })
const elliptic = await generateKeyPair('ES256', { extractable: true })

interface Tale {
  readonly claims?: Readonly<Record<string, unknown>>
  readonly key?: typeof pair.privateKey
  readonly alg?: string
  readonly noIdToken?: true
  readonly userinfo?: Readonly<Record<string, unknown>> | 'none' | 'error'
}

/** An issuer that tells a tale of its own. */
async function issuerOf(
  t: Test,
  { claims, key = pair.privateKey, alg = 'RS256', noIdToken, userinfo = 'none' }: Tale,
): Promise<{ readonly client: LoginClient; readonly seen: readonly Seen[] }> {
  const now = Math.floor(Date.now() / 1000)
  const body = {
    iss: issuer,
    sub: 'ann',
    aud: 'login',
    nonce: 'fake-nonce',
    iat: now,
    exp: now + 60,
  }
  const idToken = await new SignJWT({ ...body, ...claims })
    .setProtectedHeader({ alg, kid: 'one' })
    .sign(key)
  const keys = [
    { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'RS256' },
    { ...(await exportJWK(elliptic.publicKey)), kid: 'one', alg: 'ES256' },
  ]
  const { origin, seen } = await serve(t, ({ url }, response) => {
    if (url === '/jwks') return reply(response, { body: { keys } })
    if (url === '/me') {
      return reply(response, userinfo === 'error' ? { status: 403 } : { body: userinfo })
    }
    const token = { access_token: 'fake-token', token_type: 'Bearer' }
    reply(response, { body: noIdToken === true ? token : { ...token, id_token: idToken } })
  })
  const client = {
    name: 'corp',
    issuer,
    endpoints: {
      authorization: `${origin}/authorize`,
      token: `${origin}/token`,
      jwks: `${origin}/jwks`,
      issParameter: true,
      ...(userinfo === 'none' ? {} : { userinfo: `${origin}/me` }),
    },
    clientId: 'login',
    clientSecret: fakeSecret,
    scopes: ['openid', 'groups'],
    algorithms: ['RS256'],
    clockTolerance: 30_000,
  }
  return { client, seen }
}

t.test('a login says who somebody is, by id_token and userinfo', async (t) => {
  const { client, seen } = await issuerOf(t, {
    claims: { email: 'of-the-id-token' },
    userinfo: { sub: 'ann', email: 'of-userinfo', groups: ['admins'] },
  })
  const claims = await loginClaims(ports, client, callback)
  t.match(claims, { sub: 'ann', email: 'of-the-id-token', groups: ['admins'] })
  t.strictSame(
    seen.map(({ method, url }) => `${method} ${url}`),
    ['POST /token', 'GET /jwks', 'GET /me'],
  )
  const { form, headers } = seen[0] ?? {}
  t.equal(form?.get('code_verifier'), callback.codeVerifier)
  t.match(headers?.authorization, /^Basic /)
})

const now = Math.floor(Date.now() / 1000)
const tales: readonly (readonly [title: string, Tale])[] = [
  ['without an id_token', { noIdToken: true }],
  ['with the nonce of another login', { claims: { nonce: 'another' } }],
  ['without a nonce', { claims: { nonce: undefined } }],
  ['for another client', { claims: { aud: 'api://credmgr' } }],
  ['of another issuer', { claims: { iss: 'https://evil.example' } }],
  ['that is over', { claims: { iat: now - 600, exp: now - 300 } }],
  ['signed by a stranger', { key: stranger.privateKey }],
  ['signed as the identity does not accept', { key: elliptic.privateKey, alg: 'ES256' }],
  ['with userinfo of somebody else', { userinfo: { sub: 'mallory' } }],
  ['with userinfo that is refused', { userinfo: 'error' }],
]

for (const [title, tale] of tales) {
  t.test(`a login ${title} proves nothing`, async (t) => {
    const { client } = await issuerOf(t, tale)
    await t.rejects(loginClaims(ports, client, callback), misbehaved)
  })
}

t.test('the clock of an issuer may differ by as much as the identity allows', async (t) => {
  const { client } = await issuerOf(t, { claims: { iat: now - 70, exp: now - 10 } })
  t.match(await loginClaims(ports, client, callback), { sub: 'ann' })
})

t.test('a callback of another issuer sends no code to anybody', async (t) => {
  const { client, seen } = await issuerOf(t, {})
  const params = new URLSearchParams({
    ...Object.fromEntries(callback.params),
    iss: 'https://e.example',
  })
  await t.rejects(loginClaims(ports, client, { ...callback, params }), {
    code: 'CONSENT_REFUSED',
    details: { reason: 'issuer_mismatch' },
  })
  t.strictSame(seen, [])
})

t.test('the URL of a login has PKCE, nonce and state, and asks again on request', async (t) => {
  const { client } = await issuerOf(t, {})
  const request = { redirectUri, state: 's', nonce: 'n', codeChallenge: 'c' }
  const { searchParams } = new URL(loginUrl(client, request))
  t.strictSame(Object.fromEntries(searchParams), {
    scope: 'openid groups',
    nonce: 'n',
    response_type: 'code',
    client_id: 'login',
    redirect_uri: redirectUri,
    state: 's',
    code_challenge: 'c',
    code_challenge_method: 'S256',
  })
  const again = new URL(loginUrl(client, request, { again: true }))
  t.equal(again.searchParams.get('prompt'), 'login')
})
