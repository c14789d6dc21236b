/**
 * Assembles the schemas that editors read, of a main file, an included one and an overlay, and the validator that is compiled
 * from it. With `--check` writes nothing and exits 1 when what is committed differs.
 *
 *     node --import=tsx schemas/assemble.ts [--check]
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { argv, stdout } from 'node:process'
import { pathToFileURL } from 'node:url'
import { Ajv } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import {
  configSchema,
  secretPositionsOf,
  shapesOf,
  withoutAnnotations,
} from '../src/config/schema.ts'
import { environmentSchema, partSchema } from '../src/config/schema-partial.ts'
import { policyDescriptors } from '../src/gateway/index.ts'
import type { Catalog, JsonObject } from '../src/model/index.ts'
import { providerTemplates } from '../src/oauth/index.ts'

/** What stands on the shelves. */
export const catalog: Catalog = { templates: providerTemplates, policies: policyDescriptors }

/** The files to be committed: address to text. */
export function assemble(shelves: Catalog): ReadonlyMap<string, string> {
  const schema = configSchema(shelves)
  return new Map([
    ['./credmgr.schema.json', textOf(schema)],
    ['./credmgr.part.schema.json', textOf(partSchema(schema))],
    ['./credmgr.environment.schema.json', textOf(environmentSchema(schema))],
    ['../src/config/validator.generated.ts', validatorOf(schema)],
  ])
}

function textOf(schema: JsonObject): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`
}

/** Ajv itself stays out of the product: what it compiles is plain code. */
function validatorOf(schema: JsonObject): string {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    code: { source: true, esm: true, lines: true },
  })
  const code = standalone.default(ajv, ajv.compile(withoutAnnotations(schema)))
  if (/\brequire\(|^import\b/m.test(code)) {
    const name = code.match(/require\("([^"]+)"\)/)?.[1]
    throw new Error(`the schema uses a keyword that needs "${name}"; say it with "pattern"`)
  }
  return [
    '// @ts-nocheck',
    '// Compiled from the JSON Schema by schemas/assemble.ts; not to be edited.',
    "import type { Shape, Validate } from './shape.ts'",
    '',
    code
      .replace(/^"use strict";/, '')
      .replaceAll('vErrors.concat(', 'appended(vErrors, ')
      .replace(/^export const validate = (\w+);\s*export default \w+;/m, valueExport),
    appended,
    '',
    `export const shapes: { readonly [definition: string]: Shape } = ${JSON.stringify(shapesOf(schema), undefined, 2)}`,
    '',
    `export const secretPositions: readonly string[] = ${JSON.stringify(secretPositionsOf(schema))}`,
    '',
  ].join('\n')
}

/** Ajv copies all errors so far for each object that has some, which takes forever for 100,000. */
const appended = `function appended(errors, more) {
  for (const error of more) errors.push(error)
  return errors
}`

function valueExport(_: string, name: string): string {
  return `export const validate: Validate = ${name};`
}

function main(check: boolean): number {
  const stale = [...assemble(catalog)].filter(([address, text]) => {
    const file = new URL(address, import.meta.url)
    if (committed(file) === text) return false
    if (!check) writeFileSync(file, text)
    return true
  })
  for (const [address] of stale) stdout.write(`${check ? 'stale' : 'written'}: ${address}\n`)
  return check && stale.length > 0 ? 1 : 0
}

function committed(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  process.exitCode = main(argv.includes('--check'))
}
