import { createHmac, timingSafeEqual } from 'node:crypto'
import { isJsonObject, type JsonObject } from '../model/index.ts'
import { subkeyOf } from './envelope.ts'
import type { StoreKeys } from './keyring.ts'

/** What a document is about. A document verifies only as what it was signed for. */
export interface Subject {
  readonly env: string
  readonly provider: string
  readonly connection: string
}

/** A document whose every byte is as it was written, or one clause that says why it is not. */
export type Verified =
  | { readonly ok: true; readonly format: number; readonly body: JsonObject }
  | { readonly ok: false; readonly problem: string; readonly newerFormat?: number }

/** The newest format of every document of this store. */
const newestFormat = 1

/** How `JSON.stringify` ends an object on lines of its own; `mac` goes before it. */
const closing = '\n}'
const withMac = (mac: string): string => `,\n  "mac": "${mac}"${closing}\n`
const tailLength = withMac('').length + 43

/**
 * A document as the text of a file: JSON with `format`, `keyId`, the members of `body`, and last
 * `mac`, an HMAC-SHA256 over every byte before it.
 *
 * @param body Members that are `undefined` are left out.
 */
export function signed(keys: StoreKeys, subject: Subject, body: object): string {
  const keyId = keys.sealing
  const text = JSON.stringify({ format: newestFormat, keyId, ...body }, undefined, 2)
  const head = text.slice(0, -closing.length)
  const tail = tailOf(keys, { keyId, subject }, head)
  if (tail === undefined) throw new RangeError(`key "${keyId}" is not in the keyring`)
  return head + tail
}

/** Reads what {@link signed} wrote; `body` is without `format`, `keyId` and `mac`. */
export function verified(keys: StoreKeys, subject: Subject, text: string): Verified {
  const found = parsed(text)
  if (!found.ok) return found
  const { mac: _mac, format: _format, keyId, ...body } = found.body
  if (typeof keyId !== 'string') return refused('has no key id')
  const head = text.slice(0, -tailLength)
  const tail = tailOf(keys, { keyId, subject }, head)
  if (tail === undefined) return refused(`needs key "${keyId}", which is not in the keyring`)
  if (!sameText(text.slice(-tailLength), tail)) {
    return refused('was changed by something other than credmgr')
  }
  return { ok: true, format: found.format, body }
}

/** The first look at a document, before any key: is it whole, an object, and of a format we know? */
export function parsed(text: string): Verified {
  if (text.trim() === '') return refused('is empty')
  const value = jsonOf(text)
  if (value === undefined) return refused('is cut off or is not JSON')
  if (!isJsonObject(value)) return refused('does not hold a JSON object')
  const { format } = value
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) {
    return refused('has no format')
  }
  if (format <= newestFormat) return { ok: true, format, body: value }
  return { ...refused(`has format ${format}, made by a newer credmgr`), newerFormat: format }
}

function refused(problem: string): { readonly ok: false; readonly problem: string } {
  return { ok: false, problem }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's message quotes the document, and says nothing that `is cut off` does not.
    return undefined
  }
}

function tailOf(
  keys: StoreKeys,
  { keyId, subject }: { readonly keyId: string; readonly subject: Subject },
  head: string,
): string | undefined {
  const key = subkeyOf(keys, keyId, { ...subject, field: 'document' })
  return key && withMac(createHmac('sha256', key).update(head).digest('base64url'))
}

function sameText(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)]
  return one.length === other.length && timingSafeEqual(one, other)
}
