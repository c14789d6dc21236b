import type { JsonObject, PolicyScope } from '../../model/index.ts'
import {
  counterKeySchema,
  type HeaderNames,
  headerNamesSchema,
  type Key,
  limitRate,
  readHeaderNames,
  readKey,
  readRule,
  ruleSchema,
} from '../counting.ts'
import type { RateRule } from '../limits.ts'
import { type Policy, type Read, reading, wrong } from './policy.ts'

/** Bounds the rate of each key: `rate-limit-by-key` of Azure API Management. */
export const rateLimitByKey: Policy = {
  name: 'rate-limit-by-key',
  summary:
    'As rate-limit, for each value of a key. Each gateway process counts by itself, in memory, up to 10,000 keys.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['calls', 'renewalPeriod', 'counterKey'],
    properties: { ...ruleSchema(300), counterKey: counterKeySchema, ...headerNamesSchema },
  },
  ...reading(read, ({ rule, names, key }, { stepId }) => (exchange, { limits }) => {
    return limitRate({ exchange, limits, stepId, key: key(exchange) }, rule, names)
  }),
}

interface Options {
  readonly rule: RateRule
  readonly names: HeaderNames
  readonly key: Key
}

function read(options: JsonObject, scope: PolicyScope): Read<Options> {
  const rule = readRule(options)
  const names = readHeaderNames(options)
  const key = readKey(options['counterKey'], scope)
  if ('problems' in rule) return rule
  if ('problems' in names) return names
  if (typeof key === 'string') return wrong('counterKey', key)
  return { value: { rule: rule.value, names: names.value, key } }
}
