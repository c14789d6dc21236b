import { browserCookie } from '../model/index.ts'
import { type HeaderList, isNamed, nominated, removeHeader } from './header-list.ts'

/** What an upstream's header fields say to the gateway, and what of them goes back to the caller. */
export interface ResponseHeaders {
  readonly fields: HeaderList
  /** Length of the body in bytes; -1 when it is not declared. */
  contentLength: number
  hopByHop: readonly string[] | undefined
  /** `Trailer` is among the fields. */
  announcesTrailers: boolean
}

/**
 * Reads the raw fields of an answer. Hop-by-hop fields and those that `Connection` names are left
 * out, and so is a `Set-Cookie` that would plant our own cookie; all others go back as they came, in
 * their order, repeated ones repeated.
 */
export function readResponseHeaders(raw: readonly (Buffer | string)[]): ResponseHeaders {
  const read: ResponseHeaders = {
    fields: [],
    contentLength: -1,
    hopByHop: undefined,
    announcesTrailers: false,
  }
  for (let index = 0; index < raw.length; index += 2) {
    const name = text(raw[index])
    const value = text(raw[index + 1])
    if (passes(read, name, value)) read.fields.push(name, value)
  }
  if (read.hopByHop !== undefined) {
    for (const name of read.hopByHop) removeHeader(read.fields, name)
  }
  return read
}

/** The fields behind a chunked body that may go back. */
export function readTrailers(raw: readonly (Buffer | string)[]): readonly [string, string][] {
  const { fields } = readResponseHeaders(raw)
  const pairs: [string, string][] = []
  for (let index = 0; index < fields.length; index += 2) {
    const name = fields[index] ?? ''
    if (!isNamed(name, 'content-length')) pairs.push([name, fields[index + 1] ?? ''])
  }
  return pairs
}

function text(piece: Buffer | string | undefined): string {
  if (piece === undefined) return ''
  return typeof piece === 'string' ? piece : piece.toString('latin1')
}

/** Decides by the length of the name first, so that most names are never compared. */
function passes(read: ResponseHeaders, name: string, value: string): boolean {
  switch (name.length) {
    case 2:
      return !isNamed(name, 'te')
    case 7:
      return passesTrailer(read, name)
    case 10:
      return passesConnection(read, name, value) && !isOwnCookie(name, value)
    case 14:
      if (isNamed(name, 'content-length')) read.contentLength = Number(value)
      return true
    case 16:
      return !isNamed(name, 'proxy-connection')
    case 17:
      return !isNamed(name, 'transfer-encoding')
    case 18:
      return !isNamed(name, 'proxy-authenticate')
    default:
      return true
  }
}

function passesTrailer(read: ResponseHeaders, name: string): boolean {
  if (isNamed(name, 'trailer')) read.announcesTrailers = true
  return !isNamed(name, 'upgrade')
}

function passesConnection(read: ResponseHeaders, name: string, value: string): boolean {
  if (isNamed(name, 'connection')) {
    if (value !== 'keep-alive') read.hopByHop = [...(read.hopByHop ?? []), ...nominated(value)]
    return false
  }
  return !isNamed(name, 'keep-alive')
}

/**
 * A browser ignores white space before a name. A cookie without a name is sent back as its bare
 * value, which then reads like a name and a value: hence the `=` in front.
 */
const ownCookie = new RegExp(
  `^[\\s=]*(?:${browserCookie.https}|${browserCookie.http})\\s*(?:[=;]|$)`,
  'i',
)

/** Whether a field sets the cookie that binds a consent to a browser; it is not an upstream's to set. */
function isOwnCookie(name: string, value: string): boolean {
  return isNamed(name, 'set-cookie') && ownCookie.test(value)
}
