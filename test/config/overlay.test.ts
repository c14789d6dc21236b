import t from 'tap'
import { loadConfig, provenanceOf } from '../../src/config/index.ts'
import { type Checked, type Config, type Kind, ofKind, type Specs } from '../../src/model/index.ts'
import { catalog } from './catalog.ts'
import { github, head, placesInFiles } from './support.ts'

const base = `${head}${github}  other:
    connections: [github/bot]
    allow: [{ apiKey: batch }]
    description: the base
routes:
  r:
    match: { path: /a, methods: [GET] }
    upstream: https://api.github.com
    policies: [{ set-header: { X-A: a } }]
`

function lay(overlay: string): Checked<Config> {
  const file = 'environments/prod.yaml'
  return loadConfig({ file: 'main.yaml', text: base, overlay: { file, text: overlay } }, catalog)
}

function specs<K extends Kind>(overlay: string, kind: K): { readonly [name: string]: Specs[K] } {
  const result = lay(overlay)
  if (!result.ok) throw new Error(placesInFiles(result.diagnostics).join(', '))
  const found = ofKind(result.value.resources, kind)
  return Object.fromEntries(found.map((each) => [each.name, each.spec])) as {
    readonly [name: string]: Specs[K]
  }
}

const provider = (fields: string): Specs['provider'] | undefined =>
  specs(`providers: { github: ${fields} }\n`, 'provider')['github']

t.test('a mapping is merged, and what the overlay does not say stays', async (t) => {
  const before = provider('{}')
  t.strictSame(provider('{ clientId: other }'), { ...before, clientId: 'other' })
  t.strictSame(provider('{ refresh: { margin: 1m } }'), { ...before, refresh: { margin: 60_000 } })
})

t.test('a list and a secret reference are replaced as a whole', async (t) => {
  t.strictSame(provider('{ scopes: [a] }')?.scopes, ['a'])
  t.strictSame(provider('{ clientSecret: { file: ./s } }')?.clientSecret, { file: './s' })
})

t.test('a list whose order is of no meaning takes additions and removals', async (t) => {
  t.strictSame(provider('{ scopes: { add: [b, repo] } }')?.scopes, ['b', 'repo'])
  t.strictSame(provider('{ scopes: { add: [b], remove: [repo] } }')?.scopes, ['b'])
  const policy =
    'allow: { add: [{ claims: { identity: ci, sub: a } }], remove: [{ apiKey: batch }] }'
  const ci = 'identities: { ci: { new: true, issuer: https://ci.example, audience: a } }'
  const all = specs(`${ci}\naccessPolicies: { all: { ${policy} } }\n`, 'accessPolicy')['all']
  t.match(all?.allow, [{ type: 'claims' }])
  t.equal(all?.allow.length, 1)
})

t.test('items with a sign are added and removed', async (t) => {
  t.strictSame(provider('{ scopes: [+b, +repo] }')?.scopes, ['b', 'repo'])
  t.strictSame(provider('{ scopes: ["+b", -repo] }')?.scopes, ['b'])
  t.strictSame(
    specs('routes: { r: { match: { methods: [+POST] } } }\n', 'route')['r']?.match.methods,
    ['GET', 'POST'],
  )
  t.strictSame(
    provider('{ authorizationParams: { prompt: -x } }')?.authorizationParams['prompt'],
    '-x',
    'elsewhere a sign is a sign',
  )
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['[+b, c]', ['CM1015 environments/prod.yaml:1:37']],
    ['[-nope]', ['CM1015 environments/prod.yaml:1:33']],
  ]
  for (const [scopes, expected] of table) {
    const { diagnostics } = lay(`providers: { github: { scopes: ${scopes} } }\n`)
    t.strictSame(placesInFiles(diagnostics), expected, scopes)
  }
})

t.test('null deletes what is there', async (t) => {
  const policies = specs('accessPolicies: { other: null }\n', 'accessPolicy')
  t.strictSame(Object.keys(policies), ['all'])
  const described = specs('accessPolicies: { other: { description: ~ } }\n', 'accessPolicy')
  t.notOk(Object.hasOwn(described['other'] ?? {}, 'description'))
})

t.test('a new object says so, also in a section that there was not', async (t) => {
  const connections = specs('connections: { github/b: { new: true } }\n', 'connection')
  t.strictSame(Object.keys(connections), ['github/b', 'github/bot'])
  t.notOk(Object.hasOwn(connections['github/b'] ?? {}, 'new'))
})

t.test('an overlay that only tells its version changes nothing', async (t) => {
  t.strictSame(
    lay('version: 1\nx-note: a\n'),
    loadConfig({ file: 'main.yaml', text: base }, catalog),
  )
})

