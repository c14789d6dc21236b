import * as oauth from 'oauth4webapi'
import {
  type AssertionAlgorithm,
  type AssertionSpec,
  type EpochMs,
  isJsonObject,
  type JsonObject,
} from '../../model/index.ts'
import { type OAuthClient, type OAuthPorts, secretsOf } from '../client.ts'
import { signingKey } from '../client-authentication.ts'
import { attempt, rejected } from '../failure.ts'
import { asClient, requestOptions } from '../session.ts'
import { tokenFetch } from '../token-fetch.ts'
import { tokenSet } from '../token-set.ts'
import type { Grant } from './grant.ts'

/** The client signs who it is and in whose name it asks (RFC 7523 section 2.1). */
export const jwtBearer: Grant = {
  type: 'jwtBearer',
  mint: async (ports, client, { scopes }) => {
    const assertion = await signed(client, scopes, ports.clock.now())
    return attempt(client.name, [assertion, ...secretsOf(client)], () =>
      request(ports, client, { assertion, scopes }),
    )
  },
}

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** Far shorter than any provider allows: it is sent at once. */
const lifetimeSeconds = 300

async function request(
  ports: OAuthPorts,
  client: OAuthClient,
  { assertion, scopes }: { readonly assertion: string; readonly scopes: readonly string[] },
) {
  const { audience, resource, tokenParams } = client.provider
  const parameters = {
    ...tokenParams,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ...(audience === undefined ? {} : { audience }),
    ...(resource === undefined ? {} : { resource }),
    assertion,
  }
  const options = requestOptions(tokenFetch(ports, client, false))
  return asClient(client, async ({ server, client: self, authentication }) => {
    const response = await oauth.genericTokenEndpointRequest(
      server,
      self,
      authentication,
      grantType,
      parameters,
      options,
    )
    const body = await oauth.processGenericTokenEndpointResponse(server, self, response)
    return tokenSet(client.name, body)
  })
}

/** What is signed, and with what. */
interface Assertion {
  readonly key: string
  readonly alg: AssertionAlgorithm
  readonly kid?: string | undefined
  readonly issuer: string
  readonly subject?: string | undefined
  readonly audience: string
}

async function signed(
  client: OAuthClient,
  scopes: readonly string[],
  now: EpochMs,
): Promise<string> {
  const { assertion } = client.provider
  const said = assertion && assertionOf(client, assertion)
  if (said === undefined) throw rejected(client.name, 'invalid_client')
  const { alg, kid, issuer, subject, audience } = said
  const key = await signingKey(client, { text: said.key, alg })
  // Loaded here, as in `privateKeyOf`.
  const { SignJWT } = await import('jose')
  const issuedAt = Math.floor(now / 1000)
  // Google wants the scopes in here, all others beside it.
  const claims = scopes.length === 0 ? {} : { scope: scopes.join(' ') }
  return new SignJWT(claims)
    .setProtectedHeader({ alg, typ: 'JWT', ...(kid === undefined ? {} : { kid }) })
    .setIssuer(issuer)
    .setSubject(subject ?? issuer)
    .setAudience(audience)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeSeconds)
    .sign(key)
}

function assertionOf(client: OAuthClient, spec: AssertionSpec): Assertion | undefined {
  const token = client.provider.endpoints.token ?? ''
  const text = client.assertionKey ?? ''
  if (!('serviceAccount' in spec)) {
    const { alg, kid, issuer = client.clientId, subject, audience = token } = spec
    return { key: text, alg, kid, issuer, subject, audience }
  }
  const { client_email: issuer, private_key: key, private_key_id: kid } = jsonOf(text)
  if (typeof issuer !== 'string' || typeof key !== 'string') return undefined
  const named = typeof kid === 'string' ? { kid } : {}
  // The file names a token endpoint too. It is the configuration that says where anything is sent.
  return { key, alg: 'RS256', ...named, issuer, subject: spec.subject, audience: token }
}

function jsonOf(text: string): JsonObject {
  try {
    const json: unknown = JSON.parse(text)
    return isJsonObject(json) ? json : {}
  } catch {
    return {}
  }
}
