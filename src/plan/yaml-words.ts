import { isJsonObject, type Json } from '../model/index.ts'
import { printable } from './words.ts'

/** YAML as people write it on one line: `[read:org, repo]`, `{ account: acme }`. */
export function flow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((each: Json) => flow(each)).join(', ')}]`
  if (!isJsonObject(value)) return scalar(value)
  const members = Object.entries(value).map(([key, member]) => `${keyWord(key)}: ${flow(member)}`)
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`
}

/** A key, quoted where YAML would read it as something else. */
export function keyWord(key: string): string {
  return scalar(key)
}

/** As {@link flow}, but a string always stands in quotes, so that its ends are seen beside an arrow. */
export function quoted(value: Json): string {
  return typeof value === 'string' ? printable(JSON.stringify(value)) : flow(value)
}

/**
 * A list's member as a configuration declares it: `{ type: group, … }` is `{ group: { … } }` there, and
 * `{ policy: set-header, options }` is `{ set-header: options }`.
 */
export function asDeclared(member: Json): Json {
  if (!isJsonObject(member)) return member
  const { policy, options, type, ...rest } = member
  if (typeof policy === 'string' && options !== undefined) return { [policy]: options }
  if (typeof type !== 'string') return member
  return { [type]: principalBody(type, rest) }
}

const milliseconds: readonly (readonly [suffix: string, size: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
]

/** A length of time as a configuration declares it: `90s`, `24h`. */
export function duration(value: number): string {
  const [suffix, size] = milliseconds.find(([, each]) => value !== 0 && value % each === 0) ?? [
    'ms',
    1,
  ]
  return `${value / size}${suffix}`
}

const plainScalar = /^[A-Za-z0-9/_.][\w/.:@*+~-]*$/
/** What the core schema of YAML 1.2 reads as something else than a string, or people take for it. */
const otherwiseRead =
  /^(?:true|false|yes|no|on|off|null|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+|[-+]?\.(?:inf|nan))$|:$/i

function scalar(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  return plainScalar.test(value) && !otherwiseRead.test(value)
    ? value
    : printable(JSON.stringify(value))
}

function principalBody(type: string, rest: { readonly [key: string]: Json }): Json {
  if (type === 'managedIdentity') return rest['name'] ?? {}
  if (type === 'apiKey') return rest['identity'] ?? {}
  const { claims = null, ...others } = rest
  if (isJsonObject(claims)) return { ...others, ...claims }
  return Object.fromEntries(Object.entries(others).filter(([, each]) => !isEmptyList(each)))
}

function isEmptyList(value: Json): boolean {
  return Array.isArray(value) && value.length === 0
}
