import {
  type Checked,
  isJsonObject,
  type Json,
  type JsonObject,
  type PolicyProblem,
} from '../../model/index.ts'
import { hasHeader, isFieldValue, removeHeader, tokenPattern } from '../header-list.ts'
import type { Problem } from '../problem.ts'
import { compileTemplate, type Template } from '../template.ts'
import {
  type CompileContext,
  compiled,
  type Exchange,
  type Policy,
  refused,
  type Step,
} from './policy.ts'

const text: JsonObject = {
  type: 'string',
  description: 'The value. `{{ auth.accessToken }}` is the token in the context variable `auth`.',
  examples: ['Bearer {{ auth.accessToken }}'],
}
const texts: JsonObject = {
  type: 'array',
  items: text,
  minItems: 1,
  description: 'Values, one field each.',
  examples: [['a', 'b']],
}

/** Sets, adds or deletes header fields of the forwarded request: `set-header` of Azure API Management. */
export const setHeader: Policy = {
  name: 'set-header',
  headersOnly: true,
  summary: 'Sets, adds or deletes header fields of the request that is forwarded.',
  schema: {
    type: 'object',
    minProperties: 1,
    description: 'What becomes of each header field, by its name.',
    examples: [{ Authorization: 'Bearer {{ auth.accessToken }}' }],
    propertyNames: { pattern: tokenPattern },
    additionalProperties: {
      anyOf: [
        text,
        { type: 'null', description: 'Deletes the field.' },
        withAction({ value: text }),
        withAction({ values: texts }),
        {
          type: 'object',
          additionalProperties: false,
          required: ['existsAction'],
          properties: { existsAction: { const: 'delete', description: 'Deletes the field.' } },
        },
      ],
    },
  },
  check,
  compile,
}

function withAction(member: JsonObject): JsonObject {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(member),
    properties: {
      ...member,
      existsAction: {
        type: 'string',
        enum: ['override', 'skip', 'append'],
        default: 'override',
        description:
          'What to do when the request has the field: replace it, leave it, or add to it.',
      },
    },
  }
}

const existsActions = ['override', 'skip', 'append', 'delete'] as const

type ExistsAction = (typeof existsActions)[number]

/** What is done to one field. Says whether a value was refused; the field is left out then. */
type Operation = (exchange: Exchange) => Done

type Done = 'done' | 'refused'

function compile(options: JsonObject, { variables }: CompileContext): Checked<Step> {
  const { operations, problems } = readOperations(options, variables)
  const messages = problems.map(({ option, message }) => `header "${option}": ${message}`)
  return messages.length > 0 ? refused('CM1005', ...messages) : compiled(makeStep(operations))
}

function check(
  options: JsonObject,
  variables: ReadonlyMap<string, number>,
): readonly PolicyProblem[] {
  return readOperations(options, variables).problems
}

function readOperations(
  options: JsonObject,
  variables: ReadonlyMap<string, number>,
): { readonly operations: readonly Operation[]; readonly problems: readonly PolicyProblem[] } {
  const operations: Operation[] = []
  const problems: PolicyProblem[] = []
  const seen = new Set<string>()
  for (const [name, option] of Object.entries(options)) {
    const operation = nameProblem(name, seen) ?? compileOperation(name, option, variables)
    if (typeof operation === 'string') problems.push({ option: name, message: operation })
    if (typeof operation === 'function') operations.push(operation)
    seen.add(name.toLowerCase())
  }
  return { operations, problems }
}

function makeStep(operations: readonly Operation[]): Step {
  return function setHeaders(exchange) {
    for (const operation of operations) {
      if (operation(exchange) === 'refused') return unsendable
    }
    return undefined
  }
}

const unsendable: Problem = {
  code: 'internal_error',
  detail: 'a header field of this route has a value that may not be sent',
  reason: 'header_value',
}

const names = new RegExp(tokenPattern)

/** Framing and routing of the message belong to the gateway. */
const forbidden = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

function nameProblem(name: string, seen: ReadonlySet<string>): string | undefined {
  const lowerCase = name.toLowerCase()
  if (!names.test(name)) return 'not a header field name'
  if (forbidden.has(lowerCase)) return 'this field is set by the gateway alone'
  return seen.has(lowerCase) ? 'given twice' : undefined
}

function compileOperation(
  name: string,
  option: Json,
  variables: ReadonlyMap<string, number>,
): Operation | string {
  const wanted = readOption(option)
  if (typeof wanted === 'string') return wanted
  const templates: Template[] = []
  for (const value of wanted.values) {
    const made = compileTemplate(value, variables)
    if ('problem' in made) return made.problem
    if (!isFieldValue(value)) return 'a value has a control character'
    templates.push(made.template)
  }
  return operate(name, templates, wanted.existsAction)
}

interface Wanted {
  readonly values: readonly string[]
  readonly existsAction: ExistsAction
}

function readOption(option: Json): Wanted | string {
  if (option === null) return { values: [], existsAction: 'delete' }
  if (typeof option === 'string') return { values: [option], existsAction: 'override' }
  if (!isJsonObject(option)) return 'must be a string, null, or an object'
  const { value, values = value === undefined ? [] : [value], existsAction = 'override' } = option
  const action = existsActions.find((each) => each === existsAction)
  if (action === undefined) return `"existsAction" must be one of ${existsActions.join(', ')}`
  if (!Array.isArray(values) || !values.every((each) => typeof each === 'string')) {
    return '"values" must be a list of strings'
  }
  if ((action === 'delete') !== (values.length === 0)) return 'a value is missing or has no use'
  return { values, existsAction: action }
}

function operate(name: string, templates: readonly Template[], action: ExistsAction): Operation {
  const lowerCase = name.toLowerCase()
  const clears = action === 'override' || action === 'delete'
  return (exchange) => {
    if (action === 'skip' && hasHeader(exchange.headers, lowerCase)) return 'done'
    if (clears) removeHeader(exchange.headers, lowerCase)
    return add(exchange, name, templates)
  }
}

function add({ headers, variables }: Exchange, name: string, templates: readonly Template[]): Done {
  for (const template of templates) {
    const value = template(variables)
    if (value === undefined) continue
    if (!isFieldValue(value)) return 'refused'
    headers.push(name, value)
  }
  return 'done'
}
