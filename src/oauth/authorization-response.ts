import * as oauth from 'oauth4webapi'
import { type ConsentRefusal, CredmgrError } from '../model/index.ts'
import type { OAuthClient } from './client.ts'
import { misbehaved } from './failure.ts'

/**
 * The parameters of the callback, when they answer the request that had `state` and come from the
 * server that it was sent to. The order of the checks is that of trust: what cannot be tied to a
 * request of ours is not even asked for its error.
 *
 * @returns Parameters that the library accepts for redeeming their code.
 * @throws `CONSENT_REFUSED`, `PROVIDER_MISBEHAVED`, and what the library throws for an `error`
 */
export function authorizationResponse(
  client: OAuthClient,
  server: oauth.AuthorizationServer,
  { params, state }: { readonly params: URLSearchParams; readonly state: string },
): URLSearchParams {
  assertOnce(client, params)
  if (state === '' || params.get('state') !== state) throw refused('state_unknown', client)
  assertIssuer(client, params.get('iss'))
  for (const name of ['access_token', 'id_token', 'token', 'response']) {
    if (params.has(name)) throw misbehaved(client.name, `its callback has "${name}"`)
  }
  if (params.get('error') === '') throw misbehaved(client.name, 'its callback has no error code')
  const known = new URLSearchParams(params)
  // Checked above where it can be; the library would compare it with an issuer that nobody knows.
  known.delete('iss')
  const lenient = { ...server, authorization_response_iss_parameter_supported: false }
  const accepted = oauth.validateAuthResponse(lenient, { client_id: client.clientId }, known, state)
  if (!accepted.get('code')) throw misbehaved(client.name, 'its callback has no code')
  return accepted
}

/** RFC 6749 section 3.1: a parameter stands there at most once. */
function assertOnce(client: OAuthClient, params: URLSearchParams): void {
  const names = [...params.keys()]
  if (new Set(names).size === names.length) return
  throw misbehaved(client.name, 'its callback has a parameter twice')
}

/**
 * RFC 9207 section 2.4. Where no issuer is known there is nothing to compare with, and it is the
 * callback's path, one for each provider, that keeps providers apart (RFC 9700 section 4.4.2.2).
 */
function assertIssuer(client: OAuthClient, iss: string | null): void {
  const { issuer, endpoints } = client.provider
  if (issuer === undefined) return
  if (iss === issuer) return
  if (iss === null && endpoints.issParameter !== true) return
  throw refused('issuer_mismatch', client)
}

function refused(reason: ConsentRefusal, { name }: OAuthClient): CredmgrError {
  const problem = reason === 'state_unknown' ? 'answers no request' : 'is not of its issuer'
  return new CredmgrError('CONSENT_REFUSED', `the callback for "${name}" ${problem}`, { reason })
}
