import * as oauth from 'oauth4webapi'
import { isJsonObject } from '../model/index.ts'
import type { OAuthClient } from './client.ts'
import { idTokenIssuer } from './id-token.ts'
import { serverOf } from './session.ts'
import { type TokenSet, tokenSet } from './token-set.ts'

/**
 * What a token endpoint gave after a consent. An id_token is checked against the issuer that it must have;
 * its absence is no error.
 *
 * @param process The library's reading of `response`, as the answer of `server`.
 */
export async function readGranted(
  client: OAuthClient,
  response: Response,
  process: (
    server: oauth.AuthorizationServer,
    hasIdToken: boolean,
  ) => Promise<oauth.TokenEndpointResponse>,
): Promise<TokenSet> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined)
  const idToken = isJsonObject(body) ? body['id_token'] : undefined
  const server = serverOf(client, idTokenIssuer(client, idToken))
  const tokens = await process(server, idToken !== undefined)
  return tokenSet(client.name, tokens, oauth.getValidatedIdTokenClaims(tokens))
}
