import { createHmac, generateKeyPairSync } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import t from 'tap'
import {
  apiKey,
  apiKeyIdentity,
  ask,
  codeOf,
  type Issuer,
  newAuthenticator,
  oidcIdentity,
  openGateway,
  openIssuer,
  openUpstream,
  route,
  servedKey,
  servedWith,
} from './support.ts'

function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(
    'base64url',
  )
}

type Forge = (issuer: Issuer) => Promise<string> | string

async function good(issuer: Issuer): Promise<[string, string, string]> {
  const [header = '', payload = '', signature = ''] = (await issuer.sign()).split('.')
  return [header, payload, signature]
}

function claimsOf(issuer: Issuer) {
  const now = Math.floor(Date.now() / 1000)
  return { iss: issuer.issuer, aud: 'api://tests', sub: 'alice', iat: now, exp: now + 300 }
}

async function foreign(issuer: Issuer, header: Record<string, unknown> = {}, alg = 'ES256') {
  const { privateKey, publicKey } = await generateKeyPair(alg)
  const jwk = await exportJWK(publicKey)
  const full = { alg, kid: 'first', ...header }
  if ('jwk' in full) full.jwk = jwk
  return new SignJWT(claimsOf(issuer)).setProtectedHeader(full).sign(privateKey)
}

function unsigned(alg: unknown): Forge {
  return (issuer) => `${encode({ alg, kid: 'first' })}.${encode(claimsOf(issuer))}.`
}

function hmac(secret: (issuer: Issuer) => string): Forge {
  return (issuer) => {
    const text = `${encode({ alg: 'HS256', kid: 'first' })}.${encode(claimsOf(issuer))}`
    return `${text}.${createHmac('sha256', secret(issuer)).update(text).digest('base64url')}`
  }
}

function claims(changes: Record<string, unknown>): Forge {
  return (issuer) => issuer.sign(changes)
}

