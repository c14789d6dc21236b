import type { IncomingMessage } from 'node:http'
import type { JsonObject } from '../../model/index.ts'
import { AnswerFields } from '../answer-fields.ts'
import { isCount } from '../counting.ts'
import { tokenPattern } from '../header-list.ts'
import type { Reply } from '../problem.ts'
import { isTexts } from '../texts.ts'
import {
  type Exchange,
  type Policy,
  type Read,
  readingAll,
  type StepResult,
  wrong,
} from './policy.ts'

const everyMethod = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** Lets pages of other origins call the route: `cors` of Azure API Management, the Fetch standard. */
export const cors: Policy = {
  name: 'cors',
  summary:
    'Lets pages of other origins call the route. It runs before callers are authenticated, answers preflights by itself, and its fields stand on every answer in place of those of the upstream. Cookies are not forwarded, so there is no allowCredentials.',
  places: ['route'],
  isOnly: true,
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['allowedOrigins'],
    properties: {
      allowedOrigins: {
        type: 'array',
        minItems: 1,
        items: {
          type: 'string',
          pattern: '^(?:\\*|https?://[^/]+)$',
          description: 'An origin, or `*` for every one.',
          examples: ['https://app.example'],
        },
        description: 'Origins whose pages may call the route.',
        examples: [['https://app.example']],
      },
      allowedMethods: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', enum: everyMethod, description: 'A method.' },
        default: ['GET', 'POST'],
        description: 'Methods that a preflight may ask for.',
      },
      allowedHeaders: {
        type: 'array',
        items: {
          type: 'string',
          pattern: tokenPattern,
          description: 'A header field name, or `*` for every one.',
          examples: ['Authorization'],
        },
        default: [],
        description:
          'Header fields that pages may send; `Authorization` where callers have a token.',
      },
      exposeHeaders: {
        type: 'array',
        items: {
          type: 'string',
          pattern: tokenPattern,
          description: 'A header field name.',
          examples: ['ETag'],
        },
        default: [],
        description: 'Header fields of the answer that pages may read.',
      },
      preflightResultMaxAge: {
        type: 'integer',
        minimum: 0,
        maximum: 86_400,
        default: 0,
        description: 'For how many seconds a browser may remember the answer to a preflight.',
      },
      terminateUnmatchedRequest: {
        type: 'boolean',
        default: true,
        description:
          'Answer a preflight, GET or HEAD of another origin with an empty 200 without any of these fields; false: go on, without them.',
      },
    },
  },
  ...readingAll(read, (options) => ({
    arrival: (exchange) => arrive(exchange, options),
    preflight: (request) => answerPreflight(request, options),
  })),
}

interface Options {
  readonly origins: ReadonlySet<string>
  readonly methods: readonly string[]
  /** Lower case. */
  readonly headers: ReadonlySet<string>
  readonly exposed: string
  readonly maxAge: number
  readonly terminates: boolean
}

function read({
  allowedOrigins,
  allowedMethods = ['GET', 'POST'],
  allowedHeaders = [],
  exposeHeaders = [],
  preflightResultMaxAge: maxAge = 0,
  terminateUnmatchedRequest: terminates = true,
}: JsonObject): Read<Options> {
  if (!isTexts(allowedOrigins) || allowedOrigins.length === 0) {
    return wrong('allowedOrigins', 'must be a list of origins')
  }
  const bad = allowedOrigins.find((each) => each !== '*' && !isOrigin(each))
  if (bad !== undefined) return wrong('allowedOrigins', `"${bad}" is not an origin`)
  if (!isTexts(allowedMethods)) return wrong('allowedMethods', 'must be a list of methods')
  if (!areNames(allowedHeaders)) return wrong('allowedHeaders', 'must be a list of header names')
  if (!areNames(exposeHeaders)) return wrong('exposeHeaders', 'must be a list of header names')
  if (maxAge !== 0 && !isCount(maxAge)) {
    return wrong('preflightResultMaxAge', 'must be a number of seconds')
  }
  if (typeof terminates !== 'boolean')
    return wrong('terminateUnmatchedRequest', 'must be a boolean')
  const value = {
    origins: new Set(allowedOrigins),
    methods: allowedMethods,
    headers: new Set(allowedHeaders.map((each) => each.toLowerCase())),
    exposed: exposeHeaders.join(', '),
    maxAge,
    terminates,
  }
  return { value }
}

const names = new RegExp(tokenPattern)

function areNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string' && names.test(each))
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text
}

/** What an upstream says of this is not for the callers of the gateway. */
const decidedHere = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-expose-headers',
  'access-control-max-age',
]

const nothing: Reply = { status: 200, headers: ['Vary', 'Origin'], body: '' }

function arrive(exchange: Exchange, options: Options): StepResult {
  const { origin } = exchange.request.headers
  const fields = new AnswerFields()
  for (const each of decidedHere) fields.remove(each)
  fields.add('Vary', 'Origin')
  exchange.answerFields = fields
  if (origin === undefined) return undefined
  const allowed = allowedOrigin(origin, options)
  if (allowed === undefined) {
    const isRead = exchange.method === 'GET' || exchange.method === 'HEAD'
    return options.terminates && isRead ? { ...nothing, headers: [] } : undefined
  }
  fields.set('Access-Control-Allow-Origin', allowed)
  if (options.exposed !== '') fields.set('Access-Control-Expose-Headers', options.exposed)
  return undefined
}

/** @returns What `Access-Control-Allow-Origin` says. */
function allowedOrigin(origin: string, { origins }: Options): string | undefined {
  if (origins.has('*')) return '*'
  return origins.has(origin) ? origin : undefined
}

/** @returns `undefined` when the request is to be handled as any other. */
function answerPreflight({ headers }: IncomingMessage, options: Options): Reply | undefined {
  const { origin = '', 'access-control-request-method': method = '' } = headers
  const asked = (headers['access-control-request-headers'] ?? '').split(',').map((it) => it.trim())
  const wanted = asked.filter((each) => each !== '')
  const allowed = allowedOrigin(origin, options)
  if (allowed === undefined || !options.methods.includes(method) || !mayBeSent(wanted, options)) {
    return options.terminates ? nothing : undefined
  }
  const fields = [
    ...['Access-Control-Allow-Origin', allowed],
    ...['Access-Control-Allow-Methods', options.methods.join(', ')],
    ...(wanted.length === 0 ? [] : ['Access-Control-Allow-Headers', wanted.join(', ')]),
    ...['Access-Control-Max-Age', String(options.maxAge)],
    ...['Vary', 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers'],
  ]
  return { status: 200, headers: fields, body: '' }
}

function mayBeSent(wanted: readonly string[], { headers }: Options): boolean {
  return wanted.every(
    (each) => names.test(each) && (headers.has('*') || headers.has(each.toLowerCase())),
  )
}
