import { isCredmgrError } from '../model/index.ts'
import type { OAuthClient, OAuthPorts } from './client.ts'
import { refreshToken } from './grants/refresh-token.ts'
import { oddities } from './providers/index.ts'

/** What a token endpoint says of a client; `unknown`: its answer tells nothing. */
export type ClientProof = 'known' | 'unknown' | { readonly refusal: string }

/**
 * Asks whether a client is who it says, at the cost of nothing that anybody has: a refresh token is sent
 * that was never issued. A server authenticates the client before it looks at the token (RFC 6749
 * sections 3.2.1 and 6), so `invalid_grant` is said to the right client only, and `invalid_client` to any
 * other. A provider of which it is known that it looks at the token first is not asked.
 *
 * @param madeUp A text that was never a token.
 * @throws `PROVIDER_UNREACHABLE`
 */
export async function proveClient(
  ports: OAuthPorts,
  client: OAuthClient,
  madeUp: string,
): Promise<ClientProof> {
  if (oddities.some((each) => each.looksAtTokenFirst && each.appliesTo(client.provider))) {
    return 'unknown'
  }
  try {
    await refreshToken(ports, client, madeUp, [])
    return 'unknown'
  } catch (error) {
    return proofIn(error)
  }
}

function proofIn(error: unknown): ClientProof {
  if (!isCredmgrError(error) || error.code === 'PROVIDER_UNREACHABLE') throw error
  if (error.code !== 'PROVIDER_REJECTED') return 'unknown'
  const { oauthError } = error.details
  if (oauthError === 'invalid_client') return { refusal: oauthError }
  return oauthError === 'invalid_grant' ? 'known' : 'unknown'
}
