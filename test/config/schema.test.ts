import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import t from 'tap'
import { parse } from 'yaml'
import { assemble, catalog } from '../../schemas/assemble.ts'
import { loadConfig, starterConfig } from '../../src/config/index.ts'

const files = assemble(catalog)

t.test('the committed schema and validator are what the shelves give', async (t) => {
  for (const [address, text] of files) {
    const committed = readFileSync(
      new URL(address, new URL('../../schemas/', import.meta.url)),
      'utf8',
    )
    t.ok(committed === text, `${address}: run npm run schemas`)
  }
})

t.test('a policy with other options gives another schema', async (t) => {
  const [first, ...rest] = catalog.policies
  t.ok(first)
  if (first === undefined) return
  const other = { ...catalog, policies: [{ ...first, schema: { type: 'object' } }, ...rest] }
  for (const [address, text] of assemble(other)) t.not(files.get(address), text)
})

t.test('a keyword that would bring Ajv into the product is refused', async (t) => {
  const [first] = catalog.policies
  t.ok(first)
  if (first === undefined) return
  const schema = { type: 'object', properties: { a: { type: 'string', minLength: 1 } } }
  t.throws(() => assemble({ ...catalog, policies: [{ ...first, schema }] }), /ucs2length/)
})

/** Definitions by pointer, and what an editor shows at each place where a person fills in something. */
interface Field {
  readonly path: string
  readonly schema: { readonly [keyword: string]: unknown }
}

const published: unknown = JSON.parse(files.get('./credmgr.schema.json') ?? '')

for (const [address, text] of files) {
  if (!address.endsWith('.json')) continue
  t.test(`every field that a person fills in is described in ${address}`, async (t) => {
    const schema: unknown = JSON.parse(text)
    const all = fieldsWithin(schema, '#')
    t.ok(all.length > 100, 'fields are found')
    t.strictSame(
      all.filter((each) => !isDescribed(each.schema, schema)).map(({ path }) => path),
      [],
    )
  })
}

t.test(
  'every field shows what may stand there: fixed words, a default or an example',
  async (t) => {
    const values = fieldsWithin(published, '#').filter(({ path }) => !isOwnKey(path))
    t.ok(values.length > 80, 'values are found')
    const bare = values.filter(({ schema }) => !isShown(schema, published))
    t.strictSame(
      bare.map(({ path }) => path),
      [],
    )
  },
)

/** Under a key of the author's own; examples stand at the object that holds it. */
function isOwnKey(path: string): boolean {
  return path.includes('/patternProperties/')
}

/** By itself; or it is an object whose own fields show it, or one of what its items show. */
function isShown(schema: Field['schema'], whole: unknown): boolean {
  if (['default', 'examples', 'enum', 'const'].some((keyword) => keyword in schema)) return true
  const definition = definitionOf(schema, whole)
  if (definition !== undefined) return isShown(definition, whole)
  const members = [schema['properties'], schema['patternProperties']].filter(isObject)
  return members.some((each) => Object.keys(each).some((name) => name !== '^x-'))
}

t.test('every default and every example is valid where it stands', async (t) => {
  const ajv = new Ajv({ strict: false, allErrors: true })
  ajv.addSchema(published as object, 'credmgr')
  let checked = 0
  const objects = [...schemasWithin(published, '#')]
  for (const { path, schema } of objects) {
    const values = [schema['default'], ...((schema['examples'] as unknown[] | undefined) ?? [])]
    for (const value of values.filter((each) => each !== undefined)) {
      checked += 1
      const pointer = path.split('/').map(encodeURIComponent).join('/').replace('%23', '#')
      const accepts = ajv.compile({ $ref: `credmgr${pointer}` })
      t.ok(accepts(value), `${path}: ${JSON.stringify(value)} ${JSON.stringify(accepts.errors)}`)
    }
  }
  t.ok(checked > 50, 'values are found')
})

/** Every schema below, with its JSON pointer. */
function* schemasWithin(schema: unknown, path: string): Generator<Field> {
  if (!isObject(schema)) return
  yield { path, schema }
  for (const keyword of ['properties', 'patternProperties', 'definitions']) {
    const members = schema[keyword]
    if (!isObject(members)) continue
    for (const [name, each] of Object.entries(members)) {
      const step = name.replaceAll('~', '~0').replaceAll('/', '~1')
      yield* schemasWithin(each, `${path}/${keyword}/${step}`)
    }
  }
  for (const keyword of ['items', 'additionalProperties']) {
    yield* schemasWithin(schema[keyword], `${path}/${keyword}`)
  }
  for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
    const branches = schema[keyword]
    if (!Array.isArray(branches)) continue
    for (const [at, each] of branches.entries()) {
      yield* schemasWithin(each, `${path}/${keyword}/${at}`)
    }
  }
}

/** The schemas at which an author fills in something: members of objects. */
function fieldsWithin(schema: unknown, path: string): readonly Field[] {
  return [...schemasWithin(schema, path)].filter((each) =>
    /\/(properties|patternProperties)\/[^/]*$/.test(each.path),
  )
}

/** By itself, or by what it refers to. */
function isDescribed(schema: Field['schema'], whole: unknown): boolean {
  if (typeof schema['description'] === 'string' && /\S{3}/.test(schema['description'])) return true
  const definition = definitionOf(schema, whole)
  return definition !== undefined && isDescribed(definition, whole)
}

function definitionOf(schema: Field['schema'], whole: unknown): Field['schema'] | undefined {
  const [first] = Array.isArray(schema['allOf']) ? schema['allOf'] : []
  const to = schema['$ref'] ?? (isObject(first) ? first['$ref'] : undefined)
  if (typeof to !== 'string' || !isObject(whole)) return undefined
  const definitions = whole['definitions']
  const target = isObject(definitions) ? definitions[to.replace('#/definitions/', '')] : undefined
  return isObject(target) ? target : undefined
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

t.test('an editor that reads the schema accepts what credmgr init writes', async (t) => {
  const ajv = new Ajv({ strict: false })
  const accepts = ajv.compile(JSON.parse(files.get('./credmgr.schema.json') ?? ''))
  t.equal(accepts(parse(starterConfig)), true)
  t.equal(accepts({ ...parse(starterConfig), providrs: {} }), false)
})

t.test('what credmgr init writes is valid with the real shelves', async (t) => {
  t.match(loadConfig({ file: 'f', text: starterConfig }, catalog), { ok: true, diagnostics: [] })
})
