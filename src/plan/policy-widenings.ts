import {
  canonicalJson,
  isJsonObject,
  type Json,
  type JsonObject,
  type PolicySpec,
} from '../model/index.ts'

/**
 * What more a route lets through because of its policies: a guard that is gone or asks for less, a
 * path or method that is rewritten in another way, an origin whose pages may call. A guard that asks
 * for more widens nothing. Where it can not be told, it counts as wider.
 */
export function policyWidenings(
  before: readonly PolicySpec[],
  after: readonly PolicySpec[],
): string[] {
  const lost = before.filter((each) => restricts(each) && !after.some((one) => covers(each, one)))
  const rewriting = after.filter(
    (each) => rewrites(each) && !before.some((one) => equal(one, each)),
  )
  const unwritten = before.filter(
    (each) => rewrites(each) && !after.some((one) => equal(one, each)),
  )
  const rewritten = [...rewriting, ...unwritten].map(({ policy }) => policy)
  const origins = originsOf(after).filter((each) => !originsOf(before).includes(each))
  return [
    ...[...new Set(lost.map(({ policy }) => policy))].map((name) => `drops or loosens ${name}`),
    ...[...new Set(rewritten)].map((name) => `forwards other paths or methods (${name})`),
    ...(origins.length === 0 ? [] : [`lets pages of ${origins.join(', ')} call`]),
  ]
}

const guards: ReadonlySet<string> = new Set([
  'check-header',
  'ip-filter',
  'limit-concurrency',
  'quota-by-key',
  'rate-limit',
  'rate-limit-by-key',
  'return-response',
  'validate-jwt',
])

const rewriters: ReadonlySet<string> = new Set(['rewrite-uri', 'set-method'])

function restricts(policy: PolicySpec): boolean {
  return holds(policy, guards)
}

function rewrites(policy: PolicySpec): boolean {
  return holds(policy, rewriters)
}

/** Whether it is one of those, or a choose that has one of them in a branch. */
function holds({ policy, options }: PolicySpec, names: ReadonlySet<string>): boolean {
  return names.has(policy) || (policy === 'choose' && hasKey(options, names))
}

function hasKey(value: Json, names: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((each) => hasKey(each, names))
  if (!isJsonObject(value)) return false
  return Object.entries(value).some(([key, member]) => names.has(key) || hasKey(member, names))
}

function equal(one: PolicySpec, other: PolicySpec): boolean {
  return one.policy === other.policy && canonicalJson(one.options) === canonicalJson(other.options)
}

/** Whether every request that `narrow` lets through, `wide` lets through as well. */
function covers(wide: PolicySpec, narrow: PolicySpec): boolean {
  if (wide.policy !== narrow.policy) return false
  const names = new Set([...Object.keys(wide.options), ...Object.keys(narrow.options)])
  return [...names].every((name) => {
    const compare = comparisons.get(`${wide.policy} ${name}`) ?? comparisons.get(name) ?? same
    return compare(wide.options[name] ?? null, narrow.options[name] ?? null, wide.options)
  })
}

/** Whether an option asks for no less in `narrow` than in `wide`; null: it is not given. */
type Comparison = (wide: Json, narrow: Json, options: JsonObject) => boolean

const same: Comparison = (wide, narrow) => canonicalJson(wide) === canonicalJson(narrow)
const fewer: Comparison = (wide, narrow) => Number(narrow) <= Number(wide)
const longer: Comparison = (wide, narrow) => Number(narrow) >= Number(wide)
const whatever: Comparison = () => true

const comparisons: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['calls', fewer],
  ['maxCount', fewer],
  ['renewalPeriod', longer],
  ['remainingCallsHeaderName', whatever],
  ['totalCallsHeaderName', whatever],
  ['failedCheckHttpCode', whatever],
  ['failedCheckErrorMessage', whatever],
  ['failedValidationHttpCode', whatever],
  ['failedValidationErrorMessage', whatever],
  ['issuers', (wide, narrow) => wide === null || isSubset(narrow, wide)],
  ['audiences', (wide, narrow) => wide === null || isSubset(narrow, wide)],
  ['check-header values', (wide, narrow) => wide === null || isSubset(narrow, wide)],
  [
    'ip-filter addresses',
    (wide, narrow, { action }) =>
      action === 'forbid' ? isSubset(wide, narrow) : isSubset(narrow, wide),
  ],
])

function isSubset(small: Json, large: Json): boolean {
  if (!Array.isArray(small) || !Array.isArray(large)) return false
  return small.every((each) => large.includes(each))
}

function originsOf(policies: readonly PolicySpec[]): readonly string[] {
  return policies.flatMap(({ policy, options: { allowedOrigins } }) =>
    policy === 'cors' && Array.isArray(allowedOrigins) ? allowedOrigins.map(String) : [],
  )
}
