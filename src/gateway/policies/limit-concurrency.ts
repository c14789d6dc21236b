import type { ServerResponse } from 'node:http'
import type { JsonObject, PolicyScope } from '../../model/index.ts'
import { counterKeySchema, isCount, type Key, readKey } from '../counting.ts'
import type { Problem } from '../problem.ts'
import { type Policy, type Read, reading, type StepResult, wrong } from './policy.ts'

/** Bounds how many requests are in flight: `limit-concurrency` of Azure API Management. */
export const limitConcurrency: Policy = {
  name: 'limit-concurrency',
  summary:
    'Bounds how many requests are in flight for each value of a key, from this policy to the end of the answer; more are refused with 429. Each gateway process counts by itself.',
  places: ['route', 'branch'],
  schema: {
    type: 'object',
    additionalProperties: false,
    required: ['maxCount'],
    properties: {
      key: { ...counterKeySchema, default: '' },
      maxCount: {
        type: 'integer',
        minimum: 1,
        maximum: 1_000_000,
        description: 'Requests at the same time.',
        examples: [20],
      },
    },
  },
  ...reading(read, ({ key, maxCount }, { stepId }) => (exchange, { limits }) => {
    const counts = limits.inFlight(stepId)
    return enter(counts, key(exchange), { maxCount, response: exchange.response })
  }),
}

interface Options {
  readonly key: Key
  readonly maxCount: number
}

function read({ key = '', maxCount }: JsonObject, scope: PolicyScope): Read<Options> {
  if (!isCount(maxCount)) return wrong('maxCount', 'must be a positive integer')
  const template = readKey(key, scope)
  return typeof template === 'string'
    ? wrong('key', template)
    : { value: { key: template, maxCount } }
}

const tooMany: Problem = {
  code: 'concurrency_limited',
  detail: 'too many requests at once',
}

function enter(
  counts: Map<string, number>,
  key: string,
  { maxCount, response }: { readonly maxCount: number; readonly response: ServerResponse },
): StepResult {
  const count = counts.get(key) ?? 0
  if (count >= maxCount) return tooMany
  // Nobody would tell of the end of an answer whose caller has left already.
  if (response.destroyed) return undefined
  counts.set(key, count + 1)
  response.once('close', () => leave(counts, key))
  return undefined
}

function leave(counts: Map<string, number>, key: string): void {
  const count = counts.get(key) ?? 0
  if (count > 1) counts.set(key, count - 1)
  else counts.delete(key)
}
