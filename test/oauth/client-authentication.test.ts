import { createHash, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import t, { type Test } from 'tap'
import type { ClientAuthMethod, Fetch, SecretRef } from '../../src/model/index.ts'
import { clientCredentials, type OAuthClient, revokeToken } from '../../src/oauth/index.ts'
import { certificate } from '../support/certificate.ts'
import { clientAt, ports, reply, type Seen, serve } from './support.ts'

const methods: readonly ClientAuthMethod[] = ['clientSecretBasic', 'clientSecretPost']
const values = ['fake', 'a:b', 'p%20q', 'ü+/', 'x y', '&=?#', '漢字', "!*'()~-_."]

for (const clientAuth of methods) {
  for (const value of values) {
    t.test(`${clientAuth} brings "${value}" to the provider as it is`, async (t) => {
      const { origin, seen } = await serve(t, (_request, response) =>
        reply(response, { body: { access_token: 'fake-at', token_type: 'bearer' } }),
      )
      const client: OAuthClient = {
        ...clientAt(origin, { clientAuth }),
        clientId: `id ${value}`,
        clientSecret: value,
      }
      await clientCredentials(ports, client, [])
      await revokeToken(ports, client, 'fake-token', 'access_token')
      t.equal(seen.length, 2)
      for (const request of seen) {
        t.same(credentialsOf(request), { method: clientAuth, id: `id ${value}`, secret: value })
      }
    })
  }
}

/** Reads the credentials as RFC 6749 section 2.3.1 tells a server to. */
function credentialsOf({ headers, form }: Seen) {
  const [scheme, encoded = ''] = headers.authorization?.split(' ') ?? []
  if (scheme === undefined) {
    return {
      method: 'clientSecretPost',
      id: form.get('client_id'),
      secret: form.get('client_secret'),
    }
  }
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':')
  t.notOk(form.has('client_secret'), 'the secret travels once')
  return { method: 'clientSecretBasic', id: formDecoded(id), secret: formDecoded(secret) }
}

const formDecoded = (text: string) => new URLSearchParams(`x=${text}`).get('x')

t.test('a public client sends its id and no secret, even if it has one', async (t) => {
  const { origin, seen } = await serve(t, (_request, response) =>
    reply(response, { body: { access_token: 'fake-at', token_type: 'bearer' } }),
  )
  await clientCredentials(ports, clientAt(origin, { clientAuth: 'none' }), [])
  t.same(Object.fromEntries(seen[0]?.form ?? []), {
    grant_type: 'client_credentials',
    client_id: 'credmgr-test',
  })
  t.notOk(seen[0]?.headers.authorization)
})

for (const clientAuth of methods) {
  t.test(`${clientAuth} without a secret is invalid_client, and nothing is sent`, async (t) => {
    const silent = { ...ports, fetch: () => t.fail('was asked') as never }
    const { clientSecret: _none, ...client } = clientAt('https://issuer.example', { clientAuth })
    for (const secretless of [client, { ...client, clientSecret: '' }]) {
      await t.rejects(clientCredentials(silent, secretless, []), {
        code: 'PROVIDER_REJECTED',
        details: { provider: 'acme', oauthError: 'invalid_client' },
      })
    }
  })
}

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const key: SecretRef = { env: 'KEY' }

/** What a client that signs has sent. */
async function assertionOf(t: Test, client: (origin: string) => OAuthClient): Promise<string> {
  const { origin, seen } = await serve(t, (_request, response) =>
    reply(response, { body: { access_token: 'fake-at', token_type: 'bearer' } }),
  )
  await clientCredentials(ports, client(origin), [])
  return seen[0]?.form.get('client_assertion') ?? ''
}

