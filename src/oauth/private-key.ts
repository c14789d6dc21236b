import type { AssertionAlgorithm } from '../model/index.ts'

/** What Web Crypto calls the algorithms of RFC 7518 section 3.1 and RFC 8037. */
const parameters: {
  readonly [A in AssertionAlgorithm]: { readonly name: string; readonly [member: string]: string }
} = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  ES384: { name: 'ECDSA', namedCurve: 'P-384' },
  EdDSA: { name: 'Ed25519' },
}

/** A key of Web Crypto. */
export type PrivateKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/**
 * A private key that signs and cannot be read out again.
 *
 * @param text PKCS#8 in PEM (`BEGIN PRIVATE KEY`), or a private JWK (RFC 7517) as JSON.
 * @throws `TypeError` whose message completes "it is …"; it holds nothing of the text
 */
export async function privateKeyOf(text: string, alg: AssertionAlgorithm): Promise<PrivateKey> {
  const trimmed = text.trim()
  const isJwk = trimmed.startsWith('{')
  const der = isJwk ? undefined : derOf(trimmed)
  try {
    return der === undefined
      ? await crypto.subtle.importKey('jwk', JSON.parse(trimmed), parameters[alg], false, ['sign'])
      : await crypto.subtle.importKey('pkcs8', der, parameters[alg], false, ['sign'])
  } catch {
    throw new TypeError(`no private key for ${alg}`)
  }
}

/** Why a text is no such key, in one clause; `undefined` when it is one. */
export async function flawOfPrivateKey(
  text: string,
  alg: AssertionAlgorithm,
): Promise<string | undefined> {
  try {
    await privateKeyOf(text, alg)
    return undefined
  } catch (error) {
    return error instanceof TypeError ? error.message : 'not readable'
  }
}

function derOf(text: string): Uint8Array<ArrayBuffer> {
  const [, kind, body = ''] =
    /^-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\s]+)-----END \1-----$/.exec(text) ?? []
  if (kind === undefined) throw new TypeError('neither PEM nor a JSON Web Key')
  if (kind !== 'PRIVATE KEY') {
    throw new TypeError(
      `a PEM file of "${kind}"; make it one of PKCS#8: openssl pkcs8 -topk8 -nocrypt`,
    )
  }
  return Uint8Array.from(atob(body.replace(/\s/g, '')), (each) => each.charCodeAt(0))
}
