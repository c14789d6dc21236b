import t from 'tap'
import { type DataFile, loadConfig, provenanceOf } from '../../src/config/index.ts'
import { type Checked, type Config, ofKind } from '../../src/model/index.ts'
import { catalog } from './catalog.ts'
import { github, head, load, places, placesInFiles } from './support.ts'

type Files = { readonly [path: string]: string }

function reading(files: Files): (path: string) => DataFile {
  return (path) => {
    const text = files[path]
    return text === undefined
      ? { ok: false, problem: 'is not there' }
      : { ok: true, file: path, text }
  }
}

/** Loads connections in place of `github/bot`. */
function loadMany(connections: string, files: Files = {}, env: Files = {}): Checked<Config> {
  const text = head + github.replace('  github/bot: {}\n', () => connections)
  const input = { file: 'main.yaml', text, data: reading(files) }
  return loadConfig({ ...input, env: (name) => env[name] }, catalog)
}

function accounts(checked: Checked<Config>): unknown {
  if (!checked.ok) return checked.diagnostics
  return ofKind(checked.value.resources, 'connection').map(({ name, spec }) => [
    name,
    spec.expect?.account,
  ])
}

const users = (rows: string, account = '${each.value.login}'): string =>
  `  github/user-{key}:\n    forEach: ${rows}\n    expect: { account: "${account}" }\n`

const alice = ['github/user-alice', 'al']
const bob = ['github/user-bob', 'bo']

t.test('a list, a mapping and every kind of data file make the same connections', async (t) => {
  const csv = 'id,login\nalice,al\nbob,bo\n'
  const table: readonly (readonly [string, Files])[] = [
    ['{ alice: { login: al }, bob: { login: bo } }', {}],
    ['{ file: users.csv, key: id }', { 'users.csv': csv }],
    ['{ file: a/users.CSV, key: id }', { 'a/users.CSV': `\uFEFF${csv.replaceAll('\n', '\r\n')}` }],
    ['{ file: u.csv, key: id }', { 'u.csv': 'id,"login"\n\nalice,"al"\nbob,bo' }],
    [
      '{ file: u.ndjson }',
      { 'u.ndjson': '{"key":"alice","login":"al"}\n\n{"key":"bob","login":"bo"}' },
    ],
    [
      '{ file: u.jsonl, key: n }',
      { 'u.jsonl': '{"n":"alice","login":"al"}\r\n{"n":"bob","login":"bo"}\r\n' },
    ],
    ['{ file: u.json }', { 'u.json': '{ "alice": {"login":"al"},\n"bob": {"login":"bo"} }' }],
    [
      '{ file: u.json, key: id }',
      { 'u.json': '[{"id":"alice","login":"al"},{"id":"bob","login":"bo"}]' },
    ],
  ]
  for (const [rows, files] of table) {
    t.strictSame(accounts(loadMany(users(rows), files)), [alice, bob], rows)
  }
  const list = loadMany(users('[al, bo, 7]', '${each.key}-${each.value}'))
  t.strictSame(accounts(list), [
    ['github/user-7', '7-7'],
    ['github/user-al', 'al-al'],
    ['github/user-bo', 'bo-bo'],
  ])
})

t.test('a whole reference keeps the type of what the row says', async (t) => {
  const files = {
    'u.ndjson':
      '{"key":"a","keep":true,"scopes":["x","y"],"labels":{"team":"t"}}\n{"key":"b","keep":false,"scopes":[],"labels":{}}',
  }
  const loaded = loadMany(
    '  github/{key}:\n    forEach: { file: u.ndjson }\n    scopes: ${each.value.scopes}\n    labels: ${each.value.labels}\n    lifecycle: { preventDestroy: "${each.value.keep}" }\n',
    files,
  )
  t.ok(loaded.ok)
  if (!loaded.ok) return
  t.match(
    ofKind(loaded.value.resources, 'connection').map(({ spec }) => spec),
    [
      { scopes: ['x', 'y'], labels: { team: 't' }, lifecycle: { preventDestroy: true } },
      { scopes: [], labels: {}, lifecycle: { preventDestroy: false } },
    ],
  )
})

