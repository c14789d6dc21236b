/** A request target as one canonical spelling: what is matched is what is forwarded. */
export type Target =
  | {
      readonly ok: true
      /** Begins with `/`; no empty and no dot segment, nothing encoded that need not be. */
      readonly path: string
      /** With its `?`, byte for byte as it came; empty when there is none. */
      readonly query: string
    }
  | { readonly ok: false; readonly detail: string }

/** No escape, no empty segment, and no segment that begins with a dot or a semicolon. */
const clean =
  /^(?:\/[A-Za-z0-9_~!$&'()*+,=:@-][A-Za-z0-9._~!$&'()*+,;=:@-]*)*\/?(?:\?[\x21\x22\x24-\x7e]*)?$/

const pathCharacters = /^[A-Za-z0-9._~!$&'()*+,;=:@%/-]*$/
const queryCharacters = /^[\x21\x22\x24-\x7e]*$/
const unreserved = /^[A-Za-z0-9._~-]$/
const escaped = /%[0-9A-Fa-f]{2}/g
/** Separators and control characters: an upstream may decode them, so they would move the path. */
const unsafeWhenDecoded = /[\p{Cc}/\\]/u
/** The same behind a second encoding, for an upstream that decodes twice. */
const unsafeWhenDecodedAgain = /%(?:2[ef]|5c|[01][0-9a-f]|7f|25)/i
/** `.` and `..`, also with path parameters behind them, and a name that is all parameters. */
const dotSegment = /^\.{0,2};|^\.{1,2}$/

/**
 * Reads the target of a request in origin form (RFC 9112 section 3.2.1).
 *
 * Escapes of unreserved characters are decoded, other escapes written in upper case (RFC 3986
 * section 6.2.2). What another server could understand differently is refused, never repaired:
 * empty segments, dot segments in any spelling, encoded separators and control characters, text
 * that is not UTF-8 when decoded, fragments, and every other form of target.
 */
export function parseTarget(target: string): Target {
  if (target.charCodeAt(0) !== 0x2f) return refused('the target must begin with "/"')
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const query = mark < 0 ? '' : target.slice(mark)
  if (clean.test(target)) return { ok: true, path, query }
  if (!queryCharacters.test(query)) return refused('the query has a character that must be encoded')
  return canonical(path, query)
}

function canonical(path: string, query: string): Target {
  if (!pathCharacters.test(path)) return refused('the path has a character that must be encoded')
  const segments = path.slice(1).split('/')
  const last = segments.length - 1
  const written: string[] = []
  for (const [index, segment] of segments.entries()) {
    if (segment === '' && index < last) return refused('the path has an empty segment')
    const text = canonicalSegment(segment)
    if (text === undefined) return refused('a segment of the path is ambiguous')
    written.push(text)
  }
  return { ok: true, path: `/${written.join('/')}`, query }
}

function canonicalSegment(segment: string): string | undefined {
  const decoded = decode(segment)
  if (decoded === undefined || unsafeWhenDecoded.test(decoded)) return undefined
  if (unsafeWhenDecodedAgain.test(decoded) || dotSegment.test(decoded)) return undefined
  return segment.replace(escaped, (each) => {
    const character = String.fromCharCode(Number.parseInt(each.slice(1), 16))
    return unreserved.test(character) ? character : each.toUpperCase()
  })
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

function refused(detail: string): Target {
  return { ok: false, detail }
}
