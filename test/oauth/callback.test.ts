import t from 'tap'
import type { ProviderSpec } from '../../src/model/index.ts'
import { authorizationUrl, codeChallenge, exchangeCode } from '../../src/oauth/index.ts'
import { clientAt, fakeSecret, ports, redirectUri, reply, serve } from './support.ts'

const issuer = 'https://issuer.example'
const codeVerifier = 'fake-verifier-0123456789-0123456789-0123456789'
const good = 'code=fake-code&state=fake-state'
const named = `${good}&iss=${encodeURIComponent(issuer)}`

const stateUnknown = { code: 'CONSENT_REFUSED', details: { reason: 'state_unknown' } }
const issuerMismatch = { code: 'CONSENT_REFUSED', details: { reason: 'issuer_mismatch' } }
const misbehaved = { code: 'PROVIDER_MISBEHAVED', details: { provider: 'acme' } }
const rejected = (oauthError: string) => ({
  code: 'PROVIDER_REJECTED',
  details: { provider: 'acme', oauthError },
})

const refused: readonly {
  readonly title: string
  readonly query: string
  readonly error: { readonly code: string; readonly details: Readonly<Record<string, string>> }
  readonly noIssuer?: true
}[] = [
  { title: 'nothing at all', query: '', error: stateUnknown },
  { title: 'no state', query: 'code=fake-code', error: stateUnknown },
  { title: 'an empty state', query: 'code=fake-code&state=', error: stateUnknown },
  { title: 'another state', query: 'code=fake-code&state=other', error: stateUnknown },
  { title: 'the state in capitals', query: 'code=fake-code&state=FAKE-STATE', error: stateUnknown },
  { title: 'the state cut short', query: 'code=fake-code&state=fake-stat', error: stateUnknown },
  { title: 'the state padded', query: 'code=fake-code&state=fake-state%20', error: stateUnknown },
  { title: 'the state as a list', query: 'code=fake-code&state[]=fake-state', error: stateUnknown },
  { title: 'the state twice', query: `${named}&state=fake-state`, error: misbehaved },
  { title: 'the code twice', query: `${named}&code=other`, error: misbehaved },
  { title: 'the issuer twice', query: `${named}&iss=x`, error: misbehaved },
  { title: 'a parameter twice that nobody knows', query: `${named}&x=1&x=2`, error: misbehaved },
  { title: 'no issuer where one is promised', query: good, error: issuerMismatch },
  { title: 'an empty issuer', query: `${good}&iss=`, error: issuerMismatch },
  { title: 'another issuer', query: `${good}&iss=https://evil.example`, error: issuerMismatch },
  { title: 'the issuer with a slash', query: `${named}%2F`, error: issuerMismatch },
  {
    title: 'the issuer in capitals',
    query: `${good}&iss=${issuer.toUpperCase()}`,
    error: issuerMismatch,
  },
  {
    title: 'the issuer encoded twice',
    query: `${good}&iss=${encodeURIComponent(encodeURIComponent(issuer))}`,
    error: issuerMismatch,
  },
  {
    title: 'an error of another issuer',
    query: 'error=access_denied&state=fake-state&iss=https://evil.example',
    error: issuerMismatch,
  },
  {
    title: 'an error for another state',
    query: 'error=access_denied&state=other',
    error: stateUnknown,
  },
  { title: 'an access token', query: `${named}&access_token=fake`, error: misbehaved },
  { title: 'an id_token', query: `${named}&id_token=fake`, error: misbehaved },
  { title: 'a signed response', query: `${named}&response=fake`, error: misbehaved },
  { title: 'no code', query: 'state=fake-state', error: misbehaved, noIssuer: true },
  { title: 'an empty code', query: 'state=fake-state&code=', error: misbehaved, noIssuer: true },
  { title: 'an empty error', query: `${named}&error=`, error: misbehaved },
  {
    title: 'an error with markup in it',
    query: 'state=fake-state&error=%3Cscript%3E',
    error: misbehaved,
    noIssuer: true,
  },
  {
    title: 'a refusal',
    query: 'state=fake-state&error=access_denied',
    error: rejected('access_denied'),
    noIssuer: true,
  },
  {
    title: 'an error and a code',
    query: `${named}&error=server_error`,
    error: rejected('server_error'),
  },
]