t.test('the text of a CSV file becomes a flag where one is wanted', async (t) => {
  const text =
    '  github/{key}:\n    forEach: { file: u.csv }\n    lifecycle: { preventDestroy: "${each.value.keep}" }\n'
  t.match(loadMany(text, { 'u.csv': 'key,keep\na,true\n' }), { ok: true })
  const wrong = loadMany(text, { 'u.csv': 'key,keep\na,true\nb,yes\n' })
  t.strictSame(placesInFiles(wrong.diagnostics), ['CM1005 u.csv:3:1'])
})

t.test('rows, variables, defaults of references and casts go together', async (t) => {
  const text =
    '  github/{key}:\n    forEach: { file: "${env:FILE}" }\n    scopes: list(${each.value.scopes:-a})\n    expect: { account: "${env:PREFIX}-${each.value.login:-${each.key}}" }\n'
  t.match(
    loadMany(
      text.replace('${each.value.login:-${each.key}}', '${each.value.login:-x}'),
      { 'u.csv': 'key,scopes,login\na,"x, y",\n' },
      { FILE: 'u.csv', PREFIX: 'p' },
    ),
    {
      ok: true,
      value: {
        resources: [{}, {}, {}, { spec: { scopes: ['x', 'y'], expect: { account: 'p-x' } } }],
      },
    },
  )
})

t.test('access policies, routes and providers are repeated in the same way', async (t) => {
  const text = `version: 1
identities: { batch: { apiKey: { env: K } } }
providers:
  erp-{key}:
    forEach: { eu: eu.erp.example, us: us.erp.example }
    issuer: https://\${each.value}
    grant: clientCredentials
    clientId: credmgr
    clientSecret: { env: ERP }
connections:
  erp-{key}/orders: { forEach: [eu, us] }
accessPolicies:
  "{key}": { forEach: [eu, us], connections: ["erp-\${each.key}/*"], allow: [{ apiKey: batch }] }
routes:
  orders-{key}:
    forEach: [eu, us]
    match: { path: "/\${each.key}/**" }
    upstream: https://\${each.key}.erp.example
    connection: erp-\${each.key}/orders
`
  const loaded = loadConfig({ file: 'main.yaml', text, env: () => undefined }, catalog)
  t.strictSame(loaded.diagnostics, [])
  t.ok(loaded.ok)
  if (!loaded.ok) return
  t.strictSame(
    loaded.value.resources.map(({ address }) => address),
    [
      'gateway',
      'identity.batch',
      'provider.erp-eu',
      'provider.erp-us',
      'connection.erp-eu/orders',
      'connection.erp-us/orders',
      'accessPolicy.eu',
      'accessPolicy.us',
      'route.orders-eu',
      'route.orders-us',
    ],
  )
})

