import {
  type AssertionAlgorithm,
  type AssertionSpec,
  type EpochMs,
  isJsonObject,
  type JsonObject,
} from '../../model/index.ts'
import type { OAuthClient } from '../client.ts'
import { signingKey } from '../client-authentication.ts'
import { rejected } from '../failure.ts'
import { askedFor, requestByExtension } from '../token-request.ts'
import { tokenSet } from '../token-set.ts'
import type { Grant } from './grant.ts'

/** The client signs who it is and in whose name it asks (RFC 7523 section 2.1). */
export const jwtBearer: Grant = {
  type: 'jwtBearer',
  mint: async (ports, client, { scopes }) => {
    const assertion = await signed(client, scopes, ports.clock.now())
    const parameters = { ...client.provider.tokenParams, ...askedFor(client, scopes), assertion }
    const request = { grantType, parameters, secret: assertion }
    return tokenSet(client.name, await requestByExtension(ports, client, request))
  },
}

const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

/** Far shorter than any provider allows: it is sent at once. */
const lifetimeSeconds = 300

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
