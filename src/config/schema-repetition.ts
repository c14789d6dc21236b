import type { JsonObject } from '../model/index.ts'
import { defaulted } from './defaults.ts'
import { forms } from './forms.ts'
import { fields, ref, textOf } from './schema-parts.ts'

/** The rows of an object that stands for many. */
export const forEach: JsonObject = {
  description:
    'Makes one object for every row: a list of keys, a mapping from key to value, or a file (CSV, NDJSON, JSON). `{key}` in the name of the object is the key of the row; `${each.key}`, `${each.value}` and `${each.value.FIELD}` stand in its values.',
  type: ['array', 'object'],
  items: { type: ['string', 'number'], description: 'A key.' },
  properties: {
    file: textOf(forms.glob, 'A data file below the directory of the main file.', {
      examples: ['users.csv'],
    }),
    key: textOf(forms.text, 'The column that holds the key.', { default: 'key', examples: ['id'] }),
  },
  examples: [
    ['alice', 'bob'],
    { file: 'users.csv', key: 'id' },
    { alice: { email: 'alice@acme.example' } },
  ],
}

/** `defaults`, and each kind of object with nothing required. */
export function defaultsDefinitions(objects: { readonly [name: string]: JsonObject }): {
  readonly [name: string]: JsonObject
} {
  const partial = [...defaulted.keys()].map((name) => [nameOf(name), withoutDemands(objects, name)])
  return {
    ...Object.fromEntries(partial),
    defaults: fields(
      'defaults',
      Object.fromEntries([...defaulted.keys()].map((name) => [name, ref(nameOf(name))])),
      { description: 'What every object of a kind says, unless it says otherwise itself.' },
    ),
  }
}

function nameOf(kind: string): string {
  return `${kind}Defaults`
}

function withoutDemands(
  objects: { readonly [name: string]: JsonObject },
  kind: string,
): JsonObject {
  const { required: _, properties, ...rest } = objects[kind] ?? {}
  const { forEach: __, ...own } = properties as JsonObject
  return { ...rest, properties: own }
}