/** Connections, data file, and the places of what is wrong. */
const refusals: readonly (readonly [string, string, Files, readonly string[]])[] = [
  [
    'a name without {key}',
    '  github/bot:\n    forEach: [a]\n',
    {},
    ['CM1014 main.yaml:10:3 main.yaml:11:5'],
  ],
  ['a name with {key} and no rows', '  github/{key}: {}\n', {}, ['CM1014 main.yaml:10:3']],
  ['rows that are a text', users('alice', 'x'), {}, ['CM1014 main.yaml:11:14']],
  ['a list of mappings', users('[{ a: 1 }]', 'x'), {}, ['CM1014 main.yaml:11:15']],
  [
    'an unknown field',
    users('{ file: u.csv, keys: id }', 'x'),
    { 'u.csv': 'key\na\n' },
    ['CM1002 main.yaml:11:29'],
  ],
  ['an unknown ending', users('{ file: u.xlsx }', 'x'), {}, ['CM1018 main.yaml:11:22']],
  ['a file that is not there', users('{ file: u.csv }', 'x'), {}, ['CM1018 main.yaml:11:22']],
  ['a file outside', users('{ file: a/../../u.csv }', 'x'), {}, ['CM1018 main.yaml:11:22']],
  ['an absolute path', users('{ file: /etc/u.csv }', 'x'), {}, ['CM1018 main.yaml:11:22']],
  [
    'a broken line',
    users('{ file: u.ndjson }', 'x'),
    { 'u.ndjson': '{"key":"a"}\n{"key":\n{"key":"c"}\n"' },
    ['CM1018 u.ndjson:2:1', 'CM1018 u.ndjson:4:1'],
  ],
  [
    'a broken JSON file',
    users('{ file: u.json }', 'x'),
    { 'u.json': '[{"key":"a"},\n{"key" "b"}]' },
    ['CM1018 u.json:2:8'],
  ],
  [
    'a JSON file of a text',
    users('{ file: u.json }', 'x'),
    { 'u.json': '\n"a"' },
    ['CM1018 u.json:1:1'],
  ],
  [
    'a row with too many cells',
    users('{ file: u.csv }', 'x'),
    { 'u.csv': 'key,login\na,b\nc,d,e\n' },
    ['CM1018 u.csv:3:1'],
  ],
  [
    'a quote that is never closed',
    users('{ file: u.csv }', 'x'),
    { 'u.csv': 'key\n"a\n' },
    ['CM1018 u.csv:2:1'],
  ],
  [
    'two columns of one name',
    users('{ file: u.csv }', 'x'),
    { 'u.csv': 'key,key\na,b\n' },
    ['CM1018 u.csv:1:1'],
  ],
  ['an empty data file', users('{ file: u.csv }', 'x'), { 'u.csv': '' }, ['CM1018 u.csv:1:1']],
  [
    'a row without its key',
    users('{ file: u.ndjson, key: id }', 'x'),
    { 'u.ndjson': '{"id":"a"}\n{"if":"b"}\n{"id":[]}' },
    ['CM1017 u.ndjson:2:1 main.yaml:11:37', 'CM1017 u.ndjson:3:1 main.yaml:11:37'],
  ],
  [
    'an empty key',
    users('{ file: u.csv }', 'x'),
    { 'u.csv': 'key,login\na,b\n,c\n' },
    ['CM1017 u.csv:3:1 main.yaml:11:5'],
  ],
  [
    'a key that makes no name',
    users('{ file: u.csv }', 'x'),
    { 'u.csv': 'key\n\nA b\n' },
    ['CM1017 u.csv:3:1 main.yaml:10:3'],
  ],
  [
    'a key that is there twice',
    users('{ file: u.csv }', 'x'),
    { 'u.csv': 'key\na\nb\na\n' },
    ['CM1003 u.csv:4:1 u.csv:2:1'],
  ],
  [
    'a key twice in a JSON mapping',
    users('{ file: u.json }', 'x'),
    { 'u.json': '{"a":1,\n"a":2}' },
    ['CM1003 u.json:2:5 u.json:1:6'],
  ],
  [
    'a connection that is declared already',
    `  github/user-a: {}\n${users('[a]', 'x')}`,
    {},
    ['CM1003 main.yaml:12:15 main.yaml:10:3'],
  ],
  [
    'two repetitions that meet',
    `${users('[a]', 'x')}${users('[a]', 'x').replace('user-{key}', '{key}ser-a').replace('[a]', '[u]')}`,
    {},
    ['CM1003 main.yaml:14:15 main.yaml:11:15'],
  ],
  [
    'a field that a row lacks',
    users('{ file: u.ndjson }'),
    { 'u.ndjson': '{"key":"a","login":"b"}\n{"key":"b"}\n{"key":"c","login":""}' },
    ['CM1017 u.ndjson:2:1 main.yaml:12:24', 'CM1017 u.ndjson:3:1 main.yaml:12:24'],
  ],
  [
    'a mapping within a text',
    users('{ a: { b: 1 } }', 'x${each.value}'),
    {},
    ['CM1005 main.yaml:12:24'],
  ],
  [
    'each where nothing is repeated',
    '  github/bot: { expect: { account: "${each.key}" } }\n',
    {},
    ['CM1011 main.yaml:10:36'],
  ],
  ['each within the rows', users('["${each.key}"]', 'x'), {}, ['CM1011 main.yaml:11:15']],
  [
    'a control character in a row',
    users('{ file: u.ndjson }'),
    { 'u.ndjson': '{"key":"a","login":"\\u0007"}' },
    ['CM1005 u.ndjson:1:1'],
  ],
  [
    'a value of the wrong form from a row',
    users('{ file: u.ndjson }')
      .replace('expect', 'scopes')
      .replace('{ account: "${each.value.login}" }', '["${each.value.s}"]'),
    { 'u.ndjson': '{"key":"a","s":"x"}\n{"key":"b","s":"x y"}' },
    ['CM1005 u.ndjson:2:1'],
  ],
  [
    'a mistake in the declaration, told once',
    users('[a, b, c]', 'x').replace('account', 'acount'),
    {},
    ['CM1002 main.yaml:12:15'],
  ],
  [
    'a secret from a row',
    users('[a, b]', 'x').replace(
      'expect: { account: "x" }',
      'clientSecret: { env: "${each.key}" }',
    ),
    {},
    ['CM1011 main.yaml:12:26'],
  ],
]

