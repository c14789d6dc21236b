import type { Json, JsonObject, PolicyProblem, PolicyScope } from '../../model/index.ts'
import { type ExistsAction, readWanted, valueSchema } from '../exists-action.ts'
import type { Problem } from '../problem.ts'
import { encodeValue, hasParameter, withoutParameter, withParameter } from '../query.ts'
import { compileTemplate, type Template } from '../template.ts'
import { type Exchange, type Policy, type Read, reading } from './policy.ts'

/** Sets, adds or deletes query parameters: `set-query-parameter` of Azure API Management. */
export const setQueryParameter: Policy = {
  name: 'set-query-parameter',
  summary:
    'Sets, adds or deletes parameters in the query of the request that is forwarded. Values are encoded.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    minProperties: 1,
    description: 'What becomes of each parameter, by its name; upper and lower case differ.',
    examples: [{ 'api-version': '2024-05-01' }],
    propertyNames: { pattern: '^[^\\p{Cc}]+$' },
    additionalProperties: valueSchema('parameter', ['2024-05-01', '{{ auth.accessToken }}']),
  },
  ...reading(read, (operations) => (exchange) => {
    for (const operation of operations) {
      if (operation(exchange) === 'refused') return unsendable
    }
    return undefined
  }),
}

/** What is done to one parameter; see set-header. */
type Operation = (exchange: Exchange) => Done

type Done = 'done' | 'refused'

const unsendable: Problem = {
  code: 'internal_error',
  detail: 'a query parameter of this route has a value that may not be sent',
  reason: 'query_value',
}

function read(options: JsonObject, scope: PolicyScope): Read<readonly Operation[]> {
  const operations: Operation[] = []
  const problems: PolicyProblem[] = []
  for (const [name, option] of Object.entries(options)) {
    const operation = compileOperation(name, option, scope)
    if (typeof operation === 'string') problems.push({ option: name, message: operation })
    else operations.push(operation)
  }
  return problems.length > 0 ? { problems } : { value: operations }
}

function compileOperation(name: string, option: Json, scope: PolicyScope): Operation | string {
  const encodedName = encodeValue(name)
  if (encodedName === undefined || name === '') return 'not a name of a parameter'
  const wanted = readWanted(option)
  if (typeof wanted === 'string') return wanted
  const templates: Template[] = []
  for (const value of wanted.values) {
    const made = compileTemplate(value, scope)
    if ('problem' in made) return made.problem
    if (made.carries.token && wanted.existsAction !== 'override') {
      return 'a token replaces what the caller sent; "existsAction" must be override'
    }
    templates.push(made.template)
  }
  return operate({ name, encodedName }, templates, wanted.existsAction)
}

interface Parameter {
  readonly name: string
  readonly encodedName: string
}

function operate(
  { name, encodedName }: Parameter,
  templates: readonly Template[],
  action: ExistsAction,
): Operation {
  const clears = action === 'override' || action === 'delete'
  return (exchange) => {
    if (action === 'skip' && hasParameter(exchange.target, name)) return 'done'
    if (clears) exchange.target = withoutParameter(exchange.target, name)
    return add(exchange, encodedName, templates)
  }
}

function add(exchange: Exchange, encodedName: string, templates: readonly Template[]): Done {
  for (const template of templates) {
    const value = template(exchange)
    if (value === undefined) continue
    const encodedValue = encodeValue(value)
    if (encodedValue === undefined) return 'refused'
    exchange.target = withParameter(exchange.target, `${encodedName}=${encodedValue}`)
  }
  return 'done'
}