const forgeries: readonly [why: string, forge: Forge][] = [
  ['alg none', unsigned('none')],
  ['alg None', unsigned('None')],
  ['alg NONE', unsigned('NONE')],
  ['alg empty', unsigned('')],
  ['alg missing', unsigned(undefined)],
  ['alg null', unsigned(null)],
  ['HS256 with the public key', hmac(({ publicJwk }) => JSON.stringify(publicJwk))],
  ['HS256 with an empty key', hmac(() => '')],
  ['HS256 with the key id', hmac(() => 'first')],
  ['another key, same kid', (issuer) => foreign(issuer)],
  ['another key, its own jwk', (issuer) => foreign(issuer, { jwk: {} })],
  ['another key, jku', (issuer) => foreign(issuer, { jku: 'https://evil.example/keys' })],
  ['another key, x5u', (issuer) => foreign(issuer, { x5u: 'https://evil.example/cert' })],
  ['another key, x5c', (issuer) => foreign(issuer, { x5c: ['AAAA'] })],
  ['another algorithm, same kid', (issuer) => foreign(issuer, {}, 'RS256')],
  ['an algorithm that is not accepted', (issuer) => foreign(issuer, {}, 'ES384')],
  ['an unknown kid', (issuer) => issuer.sign({}, { kid: 'other' })],
  ['a kid that is a path', (issuer) => issuer.sign({}, { kid: '../../../../dev/null' })],
  ['a kid that is a number', (issuer) => issuer.sign({}, { kid: 1 })],
  [
    'a critical extension',
    async (issuer) => {
      const [, payload, signature] = await good(issuer)
      return `${encode({ alg: 'ES256', kid: 'first', crit: ['x'], x: 1 })}.${payload}.${signature}`
    },
  ],
  [
    'an unencoded payload',
    async (issuer) => {
      const [, payload, signature] = await good(issuer)
      return `${encode({ alg: 'ES256', kid: 'first', crit: ['b64'], b64: false })}.${payload}.${signature}`
    },
  ],
  [
    'r and s zero',
    async (issuer) => {
      const [header, payload] = await good(issuer)
      return `${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`
    },
  ],
  [
    'no signature',
    async (issuer) => {
      const [header, payload] = await good(issuer)
      return `${header}.${payload}.`
    },
  ],
  [
    'half a signature',
    async (issuer) => {
      const [header, payload, signature] = await good(issuer)
      return `${header}.${payload}.${signature.slice(0, 43)}`
    },
  ],
  [
    'a DER signature',
    async (issuer) => {
      const [header, payload] = await good(issuer)
      return `${header}.${payload}.${Buffer.from('3006020100020100', 'hex').toString('base64url')}`
    },
  ],
  [
    'another payload',
    async (issuer) => {
      const [header, , signature] = await good(issuer)
      return `${header}.${encode({ ...claimsOf(issuer), sub: 'root' })}.${signature}`
    },
  ],
  [
    'another header',
    async (issuer) => {
      const [, payload, signature] = await good(issuer)
      return `${encode({ alg: 'ES256', kid: 'first', x: 1 })}.${payload}.${signature}`
    },
  ],
  ['two parts', async (issuer) => (await good(issuer)).slice(0, 2).join('.')],
  ['four parts', async (issuer) => `${(await good(issuer)).join('.')}.x`],
  ['five parts', async (issuer) => `${(await good(issuer)).join('.')}.x.y`],
  ['padding', async (issuer) => `${(await good(issuer)).join('.')}=`],
  ['a space in it', async (issuer) => (await good(issuer)).join('. ')],
  [
    'a header that is not JSON',
    async (issuer) => {
      const [, payload, signature] = await good(issuer)
      return `${encode('x')}.${payload}.${signature}`
    },
  ],
  [
    'a payload that is not JSON',
    async (issuer) => {
      const [header, , signature] = await good(issuer)
      return `${header}.${encode('x')}.${signature}`
    },
  ],
  [
    'a payload that is a list',
    async (issuer) => {
      const [header, , signature] = await good(issuer)
      return `${header}.${encode([claimsOf(issuer)])}.${signature}`
    },
  ],
  ['a token that is too long', claims({ pad: 'x'.repeat(17_000) })],
  ['expired', claims({ exp: Math.floor(Date.now() / 1000) - 1 })],
  ['expired long ago', claims({ exp: 0 })],
  ['exp missing', claims({ exp: undefined })],
  ['exp a string', claims({ exp: '9999999999' })],
  ['exp null', claims({ exp: null })],
  ['exp a list', claims({ exp: [9_999_999_999] })],
  ['exp beyond all dates', claims({ exp: 1e300 })],
  ['nbf in the future', claims({ nbf: Math.floor(Date.now() / 1000) + 60 })],
  ['nbf a string', claims({ nbf: '0' })],
  ['iat a string', claims({ iat: 'now' })],
  ['aud missing', claims({ aud: undefined })],
  ['aud of another', claims({ aud: 'api://other' })],
  ['aud a longer name', claims({ aud: 'api://tests/more' })],
  ['aud in other case', claims({ aud: 'API://tests' })],
  ['aud an empty list', claims({ aud: [] })],
  ['aud a list of others', claims({ aud: ['api://other', 'api://test'] })],
  ['aud an object', claims({ aud: { 'api://tests': true } })],
  ['iss missing', claims({ iss: undefined })],
  ['iss of another', claims({ iss: 'https://evil.example' })],
  ['iss with a slash behind it', (issuer) => issuer.sign({ iss: `${issuer.issuer}/` })],
  ['iss a list', (issuer) => issuer.sign({ iss: [issuer.issuer] })],
  ['a required claim missing', claims({ team: undefined })],
  ['a required claim of another value', claims({ team: 'red' })],
  ['a logout token', (issuer) => issuer.sign({ team: 'blue' }, { typ: 'logout+jwt' })],
  [
    'a security event',
    (issuer) => issuer.sign({ team: 'blue' }, { typ: 'application/secevent+jwt' }),
  ],
]

t.test('a forged token is a 401, whatever is wrong with it', async (t) => {
  const issuer = await openIssuer(t)
  const upstream = await openUpstream(t)
  const identities = [oidcIdentity(issuer.issuer, { claims: { team: 'blue' } })]
  const served = servedWith([route(upstream.origin)], { identities })
  const { port } = await openGateway(t, { served })
  const team = { team: 'blue' }
  const withToken = (token: string) => ask(port, { headers: { authorization: `Bearer ${token}` } })
  t.equal((await withToken(await issuer.sign(team))).status, 200, 'the right token is taken')
  upstream.received.length = 0
  const forge: Issuer = { ...issuer, sign: (c, h) => issuer.sign({ ...team, ...c }, h) }
  for (const [why, make] of forgeries) {
    const answer = await withToken(await make(forge))
    t.equal(answer.status, 401, why)
    t.equal(codeOf(answer), 'invalid_token', why)
    t.match(answer.headers['www-authenticate'], /error="invalid_token"/, why)
  }
  t.equal(upstream.received.length, 0)
  for (const typ of ['JWT', 'at+jwt', 'application/at+jwt']) {
    t.equal((await withToken(await issuer.sign(team, { typ }))).status, 200, typ)
  }
  t.equal((await withToken(await issuer.sign({ ...team, aud: ['x', 'api://tests'] }))).status, 200)
})

