import * as oauth from 'oauth4webapi'
import type { AssertionAlgorithm, ClientAuth } from '../model/index.ts'
import type { OAuthClient } from './client.ts'
import { rejected } from './failure.ts'
import { privateKeyOf } from './private-key.ts'
import { thumbprintsOf } from './thumbprints.ts'

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
  const isWhole = client.privateKey !== undefined && client.certificate !== undefined
  if (!isWhole) throw rejected(client.name, 'invalid_client')
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
  return oauth.ClientSecretJwt(clientSecret, {
    [oauth.modifyAssertion]: (_header, payload) => void Object.assign(payload, audience(client)),
  })
}

type Signing = Extract<ClientAuth, { readonly privateKeyJwt: unknown }>['privateKeyJwt']

async function bySignature(
  client: OAuthClient,
  { alg, kid, certificate }: Signing,
): Promise<oauth.ClientAuth> {
  const key = await signingKey(client, { text: client.privateKey, alg })
  const named = certificate === undefined ? {} : await thumbprintsOf(client.certificate ?? '')
  if (named === undefined) throw rejected(client.name, 'invalid_client')
  return oauth.PrivateKeyJwt(kid === undefined ? key : { key, kid }, {
    [oauth.modifyAssertion]: (header, payload) => {
      // As it was declared: the library calls EdDSA by its newer name.
      Object.assign(header, { alg, ...named })
      Object.assign(payload, audience(client))
    },
  })
}

/**
 * The library names the issuer as audience of an assertion; where no issuer is known it is the token
 * endpoint (RFC 7523 section 3).
 */
function audience({ provider: { issuer, endpoints } }: OAuthClient): { readonly aud?: string } {
  return issuer === undefined ? { aud: endpoints.token ?? '' } : {}
}

/**
 * What signs in the name of a client.
 *
 * @throws `PROVIDER_REJECTED` with `invalid_client`, the provider's word for a key that it does not take,
 *   and as final
 */
export async function signingKey(
  { name }: OAuthClient,
  { text, alg }: { readonly text: string | undefined; readonly alg: AssertionAlgorithm },
): ReturnType<typeof privateKeyOf> {
  try {
    return await privateKeyOf(text ?? '', alg)
  } catch {
    throw rejected(name, 'invalid_client')
  }
}