for (const [what, connections, files, expected] of refusals) {
  t.test(`${what} is refused at its place`, async (t) => {
    const loaded = loadMany(connections, files)
    t.notOk(loaded.ok)
    t.strictSame(placesInFiles(loaded.diagnostics), expected)
  })
}

t.test('what a data file says is never printed as a message', async (t) => {
  const canary = 'ghs_FAKEfakeFAKEfakeFAKEfakeFAKEfake0000'
  for (const [name, text] of [
    ['u.csv', `key,login\n${canary}\n`],
    ['u.csv', `key\n"${canary}"x\n`],
    ['u.ndjson', `{"key": ${canary}`],
    ['u.json', `[{"key": ${canary}}]`],
    ['u.ndjson', `{"key": "${canary}"}`],
  ] as const) {
    const { diagnostics } = loadMany(users(`{ file: ${name} }`, 'x'), { [name]: text })
    t.not(diagnostics.length, 0)
    t.notMatch(JSON.stringify(diagnostics), canary)
  }
})

t.test('names of Object are columns and keys like any other', async (t) => {
  const loaded = loadMany(
    users('{ file: u.ndjson, key: constructor }', '${each.value.__proto__}'),
    {
      'u.ndjson': '{"constructor":"tostring","__proto__":"x"}',
    },
  )
  t.strictSame(accounts(loaded), [['github/user-tostring', 'x']])
  const absent = loadMany(users('{ file: u.ndjson, key: toString }', 'x'), {
    'u.ndjson': '{"a":1}',
  })
  t.strictSame(placesInFiles(absent.diagnostics), ['CM1017 u.ndjson:1:1 main.yaml:11:37'])
})

t.test(
  'a value of an object that is repeated comes from its declaration and its row',
  async (t) => {
    const text = head + github.replace('  github/bot: {}\n', users('{ file: u.csv }'))
    const input = { file: 'main.yaml', text, data: reading({ 'u.csv': 'key,login\na,b\n' }) }
    const explained = provenanceOf(input, 'connections.github/user-a')
    t.match(explained, {
      value: {
        places: [
          { file: 'main.yaml', line: 10 },
          { file: 'u.csv', line: 2 },
        ],
      },
    })
  },
)

t.test('defaults are what an object does not say itself, mappings merged', async (t) => {
  const text = `version: 1
defaults:
  provider: { grant: authorizationCode, refresh: { margin: 5m, defaultLifetime: 1h } }
  connection: { labels: { team: core, tier: gold }, lifecycle: { preventDestroy: true }, scopes: [a] }
  route: { timeout: 30s }
providers:
  github:
    template: github
    clientId: Iv1.fake
    clientSecret: { env: S }
    refresh: { margin: 1m }
connections:
  github/one: {}
  github/two: { labels: { tier: silver }, lifecycle: { preventDestroy: false }, scopes: [b] }
identities: { batch: { apiKey: { env: K } } }
accessPolicies: { all: { connections: [github/*], allow: [{ apiKey: batch }] } }
routes:
  r: { match: { path: /a }, upstream: https://api.github.com, connection: github/one }
`
  const loaded = loadConfig({ file: 'main.yaml', text, env: () => undefined }, catalog)
  t.strictSame(loaded.diagnostics, [])
  t.ok(loaded.ok)
  if (!loaded.ok) return
  const { resources } = loaded.value
  t.match(ofKind(resources, 'provider')[0]?.spec.refresh, {
    margin: 60_000,
    defaultLifetime: 3_600_000,
  })
  t.match(
    ofKind(resources, 'connection').map(({ spec }) => spec),
    [
      {
        labels: { team: 'core', tier: 'gold' },
        lifecycle: { preventDestroy: true },
        scopes: ['a'],
      },
      {
        labels: { team: 'core', tier: 'silver' },
        lifecycle: { preventDestroy: false },
        scopes: ['b'],
      },
    ],
  )
  t.match(ofKind(resources, 'route')[0]?.spec, { timeout: 30_000 })
})

