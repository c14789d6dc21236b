import type { JsonObject } from '../../model/index.ts'
import { isCount } from '../counting.ts'
import { type Policy, type Read, type RetryRule, reading, wrong } from './policy.ts'

/** Sends a request again that has not reached the upstream: `retry` of Azure API Management. */
export const retry: Policy = {
  name: 'retry',
  summary:
    'Sends a request again when not a byte of it has reached the upstream (its connection could not be made), and its method is idempotent. No answer is ever a reason to send it again.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['count'],
    properties: {
      count: {
        type: 'integer',
        minimum: 1,
        maximum: 10,
        description: 'Further attempts, at most.',
        examples: [2],
      },
      interval: {
        type: 'integer',
        minimum: 0,
        maximum: 60,
        default: 1,
        description:
          'Seconds before the first of them; each pause is twice as long as the one before.',
      },
      maxInterval: {
        type: 'integer',
        minimum: 0,
        maximum: 60,
        default: 10,
        description: 'The longest pause, in seconds.',
      },
    },
  },
  ...reading(read, (rule) => (exchange) => {
    exchange.retry = rule
    return undefined
  }),
}

function read({ count, interval = 1, maxInterval = 10 }: JsonObject): Read<RetryRule> {
  if (!isCount(count) || count > 10) return wrong('count', 'must be between 1 and 10')
  if (!isPause(interval)) return wrong('interval', 'must be a number of seconds')
  if (!isPause(maxInterval)) return wrong('maxInterval', 'must be a number of seconds')
  return { value: { count, interval: interval * 1000, maxInterval: maxInterval * 1000 } }
}

function isPause(value: unknown): value is number {
  return isCount(value) || value === 0
}
