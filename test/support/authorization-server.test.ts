import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as oauth from 'oauth4webapi'
import t, { type Test } from 'tap'
import { startAuthorizationServer } from './authorization-server.ts'
import { atProvider, startBrowser } from './browser.ts'
import { startUpstream } from './upstream.ts'

const insecure = { [oauth.allowInsecureRequests]: true }
const secret = 'not-a-real-client-secret'
const auth = oauth.ClientSecretBasic(secret)

t.test('an account owner consents in a browser, and the tokens rotate', async (t) => {
  const { server, as } = await start(t)
  const callback = await startUpstream({ answer: (_, response) => void response.end('back') })
  t.teardown(callback.stop)
  const redirectUri = `${callback.url}/cb`
  server.setClient({ clientId: 'app', clientSecret: secret, redirectUris: [redirectUri] })
  const browser = await startBrowser()
  t.teardown(browser.stop)

  const client = { client_id: 'app' }
  const verifier = oauth.generateRandomCodeVerifier()
  const link = new URL(as.authorization_endpoint ?? '')
  link.search = new URLSearchParams({
    client_id: 'app',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid offline_access email api.read',
    prompt: 'consent',
    state: 'some-state',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString()
  const page = await browser.newPage()
  await page.goto(link.href)
  await atProvider(page, { login: 'alice' })
  const answer = new URL(page.url())
  t.equal(answer.searchParams.get('iss'), server.issuer, 'RFC 9207')

  const params = oauth.validateAuthResponse(as, client, answer, 'some-state')
  const first = await oauth.processAuthorizationCodeResponse(
    as,
    client,
    await oauth.authorizationCodeGrantRequest(
      as,
      client,
      auth,
      params,
      redirectUri,
      verifier,
      insecure,
    ),
  )
  t.match(first, { expires_in: 60, scope: 'openid offline_access email api.read' })
  t.match(oauth.getValidatedIdTokenClaims(first), { sub: 'alice', email: 'alice@example.test' })
  t.match(await server.introspect(first.access_token), { active: true, sub: 'alice' })

  const refresh = (token = '') => {
    return oauth
      .refreshTokenGrantRequest(as, client, auth, token, insecure)
      .then((response) => oauth.processRefreshTokenResponse(as, client, response))
  }
  const second = await refresh(first.refresh_token)
  t.ok(second.refresh_token)
  t.not(second.refresh_token, first.refresh_token, 'rotated')
  t.equal(server.countTokenRequests('refresh_token'), 1)
  t.same(
    server.issued.map(({ token }) => token),
    [first.access_token, first.refresh_token, second.access_token, second.refresh_token],
  )

  t.equal(server.revokeGrants({ account: 'bob' }), 0)
  t.equal(server.revokeGrants({ account: 'alice' }), 1)
  t.match(await failure(refresh(second.refresh_token)), { error: 'invalid_grant' })
  t.match(await server.introspect(second.access_token), { active: false })
  t.match(server.tokenRequests.at(-1), { clientId: 'app', status: 400, error: 'invalid_grant' })
})

t.test('without PKCE there is no code', async (t) => {
  const { server, as } = await start(t)
  const redirectUri = 'http://127.0.0.1:1/cb'
  server.setClient({ clientId: 'app', clientSecret: secret, redirectUris: [redirectUri] })
  const link = new URL(as.authorization_endpoint ?? '')
  link.search = new URLSearchParams({
    client_id: 'app',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
  }).toString()
  const response = await fetch(link, { redirect: 'manual' })
  const back = new URL(response.headers.get('location') ?? '')
  t.equal(back.searchParams.get('error'), 'invalid_request')
  t.match(back.searchParams.get('error_description'), /PKCE/)
})

t.test('a machine gets an opaque token, or a JWT for an audience', async (t) => {
  const { server, as } = await start(t)
  const opaque = await clientCredentials(as, { scope: 'api.read' })
  t.match(await server.introspect(opaque.access_token), { active: true, scope: 'api.read' })
  await t.rejects(
    jwtVerify(opaque.access_token, createRemoteJWKSet(new URL(server.endpoints.jwks))),
  )

  const jwt = await clientCredentials(as, { resource: 'api://credmgr' })
  const keys = createRemoteJWKSet(new URL(as.jwks_uri ?? ''))
  const expected = { issuer: server.issuer, audience: 'api://credmgr' }
  const { payload } = await jwtVerify(jwt.access_token, keys, expected)
  t.match(payload, { client_id: 'job', tid: 'some-tenant' })

  const signed = await server.signToken({ sub: 'x', aud: 'api://credmgr', oid: 'some-object' })
  t.match((await jwtVerify(signed, keys, expected)).payload, { sub: 'x', oid: 'some-object' })
})

t.test('a revoked token is listed and dead', async (t) => {
  const { server, as } = await start(t)
  const { access_token: token } = await clientCredentials(as, { scope: 'api.read' })
  const client = { client_id: 'job' }
  const response = await oauth.revocationRequest(as, client, auth, token, insecure)
  await oauth.processRevocationResponse(response)
  t.same(server.revoked, [token])
  t.match(await server.introspect(token), { active: false })
})

t.test('the token endpoint can be held and broken', async (t) => {
  const { server, as } = await start(t)
  const release = server.holdTokenRequests()
  const waiting = [1, 2].map(() => clientCredentials(as, { scope: 'api.read' }))
  await server.waitForHeld(2)
  t.equal(server.countTokenRequests(), 0)
  release()
  await Promise.all(waiting)
  t.equal(server.countTokenRequests('client_credentials'), 2)

  server.breakTokenEndpoint({ status: 503, headers: { 'retry-after': '7' } })
  t.match(await failure(clientCredentials(as, { scope: 'api.read' })), { cause: { status: 503 } })
  t.match(server.tokenRequests.at(-1), { grantType: 'client_credentials', status: 503 })
  server.breakTokenEndpoint(undefined)
  t.ok(await clientCredentials(as, { scope: 'api.read' }))
})

t.test('an upstream records what it gets and asks what a token is worth', async (t) => {
  const { server, as } = await start(t)
  const upstream = await startUpstream({ introspect: server.introspect })
  t.teardown(upstream.stop)
  const { access_token: token } = await clientCredentials(as, { scope: 'api.read' })
  const ask = (value: string) => {
    const headers = { Authorization: `Bearer ${value}` }
    return fetch(`${upstream.url}/a?b=1`, { method: 'POST', headers, body: 'hi' })
  }
  const answer = await ask(token)
  t.same(await answer.json(), { hello: 'job', method: 'POST', path: '/a?b=1', scope: 'api.read' })
  t.match(upstream.last(), { method: 'POST', url: '/a?b=1', body: Buffer.from('hi') })
  t.equal((await ask('made up')).status, 401)
  t.equal(upstream.requests.length, 2)
})

async function start(t: Test) {
  const server = await startAuthorizationServer({
    clients: [{ clientId: 'job', clientSecret: secret, grants: ['clientCredentials'] }],
    scopes: ['api.read'],
    accessTokenTtl: 60,
    claimsOf: () => ({ tid: 'some-tenant' }),
  })
  t.teardown(server.stop)
  const issuer = new URL(server.issuer)
  const discovered = await oauth.discoveryRequest(issuer, insecure)
  return { server, as: await oauth.processDiscoveryResponse(issuer, discovered) }
}

/** What a promise rejects with; `undefined` when it does not. */
function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  )
}

async function clientCredentials(
  as: oauth.AuthorizationServer,
  parameters: Record<string, string>,
): Promise<oauth.TokenEndpointResponse> {
  const client = { client_id: 'job' }
  const response = await oauth.clientCredentialsGrantRequest(as, client, auth, parameters, insecure)
  return oauth.processClientCredentialsResponse(as, client, response)
}
