import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import type { Test } from 'tap'
import { fakeSecret, redirectUri } from './support.ts'

/** A real OpenID provider: PKCE required, refresh tokens rotated, revocation, RFC 9207. */
export async function openIdProvider(t: Test): Promise<{
  readonly issuer: string
  readonly requests: string[]
}> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'credmgr-test',
        client_secret: fakeSecret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    cookies: { keys: ['fake-cookie-key-for-tests'] },
    scopes: ['openid', 'offline_access', 'orders.read', 'orders.write'],
    claims: {
      openid: ['sub'],
      profile: ['preferred_username'],
      email: ['email', 'email_verified'],
    },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        preferred_username: `${id}-login`,
        email: `${id}@example.test`,
        email_verified: true,
      }),
    }),
    features: { clientCredentials: { enabled: true }, revocation: { enabled: true } },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    ttl: { AccessToken: 300, ClientCredentials: 120, RefreshToken: 3600 },
  })
  const requests: string[] = []
  const answer = provider.callback()
  server.on('request', (request, response) => {
    requests.push(`${request.method} ${request.url}`)
    void answer(request, response)
  })
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return { issuer, requests }
}
