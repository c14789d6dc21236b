import * as oauth from 'oauth4webapi'
import { type OAuthClient, type OAuthPorts, secretsOf } from '../client.ts'
import { attempt, misbehaved, rejected } from '../failure.ts'
import { asClient, requestOptions } from '../session.ts'
import { tokenFetch } from '../token-fetch.ts'
import { type TokenSet, tokenSet } from '../token-set.ts'
import type { Grant, MintRequest } from './grant.ts'

/** A token is exchanged for another, narrower or for another audience (RFC 8693). */
export const tokenExchange: Grant = {
  type: 'tokenExchange',
  mint: async (ports, client, request) => {
    const { subjectToken } = request
    if (subjectToken === undefined) throw rejected(client.name, 'invalid_request')
    return attempt(client.name, [subjectToken, ...secretsOf(client)], () =>
      exchange(ports, client, request),
    )
  },
}

const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange'
const accessToken = 'urn:ietf:params:oauth:token-type:access_token'

async function exchange(
  ports: OAuthPorts,
  client: OAuthClient,
  { scopes, subjectToken = '' }: MintRequest,
): Promise<TokenSet> {
  const { audience, resource, tokenParams } = client.provider
  const parameters = {
    requested_token_type: accessToken,
    subject_token_type: accessToken,
    ...tokenParams,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
    ...(audience === undefined ? {} : { audience }),
    ...(resource === undefined ? {} : { resource }),
    subject_token: subjectToken,
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
    if (typeof body['issued_token_type'] !== 'string') {
      throw misbehaved(client.name, 'its answer does not say what it has issued')
    }
    // A refresh token of an exchange would outlive the token that it was exchanged for.
    const { refreshToken: _dropped, ...tokens } = tokenSet(client.name, body)
    return tokens
  })
}