t.test('a mistake in defaults is told once, where it stands', async (t) => {
  const many = Array.from({ length: 5 }, (_, at) => `  github/c${at}: {}\n`).join('')
  const base = github.replace('  github/bot: {}\n', many)
  const table: readonly (readonly [string, readonly string[]])[] = [
    ['connection: { labls: {} }', ['CM1002 main.yaml:2:27']],
    ['connections: { labels: {} }', ['CM1002 main.yaml:2:13']],
    ['connection: { scopes: a }', ['CM1005 main.yaml:2:35']],
    ['connection: { forEach: [a] }', ['CM1002 main.yaml:2:27']],
    ['provider: { clientSecret: plain }', ['CM2001 main.yaml:2:39']],
    ['connection: { expect: { account: "${env:NOPE}" } }', ['CM1010 main.yaml:2:46']],
  ]
  for (const [defaults, expected] of table) {
    const text = `version: 1\ndefaults: { ${defaults} }\n${base}`
    const loaded = loadConfig({ file: 'main.yaml', text, env: () => undefined }, catalog)
    t.strictSame(placesInFiles(loaded.diagnostics), expected, defaults)
  }
})

t.test('a connection template is declared with what its connections share', async (t) => {
  const text =
    head +
    github
      .replace('github/bot: {}', 'github/users/{sub}: { scopes: [read:user], labels: { a: b } }')
      .replace('github/*], allow: [{ apiKey: batch }]', 'github/users/*], allow: [owner]')
  const loaded = loadConfig({ file: 'main.yaml', text }, catalog)
  t.strictSame(loaded.diagnostics, [])
  t.ok(loaded.ok)
  if (!loaded.ok) return
  t.match(ofKind(loaded.value.resources, 'connectionTemplate'), [
    {
      address: 'connectionTemplate.github/users/{sub}',
      spec: {
        provider: 'github',
        group: 'users',
        claim: 'sub',
        scopes: ['read:user'],
        labels: { a: 'b' },
      },
      dependsOn: ['provider.github'],
    },
  ])
  t.match(ofKind(loaded.value.resources, 'accessPolicy')[0], {
    spec: { connections: ['github/users/*'], allow: [{ type: 'owner' }] },
    dependsOn: ['connectionTemplate.github/users/{sub}'],
  })
})

/** From, to, and what is wrong then. */
const misused: readonly (readonly [string, string, string, readonly string[]])[] = [
  [
    'an owner of a connection of its own',
    '{ apiKey: batch }',
    'owner',
    ['CM1007 main.yaml:14:43 main.yaml:14:24'],
  ],
  ['a template that is not declared', 'github/*', 'github/users/*', ['CM1004 main.yaml:14:24']],
  [
    'an expected account',
    'github/bot: {}',
    'github/users/{sub}: { expect: { account: a } }',
    ['CM1007 main.yaml:10:25'],
  ],
  [
    'a second template of a group',
    'github/bot: {}',
    'github/users/{sub}: {}\n  github/users/{oid}: {}',
    ['CM1003 main.yaml:11:3 main.yaml:10:3'],
  ],
  ['an unknown provider', 'github/bot: {}', 'githb/users/{sub}: {}', ['CM1004 main.yaml:10:3']],
  [
    'a placeholder that is no claim',
    'github/bot: {}',
    'github/users/{}: {}',
    ['CM1005 main.yaml:10:3'],
  ],
  ['a word that is no principal', '{ apiKey: batch }', 'ownr', ['CM1005 main.yaml:14:43']],
]

