import { isJsonObject, type Json, type JsonObject, type PolicyScope } from '../model/index.ts'
import { fieldText, isCredentialField, tokenPattern } from './header-list.ts'
import { lastError } from './last-error.ts'
import { compilePathExpression } from './path-pattern.ts'
import type { Exchange } from './policies/policy.ts'
import { isTexts } from './texts.ts'

/** Whether a request is one that a case of `choose` is for. */
export type Condition = (exchange: Exchange) => boolean

const expected: JsonObject = {
  anyOf: [
    { type: 'string', description: 'This value, case included.', examples: ['gold'] },
    {
      type: 'array',
      minItems: 1,
      items: { type: 'string', description: 'A value.', examples: ['gold'] },
      description: 'One of these values.',
      examples: [['gold', 'silver']],
    },
    { type: 'boolean', description: 'true: there is a value; false: there is none.' },
  ],
}

/** JSON Schema of a condition. */
export const conditionSchema: JsonObject = {
  title: 'a condition',
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  description: 'Holds when everything that is said here holds, of the request as it came.',
  examples: [{ methods: ['POST'], headers: { 'X-Tier': 'gold' } }],
  properties: {
    methods: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'string',
        enum: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
        description: 'A method.',
      },
      description: 'The method is one of these.',
      examples: [['GET', 'HEAD']],
    },
    path: {
      type: 'string',
      pattern: '^/',
      description: 'The path matches; `*` is one segment, a final `**` the rest.',
      examples: ['/github/repos/**'],
    },
    headers: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: tokenPattern },
      additionalProperties: expected,
      description: 'Values of header fields, by name. Credentials cannot be asked for.',
      examples: [{ 'X-Tier': ['gold', 'silver'] }],
    },
    variables: {
      type: 'object',
      minProperties: 1,
      additionalProperties: expected,
      description:
        'Values of context variables, by name; of an authorization context whether it was obtained.',
      examples: [{ tier: 'gold' }, { auth: false }],
    },
    lastError: {
      title: 'the last error',
      type: 'object',
      additionalProperties: false,
      minProperties: 1,
      description: 'Why the request is refused; within `on-error` only.',
      examples: [{ reason: 'RateLimitExceeded' }],
      properties: { source: expectedOf('The policy'), reason: expectedOf('Its reason') },
    },
  },
}

function expectedOf(what: string): JsonObject {
  return {
    ...expected,
    description: `${what}, as Azure API Management names it.`,
    examples: ['RateLimitExceeded'],
  }
}

/** @returns The condition, or in one sentence what is wrong with it. */
export function compileCondition(option: Json | undefined, scope: PolicyScope): Condition | string {
  if (!isJsonObject(option)) return 'a condition must be an object'
  const parts = Object.entries(option).flatMap(([name, value]) => {
    const compile = compilers.get(name)
    return compile === undefined ? [`a condition has no member "${name}"`] : compile(value, scope)
  })
  if (parts.length === 0) return 'a condition must say something'
  const problem = parts.find((each) => typeof each === 'string')
  if (problem !== undefined) return problem
  const conditions = parts.filter((each) => typeof each === 'function')
  return (exchange) => conditions.every((each) => each(exchange))
}

type Compiler = (option: Json, scope: PolicyScope) => readonly (Condition | string)[]

const compilers: ReadonlyMap<string, Compiler> = new Map<string, Compiler>([
  ['methods', (option) => [ofMethods(option)]],
  ['path', (option) => [ofPath(option)]],
  ['headers', eachMember(ofHeader)],
  ['variables', eachMember(ofVariable)],
  ['lastError', eachMember(ofLastError)],
])

/** What is expected of one value, and of whom. */
interface Expectation {
  readonly name: string
  readonly test: Test
  readonly scope: PolicyScope
}

type Test = (value: string | undefined) => boolean

function eachMember(compile: (expectation: Expectation) => Condition | string): Compiler {
  return (option, scope) => {
    if (!isJsonObject(option)) return ['a member of a condition must be an object']
    return Object.entries(option).map(([name, value]) => {
      const test = testOf(value)
      return test === undefined
        ? `"${name}" must be a string, a list of strings or a boolean`
        : compile({ name, test, scope })
    })
  }
}

function testOf(option: Json): Test | undefined {
  if (typeof option === 'boolean') return (value) => (value !== undefined) === option
  if (typeof option === 'string') return (value) => value === option
  if (!isTexts(option)) return undefined
  return (value) => value !== undefined && option.includes(value)
}

function ofMethods(option: Json): Condition | string {
  if (!isTexts(option)) return '"methods" must be a list of strings'
  return ({ requestMethod }) => option.includes(requestMethod)
}

function ofPath(option: Json): Condition | string {
  if (typeof option !== 'string') return '"path" must be a string'
  const expression = compilePathExpression(option)
  if (typeof expression === 'string') return expression
  return ({ requestPath }) => expression.test(requestPath)
}

const names = new RegExp(tokenPattern)

function ofHeader({ name, test }: Expectation): Condition | string {
  const lowerCase = name.toLowerCase()
  if (!names.test(name)) return `"${name}" is not a header field name`
  if (isCredentialField(lowerCase)) return `"${name}" is the caller’s own credential`
  return ({ request }) => test(fieldText(request, lowerCase))
}

function ofVariable({ name, test, scope }: Expectation): Condition | string {
  const variable = scope.variables.get(name)
  if (variable === undefined) {
    return `no policy before this one declares the context variable "${name}"`
  }
  const { slot } = variable
  return ({ variables }) => {
    const value = variables[slot]
    return test(typeof value === 'object' ? '' : value)
  }
}

function ofLastError({ name, test, scope }: Expectation): Condition | string {
  if (scope.place !== 'onError') return 'there is a last error within on-error only'
  if (name !== 'source' && name !== 'reason') return `an error has no member "${name}"`
  return ({ problem }) => test(problem === undefined ? undefined : lastError(problem)[name])
}
