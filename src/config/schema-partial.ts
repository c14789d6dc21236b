import { isJsonObject, type Json, type JsonObject } from '../model/index.ts'
import { sections } from './naming.ts'
import { signedSets } from './overlay-sets.ts'

/** The schema of an included file: it may leave everything out, and includes nothing itself. */
export function partSchema(schema: JsonObject): JsonObject {
  const { required: _, properties, ...rest } = schema
  const { include: __, ...own } = objectOf(properties)
  return { ...rest, description: 'A part of a configuration of credmgr.', properties: own }
}

/**
 * The schema of an overlay: nothing is required, `null` deletes, a list whose order is of no meaning
 * takes changes, and an object says when it is new.
 */
export function environmentSchema(schema: JsonObject): JsonObject {
  const part = partSchema(schema)
  const named = objectsByName(schema)
  const says = describer(schema)
  const definitions = Object.entries(objectOf(schema['definitions'])).map(([name, definition]) => [
    name,
    changeable(objectOf(definition), { isNamed: named.has(name), says }),
  ])
  const properties = Object.entries(objectOf(part['properties'])).map(([name, section]) => [
    name,
    sections.has(name) || name === 'vars' ? deletableMembers(objectOf(section), says) : section,
  ])
  return {
    ...part,
    description: 'What is different in one environment.',
    properties: Object.fromEntries(properties),
    definitions: Object.fromEntries(definitions),
  }
}

type Says = (field: JsonObject) => JsonObject

/** The description of a field, or of what it refers to, for where an alternative stands around it. */
function describer(schema: JsonObject): Says {
  const definitions = objectOf(schema['definitions'])
  return (field) => {
    const name = String(field['$ref'] ?? '').replace('#/definitions/', '')
    const description = field['description'] ?? objectOf(definitions[name])['description']
    return description === undefined ? {} : { description }
  }
}

/** Definitions of what has a name of its own: a provider, a route. */
function objectsByName(schema: JsonObject): ReadonlySet<string> {
  const properties = objectOf(schema['properties'])
  const targets = [...sections.keys()].flatMap((section) =>
    Object.values(objectOf(objectOf(properties[section])['patternProperties'])).map((each) =>
      String(objectOf(each)['$ref']).replace('#/definitions/', ''),
    ),
  )
  return new Set(targets)
}

/** Only objects with fields of their own are merged; anything else is replaced as a whole. */
function changeable(
  definition: JsonObject,
  { isNamed, says }: { readonly isNamed: boolean; readonly says: Says },
): JsonObject {
  const notes = objectOf(definition['patternProperties'])['^x-']
  if (notes === undefined) return definition
  const { required: _, minProperties: __, properties, ...rest } = definition
  const fields = Object.entries(objectOf(properties)).map(([name, field]) => [
    name,
    { ...says(objectOf(field)), ...changed(name, objectOf(field)) },
  ])
  const flag = { const: true, description: 'The configuration does not declare it.' }
  return { ...rest, properties: { ...Object.fromEntries(fields), ...(isNamed && { new: flag }) } }
}

function changed(name: string, field: JsonObject): JsonObject {
  const deleted = { type: 'null', description: 'Deletes what the configuration says.' }
  const changes = signedSets.has(name) && isList(field) ? changesOf(field) : []
  const anyOf: readonly Json[] = [field, ...changes, deleted]
  return { anyOf }
}

/** Of lists alone, or of one value as well. */
function isList({ type }: JsonObject): boolean {
  return type === 'array' || (Array.isArray(type) && type.includes('array'))
}

function changesOf({ items = {} }: JsonObject): readonly JsonObject[] {
  const list = { type: 'array', items, description: 'Some of the list.' }
  return [
    {
      type: 'object',
      description: 'Adds to the list and removes from it.',
      properties: { add: list, remove: list },
      additionalProperties: false,
      minProperties: 1,
    },
    {
      type: 'array',
      description: 'Adds what begins with + and removes what begins with -.',
      items: { type: 'string', pattern: '^[+-]' },
      minItems: 1,
    },
  ]
}

function deletableMembers(section: JsonObject, says: Says): JsonObject {
  const members = Object.entries(objectOf(section['patternProperties'])).map(([form, member]) => [
    form,
    {
      ...says(objectOf(member)),
      anyOf: [member, { type: 'null', description: 'Deletes it.' }],
    },
  ])
  return { ...section, patternProperties: Object.fromEntries(members) }
}

function objectOf(value: Json | undefined): JsonObject {
  return value !== undefined && isJsonObject(value) ? value : {}
}
