import t from 'tap'
import type { ClientAuthMethod } from '../../src/model/index.ts'
import { clientCredentials, type OAuthClient, revokeToken } from '../../src/oauth/index.ts'
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
