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

t.test('every field that a person fills in is described', async (t) => {
  const all = fieldsWithin(published, '#')
  t.ok(all.length > 100, 'fields are found')
  t.strictSame(
    all.filter(({ schema }) => !isDescribed(schema)).map(({ path }) => path),
    [],
  )
})

t.test('every text without fixed words has an example or a default', async (t) => {
  // What the shelves of other rooms declare is described by them.
  const own = fieldsWithin(published, '#').filter(
    ({ path }) => !/policy-|\/parameters\//.test(path),
  )
  const texts = own.filter(({ path, schema }) => {
    const isText = schema['type'] === 'string' && !path.includes('/patternProperties/')
    return isText && schema['enum'] === undefined && schema['const'] === undefined
  })
  t.ok(texts.length > 30, 'texts are found')
  const bare = texts.filter(({ schema }) => !('default' in schema) && !('examples' in schema))
  t.strictSame(
    bare.map(({ path }) => path),
    [],
  )
})

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
function isDescribed(schema: Field['schema']): boolean {
  if (typeof schema['description'] === 'string') return true
  const to = schema['$ref']
  if (typeof to !== 'string' || !isObject(published)) return false
  const definitions = published['definitions']
  const target = isObject(definitions) ? definitions[to.replace('#/definitions/', '')] : undefined
  return isObject(target) && isDescribed(target)
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
