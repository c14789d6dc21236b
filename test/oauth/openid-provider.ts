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

/** Walks the provider's own pages as a browser would: signs in as `login` and consents. */
export async function consentInBrowser(url: string, login: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let next = new URL(url)
  let form: URLSearchParams | undefined
  for (let step = 0; step < 12; step += 1) {
    const response = await fetch(next, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form === undefined ? {} : { body: form }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const location = response.headers.get('location')
    if (location?.startsWith(redirectUri)) return new URL(location)
    if (location !== null) {
      next = new URL(location, next)
      form = undefined
      continue
    }
    form = filledIn(await response.text(), login)
  }
  throw new Error('the provider never came back')
}

function filledIn(page: string, login: string): URLSearchParams {
  const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1]
  if (prompt === undefined) throw new Error(`not a form: ${page.slice(0, 300)}`)
  return prompt === 'login'
    ? new URLSearchParams({ prompt, login, password: 'fake-password' })
    : new URLSearchParams({ prompt })
}
