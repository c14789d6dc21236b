import * as oauth from 'oauth4webapi'
import { type OAuthClient, type OAuthPorts, portsAs, secretsOf } from './client.ts'
import { attempt } from './failure.ts'
import { providerFetch } from './fetch.ts'
import { asClient, requestOptions } from './session.ts'
import { scopesOf } from './token-set.ts'

/** What the provider says of a token (RFC 7662 section 2.2). */
export interface Introspection {
  /** `false` is also said of a token about which this client may not ask: alone, it proves nothing. */
  readonly active: boolean
  /** Sorted. Absent: the provider does not say. */
  readonly scopes?: readonly string[]
}

/**
 * Asks the provider about a token, which changes nothing there. The token goes to no other origin
 * than that of the token endpoint, which has made it.
 *
 * @returns `undefined` when there is nobody to ask: no endpoint on that origin, or a client that
 *   cannot prove itself.
 * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`; see `failure`
 */
export async function introspect(
  ports: OAuthPorts,
  client: OAuthClient,
  token: string,
  hint: 'access_token' | 'refresh_token',
): Promise<Introspection | undefined> {
  if (!mayAsk(client)) return undefined
  const options = {
    ...requestOptions(providerFetch(portsAs(ports, client), client.name)),
    additionalParameters: { token_type_hint: hint },
  }
  return await attempt(client.name, [token, ...secretsOf(client)], () =>
    asClient(client, async ({ server, client: self, authentication }) => {
      const asked = oauth.introspectionRequest(server, self, authentication, token, options)
      const { active, scope } = await oauth.processIntrospectionResponse(server, self, await asked)
      return { active, ...(typeof scope === 'string' ? { scopes: scopesOf(scope) } : {}) }
    }),
  )
}

function mayAsk({ provider }: OAuthClient): boolean {
  const { introspection, token } = provider.endpoints
  if (introspection === undefined || token === undefined) return false
  return provider.clientAuth !== 'none' && new URL(introspection).origin === new URL(token).origin
}