t.test('a token of one identity proves nothing for another', async (t) => {
  const [one, other] = [await openIssuer(t), await openIssuer(t)]
  const identities = [oidcIdentity(one.issuer), { ...oidcIdentity(other.issuer), name: 'second' }]
  const authenticator = newAuthenticator()
  const by = (token: string) =>
    authenticator.authenticate(identities, { authorization: `Bearer ${token}` })
  t.match(await by(await one.sign()), { ok: true, caller: { identity: 'corp' } })
  t.match(await by(await other.sign()), { ok: true, caller: { identity: 'second' } })
  t.match(await by(await one.sign({ iss: other.issuer })), { ok: false, code: 'invalid_token' })
})

t.test('one issuer may prove two identities, told apart by audience', async (t) => {
  const { issuer, sign } = await openIssuer(t)
  const identities = [
    oidcIdentity(issuer, { audience: ['api://first'] }),
    { ...oidcIdentity(issuer, { audience: ['api://second'] }), name: 'second' },
  ]
  const authenticator = newAuthenticator()
  const authorization = `Bearer ${await sign({ aud: 'api://second' })}`
  t.match(await authenticator.authenticate(identities, { authorization }), {
    ok: true,
    caller: { identity: 'second' },
  })
})

t.test('credentials are taken in three forms and in no other', async (t) => {
  const identities = [apiKeyIdentity(), apiKeyIdentity('second', 'fake.second.key')]
  const authenticator = newAuthenticator()
  const rows: [credentials: Record<string, string>, outcome: string][] = [
    [{ apiKey }, 'batch'],
    [{ authorization: `Bearer ${apiKey}` }, 'batch'],
    [{ authorization: `bearer  ${apiKey}` }, 'batch'],
    [{ authorization: 'Bearer fake.second.key' }, 'second'],
    [{ apiKey: 'fake.second.key' }, 'second'],
    [{}, 'unauthenticated'],
    [{ authorization: '' }, 'unauthenticated'],
    [{ authorization: 'Bearer' }, 'unauthenticated'],
    [{ authorization: 'Bearer ' }, 'unauthenticated'],
    [{ authorization: apiKey }, 'unauthenticated'],
    [{ authorization: `Basic ${apiKey}` }, 'unauthenticated'],
    [{ authorization: `Bearer ${apiKey}, Bearer ${apiKey}` }, 'invalid_token'],
    [{ authorization: `Bearer ${apiKey}`, apiKey }, 'invalid_token'],
    [{ authorization: `Bearer ${apiKey}x` }, 'invalid_token'],
    [{ authorization: `Bearer ${apiKey.slice(1)}` }, 'invalid_token'],
    [{ apiKey: `${apiKey} ` }, 'invalid_api_key'],
    [{ apiKey: apiKey.toUpperCase() }, 'invalid_api_key'],
    [{ apiKey: '' }, 'invalid_api_key'],
    [{ apiKey: `${apiKey}, ${apiKey}` }, 'invalid_api_key'],
  ]
  for (const [credentials, expected] of rows) {
    const outcome = await authenticator.authenticate(identities, credentials)
    const said = outcome.ok && outcome.caller.type === 'apiKey' ? outcome.caller.identity : ''
    t.equal(outcome.ok ? said : outcome.code, expected, JSON.stringify(credentials))
  }
})

t.test('of two API keys of one identity each is right, and a third is not', (t) => {
  const identity = apiKeyIdentity('batch', 'not-a-real-first-key')
  const next = servedKey('batch', 'not-a-real-next-key')
  const identities = [{ ...identity, apiKeys: [...(identity.apiKeys ?? []), next] }]
  const authenticator = newAuthenticator()
  for (const [key, ok] of [
    ['not-a-real-first-key', true],
    ['not-a-real-next-key', true],
    ['not-a-real-third-key', false],
  ] as const) {
    t.match(authenticator.authenticate(identities, { apiKey: key }), { ok }, key)
  }
  t.end()
})

t.test('an API key without fingerprint is nobody’s', async (t) => {
  const { apiKeys: _none, ...identity } = apiKeyIdentity()
  t.match(newAuthenticator().authenticate([identity], { apiKey }), { ok: false })
})

