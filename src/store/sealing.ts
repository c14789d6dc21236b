/**
 * Secrets that stand in a repository: sealed with the public key of an environment, opened with the
 * master key of its store.
 *
 *     cmp1:<key id>:<public key>                        binary parts as base64url
 *     cms1:<key id>:<ephemeral public key, box>
 *     box = nacl.box(version, u32 length, value, zeros up to a multiple of 32 bytes)
 *
 * The nonce is a digest of both public keys and of the place, so that a value opens in no other
 * environment, resource or field. One value, one text: no date, no digest of the file around it.
 */
import { createHash } from 'node:crypto'
import nacl from 'tweetnacl'
import type { Random, SecretPlace } from '../model/index.ts'
import { fromBase64url, type Keyring } from './keyring.ts'

/** The place of a sealed value. */
export interface SealedPlace extends SecretPlace {
  readonly env: string
}

/** A sealed value, or one clause that says why it does not open. */
export type Unsealed =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: string }

const publicForm = /^cmp1:([0-9a-f]{8}):([\w-]+)$/
const sealedForm = /^cms1:([0-9a-f]{8}):([\w-]+)$/
const version = 1
const blockBytes = 32
const headBytes = 5

/** The public key that belongs to the newest key of a ring. */
export function publicSealingKey(keys: Keyring, env: string): string {
  const [id = ''] = keys.ids
  const pair = pairOf(keys, id, env)
  if (pair === undefined) throw new RangeError('the keyring is empty')
  return `cmp1:${id}:${Buffer.from(pair.publicKey).toString('base64url')}`
}

/** @returns `undefined` when `publicKey` is none. */
export function sealValue(
  publicKey: string,
  place: SealedPlace,
  { value, random }: { readonly value: string; readonly random: Random },
): string | undefined {
  const [, id, encoded = ''] = publicForm.exec(publicKey) ?? []
  const recipient = fromBase64url(encoded)
  if (recipient?.length !== nacl.box.publicKeyLength) return undefined
  const secret = Buffer.from(random.token(nacl.box.secretKeyLength), 'base64url')
  const own = nacl.box.keyPair.fromSecretKey(secret)
  const nonce = nonceOf(own.publicKey, recipient, place)
  const box = nacl.box(pack(value), nonce, recipient, own.secretKey)
  return `cms1:${id}:${Buffer.concat([own.publicKey, box]).toString('base64url')}`
}

/** The id of the key that a sealed value needs; `undefined` for a text that is none. */
export function sealedKeyId(sealed: string): string | undefined {
  return sealedForm.exec(sealed)?.[1]
}

/** Opens a value that was sealed to exactly this place. */
export function unsealValue(
  keys: Keyring,
  { env, ...place }: SealedPlace,
  sealed: string,
): Unsealed {
  return createOpener(keys, env)(place, sealed)
}

/** Opens values of one environment. A pair of keys is made once and not for each of them. */
export function createOpener(
  keys: Keyring,
  env: string,
): (place: SecretPlace, sealed: string) => Unsealed {
  const pairs = new Map<string, nacl.BoxKeyPair>()
  const pairFor = (id: string): nacl.BoxKeyPair | undefined => {
    const pair = pairs.get(id) ?? pairOf(keys, id, env)
    if (pair !== undefined) pairs.set(id, pair)
    return pair
  }
  return (place, sealed) => {
    const [, id = '', encoded = ''] = sealedForm.exec(sealed) ?? []
    const bytes = fromBase64url(encoded)
    if (bytes === undefined || bytes.length <= nacl.box.publicKeyLength) {
      return { ok: false, problem: 'is not whole; seal it again' }
    }
    const pair = pairFor(id)
    const value = pair && opened(bytes, pair, { ...place, env })
    if (value !== undefined) return { ok: true, value }
    return { ok: false, problem: pair ? elsewhere({ ...place, env }) : unknownKey(id, keys) }
  }
}

function opened(bytes: Uint8Array, pair: nacl.BoxKeyPair, place: SealedPlace): string | undefined {
  const sender = bytes.subarray(0, nacl.box.publicKeyLength)
  const nonce = nonceOf(sender, pair.publicKey, place)
  const packed = nacl.box.open(bytes.subarray(sender.length), nonce, sender, pair.secretKey)
  return packed === null ? undefined : unpack(Buffer.from(packed))
}

function elsewhere({ env, address, pointer }: SealedPlace): string {
  return `was not sealed for ${address}${pointer} of the environment "${env}", or was changed since`
}

function unknownKey(id: string, keys: Keyring): string {
  const known = keys.ids.map((each) => `"${each}"`).join(', ')
  return `needs the key "${id}", and the keyring has ${known}`
}

function pairOf(keys: Keyring, id: string, env: string): nacl.BoxKeyPair | undefined {
  const secret = keys.derive(id, Buffer.from('credmgr/1|sealing'), env)
  return secret && nacl.box.keyPair.fromSecretKey(secret)
}

function nonceOf(sender: Uint8Array, recipient: Uint8Array, place: SealedPlace): Uint8Array {
  const where = [place.env, place.address, place.pointer].map(encodeURIComponent).join('|')
  const digest = createHash('sha512').update(sender).update(recipient).update(where).digest()
  return digest.subarray(0, nacl.box.nonceLength)
}

function pack(value: string): Uint8Array {
  const text = Buffer.from(value)
  const packed = Buffer.alloc(Math.ceil((headBytes + text.length) / blockBytes) * blockBytes)
  packed.writeUInt8(version, 0)
  packed.writeUInt32BE(text.length, 1)
  text.copy(packed, headBytes)
  return packed
}

function unpack(packed: Buffer): string | undefined {
  if (packed.length < headBytes || packed.readUInt8(0) !== version) return undefined
  const end = headBytes + packed.readUInt32BE(1)
  return end > packed.length ? undefined : packed.toString('utf8', headBytes, end)
}