for (const { title, query, error, noIssuer } of refused) {
  t.test(`a callback with ${title} is refused and nothing is sent`, async (t) => {
    const { origin, seen } = await serve(t, (_request, response) => reply(response, {}))
    const { endpoints } = clientAt(origin).provider
    const known = { issuer, endpoints: { ...endpoints, issParameter: true } }
    await t.rejects(exchange(origin, query, noIssuer ? {} : known), error)
    t.same(seen, [])
  })
}

const accepted: readonly { title: string; query: string; spec: Partial<ProviderSpec> }[] = [
  { title: 'its issuer', query: named, spec: { issuer } },
  { title: 'no issuer where none is promised', query: good, spec: { issuer } },
  { title: 'an issuer where none is known', query: named, spec: {} },
  { title: 'parameters that nobody knows', query: `${good}&session_state=x&scope=a`, spec: {} },
]

for (const { title, query, spec } of accepted) {
  t.test(`a callback with ${title} is accepted, and its code sent once`, async (t) => {
    const body = { access_token: 'fake-at', token_type: 'bearer' }
    const { origin, seen } = await serve(t, (_request, response) => reply(response, { body }))
    t.match(await exchange(origin, query, spec), { accessToken: 'fake-at' })
    t.same(
      seen.map((each) => Object.fromEntries(each.form)),
      [
        {
          grant_type: 'authorization_code',
          code: 'fake-code',
          code_verifier: codeVerifier,
          redirect_uri: redirectUri,
        },
      ],
    )
  })
}

t.test('an exchange names the resource and the parameters that the provider wants', async (t) => {
  const body = { access_token: 'fake-at', token_type: 'bearer' }
  const { origin, seen } = await serve(t, (_request, response) => reply(response, { body }))
  const resource = 'https://api.example'
  await exchange(origin, good, { resource, tokenParams: { owner: 'team', code: 'evil' } })
  t.match(Object.fromEntries(seen[0]?.form ?? []), { resource, owner: 'team', code: 'fake-code' })
})

t.test('what the provider says of its refusal is in the cause, without the code', async (t) => {
  const query =
    'state=fake-state&error=access_denied&code=fake-code&error_description=no+fake-code%0A'
  await t.rejects(exchange('http://127.0.0.1:9', query, {}), {
    code: 'PROVIDER_REJECTED',
    cause: { message: 'no […] ' },
  })
})

function exchange(origin: string, query: string, spec: Partial<ProviderSpec>) {
  const params = new URLSearchParams(query)
  const callback = { params, state: 'fake-state', codeVerifier, redirectUri }
  return exchangeCode(ports, clientAt(origin, spec), callback)
}

t.test('an authorization URL has what the flow needs, and nothing can replace it', async (t) => {
  const client = clientAt('https://issuer.example', {
    endpoints: { authorization: 'https://issuer.example/authorize?tenant=x&state=evil' },
    audience: 'urn:api',
    resource: 'https://api.example',
    authorizationParams: {
      prompt: 'consent',
      response_type: 'token',
      redirect_uri: 'https://evil',
    },
  })
  const url = authorizationUrl(client, {
    redirectUri,
    state: 'fake-state',
    nonce: 'fake-nonce',
    codeChallenge: await codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
    scopes: ['openid', 'read:org'],
  })
  const { origin, pathname, searchParams } = new URL(url)
  t.equal(origin + pathname, 'https://issuer.example/authorize')
  t.same([...searchParams].toSorted(), [
    ['audience', 'urn:api'],
    ['client_id', 'credmgr-test'],
    // RFC 7636 appendix B.
    ['code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
    ['code_challenge_method', 'S256'],
    ['nonce', 'fake-nonce'],
    ['prompt', 'consent'],
    ['redirect_uri', redirectUri],
    ['resource', 'https://api.example'],
    ['response_type', 'code'],
    ['scope', 'openid read:org'],
    ['state', 'fake-state'],
    ['tenant', 'x'],
  ])
  t.notMatch(url, new RegExp(fakeSecret))
})

t.test('nobody is sent to an authorization endpoint without https', (t) => {
  for (const authorization of [
    'http://issuer.example/authorize',
    'javascript:alert(1)',
    undefined,
  ]) {
    const endpoints = authorization === undefined ? {} : { authorization }
    const request = { redirectUri, state: 's', codeChallenge: 'c', scopes: [] }
    t.throws(() => authorizationUrl(clientAt('x', { endpoints }), request), misbehaved)
  }
  t.end()
})
