import fc from 'fast-check'
import t from 'tap'
import { stringify } from 'yaml'
import { type ConfigFile, includesOf, type Listed, loadConfig } from '../../src/config/index.ts'
import { type Checked, type Config, ofKind } from '../../src/model/index.ts'
import { catalog } from './catalog.ts'
import { configuration } from './configurations.ts'
import { github, head, load, placesInFiles } from './support.ts'

function loadFiles(
  text: string,
  ...others: readonly (readonly [string, string])[]
): Checked<Config> {
  const included = others.map(([file, each]) => ({ file, text: each }))
  return loadConfig({ file: 'main.yaml', text, included }, catalog)
}

function withoutPlaces({ resources }: Config): unknown {
  return JSON.parse(
    JSON.stringify(resources, (key, value: unknown) =>
      key === 'origin' || key === 'span' ? undefined : value,
    ),
  )
}

function selected(text: string, listing: readonly (string | Listed)[]): Checked<readonly string[]> {
  const includes = includesOf({ file: 'main.yaml', text }, 'main.yaml')
  if (!includes.ok) return includes
  return includes.value.select(
    listing.map((each) => (typeof each === 'string' ? { path: each } : each)),
  )
}

const including = (...globs: readonly string[]): string =>
  `${head}include: ${JSON.stringify(globs)}\n`

t.test('any split over files, in any order, is the same configuration', async (t) => {
  fc.assert(
    fc.property(configuration, fc.infiniteStream(fc.nat()), (data, numbers) => {
      const next = (most: number): number => (numbers.next().value ?? 0) % most
      const parts: Record<string, Record<string, unknown>>[] = [{}, {}, {}]
      for (const [section, objects] of Object.entries(data)) {
        if (typeof objects !== 'object') continue
        for (const [name, object] of Object.entries(objects)) {
          const part = parts[next(3)]
          if (part !== undefined) part[section] = { ...part[section], [name]: object }
        }
      }
      const [main, ...rest] = parts.map((part, at) =>
        stringify({ ...(at !== 1 && { version: 1 }), ...part }),
      )
      const files = rest.map((each, at) => [`${at}.yaml`, each] as const)
      const one = load(stringify(data))
      const split = loadFiles(main ?? '', ...files.filter(([, each]) => each !== '{}\n'))
      const turned = loadFiles(
        main ?? '',
        ...files.filter(([, each]) => each !== '{}\n').toReversed(),
      )
      t.ok(one.ok && split.ok && turned.ok)
      if (!one.ok || !split.ok || !turned.ok) return
      t.strictSame(withoutPlaces(split.value), withoutPlaces(one.value))
      t.strictSame(turned, split, 'with the same places and warnings, too')
    }),
    { numRuns: 60 },
  )
})

t.test('one address stands in one place, and both are shown', async (t) => {
  const extra = 'providers:\n  github: { grant: authorizationCode, clientId: a }\n'
  const { diagnostics } = loadFiles(head + github, ['b.yaml', extra], ['a.yaml', 'x-note: 1\n'])
  t.strictSame(placesInFiles(diagnostics), ['CM1003 b.yaml:2:3 main.yaml:3:3'])
})

const refusals: readonly (readonly [string, string, string])[] = [
  ['a gateway in two files', 'gateway: {}\n', 'CM1003 b.yaml:1:1 main.yaml:1:1'],
  ['a variable in two files', 'vars: { a: 1 }\n', 'CM1003 b.yaml:1:9 main.yaml:3:9'],
  ['another version', 'version: 2\n', 'CM1005 b.yaml:1:10 main.yaml:2:10'],
  ['an include of an included file', 'include: [c.yaml]\n', 'CM1013 b.yaml:1:1'],
  ['a file that is a list', '- a\n', 'CM1005 b.yaml:1:1'],
  ['an empty file', '# nothing\n', 'CM1006 b.yaml:1:1'],
  ['an unknown section', 'provders: {}\n', 'CM1002 b.yaml:1:1'],
  ['an unknown field', 'connections:\n  github/x: { scops: [] }\n', 'CM1002 b.yaml:2:15'],
  ['a text that is not YAML', 'a: [\n', 'CM1001 b.yaml:1:4'],
  ['a literal secret', 'identities: { c: { apiKey: fake-key } }\n', 'CM2001 b.yaml:1:28'],
  ['an unknown provider', 'connections: { gitub/x: {} }\n', 'CM1004 b.yaml:1:16'],
]

for (const [title, text, place] of refusals) {
  t.test(`${title} is an error at its place in the included file`, async (t) => {
    const main = `gateway: {}\n${head}vars: { a: 1 }\n${github}`
    const { ok, diagnostics } = loadFiles(main, ['b.yaml', text])
    t.equal(ok, false)
    t.strictSame(placesInFiles(diagnostics.filter((each) => each.severity === 'error')), [place])
  })
}