const refusals: readonly (readonly [string, string, string, RegExp?])[] = [
  [
    'an object that is not there',
    'connections:\n  github/bott: {}\n',
    'CM1015 2:3',
    /"github\/bot"/,
  ],
  ['a deletion of what is not there', 'routes:\n  q: null\n', 'CM1015 2:3', /"r"/],
  ['a field to delete that is not there', 'routes: { r: { timeout: null } }\n', 'CM1015 1:16'],
  ['a new object that is there', 'routes: { r: { new: true } }\n', 'CM1015 1:16'],
  ['a section that would be deleted', 'routes: null\n', 'CM1015 1:1'],
  ['a section with nothing in it', 'routes:\n', 'CM1015 1:1'],
  ['nothing behind a name', 'routes:\n  r:\n', 'CM1015 2:3'],
  [
    'a removal of what is not there',
    'providers: { github: { scopes: { remove: [rep] } } }\n',
    'CM1015 1:43',
    /"repo"/,
  ],
  [
    'an addition to a list that is not there',
    'connections: { github/bot: { scopes: { add: [a] } } }\n',
    'CM1015 1:38',
  ],
  ['an addition that is no list', 'providers: { github: { scopes: { add: a } } }\n', 'CM1005 1:39'],
  [
    'a change of steps, which have an order',
    'routes: { r: { policies: { add: [] } } }\n',
    'CM1005 1:26',
  ],
  ['an include', 'include: [a.yaml]\n', 'CM1013 1:1'],
  ['another version', 'version: 2\n', 'CM1005 1:10'],
  ['a list', '- a\n', 'CM1005 1:1'],
  ['an empty file', '# nothing\n', 'CM1006 1:1'],
  ['a text that is not YAML', 'a: [\n', 'CM1001 1:4'],
  ['a value of the wrong type', 'providers: { github: { scopes: repo } }\n', 'CM1005 1:32'],
  ['an unknown field', 'providers: { github: { scops: [a] } }\n', 'CM1002 1:24'],
  ['a literal secret', 'providers: { github: { clientSecret: fake } }\n', 'CM2001 1:38'],
  ['a variable that is not declared', 'vars: { a: 1 }\n', 'CM1015 1:9'],
  ['an unknown reference', 'accessPolicies: { all: { connections: [git/*] } }\n', 'CM1004 1:40'],
  ['an interpolation that is malformed', 'gateway: { listen: "${env}" }\n', 'CM1011 1:20'],
]

for (const [title, overlay, place, label] of refusals) {
  t.test(`${title} is an error in the overlay`, async (t) => {
    const { ok, diagnostics } = lay(overlay)
    t.equal(ok, false)
    const [code, at] = place.split(' ')
    const [first] = placesInFiles(diagnostics)
    t.match(first, new RegExp(`^${code} environments/prod.yaml:${at}( |$)`))
    if (label !== undefined) t.match(diagnostics[0]?.label, label)
  })
}

t.test(
  'an object that lacks a field because an overlay deleted it shows both places',
  async (t) => {
    const { diagnostics } = lay('providers:\n  github: { clientId: null }\n')
    t.strictSame(placesInFiles(diagnostics), ['CM1006 main.yaml:3:3 environments/prod.yaml:2:3'])
  },
)

const overlay = {
  file: 'environments/prod.yaml',
  text: 'providers:\n  github:\n    scopes: { add: [b] }\n    clientId: c\nconnections:\n  github/b: { new: true }\n',
}

const paths: readonly (readonly [string, readonly string[]])[] = [
  ['providers.github.clientId', ['main.yaml:6', 'environments/prod.yaml:4']],
  ['providers.github.scopes', ['main.yaml:8', 'environments/prod.yaml:3']],
  ['providers.github.scopes[1]', ['environments/prod.yaml:3']],
  ['providers.github.grant', ['main.yaml:5']],
  ['providers.github', ['main.yaml:3', 'environments/prod.yaml:2']],
  ['connections.github/b', ['environments/prod.yaml:6']],
]

for (const [path, places] of paths) {
  t.test(`${path} comes from where it was given and overridden`, async (t) => {
    const result = provenanceOf({ file: 'main.yaml', text: base, overlay }, path)
    t.ok(result.ok)
    const found = result.ok && result.value.found ? result.value.places : []
    t.strictSame(
      found.map(({ file, line }) => `${file}:${line}`),
      places,
    )
  })
}

t.test('a path to nothing is told with what was probably meant', async (t) => {
  const asked = provenanceOf({ file: 'main.yaml', text: base, overlay }, 'providers.github.scops')
  t.match(asked, { value: { found: false, within: 'providers.github', meant: 'scopes' } })
})

t.test('blocks of moves and removals add up over files and the overlay', async (t) => {
  const block = (from: string): string => `removed: [{ from: connection.github/${from} }]\n`
  const result = loadConfig(
    {
      file: 'main.yaml',
      text: `${base}${block('one')}include: [more/*.yaml]\n`,
      included: [
        { file: 'more/a.yaml', text: block('two') },
        {
          file: 'more/b.yaml',
          text: 'moved: [{ from: connection.github/x, to: connection.github/bot }]\n',
        },
      ],
      overlay: { file: 'environments/prod.yaml', text: block('three') },
    },
    catalog,
  )
  if (!result.ok) throw new Error(placesInFiles(result.diagnostics).join(', '))
  const { removed = [], moved = [] } = result.value.refactoring ?? {}
  t.strictSame(
    removed.map(({ from, span }) => `${from} ${span.file}`),
    [
      'connection.github/one main.yaml',
      'connection.github/two more/a.yaml',
      'connection.github/three environments/prod.yaml',
    ],
  )
  t.match(moved, [{ from: 'connection.github/x', span: { file: 'more/b.yaml', line: 1 } }])
})
