import {
  type Catalog,
  isJsonObject,
  type Json,
  type JsonObject,
  type PolicyDescriptor,
  type ProviderTemplate,
} from '../model/index.ts'
import { forms } from './forms.ts'
import { accessDefinitions } from './schema-access.ts'
import { lintDefinition, lintRulesDefinition } from './schema-lint.ts'
import { objectDefinitions, providerDefinition } from './schema-objects.ts'
import { fields, listOf, mapOf, oneOfFields, ref, textOf } from './schema-parts.ts'
import { refactoringDefinitions, refactoringSections } from './schema-refactoring.ts'
import { defaultsDefinitions, forEach } from './schema-repetition.ts'
import type { Shape } from './shape.ts'

/**
 * The JSON Schema (draft-07) of a configuration file: our skeleton, and what the shelves declare
 * about themselves. Editors read it; the validator is compiled from it.
 */
export function configSchema(catalog: Catalog): JsonObject {
  const root = fields(
    'the configuration',
    {
      version: { type: 'integer', const: 1, description: 'Version of the configuration language.' },
      include: listOf(
        textOf(forms.glob, '`*` is any name, `**` any directories.'),
        'Files whose sections belong to this one, below its directory. Only the main file has it.',
        { minItems: 1, examples: [['config/**/*.yaml']] },
      ),
      vars: mapOf(
        forms.variable,
        {
          type: ['string', 'number', 'boolean', 'null'],
          description: 'The value of the variable.',
        },
        'Variables for `${var:NAME}`, with their values; null: it must be given from outside.',
        { examples: [{ region: 'eu' }] },
      ),
      gateway: ref('gateway'),
      defaults: ref('defaults'),
      lint: ref('lint'),
      identities: mapOf(forms.name, ref('identity'), 'Ways to authenticate callers, by name.'),
      providers: mapOf(forms.objectName, ref('provider'), 'Authorization servers, by name.'),
      connections: mapOf(
        forms.connectionKey,
        ref('connection'),
        'Credentials, by `provider/name`.',
      ),
      accessPolicies: mapOf(forms.objectName, ref('accessPolicy'), 'Who may use what, by name.'),
      routes: mapOf(forms.objectName, ref('route'), 'What the gateway forwards, by name.'),
      ...refactoringSections,
    },
    { required: ['version'], description: 'Configuration of credmgr.' },
  )
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...root,
    definitions: {
      ...objectsOf(catalog),
      policy: oneOfFields('a policy', policyOptions(catalog), 'One step: exactly one policy.'),
      ...Object.fromEntries(catalog.policies.map((each) => [definitionOf(each), options(each)])),
    },
  }
}

function objectsOf(catalog: Catalog): { readonly [name: string]: JsonObject } {
  const objects = {
    ...accessDefinitions,
    ...objectDefinitions,
    ...refactoringDefinitions,
    provider: providerDefinition(templateNames(catalog), templateParameters(catalog)),
  }
  const more = { forEach, lint: lintDefinition, lintRules: lintRulesDefinition }
  return { ...objects, ...defaultsDefinitions(objects), ...more }
}

function templateNames({ templates }: Catalog): JsonObject {
  return {
    type: 'string',
    enum: templates.map((each) => each.id),
    description: `Fills in what the provider leaves out. ${templates.map(titled).join('; ')}.`,
  }
}

function titled({ id, title }: ProviderTemplate): string {
  return `${id}: ${title}`
}

/** Which template asks for which parameter is checked with the template at hand. */
function templateParameters({ templates }: Catalog): JsonObject {
  const properties: Record<string, JsonObject> = {}
  for (const template of templates) {
    for (const [name, { description }] of Object.entries(template.parameters)) {
      const before = properties[name]?.['description']
      const here = `${template.id}: ${description}`
      const both = before === undefined ? here : `${String(before)}; ${here}`
      const examples = [`\${env:${name.replace(/[A-Z]/g, '_$&').toUpperCase()}}`]
      properties[name] = { type: 'string', description: both, examples }
    }
  }
  return {
    type: 'object',
    description: 'What the template asks for.',
    properties,
    additionalProperties: { type: 'string' },
  }
}

function policyOptions({ policies }: Catalog): { readonly [name: string]: JsonObject } {
  return Object.fromEntries(policies.map((each) => [each.name, ref(definitionOf(each))]))
}