t.test('every object knows the file that it stands in', async (t) => {
  const [providers = '', rest = ''] = github.split(/^(?=connections:)/m)
  const result = loadFiles(head, ['b.yaml', rest], ['a.yaml', providers])
  t.ok(result.ok)
  if (!result.ok) return
  const [provider] = ofKind(result.value.resources, 'provider')
  const [connection] = ofKind(result.value.resources, 'connection')
  t.match(provider?.origin, { file: 'a.yaml', line: 2, column: 3 })
  t.match(provider?.secrets['/clientSecret']?.span, { file: 'a.yaml', line: 6, column: 19 })
  t.match(connection?.origin, { file: 'b.yaml', line: 2, column: 3 })
})

t.test('a reference to nothing names the files in which there is something', async (t) => {
  const route = 'connections: { githb/x: {} }\n'
  const { diagnostics } = loadFiles(head + github, ['b.yaml', route])
  t.match(diagnostics, [{ notes: ['providers are declared in main.yaml:3 (github)'] }])
})

const listing = [
  'main.yaml',
  'a.yaml',
  'config/a.yaml',
  'config/b.yml',
  'config/deep/er/c.yaml',
  'config/.hidden/d.yaml',
  'environments/prod.yaml',
]

const globs: readonly (readonly [string, readonly string[]])[] = [
  ['*.yaml', ['a.yaml']],
  ['./a.yaml', ['a.yaml']],
  ['**/*.yaml', ['a.yaml', 'config/a.yaml', 'config/deep/er/c.yaml']],
  ['config/*', ['config/a.yaml', 'config/b.yml']],
  ['config/**', ['config/a.yaml', 'config/b.yml', 'config/deep/er/c.yaml']],
  ['config/**/er/*.yaml', ['config/deep/er/c.yaml']],
  ['config/**/a.yaml', ['config/a.yaml']],
  ['*/a.*l', ['config/a.yaml']],
]

for (const [glob, paths] of globs) {
  t.test(`the glob ${glob} matches what it says`, async (t) => {
    t.match(selected(including(glob), listing), { ok: true, value: paths })
  })
}

t.test('a file that two globs match is included once, and files are in order', async (t) => {
  const result = selected(including('config/*.yaml', '**/*.yaml'), listing.toReversed())
  t.strictSame(result.ok && result.value, ['a.yaml', 'config/a.yaml', 'config/deep/er/c.yaml'])
})

const badGlobs = [
  '../other.yaml',
  'config/../../x.yaml',
  '/etc/*.yaml',
  'C:/x.yaml',
  'config\\\\a.yaml',
  'config//a.yaml',
  'config/{a,b}.yaml',
  'config/a?.yaml',
  'config/a**.yaml',
  'environments/*.yaml',
  'main.yaml',
  'nothing/*.yaml',
]

for (const glob of badGlobs) {
  t.test(`the include ${glob} is refused at its place`, async (t) => {
    const result = selected(`${head}include: ["${glob}"]\n`, listing)
    t.strictSame(placesInFiles(result.diagnostics), ['CM1013 main.yaml:2:11'])
  })
}

t.test('an include is not interpolated', async (t) => {
  t.match(selected(including('${env:A}.yaml'), listing), { diagnostics: [{ code: 'CM1011' }] })
})

t.test(
  'a link that leads outside is an error where the glob would go, and only there',
  async (t) => {
    const links: readonly Listed[] = [
      { path: 'config/out', outside: 'directory' },
      { path: 'config/out.yaml', outside: 'file' },
    ]
    const refused = (glob: string): number =>
      selected(including(glob), [...listing, ...links]).diagnostics.length
    t.equal(refused('config/**/*.yaml'), 2)
    t.equal(refused('config/*.yaml'), 1)
    t.equal(refused('config/out/*.yaml'), 1)
    t.equal(refused('config/a.yaml'), 0)
  },
)

t.test('a glob with many stars is matched without backtracking', async (t) => {
  const glob = `${'**/'.repeat(40)}${'*a'.repeat(40)}b`
  const path = `${'a/'.repeat(200)}${'a'.repeat(5_000)}`
  t.match(selected(including(glob), [path]), { diagnostics: [{ code: 'CM1013' }] })
})

t.test('a configuration of one file has nothing to look for', async (t) => {
  const file: ConfigFile = { file: 'main.yaml', text: head + github }
  t.match(includesOf(file, 'main.yaml'), { ok: true, value: { searches: [] } })
  t.match(includesOf({ ...file, text: 'include: [\n' }, 'main.yaml'), { ok: true })
})
