import { type Policy, reading, wrong } from './policy.ts'

/** `HEAD` is not among them: its answer announces a body that never comes. */
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** Gives the forwarded request another method: `set-method` of Azure API Management. */
export const setMethod: Policy = {
  name: 'set-method',
  summary: 'Replaces the method of the request that is forwarded; the body stays.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['method'],
    properties: {
      method: { type: 'string', enum: methods, description: 'The method for the upstream.' },
    },
  },
  ...reading(
    ({ method }) => {
      const value = methods.find((each) => each === method)
      if (value === undefined) return wrong('method', `must be one of ${methods.join(', ')}`)
      return { value }
    },
    (method) => (exchange) => {
      exchange.method = method
      return undefined
    },
  ),
}
