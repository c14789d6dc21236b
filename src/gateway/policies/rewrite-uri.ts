import type { JsonObject, PolicyScope } from '../../model/index.ts'
import { compilePath, type PathPattern, restOf } from '../path-pattern.ts'
import type { Problem } from '../problem.ts'
import { encodeValue, splitTarget } from '../query.ts'
import { parseTarget } from '../target.ts'
import { compileTemplate, type Template } from '../template.ts'
import { type Exchange, type Policy, type Read, reading, wrong } from './policy.ts'

/** Gives the forwarded request another path: `rewrite-uri` of Azure API Management. */
export const rewriteUri: Policy = {
  name: 'rewrite-uri',
  summary:
    'Replaces the path of the request that is forwarded. The host and the path of "upstream" stay.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['template'],
    properties: {
      template: {
        type: 'string',
        pattern: '^/[^?#]*$',
        description:
          'The path behind that of `upstream`. `*` is what the next `*` of the route’s path matched, a final `**` what its `**` matched; values in `{{ }}` are encoded and stay within their segment.',
        examples: ['/v2/orders/**', '/tenants/{{ caller.claims.tid }}/users'],
      },
      copyUnmatchedParams: {
        type: 'boolean',
        default: true,
        description: 'Keep the query of the request.',
      },
    },
  },
  ...reading(read, ({ pieces, copiesQuery, pattern }, { basePath }) => (exchange) => {
    const path = write(exchange, pieces, pattern)
    if (path === undefined) return unwritable
    const query = copiesQuery ? splitTarget(exchange.target)[1] : ''
    exchange.target = (basePath.endsWith('/') ? basePath.slice(0, -1) : basePath) + path + query
    return undefined
  }),
}

const unwritable: Problem = {
  code: 'bad_request',
  detail: 'the path of this route cannot be made from this request',
  reason: 'ExpressionValueEvaluationFailure',
}

interface Options {
  readonly pieces: readonly Piece[]
  readonly copiesQuery: boolean
  readonly pattern: PathPattern
}

/** One segment of the template. */
type Piece =
  | { readonly type: 'text'; readonly template: Template }
  | { readonly type: 'segment'; readonly index: number }
  | { readonly type: 'rest' }

function read(
  { template, copyUnmatchedParams = true }: JsonObject,
  scope: PolicyScope,
): Read<Options> {
  const pattern = compilePath(scope.path)
  if (typeof pattern === 'string') return wrong('template', pattern)
  if (typeof template !== 'string' || !/^\/[^?#]*$/.test(template)) {
    return wrong('template', 'must begin with "/" and have no query')
  }
  if (typeof copyUnmatchedParams !== 'boolean') {
    return wrong('copyUnmatchedParams', 'must be a boolean')
  }
  const pieces = compilePieces(template, pattern, scope)
  if (typeof pieces === 'string') return wrong('template', pieces)
  return { value: { pieces, copiesQuery: copyUnmatchedParams, pattern } }
}

function compilePieces(
  template: string,
  pattern: PathPattern,
  scope: PolicyScope,
): readonly Piece[] | string {
  const stars = pattern.ranks.flatMap((rank, index) => (rank === 1 ? [index] : []))
  const segments = segmentsOf(template)
  const pieces: Piece[] = []
  for (const [at, segment] of segments.entries()) {
    const isLast = at === segments.length - 1
    const piece = compilePiece(segment, { isLast, star: stars[0], pattern }, scope)
    if (typeof piece === 'string') return piece
    if (piece.type === 'segment') stars.shift()
    pieces.push(piece)
  }
  return pieces
}

/** A `/` within `{{ }}` separates nothing. */
function segmentsOf(template: string): readonly string[] {
  return template.slice(1).match(/(?:\{\{.*?\}\}|[^/])+|(?<=\/|^)(?=\/|$)/g) ?? ['']
}

/** What is known at one segment of the template. */
interface Place {
  readonly isLast: boolean
  /** Index of the segment that the next `*` stands for. */
  readonly star: number | undefined
  readonly pattern: PathPattern
}

function compilePiece(segment: string, place: Place, scope: PolicyScope): Piece | string {
  if (segment === '**') return restPiece(place)
  if (segment === '*') return starPiece(place)
  if (segment.includes('*')) return `segment "${segment}" has a "*" beside something else`
  if (segment === '' && !place.isLast) return 'there is an empty segment'
  return textPiece(segment, scope)
}

function restPiece({ isLast, pattern }: Place): Piece | string {
  if (!isLast) return '"**" must be the last segment'
  return pattern.prefixSegments === undefined
    ? 'the path of the route has no "**"'
    : { type: 'rest' }
}

function starPiece({ star }: Place): Piece | string {
  return star === undefined
    ? 'the path of the route has no further "*"'
    : { type: 'segment', index: star }
}

function textPiece(segment: string, scope: PolicyScope): Piece | string {
  const made = compileTemplate(segment, scope, encodeSegment)
  if ('problem' in made) return made.problem
  if (made.carries.token) return 'a token must not stand in a path'
  if (!isCanonical(`/${segment.replace(/\{\{.*?\}\}/gs, 'x')}`)) {
    return `segment "${segment}" must be written in another way`
  }
  return { type: 'text', template: made.template }
}

/** What is empty would make another path of it, and not another value. */
function encodeSegment(value: string): string | undefined {
  return value === '' ? undefined : encodeValue(value)
}

function write(
  exchange: Exchange,
  pieces: readonly Piece[],
  pattern: PathPattern,
): string | undefined {
  let path = ''
  for (const piece of pieces) {
    const text = textOf(piece, exchange, pattern)
    if (text === undefined) return undefined
    path += text
  }
  if (path === '') return '/'
  return isCanonical(path) ? path : undefined
}

function textOf(piece: Piece, exchange: Exchange, pattern: PathPattern): string | undefined {
  if (piece.type === 'rest') return restOf(pattern, exchange.requestPath)
  const text =
    piece.type === 'segment'
      ? exchange.requestPath.split('/')[piece.index + 1]
      : piece.template(exchange)
  return text === undefined ? undefined : `/${text}`
}

/** Whether the path has one reading only, and is written as it is matched everywhere. */
function isCanonical(path: string): boolean {
  const target = parseTarget(path)
  return target.ok && target.path === path && target.query === ''
}
