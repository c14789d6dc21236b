import { declareVariable } from '../../model/index.ts'
import { compileTemplate } from '../template.ts'
import { type Policy, reading, wrong } from './policy.ts'

const namePattern = '^[a-z][A-Za-z0-9]*$'

/** Sets a context variable to a text: `set-variable` of Azure API Management. */
export const setVariable: Policy = {
  name: 'set-variable',
  summary: 'Sets a context variable to a text, for templates `{{ name }}` and conditions after it.',
  places: ['route', 'branch', 'onError'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['name', 'value'],
    properties: {
      name: {
        type: 'string',
        pattern: namePattern,
        description: 'Name of the variable. Setting it again replaces its value.',
        examples: ['tier'],
      },
      value: {
        type: 'string',
        description:
          'The value. In `{{ }}`: `request.method`, `request.path`, `request.ipAddress`, `request.headers.NAME`, `caller.identity`, `caller.claims.NAME`, or a context variable. Where one of them is not there, the variable has no value.',
        examples: ['basic', '{{ request.headers.X-Tenant }}'],
      },
    },
  },
  ...reading(
    ({ name, value }, scope) => {
      if (typeof name !== 'string' || !new RegExp(namePattern).test(name)) {
        return wrong('name', `must match ${namePattern}`)
      }
      if (typeof value !== 'string') return wrong('value', 'must be a string')
      const made = compileTemplate(value, scope)
      if ('problem' in made) return wrong('value', made.problem)
      const slot = declareVariable(scope, name, { type: 'text', carries: made.carries })
      if (typeof slot === 'string') return wrong('name', slot)
      return { value: { slot, template: made.template } }
    },
    ({ slot, template }) =>
      (exchange) => {
        exchange.variables[slot] = template(exchange)
        return undefined
      },
  ),
}
