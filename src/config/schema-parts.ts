import type { JsonObject } from '../model/index.ts'
import type { Form } from './forms.ts'

/**
 * Pieces that the JSON Schema is built from. They keep to keywords that Ajv compiles to plain code,
 * without a runtime of its own: `pattern` instead of `minLength`, no `format`, no `uniqueItems`.
 */
export type Properties = { readonly [name: string]: JsonObject }

/** An object with fixed fields. `title` completes "unknown field … in". */
export function fields(
  title: string,
  properties: Properties,
  more: JsonObject & { readonly description: string },
): JsonObject {
  return {
    title,
    type: 'object',
    ...more,
    properties,
    patternProperties: { '^x-': { description: 'A note of your own; nobody reads it.' } },
    additionalProperties: false,
  }
}

/** An object with exactly one of some fields. */
export function oneOfFields(
  title: string,
  properties: Properties,
  description: string,
): JsonObject {
  return {
    title,
    description,
    type: 'object',
    properties,
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
  }
}

/** An object whose keys are the author's own. */
export function mapOf(
  keys: Form,
  values: JsonObject,
  description: string,
  more: JsonObject = {},
): JsonObject {
  return {
    description,
    ...more,
    type: 'object',
    patternProperties: { [keys.pattern]: values },
    additionalProperties: false,
  }
}

/** A text of a form. */
export function textOf(form: Form, description: string, more: JsonObject = {}): JsonObject {
  return { type: 'string', pattern: form.pattern, description, ...more }
}

/** A list of equal items. */
export function listOf(items: JsonObject, description: string, more: JsonObject = {}): JsonObject {
  return { type: 'array', items, description, ...more }
}

/** One of some words. */
export function oneOf(
  values: readonly string[],
  description: string,
  more: JsonObject = {},
): JsonObject {
  return { type: 'string', enum: values, description, ...more }
}

/** A reference to a definition. Draft-07 ignores everything beside `$ref`, so nothing stands there. */
export function ref(definition: string): JsonObject {
  return { $ref: `#/definitions/${definition}` }
}

/** A reference with a description of its own. */
export function described(definition: string, description: string): JsonObject {
  return { description, allOf: [ref(definition)] }
}
