import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import { CredmgrError, type Random } from '../model/index.ts'

/**
 * The master keys of a store. The material stays inside: nothing that prints or serializes a
 * keyring shows it.
 */
export interface Keyring {
  /** Key ids, newest first, never empty. The first seals; all of them open. */
  readonly ids: readonly string[]
  /**
   * A key of 32 bytes for one purpose, by HKDF-SHA256 (RFC 5869).
   *
   * @param info Names the purpose; at most 1,024 bytes.
   * @returns `undefined` when no key of the ring has this id.
   */
  derive(id: string, salt: Uint8Array, info: string): Uint8Array | undefined
}

/** A keyring bound to one store: the same master key gives other subkeys in another store. */
export interface StoreKeys {
  /** Id of the key that seals. */
  readonly sealing: string
  subkey(id: string, info: string): Uint8Array | undefined
}

const prefix = 'cmk1_'
const keyBytes = 32
const remedy =
  'restore the key from a backup; where it has sealed nothing yet, remove it and run "credmgr init"'

/**
 * A new master key: `cmk1_` and 32 random bytes as base64url, 48 characters in all.
 *
 * @param random Where the bytes come from.
 * @default the platform's cryptographic generator
 */
export function generateKey(random: Random = platformRandom): string {
  return `${prefix}${random.token(keyBytes)}`
}

/**
 * Reads a key text: one key a line, the newest first; blank lines and lines that begin with `#`
 * are skipped.
 *
 * @throws `KEY_INVALID` for a text without keys, a line that is no key, a key of equal bytes and a
 *   key that stands twice; the message names the line and no part of the key
 */
export function parseKeys(text: string): Keyring {
  const material = new Map<string, Uint8Array>()
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const key = line.trim()
    if (key === '' || key.startsWith('#')) continue
    addKey(material, key, index + 1)
  }
  if (material.size === 0) throw invalid('the key text holds no key')
  const ids = Object.freeze([...material.keys()])
  return Object.freeze({ ids, derive: deriveFrom(material) })
}

/**
 * A keyring that is read anew when its text has changed: a key that was put in front seals from then
 * on, and opens what another process has sealed with it.
 *
 * @param read The key text now; `undefined` when it has not changed. A text that is no keyring is
 *   ignored, so that a file that is being mended stops nothing.
 */
export function reloadingKeyring(first: Keyring, read: () => string | undefined): Keyring {
  let keys = first
  const current = (): Keyring => {
    const text = read()
    if (text !== undefined) keys = keyringOf(text) ?? keys
    return keys
  }
  return {
    get ids() {
      return current().ids
    },
    derive: (id, salt, info) => keys.derive(id, salt, info) ?? current().derive(id, salt, info),
  }
}

function keyringOf(text: string): Keyring | undefined {
  try {
    return parseKeys(text)
  } catch {
    return undefined
  }
}

/** @param storeId The salt: base64url of 32 random bytes that belong to one store. */
export function storeKeys(keys: Keyring, storeId: string): StoreKeys {
  const salt = Buffer.from(storeId, 'base64url')
  return {
    get sealing() {
      return keys.ids[0] ?? ''
    },
    subkey: (id, info) => keys.derive(id, salt, info),
  }
}

/** @returns The bytes of `text`, or `undefined` when it is not base64url as an encoder writes it. */
export function fromBase64url(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}

const platformRandom: Random = { token: (bytes) => randomBytes(bytes).toString('base64url') }

function addKey(material: Map<string, Uint8Array>, text: string, line: number): void {
  const key = text.startsWith(prefix) ? fromBase64url(text.slice(prefix.length)) : undefined
  if (key === undefined || key.length !== keyBytes) {
    throw invalid(
      `line ${line} of the key text is not "${prefix}" and ${keyBytes} bytes as base64url`,
    )
  }
  if (key.every((byte) => byte === key[0])) {
    throw invalid(`the key in line ${line} of the key text is a placeholder`)
  }
  const id = keyId(key)
  if (material.has(id)) throw invalid(`the key in line ${line} of the key text stands there twice`)
  material.set(id, key)
}

function keyId(key: Uint8Array): string {
  return createHash('sha256').update('credmgr/1|key-id|').update(key).digest('hex').slice(0, 8)
}

function deriveFrom(material: ReadonlyMap<string, Uint8Array>): Keyring['derive'] {
  return (id, salt, info) => {
    const key = material.get(id)
    if (key === undefined) return undefined
    return new Uint8Array(hkdfSync('sha256', key, salt, info, keyBytes))
  }
}

function invalid(message: string): CredmgrError {
  return new CredmgrError('KEY_INVALID', message, { remedy })
}