t.test('a caller who is known costs no promise, until the token expires', async (t) => {
  const { issuer, sign } = await openIssuer(t)
  const identities = [oidcIdentity(issuer)]
  let now = Date.now()
  const authenticator = newAuthenticator({ now: () => now, sleep: async () => undefined })
  const authorization = `Bearer ${await sign()}`
  const first = authenticator.authenticate(identities, { authorization })
  t.ok(first instanceof Promise)
  t.match(await first, { ok: true, caller: { type: 'oidc', claims: { sub: 'alice' } } })
  t.match(authenticator.authenticate(identities, { authorization }), { ok: true })
  t.match(
    authenticator.authenticate([...identities], { authorization }),
    { ok: true },
    'after a reload',
  )
  now += 301_000
  t.match(await authenticator.authenticate(identities, { authorization }), { ok: false })
})

t.test('what was proved to one set of identities is not known to another', async (t) => {
  const { issuer, sign } = await openIssuer(t)
  const authenticator = newAuthenticator()
  const authorization = `Bearer ${await sign()}`
  t.match(await authenticator.authenticate([oidcIdentity(issuer)], { authorization }), { ok: true })
  const stricter = [oidcIdentity(issuer, { claims: { team: 'blue' } })]
  t.match(await authenticator.authenticate(stricter, { authorization }), { ok: false })
  t.match(authenticator.authenticate([apiKeyIdentity()], { apiKey }), { ok: true })
  const rotated = [apiKeyIdentity('batch', 'fake-other-key')]
  t.match(authenticator.authenticate(rotated, { apiKey }), { ok: false })
})

t.test('unknown key ids do not make requests to the issuer', async (t) => {
  const issuer = await openIssuer(t)
  const identities = [oidcIdentity(issuer.issuer)]
  const authenticator = newAuthenticator()
  for (let index = 0; index < 200; index++) {
    const authorization = `Bearer ${await issuer.sign({}, { kid: `random-${index}` })}`
    t.match(await authenticator.authenticate(identities, { authorization }), { ok: false })
  }
  t.strictSame(issuer.asked, ['/.well-known/openid-configuration', '/keys'])
})

t.test('keys survive an outage of the issuer, and a reload', async (t) => {
  const issuer = await openIssuer(t)
  let now = Date.now()
  const authenticator = newAuthenticator({ now: () => now, sleep: async () => undefined })
  const by = async (claims: Record<string, unknown>, more = {}) => {
    const authorization = `Bearer ${await issuer.sign({ exp: 9_999_999_999, ...claims })}`
    return authenticator.authenticate([oidcIdentity(issuer.issuer, more)], { authorization })
  }
  t.match(await by({ n: 1 }), { ok: true })
  issuer.breakDown()
  now += 3_600_000
  t.match(await by({ n: 2 }), { ok: true }, 'an hour into the outage')
  t.match(await by({ n: 3 }, { claims: { sub: 'alice' } }), { ok: true }, 'with changed identities')
})

t.test(
  'an issuer that is down is asked seldom, and is no reason to call a token invalid',
  async (t) => {
    const issuer = await openIssuer(t)
    const upstream = await openUpstream(t)
    const identities = [oidcIdentity(issuer.issuer)]
    const { port } = await openGateway(t, {
      served: servedWith([route(upstream.origin)], { identities }),
    })
    issuer.breakDown()
    for (let index = 0; index < 20; index++) {
      const headers = { authorization: `Bearer ${await issuer.sign({ index })}` }
      const answer = await ask(port, { headers })
      t.equal(answer.status, 503)
      t.equal(codeOf(answer), 'identity_unavailable')
      t.ok(Number(answer.headers['retry-after']) > 0)
    }
    t.equal(issuer.asked.length, 1)
  },
)

t.test('discovery takes keys from nowhere but the issuer it asked', async (t) => {
  const keys = { issuer: 'https://idp.example', jwks_uri: 'https://idp.example/keys' }
  const rows: [why: string, document: unknown][] = [
    ['another issuer', { ...keys, issuer: 'https://idp.example/' }],
    ['no issuer', { jwks_uri: keys.jwks_uri }],
    ['no keys', { issuer: keys.issuer }],
    ['keys over http', { ...keys, jwks_uri: 'http://idp.example/keys' }],
    ['keys in a file', { ...keys, jwks_uri: 'file:///etc/passwd' }],
    ['no document', []],
  ]
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const token = await new SignJWT({ iss: keys.issuer })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(privateKey)
  for (const [why, document] of rows) {
    const asked: string[] = []
    const authenticator = newAuthenticator(undefined, async (url) => {
      asked.push(String(url))
      return Response.json(document)
    })
    const outcome = authenticator.authenticate([oidcIdentity(keys.issuer)], {
      authorization: `Bearer ${token}`,
    })
    await t.rejects(Promise.resolve(outcome), { code: 'PROVIDER_UNREACHABLE' }, why)
    t.equal(asked.length, 1, why)
  }
})