t.test('an assertion names the certificate of its key, where there is one', async (t) => {
  const own = certificate('machine')
  const named = { privateKeyJwt: { key, alg: 'ES256', certificate: { env: 'CERT' } } } as const
  const assertion = await assertionOf(t, (origin) => ({
    ...clientAt(origin, { clientAuth: named }),
    privateKey: own.key,
    certificate: `${own.cert}${certificate('authority').cert}`,
  }))
  const { raw } = new X509Certificate(own.cert)
  const thumbprint = (hash: string) => createHash(hash).update(raw).digest('base64url')
  t.match(decodeProtectedHeader(assertion), {
    alg: 'ES256',
    x5t: thumbprint('sha1'),
    'x5t#S256': thumbprint('sha256'),
  })
  const plain = await assertionOf(t, (origin) => ({
    ...clientAt(origin, { clientAuth: { privateKeyJwt: { key, alg: 'ES256', kid: 'k1' } } }),
    privateKey: pem,
  }))
  t.strictSame(decodeProtectedHeader(plain), { alg: 'ES256', kid: 'k1' }, 'control')
  t.match((await jwtVerify(plain, publicKey)).payload, { iss: 'credmgr-test', sub: 'credmgr-test' })
})

t.test('the algorithm is called as it was declared', async (t) => {
  const ed = generateKeyPairSync('ed25519')
  const assertion = await assertionOf(t, (origin) => ({
    ...clientAt(origin, { clientAuth: { privateKeyJwt: { key, alg: 'EdDSA' } } }),
    privateKey: ed.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }))
  t.match(decodeProtectedHeader(assertion), { alg: 'EdDSA' })
  await jwtVerify(assertion, ed.publicKey)
})

t.test(
  'without what it needs, a client that signs or shows a certificate sends nothing',
  async (t) => {
    const { provider: at } = clientAt('https://idp.example')
    const lacking: readonly Partial<OAuthClient>[] = [
      { provider: { ...at, clientAuth: { privateKeyJwt: { key, alg: 'ES256' } } } },
      {
        provider: { ...at, clientAuth: { privateKeyJwt: { key, alg: 'RS256' } } },
        privateKey: pem,
      },
      {
        provider: {
          ...at,
          clientAuth: { privateKeyJwt: { key, alg: 'ES256', certificate: { env: 'CERT' } } },
        },
        privateKey: pem,
      },
      { provider: { ...at, clientAuth: { tls: { key, cert: { env: 'CERT' } } } }, privateKey: pem },
    ]
    for (const each of lacking) {
      const { origin, seen } = await serve(t, (_request, response) => reply(response, {}))
      const base = clientAt(origin)
      const provider = { ...base.provider, clientAuth: each.provider?.clientAuth ?? 'none' }
      await t.rejects(clientCredentials(ports, { ...base, ...each, provider }, []), {
        code: 'PROVIDER_REJECTED',
        details: { oauthError: 'invalid_client' },
      })
      t.equal(seen.length, 0)
    }
  },
)

t.test('a client with a certificate asks where its provider wants it to', async (t) => {
  const own = certificate('machine')
  const shown: unknown[] = []
  const fetch: Fetch = async (url, init) => {
    shown.push(String(url), init?.clientCertificate)
    return Response.json({ access_token: 'fake-at', token_type: 'bearer' })
  }
  const base = clientAt('https://idp.example')
  const endpoints = { ...base.provider.endpoints, mtlsAliases: { token: 'https://mtls.example/t' } }
  const provider = { ...base.provider, endpoints }
  const tls = { tls: { key, cert: { env: 'CERT' } } } as const
  const named = { ...base, privateKey: own.key, certificate: own.cert }
  await clientCredentials(
    { ...ports, fetch },
    { ...named, provider: { ...provider, clientAuth: tls } },
    [],
  )
  t.strictSame(shown, ['https://mtls.example/t', { cert: own.cert, key: own.key }])
  await clientCredentials({ ...ports, fetch }, { ...named, provider }, [])
  t.match(shown[2], 'https://idp.example', 'control: any other client does not')
  t.equal(shown[3], undefined)
})
