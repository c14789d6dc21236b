import type { CryptoKey, JWK } from 'jose'
import { type AssertionAlgorithm, isJsonObject } from '../model/index.ts'

/**
 * A private key that signs and cannot be read out again.
 *
 * @param text PKCS#8 in PEM (`BEGIN PRIVATE KEY`), or a private JWK (RFC 7517) as JSON.
 * @throws `TypeError` whose message completes "it is …"; it holds nothing of the text
 */
export async function privateKeyOf(text: string, alg: AssertionAlgorithm): Promise<CryptoKey> {
  const trimmed = text.trim()
  const isJwk = trimmed.startsWith('{')
  if (!isJwk) refuseOtherPem(trimmed)
  // What the library says of a text that is no key may quote it.
  const key = await (isJwk ? jwkKey(trimmed, alg) : pemKey(trimmed, alg)).catch(() => undefined)
  if (key?.type !== 'private') throw new TypeError(`no private key for ${alg}`)
  return key
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

// The library is loaded here, because hardly anybody has such a key and every plan imports this room.

async function pemKey(text: string, alg: AssertionAlgorithm): Promise<CryptoKey> {
  const { importPKCS8 } = await import('jose')
  return importPKCS8(text, alg)
}

async function jwkKey(text: string, alg: AssertionAlgorithm): Promise<CryptoKey | undefined> {
  const jwk: unknown = JSON.parse(text)
  if (!isJsonObject(jwk)) return undefined
  const { importJWK } = await import('jose')
  // Which members it needs is the library's to say.
  const key = await importJWK(jwk as JWK, alg, { extractable: false })
  return key instanceof Uint8Array ? undefined : key
}

function refuseOtherPem(text: string): void {
  const [, kind] = /^-----BEGIN ([A-Z ]+)-----/.exec(text) ?? []
  if (kind === undefined) throw new TypeError('neither PEM nor a JSON Web Key')
  if (kind === 'PRIVATE KEY') return
  throw new TypeError(
    `a PEM file of "${kind}"; make it one of PKCS#8: openssl pkcs8 -topk8 -nocrypt`,
  )
}
