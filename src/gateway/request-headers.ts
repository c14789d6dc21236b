import { type HeaderList, isNamed, nominated, removeHeader } from './header-list.ts'

/** What a request's header fields say to the gateway, and what of them goes on to the upstream. */
export interface RequestHeaders {
  /** The fields to forward; policies add to them. */
  readonly forwarded: HeaderList
  authorization: string | undefined
  apiKey: string | undefined
  /** A body follows, be it empty. */
  hasBody: boolean
  /** Names from `Connection`, in lower case. */
  hopByHop: readonly string[] | undefined
}

/**
 * Reads `rawHeaders` of a request.
 *
 * Not forwarded: hop-by-hop fields and those that `Connection` names (RFC 9110 section 7.6.1),
 * `Host`, `Expect`, every credential of the caller, every field by which a proxy would tell where a
 * request came from, and names with `_`, which many servers take for `-`.
 */
export function readRequestHeaders(rawHeaders: readonly string[]): RequestHeaders {
  const read: RequestHeaders = {
    forwarded: [],
    authorization: undefined,
    apiKey: undefined,
    hasBody: false,
    hopByHop: undefined,
  }
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    const value = rawHeaders[index + 1] ?? ''
    if (passes(read, name, value)) read.forwarded.push(name, value)
  }
  if (read.hopByHop !== undefined) {
    for (const name of read.hopByHop) removeHeader(read.forwarded, name)
  }
  return read
}

/** Decides by the length of the name first, so that most names are never compared. */
function passes(read: RequestHeaders, name: string, value: string): boolean {
  switch (name.length) {
    case 2:
      return !isNamed(name, 'te') && isPlain(name)
    case 4:
      return !isNamed(name, 'host') && isPlain(name)
    case 6:
      return !isNamed(name, 'cookie') && !isNamed(name, 'expect') && isPlain(name)
    case 7:
      return !isNamed(name, 'trailer') && !isNamed(name, 'upgrade') && isPlain(name)
    case 9:
      return passesApiKey(read, name, value)
    case 10:
      return passesConnection(read, name, value)
    case 13:
      return passesAuthorization(read, name, value)
    case 14:
      return passesLength(read, name, value)
    case 16:
      return !isNamed(name, 'proxy-connection') && isPlain(name)
    case 17:
      return passesTransferEncoding(read, name)
    case 19:
      return !isNamed(name, 'proxy-authorization') && isPlain(name)
    default:
      return isPlain(name)
  }
}

/** Lengths without a case of their own must come here: `X-Forwarded-*` has many. */
function isPlain(name: string): boolean {
  if (name.includes('_')) return false
  const first = name.charCodeAt(0)
  if ((first !== 0x78 && first !== 0x58) || name.length < 10) return true
  const lowerCase = name.toLowerCase()
  return !lowerCase.startsWith('x-forwarded') && !lowerCase.startsWith('x-original')
}

function passesApiKey(read: RequestHeaders, name: string, value: string): boolean {
  if (isNamed(name, 'x-api-key')) {
    read.apiKey = joined(read.apiKey, value)
    return false
  }
  return !isNamed(name, 'x-real-ip') && !isNamed(name, 'forwarded') && isPlain(name)
}

function passesConnection(read: RequestHeaders, name: string, value: string): boolean {
  if (isNamed(name, 'connection')) {
    // Almost every request says just this; the rest is worth the work.
    if (value !== 'keep-alive') read.hopByHop = [...(read.hopByHop ?? []), ...nominated(value)]
    return false
  }
  return !isNamed(name, 'keep-alive') && isPlain(name)
}

function passesAuthorization(read: RequestHeaders, name: string, value: string): boolean {
  if (!isNamed(name, 'authorization')) return isPlain(name)
  read.authorization = joined(read.authorization, value)
  return false
}

/** A credential sent twice is none: joined, it has a form that nothing accepts. */
function joined(before: string | undefined, value: string): string {
  return before === undefined ? value : `${before}, ${value}`
}

function passesLength(read: RequestHeaders, name: string, value: string): boolean {
  if (!isNamed(name, 'content-length')) return isPlain(name)
  if (value !== '0') read.hasBody = true
  return true
}

function passesTransferEncoding(read: RequestHeaders, name: string): boolean {
  if (!isNamed(name, 'transfer-encoding')) return isPlain(name)
  read.hasBody = true
  return false
}