function definitionOf({ name }: PolicyDescriptor): string {
  return `policy-${name}`
}

function options({ name, summary, schema }: PolicyDescriptor): JsonObject {
  const { $schema: _, ...rest } = schema
  return { title: `the policy ${name}`, description: summary, ...rest }
}

/** The shapes of a schema's definitions by name; the root is ``. */
export function shapesOf(schema: JsonObject): { readonly [definition: string]: Shape } {
  const definitions = objectAt(schema, 'definitions')
  const all = [['', schema] as const, ...Object.entries(definitions)]
  return Object.fromEntries(
    all.map(([name, definition]) => {
      const members = Object.entries(objectAt(definition, 'properties'))
      const fields = Object.fromEntries(members.map(([field, to]) => [field, memberOf(to)]))
      return [name, { title: titleOf(definition), fields }]
    }),
  )
}

/** Fields of objects that hold a secret further down. */
const withSecrets: ReadonlySet<string> = new Set(['from', 'clientAuth', 'login', 'privateKeyJwt'])

/** Paths of the positions where a secret stands, `*` for any name. */
export function secretPositionsOf(schema: JsonObject): readonly string[] {
  const definitions = objectAt(schema, 'definitions')
  const found: string[] = []
  const look = (path: string, object: unknown): void => {
    const properties = objectAt(objectAt(definitions, target(object)), 'properties')
    for (const [field, to] of Object.entries(properties)) {
      const marked = objectAt(definitions, target(to))['x-credmgr-secret'] === true
      if (marked) found.push(`${path}/${field}`)
      else if (withSecrets.has(field)) look(`${path}/${field}`, to)
    }
  }
  for (const [section, part] of Object.entries(objectAt(schema, 'properties'))) {
    for (const entry of Object.values(objectAt(part, 'patternProperties'))) {
      look(`${section}/*`, entry)
    }
    if (objectOf(part)['items'] !== undefined) look(`${section}/*`, objectOf(part)['items'])
    const kinds = objectAt(objectAt(definitions, target(part)), 'properties')
    for (const [kind, to] of Object.entries(kinds)) {
      look(`${section}/${kind}`, to)
      for (const entry of Object.values(objectAt(to, 'patternProperties'))) {
        look(`${section}/${kind}/*`, entry)
      }
    }
  }
  return found.sort()
}

function titleOf(definition: unknown): string {
  const title = objectOf(definition)['title']
  return typeof title === 'string' ? title : 'this object'
}

function objectAt(parent: unknown, key: string): JsonObject {
  return objectOf(objectOf(parent)[key])
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {}
}

/** As {@link target}, with a `*` before it for a list or map of such objects. */
function memberOf(schema: unknown): string {
  const own = objectOf(schema)
  const [first] = Object.values(objectAt(own, 'patternProperties'))
  const within = target(own['items']) || (own['patternProperties'] ? target(first) : '')
  return within === '' ? target(schema) : `*${within}`
}

/** The definition that a schema refers to, or ``. */
function target(schema: unknown): string {
  const own = objectOf(schema)
  const [first] = Array.isArray(own['allOf']) ? own['allOf'] : []
  const to = own['$ref'] ?? objectOf(first)['$ref']
  return typeof to === 'string' ? to.replace('#/definitions/', '') : ''
}

/** A schema without what only people read; what is left decides. */
export function withoutAnnotations(schema: JsonObject): JsonObject {
  const kept = Object.entries(schema).filter(([keyword]) => !annotations.has(keyword))
  return Object.fromEntries(kept.map(([keyword, value]) => [keyword, stripped(keyword, value)]))
}

const annotations: ReadonlySet<string> = new Set([
  '$schema',
  'title',
  'description',
  'default',
  'examples',
  'x-credmgr-secret',
])

/** Keywords whose members are schemas by name; a property may be called `description`. */
const schemasByName: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'definitions',
])

function stripped(keyword: string, value: Json): Json {
  if (Array.isArray(value)) return value.map((each) => stripped('', each))
  if (!isJsonObject(value)) return value
  if (!schemasByName.has(keyword)) return withoutAnnotations(value)
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withoutAnnotations(objectOf(each))]),
  )
}
