import type { Checked, Json, JsonObject, PolicyProblem, PolicyScope } from '../../model/index.ts'
import { type ExistsAction, readWanted, valueSchema } from '../exists-action.ts'
import {
  hasHeader,
  isCredentialField,
  isFieldValue,
  isGatewayField,
  removeHeader,
  tokenPattern,
} from '../header-list.ts'
import type { Problem } from '../problem.ts'
import { compileTemplate, type Template } from '../template.ts'
import {
  type CompileContext,
  type CompiledPolicy,
  compiled,
  type Exchange,
  type Policy,
  refused,
  type Step,
} from './policy.ts'

/** Sets, adds or deletes header fields of the forwarded request: `set-header` of Azure API Management. */
export const setHeader: Policy = {
  name: 'set-header',
  fieldNames: (options) => Object.keys(options).map((name) => name.toLowerCase()),
  summary: 'Sets, adds or deletes header fields of the request that is forwarded.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    minProperties: 1,
    description: 'What becomes of each header field, by its name.',
    examples: [{ Authorization: 'Bearer {{ auth.accessToken }}' }],
    propertyNames: { pattern: tokenPattern },
    additionalProperties: valueSchema('field', ['Bearer {{ auth.accessToken }}']),
  },
  check,
  compile,
}

/** What is done to one field. Says whether a value was refused; the field is left out then. */
type Operation = (exchange: Exchange) => Done

type Done = 'done' | 'refused'

function compile(options: JsonObject, context: CompileContext): Checked<CompiledPolicy> {
  const { operations, problems } = readOperations(options, context)
  const messages = problems.map(({ option, message }) => `header "${option}": ${message}`)
  return messages.length > 0 ? refused('CM1005', ...messages) : compiled(makeStep(operations))
}

function check(options: JsonObject, scope: PolicyScope): readonly PolicyProblem[] {
  return readOperations(options, scope).problems
}

function readOperations(
  options: JsonObject,
  scope: PolicyScope,
): { readonly operations: readonly Operation[]; readonly problems: readonly PolicyProblem[] } {
  const operations: Operation[] = []
  const problems: PolicyProblem[] = []
  const seen = new Set<string>()
  for (const [name, option] of Object.entries(options)) {
    const operation = nameProblem(name, seen) ?? compileOperation(name, option, scope)
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

function nameProblem(name: string, seen: ReadonlySet<string>): string | undefined {
  const lowerCase = name.toLowerCase()
  if (!names.test(name)) return 'not a header field name'
  if (isGatewayField(lowerCase)) return 'this field is set by the gateway alone'
  return seen.has(lowerCase) ? 'given twice' : undefined
}

function compileOperation(name: string, option: Json, scope: PolicyScope): Operation | string {
  const wanted = readWanted(option)
  if (typeof wanted === 'string') return wanted
  const templates: Template[] = []
  for (const value of wanted.values) {
    const made = compileTemplate(value, scope)
    if ('problem' in made) return made.problem
    if (!isFieldValue(value)) return 'a value has a control character'
    if (made.carries.caller && isCredentialField(name.toLowerCase())) {
      return 'a credential must not be of the caller’s choice'
    }
    templates.push(made.template)
  }
  return operate(name, templates, wanted.existsAction)
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

function add(exchange: Exchange, name: string, templates: readonly Template[]): Done {
  for (const template of templates) {
    const value = template(exchange)
    if (value === undefined) continue
    if (!isFieldValue(value)) return 'refused'
    exchange.headers.push(name, value)
  }
  return 'done'
}
