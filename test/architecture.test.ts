import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { type Rule, violations } from './support/architecture.ts'
import { importsOf } from './support/source.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

t.test('the house is in order', async (t) => {
  const files = sourceFiles()
  t.ok(files.size > 40, 'all of src is looked at')
  t.ok([...files.values()].flatMap(importsOf).length > 100, 'imports are seen')
  const found = violations(files).map((v) => `${v.file}:${v.line} ${v.rule}: ${v.what}`)
  t.same(found, [])
})

t.test('the top of the repository holds what belongs there and nothing else', async (t) => {
  const strangers = readdirSync(root).filter((name) => !name.startsWith('.') && !top.has(name))
  t.same(strangers, [])
})

/** As the user drew it, plus what tools require and what is never committed. */
const top = new Set([
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'biome.json',
  'src',
  'schemas',
  'examples',
  'test',
  'docs',
  'credmgr.config.yaml',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'SECURITY.md',
  'node_modules',
  'dist',
])

/** Each breaks exactly one rule, on its last line. */
const refused: readonly [title: string, file: string, text: string, rule: Rule][] = [
  [
    'a room that imports a room above it',
    'src/plan/a.ts',
    "import { apply } from '../engine/index.ts'",
    'layer',
  ],
  [
    'a room that imports a neighbour',
    'src/cli/a.ts',
    "import type {\n  Store,\n} from '../store/index.ts'",
    'layer',
  ],
  [
    'a neighbour among the pure rooms',
    'src/config/a.ts',
    "export * from '../oauth/index.ts'",
    'layer',
  ],
  ['a model that imports', 'src/model/a.ts', "import '../plan/index.ts'", 'layer'],
  [
    'something outside of src',
    'src/cli/a.ts',
    "import { startUpstream } from '../../test/support/upstream.ts'",
    'layer',
  ],
  [
    'a room entered by the window',
    'src/engine/a.ts',
    "import { parse } from '../config/parse.ts'",
    'door',
  ],
  [
    'a dynamic import by the window',
    'src/cli/a.ts',
    "const plan = await import(\n'../plan/plan.ts')",
    'door',
  ],
  ['a room that imports main', 'src/cli/a.ts', "import { main } from '../main.ts'", 'top'],
  ['a room that imports the host', 'src/store/a.ts', "import { host } from '../host.ts'", 'top'],
  ['a host that imports main', 'src/host.ts', "import { main } from './main.ts'", 'top'],
  ['node: below the edge', 'src/engine/a.ts', "import { join } from 'node:path'", 'node'],
  ['node: for its types', 'src/oauth/a.ts', "import type { Hash } from 'node:crypto'", 'node'],
  ['a package in the wrong room', 'src/plan/a.ts', "import { Hono } from 'hono'", 'package'],
  [
    'a part of a package in the wrong room',
    'src/cli/a.ts',
    "import { parse } from 'yaml/util'",
    'package',
  ],
  [
    'a scoped package in the wrong room',
    'src/gateway/a.ts',
    "import { serve } from '@hono/node-server'",
    'package',
  ],
  ['a package of nobody', 'src/store/a.ts', "import lodash from 'lodash'", 'package'],
  ['a Node module by its old name', 'src/store/a.ts', "import { readFile } from 'fs'", 'package'],
  ['the time of day', 'src/engine/a.ts', '// Date.now()\nconst at = Date.now()', 'ambient'],
  ['the time of day as a value', 'src/engine/a.ts', 'const clock = { now: Date.now }', 'ambient'],
  ['the date of today', 'src/plan/a.ts', 'const at = new Date()', 'ambient'],
  ['chance', 'src/oauth/a.ts', 'const id = Math.random()', 'ambient'],
  ['chance from crypto', 'src/oauth/a.ts', 'const id = crypto.randomUUID()', 'ambient'],
  ['a timer', 'src/engine/a.ts', 'setTimeout(done, 5)', 'ambient'],
  ['the environment', 'src/config/a.ts', 'const home = process.env.HOME', 'ambient'],
  ['the console', 'src/plan/a.ts', "console.log('hi')", 'ambient'],
  ['what stands in a template', 'src/plan/a.ts', 'const a = `now ${Date.now()}`', 'ambient'],
  ['code after a quote in a RegExp', 'src/plan/a.ts', "const a = /'/\nconsole.log(a)", 'ambient'],
  ['the global fetch', 'src/oauth/a.ts', 'const answer = await fetch(url)', 'ambient'],
  [
    'the global fetch, handed on',
    'src/oauth/a.ts',
    'const client = discover(issuer, {\n  customFetch: fetch })',
    'ambient',
  ],
  ['the global fetch by its full name', 'src/oauth/a.ts', 'const a = globalThis.fetch', 'ambient'],
  ['a file too long', 'src/plan/a.ts', `${'\n'.repeat(400)}const a = 1`, 'length'],
  ['a room that is not in the house', 'src/utils/a.ts', 'export const a = 1', 'room'],
  ['an item missing from its list', 'src/oauth/grants/lost.ts', 'export const a = 1', 'shelf'],
]

