import type { JsonObject } from '../../model/index.ts'
import { fieldsOf, isCredentialField, tokenPattern } from '../header-list.ts'
import type { Problem } from '../problem.ts'
import { isTexts } from '../texts.ts'
import { type Policy, type Read, reading, type StepResult, wrong } from './policy.ts'

/** Refuses a request by a header field: `check-header` of Azure API Management. */
export const checkHeader: Policy = {
  name: 'check-header',
  summary:
    'Refuses a request that lacks a header field, or has it with another value than those allowed.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['name'],
    properties: {
      name: {
        type: 'string',
        pattern: tokenPattern,
        description: 'The field, as the caller sent it. Credentials are checked by `identities`.',
        examples: ['X-Tenant'],
      },
      values: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', description: 'A value.', examples: ['blue'] },
        description:
          'Values that are allowed; a field that is sent more than once needs one of them each time. Absent: any.',
        examples: [['blue', 'green']],
      },
      ignoreCase: {
        type: 'boolean',
        default: false,
        description: 'Compare values without case.',
      },
      failedCheckHttpCode: {
        type: 'integer',
        minimum: 400,
        maximum: 499,
        default: 400,
        description: 'HTTP status code of the refusal.',
      },
      failedCheckErrorMessage: {
        type: 'string',
        default: 'the request lacks a header field, or has it with a value that is not allowed',
        description: '`detail` of the refusal.',
      },
    },
  },
  ...reading(
    read,
    (options) =>
      ({ request }) =>
        decide(fieldsOf(request.rawHeaders, options.lowerCase), options),
  ),
}

interface Options {
  readonly lowerCase: string
  /** Absent: any value. In lower case when case is ignored. */
  readonly values: ReadonlySet<string> | undefined
  readonly ignoreCase: boolean
  readonly missing: Problem
  readonly notAllowed: Problem
}

const names = new RegExp(tokenPattern)
const unmet = 'the request lacks a header field, or has it with a value that is not allowed'

function read({
  name,
  values,
  ignoreCase = false,
  failedCheckHttpCode: status = 400,
  failedCheckErrorMessage: detail = unmet,
}: JsonObject): Read<Options> {
  if (typeof name !== 'string' || !names.test(name)) return wrong('name', 'not a header field name')
  if (isCredentialField(name.toLowerCase())) {
    return wrong('name', 'the credentials of callers are checked by identities')
  }
  if (values !== undefined && !isTexts(values)) return wrong('values', 'must be a list of strings')
  if (typeof ignoreCase !== 'boolean') return wrong('ignoreCase', 'must be a boolean')
  if (typeof status !== 'number') return wrong('failedCheckHttpCode', 'must be a number')
  if (typeof detail !== 'string') return wrong('failedCheckErrorMessage', 'must be a string')
  const problem = { code: 'header_not_allowed', status, detail } as const
  return {
    value: {
      lowerCase: name.toLowerCase(),
      values: values && new Set(values.map((each) => (ignoreCase ? each.toLowerCase() : each))),
      ignoreCase,
      missing: { ...problem, reason: 'HeaderNotFound' },
      notAllowed: { ...problem, reason: 'HeaderValueNotAllowed' },
    },
  }
}

function decide(
  fields: readonly string[],
  { values, ignoreCase, missing, notAllowed }: Options,
): StepResult {
  if (fields.length === 0) return missing
  if (values === undefined) return undefined
  const allowed = fields.every((each) => values.has(ignoreCase ? each.toLowerCase() : each))
  return allowed ? undefined : notAllowed
}
