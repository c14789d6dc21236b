/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

export interface JsonObject {
  readonly [key: string]: Json
}

/** @returns Whether `value` is an object with string keys, not an array and not `null`. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * JSON text with object keys sorted by code unit at every level and no white space: equal values
 * give equal bytes, whatever order their keys were written in.
 */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) {
    return value.every(isText) ? JSON.stringify(value) : `[${value.map(canonicalJson).join(',')}]`
  }
  if (!isJsonObject(value)) return JSON.stringify(value)
  const members: string[] = []
  const keys = Object.keys(value)
  for (const key of keys.length > 1 ? keys.sort() : keys) {
    members.push(`${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`)
  }
  return `{${members.join(',')}}`
}

function isText(value: Json): boolean {
  return typeof value === 'string'
}

/** Whether two values have the same canonical JSON text, without making it. */
export function isSameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, at) => isSameJson(each, other[at]))
  }
  if (!isJsonObject(one) || !isJsonObject(other)) return false
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSameJson(one[name], other[name]))
  )
}

/** Freezes plain data at every level. A `URL`, `Map` or `Headers` would not be protected by it. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const member of Object.values(value)) deepFreeze(member)
  return value
}
