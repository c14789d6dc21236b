import { describeCaller, type JsonObject, type PolicyScope } from '../../model/index.ts'
import {
  type HeaderNames,
  headerNamesSchema,
  limitRate,
  readHeaderNames,
  readRule,
  ruleSchema,
} from '../counting.ts'
import type { RateRule } from '../limits.ts'
import { type Policy, type Read, reading, wrong } from './policy.ts'

/** Bounds the rate of each caller: `rate-limit` of Azure API Management. */
export const rateLimit: Policy = {
  name: 'rate-limit',
  summary:
    'Bounds how often each caller may use the route; more is refused with 429 and `Retry-After`. A caller that has rested may make all "calls" at once; they come back evenly over the period. Each gateway process counts by itself, in memory, up to 10,000 callers.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['calls', 'renewalPeriod'],
    properties: { ...ruleSchema(300), ...headerNamesSchema },
  },
  ...reading(read, ({ rule, names }, { stepId }) => (exchange, { limits }) => {
    const key = exchange.caller === undefined ? '' : describeCaller(exchange.caller)
    return limitRate({ exchange, limits, stepId, key }, rule, names)
  }),
}

interface Options {
  readonly rule: RateRule
  readonly names: HeaderNames
}

function read(options: JsonObject, { isPublic }: PolicyScope): Read<Options> {
  if (isPublic) return wrong('calls', 'a public route has no caller; use rate-limit-by-key')
  const rule = readRule(options)
  const names = readHeaderNames(options)
  if ('problems' in rule) return rule
  return 'problems' in names ? names : { value: { rule: rule.value, names: names.value } }
}
