import * as oauth from 'oauth4webapi'
import { authorizationResponse } from '../authorization-response.ts'
import { type OAuthClient, type OAuthPorts, secretsOf } from '../client.ts'
import { attempt, misbehaved } from '../failure.ts'
import { isSecureUrl } from '../fetch.ts'
import { readGranted } from '../granted.ts'
import { asClient, requestOptions } from '../session.ts'
import { tokenFetch } from '../token-fetch.ts'
import type { TokenSet } from '../token-set.ts'
import type { Grant } from './grant.ts'

/** A resource owner consents in a browser (RFC 6749 section 4.1, with PKCE, RFC 7636). */
export const authorizationCode: Grant = { type: 'authorizationCode' }

/** What one authorization request says. */
export interface AuthorizationRequest {
  readonly redirectUri: string
  /** Unguessable and used once. */
  readonly state: string
  /** Of the request's own code verifier; see {@link codeChallenge}. */
  readonly codeChallenge: string
  /** Unguessable and used once; comes back in the id_token. Only of use with the scope `openid`. */
  readonly nonce?: string
  readonly scopes: readonly string[]
}

/** What the browser brought back, and what was remembered of the request that sent it away. */
export interface Callback {
  /** Query parameters of the callback, as they came. */
  readonly params: URLSearchParams
  readonly state: string
  readonly codeVerifier: string
  readonly nonce?: string
  readonly redirectUri: string
}

/**
 * Where to send the browser: code flow, PKCE with S256. The provider's `authorizationParams` are
 * added and can replace none of the parameters set here.
 *
 * @throws `PROVIDER_MISBEHAVED` when the provider has no authorization endpoint with https
 */
export function authorizationUrl(client: OAuthClient, request: AuthorizationRequest): string {
  const { endpoints, authorizationParams, audience, resource } = client.provider
  if (endpoints.authorization === undefined || !isSecureUrl(endpoints.authorization)) {
    throw misbehaved(client.name, 'it has no authorization endpoint with https')
  }
  const url = new URL(endpoints.authorization)
  const parameters = {
    ...offlinePrompt(client, request.scopes),
    ...authorizationParams,
    ...(audience === undefined ? {} : { audience }),
    ...(resource === undefined ? {} : { resource }),
    ...(request.scopes.length === 0 ? {} : { scope: request.scopes.join(' ') }),
    ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
    response_type: 'code',
    client_id: client.clientId,
    redirect_uri: request.redirectUri,
    state: request.state,
    code_challenge: request.codeChallenge,
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

/**
 * An OpenID provider ignores `offline_access` unless the request asks for consent (OpenID Connect
 * Core section 11), and then there would be nothing to refresh with. Providers with a template of
 * their own say in it what they want to be sent.
 */
function offlinePrompt(
  { provider: { issuer, template = 'generic' } }: OAuthClient,
  scopes: readonly string[],
): { readonly prompt?: string } {
  const standard = issuer !== undefined && template === 'generic'
  return standard && scopes.includes('offline_access') ? { prompt: 'consent' } : {}
}

/** The S256 challenge of a code verifier (RFC 7636 section 4.2). */
export function codeChallenge(verifier: string): Promise<string> {
  return oauth.calculatePKCECodeChallenge(verifier)
}

/**
 * Checks the callback, then redeems its code. A code is sent at most once, and none is sent when
 * the callback is refused.
 *
 * An id_token is checked (issuer, audience, times, nonce) when the provider has an issuer, else
 * dropped. Its absence is no error: a provider without OpenID Connect has none.
 *
 * @throws `CONSENT_REFUSED` with `state_unknown` or `issuer_mismatch`; `PROVIDER_REJECTED` with the
 *   error of the callback or of the token endpoint; `PROVIDER_MISBEHAVED` also for a callback with a
 *   parameter twice, with tokens in it (implicit and hybrid flow), or without a code;
 *   `PROVIDER_UNREACHABLE`
 */
export function exchangeCode(
  ports: OAuthPorts,
  client: OAuthClient,
  callback: Callback,
): Promise<TokenSet> {
  const { codeVerifier, redirectUri, nonce } = callback
  const { issuer, resource, tokenParams } = client.provider
  const additionalParameters = { ...tokenParams, ...(resource === undefined ? {} : { resource }) }
  const secrets = [callback.params.get('code') ?? '', codeVerifier, ...secretsOf(client)]
  const fetch = tokenFetch(ports, client, issuer !== undefined)
  return attempt(client.name, secrets, () =>
    asClient(client, async ({ server, client: self, authentication }) => {
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        self,
        authentication,
        authorizationResponse(client, server, callback),
        redirectUri,
        codeVerifier,
        { ...requestOptions(fetch), additionalParameters },
      )
      return readGranted(client, response, (known, hasIdToken) => {
        // With a nonce the library would insist on an id_token.
        const expected = nonce === undefined || !hasIdToken ? {} : { expectedNonce: nonce }
        return oauth.processAuthorizationCodeResponse(known, self, response, expected)
      })
    }),
  )
}
