import type { JsonObject, PolicyScope } from '../../model/index.ts'
import { counterKeySchema, type Key, readKey, readRule, ruleSchema } from '../counting.ts'
import { type RateRule, takeFromQuota } from '../limits.ts'
import { retryAfter } from '../problem.ts'
import { type Policy, type Read, reading, wrong } from './policy.ts'

/** Bounds the calls of each key in a long period: `quota-by-key` of Azure API Management. */
export const quotaByKey: Policy = {
  name: 'quota-by-key',
  summary:
    'Bounds the calls for each value of a key in a period that begins with its first call; more is refused with 403 and `Retry-After`. Each gateway process counts by itself, in memory, up to 10,000 keys; a restart begins anew.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['calls', 'renewalPeriod', 'counterKey'],
    properties: { ...ruleSchema(31_536_000), counterKey: counterKeySchema },
  },
  ...reading(read, ({ rule, key }, { stepId }) => (exchange, { limits }) => {
    const counters = limits.quotas(stepId)
    const counted = key(exchange)
    const { counter, left, wait } = takeFromQuota(counters.get(counted), rule, limits.now())
    counters.set(counted, counter)
    if (left >= 0) return undefined
    return { code: 'quota_exceeded', detail: 'the quota is used up', headers: retryAfter(wait) }
  }),
}

interface Options {
  readonly rule: RateRule
  readonly key: Key
}

function read(options: JsonObject, scope: PolicyScope): Read<Options> {
  const rule = readRule(options)
  const key = readKey(options['counterKey'], scope)
  if ('problems' in rule) return rule
  return typeof key === 'string' ? wrong('counterKey', key) : { value: { rule: rule.value, key } }
}
