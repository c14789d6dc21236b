import { createHash } from 'node:crypto'
import type { JsonObject, PolicyProblem, PolicyScope } from '../model/index.ts'
import { AnswerFields } from './answer-fields.ts'
import { isGatewayField, tokenPattern } from './header-list.ts'
import { type RateRule, takeFromBucket } from './limits.ts'
import type { Exchange, Read, StepPorts, StepResult } from './policies/policy.ts'
import { retryAfter } from './problem.ts'
import { compileTemplate } from './template.ts'

/** How many calls in which time; `renewalPeriod` in seconds, as in Azure API Management. */
export function ruleSchema(longestPeriod: number): { readonly [name: string]: JsonObject } {
  return {
    calls: {
      type: 'integer',
      minimum: 1,
      maximum: 1_000_000_000,
      description: 'Calls in one period.',
      examples: [100],
    },
    renewalPeriod: {
      type: 'integer',
      minimum: 1,
      maximum: longestPeriod,
      description: 'Length of the period, in seconds.',
      examples: [60],
    },
  }
}

export const counterKeySchema: JsonObject = {
  type: 'string',
  description:
    'What is counted by, with `{{ }}` as in set-variable, tokens excepted. Requests without a value are counted together.',
  examples: ['{{ request.ipAddress }}', '{{ caller.claims.tid }}'],
}

const fieldName = (description: string, example: string): JsonObject => ({
  type: 'string',
  pattern: tokenPattern,
  description,
  examples: [example],
})

export const headerNamesSchema: { readonly [name: string]: JsonObject } = {
  remainingCallsHeaderName: fieldName(
    'Header field of the answer that tells how many calls are left at the moment.',
    'X-RateLimit-Remaining',
  ),
  totalCallsHeaderName: fieldName(
    'Header field of the answer that tells the value of "calls".',
    'X-RateLimit-Limit',
  ),
}

/** What a request is counted by; empty where there is nothing. */
export type Key = (exchange: Exchange) => string

/** @returns What to count by, or in one sentence what is wrong with the option. */
export function readKey(counterKey: unknown, scope: PolicyScope): Key | string {
  if (typeof counterKey !== 'string') return 'must be a string'
  const made = compileTemplate(counterKey, scope)
  if ('problem' in made) return made.problem
  if (made.carries.token) return 'a token must not be counted by'
  return (exchange) => shortened(made.template(exchange) ?? '')
}

/** A caller may send long values, and thousands of keys are kept. */
function shortened(key: string): string {
  return key.length > 100 ? createHash('sha256').update(key).digest('base64url') : key
}

export function readRule({ calls, renewalPeriod }: JsonObject): Read<RateRule> {
  const problems: PolicyProblem[] = []
  if (!isCount(calls)) problems.push({ option: 'calls', message: 'must be a positive integer' })
  if (!isCount(renewalPeriod)) {
    problems.push({ option: 'renewalPeriod', message: 'must be a number of seconds' })
  }
  if (!isCount(calls) || !isCount(renewalPeriod)) return { problems }
  return { value: { calls, renewalPeriod: renewalPeriod * 1000 } }
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0
}

export interface HeaderNames {
  readonly remaining: string | undefined
  readonly total: string | undefined
}

export function readHeaderNames({
  remainingCallsHeaderName: remaining,
  totalCallsHeaderName: total,
}: JsonObject): Read<HeaderNames> {
  if (!isHeaderName(remaining)) return notAHeaderName('remainingCallsHeaderName')
  if (!isHeaderName(total)) return notAHeaderName('totalCallsHeaderName')
  return { value: { remaining, total } }
}

const names = new RegExp(tokenPattern)

function isHeaderName(name: unknown): name is string | undefined {
  if (name === undefined) return true
  return typeof name === 'string' && names.test(name) && !isGatewayField(name.toLowerCase())
}

function notAHeaderName(option: string): Read<never> {
  const message = 'not a header field name that may stand in an answer'
  return { problems: [{ option, message }] }
}

/** Where a request is counted. */
export interface Counted {
  readonly exchange: Exchange
  readonly limits: StepPorts['limits']
  readonly stepId: string
  readonly key: string
}

/** Counts one call, and refuses it when there are too many. */
export function limitRate(
  { exchange, limits, stepId, key }: Counted,
  rule: RateRule,
  { remaining, total }: HeaderNames,
): StepResult {
  const counters = limits.rates(stepId)
  const { counter, left, wait } = takeFromBucket(counters.get(key), rule, limits.now())
  counters.set(key, counter)
  if (remaining !== undefined) answerFieldsOf(exchange).set(remaining, String(Math.max(0, left)))
  if (total !== undefined) answerFieldsOf(exchange).set(total, String(rule.calls))
  if (left >= 0) return undefined
  return { code: 'rate_limited', detail: 'too many requests', headers: retryAfter(wait) }
}

function answerFieldsOf(exchange: Exchange): AnswerFields {
  exchange.answerFields ??= new AnswerFields()
  return exchange.answerFields
}
