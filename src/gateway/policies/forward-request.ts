import { isCount } from '../counting.ts'
import { type Policy, reading, wrong } from './policy.ts'

/** How the request is forwarded: `forward-request` of Azure API Management. */
export const forwardRequest: Policy = {
  name: 'forward-request',
  summary:
    'Says how the request is forwarded. It is forwarded behind all policies of the route, with or without this one; redirects go back to the caller.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['timeout'],
    properties: {
      timeout: {
        type: 'integer',
        minimum: 1,
        maximum: 86_400,
        description: 'Seconds until the header of the answer; in place of `timeout` of the route.',
        examples: [30],
      },
    },
  },
  ...reading(
    ({ timeout }) =>
      isCount(timeout)
        ? { value: timeout * 1000 }
        : wrong('timeout', 'must be a number of seconds'),
    (headersTimeout) => (exchange) => {
      exchange.headersTimeout = headersTimeout
      return undefined
    },
  ),
}
