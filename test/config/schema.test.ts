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

t.test('every field that a person fills in is described', async (t) => {
  const schema: unknown = JSON.parse(files.get('./credmgr.schema.json') ?? '')
  const bare = undescribed(schema, '#')
  t.strictSame(bare, [])
})

/** Properties without `description`, those that only refer elsewhere excepted. */
function undescribed(schema: unknown, path: string): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const properties: unknown = Reflect.get(schema, 'properties')
  const own =
    typeof properties === 'object' && properties !== null
      ? Object.entries(properties).filter(
          ([, each]) =>
            !Object.hasOwn(each as object, '$ref') && !Object.hasOwn(each as object, 'description'),
        )
      : []
  return [
    ...own.map(([name]) => `${path}/${name}`),
    ...Object.entries(schema).flatMap(([key, each]) => undescribed(each, `${path}/${key}`)),
  ]
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
