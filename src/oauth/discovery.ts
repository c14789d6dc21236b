import * as oauth from 'oauth4webapi'
import { type Endpoints, type MtlsAliases, provingEndpoints } from '../model/index.ts'
import type { OAuthPorts } from './client.ts'
import { attempt, misbehaved } from './failure.ts'
import { isSecureUrl, providerFetch } from './fetch.ts'
import { requestOptions } from './session.ts'

/**
 * Asks an issuer for its endpoints: OpenID Connect Discovery 1.0, and where that answers 404,
 * RFC 8414. No redirect is followed.
 *
 * @param providerName For errors.
 * @returns At least `token`. Each is https, or http on loopback.
 * @throws `PROVIDER_UNREACHABLE`; `PROVIDER_MISBEHAVED` also when the metadata is not that of exactly
 *   this issuer (RFC 8414 section 3.3), a trailing slash included
 */
export function discover(
  ports: OAuthPorts,
  issuer: string,
  providerName: string,
): Promise<Endpoints> {
  return attempt(providerName, [], async () => {
    if (!isSecureUrl(issuer)) throw misbehaved(providerName, 'its issuer is not an https URL')
    const url = new URL(issuer)
    const options = requestOptions(providerFetch(ports, providerName))
    const first = await oauth.discoveryRequest(url, { ...options, algorithm: 'oidc' })
    const response =
      first.status === 404
        ? await oauth.discoveryRequest(url, { ...options, algorithm: 'oauth2' })
        : first
    const metadata = await oauth.processDiscoveryResponse(url, response)
    // The library compares normalized URLs.
    if (metadata.issuer !== issuer) {
      throw misbehaved(providerName, `its metadata is not of the issuer "${issuer}" to the letter`)
    }
    return endpointsOf(providerName, metadata)
  })
}

const names = {
  authorization: 'authorization_endpoint',
  token: 'token_endpoint',
  revocation: 'revocation_endpoint',
  introspection: 'introspection_endpoint',
  userinfo: 'userinfo_endpoint',
  pushedAuthorizationRequest: 'pushed_authorization_request_endpoint',
  deviceAuthorization: 'device_authorization_endpoint',
  jwks: 'jwks_uri',
  registration: 'registration_endpoint',
} as const

function endpointsOf(provider: string, metadata: oauth.AuthorizationServer): Endpoints {
  const wanted = Object.entries(names)
  const endpoints: Endpoints = urlsIn(provider, { ...metadata }, wanted)
  if (endpoints.token === undefined) {
    throw misbehaved(provider, '"token_endpoint" is missing in its metadata')
  }
  const issParameter = metadata.authorization_response_iss_parameter_supported === true
  const mtlsAliases = aliasesIn(provider, metadata)
  return {
    ...endpoints,
    ...(mtlsAliases === undefined ? {} : { mtlsAliases }),
    ...(issParameter ? { issParameter } : {}),
  }
}

function aliasesIn(
  provider: string,
  { mtls_endpoint_aliases: aliases = {} }: oauth.AuthorizationServer,
): MtlsAliases | undefined {
  const wanted = provingEndpoints.map((name) => [name, names[name]] as const)
  const found: MtlsAliases = urlsIn(provider, { ...aliases }, wanted)
  return Object.keys(found).length === 0 ? undefined : found
}

/** @param wanted What each is called here and in the metadata. */
function urlsIn(
  provider: string,
  metadata: { readonly [member: string]: unknown },
  wanted: readonly (readonly [string, string])[],
): { readonly [name: string]: string } {
  const found = wanted.flatMap(([name, member]) => {
    const url = metadata[member]
    if (url === undefined || url === null) return []
    if (typeof url === 'string' && isSecureUrl(url)) return [[name, url] as const]
    throw misbehaved(provider, `"${member}" in its metadata is not an https URL`)
  })
  return Object.fromEntries(found)
}
