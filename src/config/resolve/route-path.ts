/**
 * What is wrong with the path of a route, as a label; `undefined` when nothing is. A pattern is
 * matched against canonical paths, so it must be one: no escapes, no dot segments, no empty segments.
 */
export function pathFlaw(path: string): string | undefined {
  if (!path.startsWith('/')) return 'expected a path that begins with /'
  if (path === '/') return undefined
  const segments = path.slice(1).split('/')
  if (segments[0] === '-') return 'paths under /-/ belong to credmgr'
  const rest = segments.indexOf('**')
  if (rest !== -1 && rest !== segments.length - 1) return '** must be the last segment'
  return segments.map(segmentFlaw).find((flaw) => flaw !== undefined)
}

/** Unreserved characters, sub-delimiters and `@` of RFC 3986, without those that mean something here. */
const literal = /^[A-Za-z0-9._~!$&'()+,=@-][A-Za-z0-9._~!$&'()+,;=@-]*$/

function segmentFlaw(segment: string): string | undefined {
  if (segment === '*' || segment === '**') return undefined
  if (segment === '') return 'an empty segment never matches'
  if (/^\.{1,2}(;|$)/.test(segment)) return 'a dot segment never matches'
  if (segment.includes('*')) return '* must be a whole segment'
  return literal.test(segment) ? undefined : 'a segment with characters that are not allowed'
}