for (const [what, from, to, expected] of misused) {
  t.test(`${what} is refused at its place`, async (t) => {
    const loaded = loadConfig({ file: 'main.yaml', text: head + github.replace(from, to) }, catalog)
    t.strictSame(placesInFiles(loaded.diagnostics), expected)
  })
}

t.test('a template of client credentials is refused, because nobody consents', async (t) => {
  const text = `${head}providers:
  erp: { issuer: https://erp.example, grant: clientCredentials, clientId: a, clientSecret: { env: S } }
connections:
  erp/users/{sub}: {}
`
  t.strictSame(placesInFiles(loadConfig({ file: 'main.yaml', text }, catalog).diagnostics), [
    'CM1007 main.yaml:5:3 main.yaml:3:39',
  ])
})

t.test('an object of a row is what it would be if it were written out', async (t) => {
  const body = (key: string, row: string, item: string): string => `
    scopes: [repo, "${item}"]
    expect: { account: "${row}", email: bot@acme.example }
    labels: { team: "\${env:TEAM}", who: "${key} of $\${x}", x-kept: "${key}" }
    x-note: "\${each.nonsense} \${env:NOPE}"
`
  const repeated = `  github/user-{key}:
    forEach: { alice: { login: al, scope: gist }, bob: { login: bo, scope: user } }${body('${each.key}', '${each.value.login}', '${each.value.scope}')}`
  const written = [
    ['alice', 'al', 'gist'],
    ['bob', 'bo', 'user'],
  ] as const
  const single = written.map(
    ([key, login, scope]) => `  github/user-${key}:${body(key, login, scope)}`,
  )
  const specs = (connections: string): unknown => {
    const loaded = loadMany(connections, {}, { TEAM: 'web' })
    if (!loaded.ok) return loaded.diagnostics
    return ofKind(loaded.value.resources, 'connection').map(({ name, spec }) => [name, spec])
  }
  t.same(specs(repeated), specs(single.join('')))
  t.match(JSON.stringify(specs(repeated)), '"who":"bob of ${x}"')
})

t.test(
  'an object of a row knows its declaration, and one that is written out has none',
  async (t) => {
    const loaded = loadMany(`${users('{ alice: { login: al } }')}  github/bob: {}\n`)
    t.ok(loaded.ok)
    const found = loaded.ok ? ofKind(loaded.value.resources, 'connection') : []
    const declaration = { name: 'github/user-{key}', origin: { file: 'main.yaml', column: 3 } }
    t.match(found[1], { name: 'github/user-alice', instanceOf: declaration })
    t.match(found[0], { name: 'github/bob', instanceOf: undefined })
  },
)

t.test('ten thousand rows are ten thousand connections, each at its line', async (t) => {
  const rows = Array.from({ length: 10_000 }, (_, at) => `{"key":"u${at}","login":"l${at}"}`)
  const loaded = loadMany(users('{ file: u.ndjson }'), { 'u.ndjson': rows.join('\n') })
  t.ok(loaded.ok)
  if (!loaded.ok) return
  const connections = ofKind(loaded.value.resources, 'connection')
  t.equal(connections.length, 10_000)
  t.match(
    connections.find(({ name }) => name === 'github/user-u812'),
    { origin: { file: 'u.ndjson', line: 813, column: 1 } },
  )
})

const openRows = `${head}providers:
  github: { template: github, grant: authorizationCode, clientId: a, clientSecret: { env: S }, scopes: [repo] }
connections:
  github/{key}: { forEach: "list(\${env:USERS})" }
accessPolicies: { all: { connections: [github/bob], allow: [{ apiKey: batch }] } }
identities: { batch: { apiKey: { env: A } } }
moved: [{ from: connection.github/old, to: connection.github/ann }]
`

t.test(
  'what only rows of the environment can declare is not missing before it is read',
  async (t) => {
    t.match(load(openRows), { ok: true, diagnostics: [] })
    t.match(load(openRows, { USERS: 'bob,ann' }), { ok: true })
    const missing = load(openRows, { USERS: 'carol' })
    t.strictSame(
      places(missing.diagnostics).map((each) => each.slice(0, 6)),
      ['CM1004', 'CM1019'],
    )
  },
)
