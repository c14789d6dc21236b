import { isJsonObject, type Json, type JsonObject, type PolicyScope } from '../../model/index.ts'
import { type HeaderList, isFieldValue, isGatewayField, tokenPattern } from '../header-list.ts'
import { mayHaveBody, type Problem } from '../problem.ts'
import { type CompiledTemplate, compileTemplate, type Template } from '../template.ts'
import { type Exchange, type Policy, type Read, reading, type StepResult, wrong } from './policy.ts'

/** Answers instead of the upstream: `return-response` of Azure API Management. */
export const returnResponse: Policy = {
  name: 'return-response',
  summary:
    'Answers by itself; nothing is forwarded, and no policy after it runs. A token never stands in the answer.',
  places: ['route', 'branch', 'onError'],
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      status: {
        type: 'integer',
        minimum: 200,
        maximum: 599,
        default: 200,
        description: 'HTTP status code.',
      },
      headers: {
        type: 'object',
        propertyNames: { pattern: tokenPattern },
        additionalProperties: {
          type: 'string',
          description: 'The value; with `{{ }}` as in set-header, tokens excepted.',
          examples: ['no-store'],
        },
        description: 'Header fields. Without `Content-Type`, a body is plain text.',
        examples: [{ 'Content-Type': 'application/json' }],
      },
      body: {
        type: 'string',
        description:
          'The body; with `{{ }}` as in set-header, tokens excepted. What the caller has chosen may stand in plain text only.',
        examples: ['closed until Monday'],
      },
    },
  },
  ...reading(read, (options) => (exchange) => write(exchange, options)),
}

interface Options {
  readonly status: number
  readonly headers: readonly Field[]
  readonly body: Template
  /** Named in no header of the options. */
  readonly typeOfBody: readonly string[]
}

const names = new RegExp(tokenPattern)
const plainText = 'text/plain; charset=utf-8'

function read(
  { status = 200, headers = {}, body = '' }: JsonObject,
  scope: PolicyScope,
): Read<Options> {
  if (!isStatus(status)) return wrong('status', 'must be between 200 and 599')
  const fields = readHeaders(headers, scope)
  if (typeof fields === 'string') return wrong('headers', fields)
  if (body !== '' && !mayHaveBody(status)) return wrong('body', `${status} has no body`)
  const contentType = contentTypeOf(headers)
  const made = readBody(body, contentType ?? plainText, scope)
  if (typeof made === 'string') return wrong('body', made)
  const typeOfBody = body === '' || contentType !== undefined ? [] : ['Content-Type', plainText]
  return { value: { status, headers: fields, body: made.template, typeOfBody } }
}

function isStatus(status: Json): status is number {
  return typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599
}

function readBody(body: Json, contentType: string, scope: PolicyScope): CompiledTemplate | string {
  const made = answerTemplate(body, scope)
  if (typeof made === 'string' || !made.carries.caller) return made
  return /^text\/plain\b/i.test(contentType)
    ? made
    : 'what the caller has chosen may stand in plain text only'
}

function contentTypeOf(headers: Json): string | undefined {
  const members = isJsonObject(headers) ? Object.entries(headers) : []
  const [, value] = members.find(([name]) => name.toLowerCase() === 'content-type') ?? []
  return typeof value === 'string' ? value : undefined
}

type Field = readonly [name: string, template: Template]

function readHeaders(headers: Json, scope: PolicyScope): readonly Field[] | string {
  if (!isJsonObject(headers)) return 'must be an object'
  const fields = Object.entries(headers).map(([name, value]) => readHeader(name, value, scope))
  return (
    fields.find((each) => typeof each === 'string') ?? fields.filter((it) => typeof it !== 'string')
  )
}

function readHeader(name: string, value: Json, scope: PolicyScope): Field | string {
  if (!names.test(name)) return `"${name}" is not a header field name`
  if (isGatewayField(name.toLowerCase())) return `"${name}" is set by the gateway alone`
  if (typeof value !== 'string' || !isFieldValue(value)) return `"${name}" has no text to send`
  const made = answerTemplate(value, scope)
  if (typeof made === 'string') return `"${name}": ${made}`
  if (!made.isLiteral && name.toLowerCase() === 'content-type') {
    return `"${name}" must be the same for every request`
  }
  return [name, made.template]
}

/** A caller never gets to see a token. */
function answerTemplate(text: Json | undefined, scope: PolicyScope): CompiledTemplate | string {
  if (typeof text !== 'string') return 'must be a string'
  const made = compileTemplate(text, scope)
  if ('problem' in made) return made.problem
  return made.carries.token ? 'a token must not be returned to the caller' : made
}

const unwritable: Problem = {
  code: 'internal_error',
  detail: 'the answer of this route cannot be made for this request',
  reason: 'ExpressionValueEvaluationFailure',
}

function write(exchange: Exchange, { status, headers, body, typeOfBody }: Options): StepResult {
  const fields: HeaderList = [...typeOfBody, 'X-Content-Type-Options', 'nosniff']
  for (const [name, template] of headers) {
    const value = template(exchange)
    if (value === undefined) continue
    if (!isFieldValue(value)) return unwritable
    fields.push(name, value)
  }
  const text = body(exchange)
  return text === undefined ? unwritable : { status, headers: fields, body: text }
}
