import t from 'tap'
import {
  accountOf,
  authorizationUrl,
  clientCredentials,
  codeChallenge,
  discover,
  exchangeCode,
  type OAuthClient,
  refreshToken,
  revokeToken,
} from '../../src/oauth/index.ts'
import { consentOverHttp } from '../support/consent-over-http.ts'
import { openIdProvider } from './openid-provider.ts'
import { clientAt, ports, redirectUri } from './support.ts'

const verifier = 'fake-verifier-0123456789-0123456789-0123456789'
const scopes = ['openid', 'profile', 'email', 'offline_access', 'orders.read']

async function discovered(t: Parameters<typeof openIdProvider>[0], scopesOf = scopes) {
  const { issuer, requests } = await openIdProvider(t)
  const endpoints = await discover(ports, issuer, 'acme')
  const authorizationParams = { prompt: 'consent' }
  const client = clientAt(issuer, { issuer, endpoints, authorizationParams, scopes: scopesOf })
  return { issuer, requests, endpoints, client }
}

async function consent(client: OAuthClient, login = 'alice') {
  const url = authorizationUrl(client, {
    redirectUri,
    state: 'fake-state',
    nonce: 'fake-nonce',
    codeChallenge: await codeChallenge(verifier),
    scopes,
  })
  return consentOverHttp(url, { login, returnTo: redirectUri })
}

const remembered = { state: 'fake-state', nonce: 'fake-nonce', codeVerifier: verifier, redirectUri }

t.test('discovery of a real provider gives its endpoints and that it names itself', async (t) => {
  const { issuer, endpoints } = await discovered(t)
  t.same(endpoints, {
    authorization: `${issuer}/auth`,
    token: `${issuer}/token`,
    revocation: `${issuer}/token/revocation`,
    userinfo: `${issuer}/me`,
    pushedAuthorizationRequest: `${issuer}/request`,
    jwks: `${issuer}/jwks`,
    issParameter: true,
  })
})

t.test('a consent gives tokens, rotation replaces them, revocation ends them', async (t) => {
  const { client } = await discovered(t)
  const { searchParams: params } = await consent(client)
  t.ok(params.get('iss'), 'the provider names itself in the callback')

  const first = await exchangeCode(ports, client, { ...remembered, params })
  t.match(first, {
    tokenType: 'Bearer',
    expiresInMs: 300_000,
    grantedScopes: scopes.toSorted(),
    idClaims: { sub: 'alice' },
  })
  t.same(first.claims, {})
  t.same(await accountOf(ports, client, first), {
    subject: 'alice',
    account: 'alice-login',
    email: 'alice@example.test',
  })

  const second = await refreshToken(ports, client, String(first.refreshToken), [])
  t.type(second.refreshToken, 'string')
  t.not(second.refreshToken, first.refreshToken)
  t.not(second.accessToken, first.accessToken)
  t.equal(second.idClaims, undefined)

  const narrower = await refreshToken(ports, client, String(second.refreshToken), ['orders.read'])
  t.same(narrower.grantedScopes, ['orders.read'])

  t.equal(
    await revokeToken(ports, client, String(narrower.refreshToken), 'refresh_token'),
    'revoked',
  )
  await t.rejects(refreshToken(ports, client, String(narrower.refreshToken), []), {
    code: 'PROVIDER_REJECTED',
    details: { provider: 'acme', oauthError: 'invalid_grant' },
  })
})

t.test('a refresh token that was rotated away is refused as invalid_grant', async (t) => {
  const { client } = await discovered(t)
  const { searchParams: params } = await consent(client)
  const { refreshToken: old = '' } = await exchangeCode(ports, client, { ...remembered, params })
  await refreshToken(ports, client, old, [])
  await t.rejects(refreshToken(ports, client, old, []), {
    code: 'PROVIDER_REJECTED',
    details: { oauthError: 'invalid_grant' },
  })
})

t.test('a code is of no use with another verifier', async (t) => {
  const { client } = await discovered(t)
  const { searchParams: params } = await consent(client)
  const codeVerifier = verifier.replace('fake', 'evil')
  await t.rejects(exchangeCode(ports, client, { ...remembered, params, codeVerifier }), {
    code: 'PROVIDER_REJECTED',
    details: { oauthError: 'invalid_grant' },
  })
})

t.test('an id_token with another nonce is refused', async (t) => {
  const { client } = await discovered(t)
  const { searchParams: params } = await consent(client)
  await t.rejects(exchangeCode(ports, client, { ...remembered, params, nonce: 'other' }), {
    code: 'PROVIDER_MISBEHAVED',
  })
})

t.test(
  'a callback without the iss that the provider has promised reaches no token endpoint',
  async (t) => {
    const { client, requests } = await discovered(t)
    const { searchParams: params } = await consent(client)
    params.delete('iss')
    await t.rejects(exchangeCode(ports, client, { ...remembered, params }), {
      code: 'CONSENT_REFUSED',
      details: { reason: 'issuer_mismatch' },
    })
    t.notOk(requests.some((each) => each.startsWith('POST /token')))
  },
)

t.test('client credentials give a token of the client, and no account', async (t) => {
  const { client } = await discovered(t)
  const minting: OAuthClient = {
    ...client,
    provider: { ...client.provider, grant: 'clientCredentials' },
  }
  const tokens = await clientCredentials(ports, minting, ['orders.read'])
  t.match(tokens, { grantedScopes: ['orders.read'], expiresInMs: 120_000 })
  t.equal(tokens.refreshToken, undefined)
  t.equal(await accountOf(ports, minting, tokens), undefined)
})

t.test('a wrong client secret is invalid_client, and not shown', async (t) => {
  const { client } = await discovered(t)
  const wrong = { ...client, clientSecret: 'fake-wrong-secret' }
  const error = await clientCredentials(ports, wrong, []).catch((each: unknown) => each)
  t.match(error, { code: 'PROVIDER_REJECTED', details: { oauthError: 'invalid_client' } })
  t.notMatch(String((error as Error).stack), /fake-wrong-secret/)
})
