import * as oauth from 'oauth4webapi'
import type { DurationMs } from '../../model/index.ts'
import { isCredmgrError } from '../../model/index.ts'
import { type OAuthClient, type OAuthPorts, portsAs, secretsOf } from '../client.ts'
import { attempt, misbehaved } from '../failure.ts'
import { isSecureUrl, providerFetch } from '../fetch.ts'
import { readGranted } from '../granted.ts'
import { asClient, requestOptions } from '../session.ts'
import { tokenFetch } from '../token-fetch.ts'
import { askedFor } from '../token-request.ts'
import type { TokenSet } from '../token-set.ts'
import type { Grant } from './grant.ts'

/** A resource owner types a code into a browser that may be anywhere (RFC 8628). */
export const deviceCode: Grant = { type: 'deviceCode' }

/** What a person is told, and what the tokens are asked for with. */
export interface DeviceRequest {
  /** A secret. */
  readonly deviceCode: string
  /** Visible ASCII. */
  readonly userCode: string
  readonly verificationUri: string
  /** With the code in it already. */
  readonly verificationUriComplete?: string
  readonly expiresInMs: DurationMs
  /** How long to wait between two questions, at least. */
  readonly intervalMs: DurationMs
}

/**
 * Begins a consent by device code, for the provider's `audience` and `resource` if it has any.
 *
 * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`; see `failure`
 */
export function requestDeviceCode(
  ports: OAuthPorts,
  client: OAuthClient,
  scopes: readonly string[],
): Promise<DeviceRequest> {
  const parameters = { ...client.provider.authorizationParams, ...askedFor(client, scopes) }
  const options = requestOptions(providerFetch(portsAs(ports, client), client.name))
  return attempt(client.name, secretsOf(client), () =>
    asClient(client, async ({ server, client: self, authentication }) => {
      const response = await oauth.deviceAuthorizationRequest(
        server,
        self,
        authentication,
        parameters,
        options,
      )
      const answer = await oauth.processDeviceAuthorizationResponse(server, self, response)
      return deviceRequest(client, answer)
    }),
  )
}

function deviceRequest(
  { name }: OAuthClient,
  answer: oauth.DeviceAuthorizationResponse,
): DeviceRequest {
  const { verification_uri: uri, verification_uri_complete: complete, user_code: code } = answer
  if (!/^[\x21-\x7e]([\x20-\x7e]{0,62}[\x21-\x7e])?$/.test(code)) {
    throw misbehaved(name, 'its user code cannot be typed')
  }
  if (!isShowable(uri) || (complete !== undefined && !isShowable(complete))) {
    throw misbehaved(name, 'where its code is typed in is not an https URL')
  }
  return {
    deviceCode: answer.device_code,
    userCode: code,
    verificationUri: uri,
    ...(complete === undefined ? {} : { verificationUriComplete: complete }),
    expiresInMs: Math.min(answer.expires_in, oneHour) * 1000,
    intervalMs: Math.min(Math.max(answer.interval ?? 5, 1), 60) * 1000,
  }
}

const oneHour = 3600

const isShowable = (url: string): boolean => isSecureUrl(url) && /^[\x21-\x7e]+$/.test(url)

/** The tokens, or why to ask again: nobody has consented yet, or it is asked for too often. */
export type DeviceAnswer = TokenSet | 'pending' | 'slowDown'

/**
 * Asks once whether somebody has consented.
 *
 * @throws `PROVIDER_REJECTED` with `access_denied` or `expired_token` when nobody will, or with any other
 *   error; `PROVIDER_UNREACHABLE`, `PROVIDER_MISBEHAVED`
 */
export async function redeemDeviceCode(
  ports: OAuthPorts,
  client: OAuthClient,
  code: string,
): Promise<DeviceAnswer> {
  try {
    return await attempt(client.name, [code, ...secretsOf(client)], () =>
      redeem(ports, client, code),
    )
  } catch (error) {
    if (!isCredmgrError(error) || error.code !== 'PROVIDER_REJECTED') throw error
    if (error.details.oauthError === 'authorization_pending') return 'pending'
    if (error.details.oauthError === 'slow_down') return 'slowDown'
    throw error
  }
}

function redeem(ports: OAuthPorts, client: OAuthClient, code: string): Promise<TokenSet> {
  const { issuer, resource, tokenParams } = client.provider
  const fetch = tokenFetch(ports, client, issuer !== undefined)
  const additionalParameters = { ...tokenParams, ...(resource === undefined ? {} : { resource }) }
  return asClient(client, async ({ server, client: self, authentication }) => {
    const options = { ...requestOptions(fetch), additionalParameters }
    const response = await oauth.deviceCodeGrantRequest(server, self, authentication, code, options)
    return readGranted(client, response, (known) =>
      oauth.processDeviceCodeResponse(known, self, response),
    )
  })
}
