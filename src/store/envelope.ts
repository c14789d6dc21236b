/**
 * One secret as text, bound to its place.
 *
 *     cm1.<key id>.<commitment>.<nonce>.<box>        binary parts as base64url
 *     box = secretbox(u32 length, header, u32 length, secret, zeros up to a multiple of 256 bytes)
 *
 * secretbox knows no associated data: what it sealed in one place opens in every other, and
 * Poly1305 does not commit to a key. So each place has a subkey of its own, the text commits to it,
 * and the header repeats the place and the generation inside the box.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import nacl from 'tweetnacl'
import { canonicalJson } from '../model/index.ts'
import { fromBase64url, type StoreKeys } from './keyring.ts'

/** The place of a secret, and which version of it. Two different places never share a subkey. */
export interface SealContext {
  readonly env: string
  readonly provider: string
  readonly connection: string
  readonly field: string
  readonly generation: number
}

/** Length of a nonce in bytes. A nonce is random and never used twice. */
export const nonceBytes: number = nacl.secretbox.nonceLength

const version = 'cm1'
const blockBytes = 256
const lengthBytes = 4
const commitmentBytes = 16

/**
 * Seals with the newest key.
 *
 * @param secret The text to seal, and a fresh random nonce of {@link nonceBytes} bytes.
 * @throws RangeError when the nonce has another length: better no record than a weak one
 */
export function seal(
  keys: StoreKeys,
  context: SealContext,
  secret: { readonly text: string; readonly nonce: Uint8Array },
): string {
  const { text, nonce } = secret
  if (nonce.length !== nonceBytes) throw new RangeError(`"nonce" must have ${nonceBytes} bytes`)
  const keyId = keys.sealing
  const key = subkeyOf(keys, keyId, context)
  if (key === undefined) throw new RangeError(`key "${keyId}" is not in the keyring`)
  const box = nacl.secretbox(pack(header(keyId, context), Buffer.from(text)), nonce, key)
  const parts = [commitment(key), nonce, box].map((part) => Buffer.from(part).toString('base64url'))
  return [version, keyId, ...parts].join('.')
}

/** @returns The secret, or `undefined` for a text that was not sealed for exactly this context. */
export function unseal(keys: StoreKeys, context: SealContext, sealed: string): string | undefined {
  const [tag, keyId = '', ...encoded] = sealed.split('.')
  const [commit, nonce, box, ...rest] = encoded.map(fromBase64url)
  if (tag !== version || rest.length > 0) return undefined
  if (commit === undefined || nonce?.length !== nonceBytes || box === undefined) return undefined
  const key = subkeyOf(keys, keyId, context)
  if (key === undefined || !sameBytes(commit, commitment(key))) return undefined
  const packed = nacl.secretbox.open(box, nonce, key)
  return packed === null ? undefined : unpack(Buffer.from(packed), header(keyId, context))
}

/**
 * The key of one place: HKDF-SHA256 over the master key, salted with the store's id.
 *
 * @returns `undefined` when the keyring does not have the key `keyId`.
 */
export function subkeyOf(
  keys: StoreKeys,
  keyId: string,
  place: Omit<SealContext, 'generation'>,
): Uint8Array | undefined {
  // Percent-encoding keeps `|` out of the parts, so that no two places give the same text.
  const parts = [place.env, place.provider, place.connection, place.field].map(encodeURIComponent)
  return keys.subkey(keyId, ['credmgr/1', ...parts].join('|'))
}

function header(keyId: string, context: SealContext): Buffer {
  const { env, provider, connection, field, generation } = context
  const bound = { v: 1, kid: keyId, env, provider, connection, field, generation }
  return Buffer.from(canonicalJson(bound))
}

function commitment(key: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update('commit').digest().subarray(0, commitmentBytes)
}

function pack(head: Buffer, secret: Buffer): Uint8Array {
  const used = 2 * lengthBytes + head.length + secret.length
  const packed = Buffer.alloc(Math.ceil(used / blockBytes) * blockBytes)
  const afterHead = lengthBytes + head.length
  packed.writeUInt32BE(head.length, 0)
  head.copy(packed, lengthBytes)
  packed.writeUInt32BE(secret.length, afterHead)
  secret.copy(packed, afterHead + lengthBytes)
  return packed
}

function unpack(packed: Buffer, head: Buffer): string | undefined {
  const start = 2 * lengthBytes + head.length
  if (packed.length < start || packed.readUInt32BE(0) !== head.length) return undefined
  if (!sameBytes(packed.subarray(lengthBytes, lengthBytes + head.length), head)) return undefined
  const end = start + packed.readUInt32BE(start - lengthBytes)
  return end > packed.length ? undefined : packed.toString('utf8', start, end)
}

function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}
