import {
  type AssertionAlgorithm,
  forwardAuthPointer,
  isJsonObject,
  isWebhookPointer,
  type ProviderSpec,
  type Resource,
} from '../model/index.ts'
import { flawOfPrivateKey } from '../oauth/index.ts'
import { isWebhookSecret } from './webhook-message.ts'

/**
 * Why `value` cannot be the secret at `pointer` of a resource; one clause about its source, and nothing
 * of the value in it.
 *
 * @param spec Of the resource; absent for what is only imported.
 */
export async function misformed(
  pointer: string,
  spec: Resource['spec'] | undefined,
  value: string,
): Promise<string | undefined> {
  if (isWebhookPointer(pointer)) {
    const lacks = 'is no webhook secret: it must be whsec_ and the base64 of 24 to 64 bytes'
    return isWebhookSecret(value) ? undefined : lacks
  }
  if (pointer === forwardAuthPointer) return flawOfProxySecret(value)
  if (spec === undefined || !('clientAuth' in spec)) return undefined
  if (pointer === '/assertion/serviceAccount') return flawOfServiceAccount(value)
  const alg = algorithmFor(pointer, spec)
  if (alg === undefined) return pemForms.get(pointer)?.(value)
  const flaw = await flawOfPrivateKey(value, alg)
  return flaw && `is ${flaw}`
}

/** It stands alone between a caller and a token, and goes into a header field. */
function flawOfProxySecret(value: string): string | undefined {
  if (value.length < 16) return 'is too short for forwardAuth: it must have 16 characters at least'
  return /^[\x21-\x7e]+$/.test(value) ? undefined : 'has a character that no header field can have'
}

/** With what the key at `pointer` signs. */
function algorithmFor(
  pointer: string,
  { clientAuth, assertion }: ProviderSpec,
): AssertionAlgorithm | undefined {
  const isSigned = typeof clientAuth === 'object' && 'privateKeyJwt' in clientAuth
  if (pointer === '/clientAuth/privateKeyJwt/key') {
    return isSigned ? clientAuth.privateKeyJwt.alg : undefined
  }
  if (pointer !== '/assertion/key' || assertion === undefined) return undefined
  return 'alg' in assertion ? assertion.alg : undefined
}

const certificate = (value: string): string | undefined =>
  /-----BEGIN CERTIFICATE-----/.test(value) ? undefined : 'holds no certificate in PEM'

const tlsKey = (value: string): string | undefined =>
  /-----BEGIN (?:EC |RSA )?PRIVATE KEY-----/.test(value)
    ? undefined
    : 'holds no private key in PEM without a passphrase'

const pemForms: ReadonlyMap<string, (value: string) => string | undefined> = new Map([
  ['/clientAuth/tls/key', tlsKey],
  ['/clientAuth/tls/cert', certificate],
  ['/clientAuth/privateKeyJwt/certificate', certificate],
])

async function flawOfServiceAccount(value: string): Promise<string | undefined> {
  const { client_email: email, private_key: key } = membersOf(value)
  if (typeof email !== 'string' || typeof key !== 'string') {
    return 'is not the JSON file of a service account'
  }
  const flaw = await flawOfPrivateKey(key, 'RS256')
  return flaw && `is the file of a service account whose private_key is ${flaw}`
}

function membersOf(text: string): { readonly [member: string]: unknown } {
  try {
    const json: unknown = JSON.parse(text)
    return isJsonObject(json) ? json : {}
  } catch {
    return {}
  }
}