t.test('what the house does not allow is found', async (t) => {
  for (const [title, file, text, rule] of refused) {
    const line = rule === 'shelf' || rule === 'room' ? 1 : text.split('\n').length
    t.match(violations(new Map([[file, text]])), { 0: { file, line, rule }, length: 1 }, title)
  }
})

const allowed: readonly [title: string, file: string, text: string][] = [
  ['main, by a window', 'src/main.ts', "import { a } from './gateway/policies/index.ts'"],
  ['rooms below, by their doors', 'src/cli/a.ts', "import { plan } from '../plan/index.ts'"],
  ['the room itself, by any file', 'src/oauth/grants/b.ts', "import { ask } from '../client.ts'"],
  ['the model', 'src/plan/a.ts', "import type { State } from '../model/index.ts'"],
  [
    'everything, in main',
    'src/main.ts',
    "import { host } from './host.ts'\nimport pino from 'pino'",
  ],
  ['node: at the edge', 'src/store/a.ts', "import { open } from 'node:fs/promises'"],
  ['a package in its room', 'src/gateway/a.ts', "import { Hono } from 'hono/tiny'"],
  ['the time of day at the edge', 'src/store/a.ts', 'const at = Date.now()'],
  ['a date made from a number', 'src/plan/a.ts', 'const at = new Date(ms).toISOString()'],
  ['a fetch that came in by name', 'src/oauth/a.ts', 'async (fetch: Fetch) => fetch(url)'],
  ['a fetch among ports', 'src/oauth/a.ts', 'function ask({ clock, fetch }: Ports) { fetch(url) }'],
  ['a fetch made from ports', 'src/oauth/a.ts', 'const fetch = guarded(ports)\nawait fetch(url)'],
  ['a fetch of the ports', 'src/oauth/a.ts', 'const answer = await ports.fetch(url)'],
  ['words in a comment', 'src/plan/a.ts', '/** Not Date.now(), nor console.log */\n// process.env'],
  ['words in a string', 'src/plan/a.ts', `const a = "import x from 'hono' process.env"`],
  ['words in a template', 'src/plan/a.ts', 'const a = `${b} console.log ${`${c}`} Date.now()`'],
  ['400 lines', 'src/plan/a.ts', `${'\n'.repeat(399)}const a = 1\n`],
]

t.test('what the house allows passes', async (t) => {
  for (const [title, file, text] of allowed) {
    const shelf = "export { b } from './b.ts'"
    const files = new Map([
      [file, text],
      ['src/oauth/grants/index.ts', shelf],
    ])
    t.same(violations(files), [], title)
  }
})

function sourceFiles(): Map<string, string> {
  const entries = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
  )
}
