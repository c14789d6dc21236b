import { plainPattern } from '../model/index.ts'
import { parseTarget } from './target.ts'

/** The path of a route, ready to match: `*` is one segment, a final `**` the rest, also nothing. */
export interface PathPattern {
  /** The same in the language of Hono's routers; may match more, see `verify`. */
  readonly routerPath: string
  /** What a path must match besides, where a segment has no spelling in that language. */
  readonly verify: RegExp | undefined
  /** Literal segments are 0, `*` is 1, `**` is 2: the lower, the more specific. */
  readonly ranks: readonly number[]
  /** Length of what stands before `**`, or -1 when there is a `*` in it. */
  readonly prefixLength: number
  /** Number of segments before `**`; `undefined` when the pattern has none. */
  readonly prefixSegments: number | undefined
}

/** Characters that mean themselves to every one of Hono's routers, also at the end of a segment. */
const plainSegment = /^[A-Za-z0-9._~!$&'()+,;=%-]*$/

/** @returns The pattern, or in one sentence what is wrong with it. */
export function compilePath(path: string): PathPattern | string {
  const read = readPath(path)
  return typeof read === 'string' ? read : build(read.segments, read.rest)
}

/** @returns An expression that canonical paths of the pattern match, or what is wrong with it. */
export function compilePathExpression(path: string): RegExp | string {
  const read = readPath(path)
  return typeof read === 'string' ? read : expression(read.segments, read.rest)
}

function readPath(
  path: string,
): { readonly segments: readonly string[]; readonly rest: boolean } | string {
  if (!path.startsWith('/')) return `path "${path}" must begin with "/"`
  const rest = path.endsWith('/**')
  const before = rest ? path.slice(0, -3) : path
  const segments = before.split('/').slice(1)
  const literals = segments.map((segment) => (segment === '*' ? '*' : literal(segment)))
  const wrong = segments.find((_, index) => literals[index] === undefined)
  if (wrong !== undefined) return `segment "${wrong}" of path "${path}" can match no request`
  const known = literals.filter((each) => each !== undefined)
  if (known.slice(0, -1).includes('') || (rest && known.includes(''))) {
    return `path "${path}" has an empty segment`
  }
  return { segments: known, rest }
}

/** The segment as it stands in a canonical path; `undefined` when none contains it. */
function literal(segment: string): string | undefined {
  if (segment === '') return ''
  if (segment.includes('*') || segment.includes('?')) return undefined
  const target = parseTarget(`/${segment}`)
  return target.ok ? target.path.slice(1) : undefined
}

function build(segments: readonly string[], rest: boolean): PathPattern {
  const names = segments.map((segment, index) =>
    segment === '*' || !plainSegment.test(segment) ? `:p${index}` : segment,
  )
  const widened = segments.some((segment) => segment !== '*' && !plainSegment.test(segment))
  const prefix = segments.map((segment) => `/${segment}`).join('')
  return {
    routerPath: `/${[...names, ...(rest ? ['*'] : [])].join('/')}`,
    verify: widened ? expression(segments, rest) : undefined,
    ranks: [...segments.map((segment) => (segment === '*' ? 1 : 0)), ...(rest ? [2] : [])],
    prefixLength: segments.includes('*') ? -1 : prefix.length,
    prefixSegments: rest ? segments.length : undefined,
  }
}

function expression(segments: readonly string[], rest: boolean): RegExp {
  const parts = segments.map((segment) => (segment === '*' ? '[^/]+' : plainPattern(segment)))
  return new RegExp(`^${parts.map((each) => `/${each}`).join('')}${rest ? '(?:/.*)?' : ''}$`)
}

/** What `**` matched of `path`: empty, or begins with `/`. Empty also for a pattern without it. */
export function restOf(pattern: PathPattern, path: string): string {
  if (pattern.prefixSegments === undefined) return ''
  if (pattern.prefixLength >= 0) return path.slice(pattern.prefixLength)
  let position = 0
  for (let segment = 0; segment < pattern.prefixSegments; segment++) {
    position = path.indexOf('/', position + 1)
    if (position < 0) return ''
  }
  return path.slice(position)
}

/**
 * Orders by the first segment in which two patterns differ in kind, then the longer one first. A
 * pattern that has ended there is as exact as a literal.
 */
export function bySpecificity(one: PathPattern, other: PathPattern): number {
  const longest = Math.max(one.ranks.length, other.ranks.length)
  for (let index = 0; index < longest; index++) {
    const difference = (one.ranks[index] ?? 0) - (other.ranks[index] ?? 0)
    if (difference !== 0) return difference
  }
  return other.ranks.length - one.ranks.length
}
