import { misbehaved, rejected } from '../failure.ts'
import { askedFor, requestByExtension } from '../token-request.ts'
import { tokenSet } from '../token-set.ts'
import type { Grant } from './grant.ts'

/** A token is exchanged for another, narrower or for another audience (RFC 8693). */
export const tokenExchange: Grant = {
  type: 'tokenExchange',
  mint: async (ports, client, { scopes, subjectToken }) => {
    if (subjectToken === undefined) throw rejected(client.name, 'invalid_request')
    const parameters = {
      requested_token_type: accessToken,
      subject_token_type: accessToken,
      ...client.provider.tokenParams,
      ...askedFor(client, scopes),
      subject_token: subjectToken,
    }
    const request = { grantType, parameters, secret: subjectToken }
    const body = await requestByExtension(ports, client, request)
    if (typeof body['issued_token_type'] !== 'string') {
      throw misbehaved(client.name, 'its answer does not say what it has issued')
    }
    // A refresh token of an exchange would outlive the token that it was exchanged for.
    const { refreshToken: _dropped, ...tokens } = tokenSet(client.name, body)
    return tokens
  },
}

const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange'
const accessToken = 'urn:ietf:params:oauth:token-type:access_token'
