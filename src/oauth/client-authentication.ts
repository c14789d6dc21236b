import { type CryptoKey, importJWK, importPKCS8, type JWK } from 'jose'
import * as oauth from 'oauth4webapi'
import { isJsonObject } from '../model/index.ts'
import type { OAuthClient } from './client.ts'
import { rejected } from './failure.ts'

/**
 * How a client proves itself, in the words of the library; basic form-encodes id and secret before
 * base64, as RFC 6749 section 2.3.1 wants it.
 *
 * @throws `PROVIDER_REJECTED` with `invalid_client` when there is nothing to prove it with, or a key
 *   that is none of its algorithm
 */
export async function authenticationOf(client: OAuthClient): Promise<oauth.ClientAuth> {
  const { clientAuth } = client.provider
  // Without a client of its own, an assertion says everything (RFC 7521 section 4.1).
  if (client.clientId === '') return () => {}
  if (clientAuth === 'none') return oauth.None()
  if (typeof clientAuth === 'string') return bySecret(client, clientAuth)
  if ('privateKeyJwt' in clientAuth) return bySignature(client, clientAuth.privateKeyJwt)
  if (client.certificate === undefined) throw rejected(client.name, 'invalid_client')
  return oauth.TlsClientAuth()
}

function bySecret(
  client: OAuthClient,
  method: 'clientSecretBasic' | 'clientSecretPost' | 'clientSecretJwt',
): oauth.ClientAuth {
  const { name, clientSecret } = client
  if (clientSecret === undefined || clientSecret === '') throw rejected(name, 'invalid_client')
  if (method === 'clientSecretBasic') return oauth.ClientSecretBasic(clientSecret)
  if (method === 'clientSecretPost') return oauth.ClientSecretPost(clientSecret)
  return oauth.ClientSecretJwt(clientSecret, audience(client))
}

async function bySignature(
  client: OAuthClient,
  { alg, kid }: { readonly alg: string; readonly kid?: string },
): Promise<oauth.ClientAuth> {
  const key = await signingKey(client.privateKey ?? '', alg)
  if (key === undefined) throw rejected(client.name, 'invalid_client')
  return oauth.PrivateKeyJwt(kid === undefined ? key : { key, kid }, audience(client))
}

/**
 * The library names the issuer as audience of an assertion; where no issuer is known it is the token
 * endpoint (RFC 7523 section 3).
 */
function audience({ provider: { issuer, endpoints } }: OAuthClient): oauth.ModifyAssertionOptions {
  if (issuer !== undefined) return {}
  return {
    [oauth.modifyAssertion]: (_header, payload) => {
      payload['aud'] = endpoints.token ?? ''
    },
  }
}

/**
 * A private key, in PKCS#8 (PEM) or as a JWK.
 *
 * @returns `undefined` when it is none, or none for `alg`.
 */
export async function signingKey(text: string, alg: string): Promise<CryptoKey | undefined> {
  try {
    const key = text.trimStart().startsWith('{')
      ? await importJWK(jwkOf(text), alg, { extractable: false })
      : await importPKCS8(text, alg)
    return 'type' in key && key.type === 'private' ? key : undefined
  } catch {
    // What these say may quote the key.
    return undefined
  }
}

function jwkOf(text: string): JWK {
  const json: unknown = JSON.parse(text)
  return isJsonObject(json) ? (json as JWK) : {}
}
