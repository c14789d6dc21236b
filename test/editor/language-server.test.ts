import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { starterConfig, starterOverlay } from '../../src/config/index.ts'
import { startEditor } from '../support/language-server.ts'

const home = fileURLToPath(new URL('../..', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'credmgr-editor-'))
t.teardown(() => rmSync(root, { recursive: true, force: true }))
// As the package lies there once it is installed.
const installed = join(root, 'node_modules', 'credmgr', 'schemas')
mkdirSync(installed, { recursive: true })
for (const name of readdirSync(join(home, 'schemas')).filter((each) => each.endsWith('.json'))) {
  copyFileSync(join(home, 'schemas', name), join(installed, name))
}
mkdirSync(join(root, 'environments'))
mkdirSync(join(root, 'config'))

const editor = await startEditor(root)
t.teardown(() => editor.stop())

/** Opens a text with the cursor at «». */
async function cursorIn(name: string, marked: string): Promise<readonly [string, number, number]> {
  const before = marked.slice(0, marked.indexOf('«»'))
  const lines = before.split('\n')
  const path = join(root, name)
  writeFileSync(path, marked.replace('«»', ''))
  await editor.open(path, marked.replace('«»', ''))
  return [path, lines.length - 1, (lines.at(-1) ?? '').length]
}

async function offered(name: string, marked: string): Promise<readonly string[]> {
  const items = await editor.complete(...(await cursorIn(name, marked)))
  // Some words need quotes for readers of YAML 1.1, which ours are not.
  return items.map(({ label }) => label.replaceAll('"', ''))
}

const overlayLine =
  '# yaml-language-server: $schema=../node_modules/credmgr/schemas/credmgr.environment.schema.json\n'
const modeline =
  '# yaml-language-server: $schema=./node_modules/credmgr/schemas/credmgr.schema.json\n'
const whole = readFileSync(join(home, 'credmgr.config.yaml'), 'utf8')

t.test(
  'an editor accepts what credmgr init writes, and the example of this repository',
  async (t) => {
    t.strictSame(await editor.open(join(root, 'starter.yaml'), starterConfig), [])
    t.strictSame(await editor.open(join(root, 'environments/prod.yaml'), starterOverlay), [])
    const example = whole.replace(/^# yaml-language-server.*\n/, modeline)
    t.strictSame(await editor.open(join(root, 'example.yaml'), example), [])
  },
)

t.test('an editor marks an unknown field where it stands', async (t) => {
  const text = `${modeline}version: 1\nproviders:\n  github: { template: github, grant: authorizationCode, clientId: a, scops: [a] }\n`
  const found = await editor.open(join(root, 'wrong.yaml'), text)
  t.match(found, [{ message: /scops/, range: { start: { line: 3 } } }])
})

t.test(
  'an editor accepts everything that forEach, defaults and templates are written with',
  async (t) => {
    const text = `${modeline}version: 1
defaults:
  provider: { grant: authorizationCode }
  connection: { lifecycle: { preventDestroy: true } }
providers:
  github: { template: github, grant: authorizationCode, clientId: a, clientSecret: { exec: [/bin/op], execEnv: [A], rotatedAt: 2026-08-01 } }
connections:
  github/users/{sub}: { scopes: [read:user] }
  github/user-{key}:
    forEach: { file: users.csv, key: id }
    expect: { email: "\${each.value.email}" }
  github/bot-{key}: { forEach: [a, b] }
accessPolicies:
  own: { connections: [github/users/*], allow: [owner] }
  user-{key}:
    forEach: { a: { sub: x } }
    connections: ["github/user-\${each.key}"]
    allow: [{ apiKey: "\${each.value.sub}" }]
lint: { rules: { CM3107: off }, maxSecretAge: 90d }
`
    t.strictSame(await editor.open(join(root, 'many.yaml'), text), [])
  },
)

t.test('an overlay and an included file have schemas of their own', async (t) => {
  const dir = '../node_modules/credmgr/schemas'
  const overlay = `# yaml-language-server: $schema=${dir}/credmgr.environment.schema.json
providers:
  github: { scopes: [+repo, -gist], clientSecret: null }
  extra: { new: true, issuer: https://id.example }
connections:
  github/bot: null
  github/me: { scopes: { add: [repo] } }
identities:
  ci: { audience: { add: [api://more], remove: [api://less] }, algorithms: [+ES384, -RS256] }
accessPolicies:
  all: { allow: { add: [{ apiKey: batch }] }, connections: ["-github/*"], description: null }
gateway: { admin: { roles: { viewer: { add: [{ apiKey: batch }] } } } }
`
  t.strictSame(await editor.open(join(root, 'environments/dev.yaml'), overlay), [])
  const part = `# yaml-language-server: $schema=${dir}/credmgr.part.schema.json\nconnections:\n  github/me: {}\n`
  t.strictSame(await editor.open(join(root, 'config/me.yaml'), part), [])
  const wrong = part.replace('connections:', 'include: [a.yaml]\nconnections:')
  t.match(await editor.open(join(root, 'config/wrong.yaml'), wrong), [{ message: /include/ }])
  const main = `${modeline}connections:\n  github/me: {}\n`
  t.match(
    await editor.open(join(root, 'main.yaml'), main),
    [{ message: /version/ }],
    'which a main file needs',
  )
})

/** What stands before the cursor, and some of what is offered there. */
const completions: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'sections',
    'version: 1\n«»',
    ['providers', 'connections', 'accessPolicies', 'routes', 'gateway', 'defaults'],
  ],
  [
    'fields of a provider',
    'version: 1\nproviders:\n  github:\n    «»',
    ['template', 'grant', 'clientId', 'clientSecret', 'scopes', 'refresh'],
  ],
  [
    'templates',
    'version: 1\nproviders:\n  github:\n    template: «»',
    ['github', 'entra', 'google', 'generic'],
  ],
  [
    'grants',
    'version: 1\nproviders:\n  github:\n    grant: «»',
    ['authorizationCode', 'clientCredentials'],
  ],
  [
    'sources of a secret',
    'version: 1\nproviders:\n  github:\n    clientSecret:\n      «»',
    ['env', 'file', 'exec', 'sealed'],
  ],
  [
    'fields of a connection',
    'version: 1\nconnections:\n  github/bot:\n    «»',
    ['expect', 'scopes', 'lifecycle', 'forEach'],
  ],
  [
    'policies of a route',
    'version: 1\nroutes:\n  r:\n    policies:\n      - «»',
    ['get-authorization-context', 'set-header'],
  ],
  [
    'severities',
    'version: 1\nlint:\n  rules:\n    CM3107: «»',
    ['error', 'warning', 'info', 'off'],
  ],
]

for (const [what, marked, expected] of completions) {
  t.test(`an editor offers ${what}`, async (t) => {
    const labels = await offered(`complete-${what.replaceAll(' ', '-')}.yaml`, modeline + marked)
    t.strictSame(
      expected.filter((each) => !labels.includes(each)),
      [],
      labels.join(' '),
    )
  })
}

/** What is under the mouse, and a part of what is said of it. */
const hovers: readonly (readonly [string, RegExp])[] = [
  ['version: 1\npro«»viders: {}\n', /Authorization servers, by name/],
  [
    'version: 1\nproviders:\n  github:\n    gr«»ant: authorizationCode\n',
    /How tokens are obtained/,
  ],
  [
    'version: 1\nconnections:\n  github/bot:\n    exp«»ect: { account: a }\n',
    /The account that must consent/,
  ],
  ['version: 1\nroutes:\n  r:\n    match: { path: /a, met«»hods: [GET] }\n', /Methods that match/],
  [
    'version: 1\nroutes:\n  r:\n    policies:\n      - get-auth«»orization-context: { connection: a/b }\n',
    /Obtains a valid token of a connection/,
  ],
]

for (const [marked, expected] of hovers) {
  t.test(`an editor tells ${expected.source}`, async (t) => {
    const name = `hover-${hovers.findIndex(([each]) => each === marked)}.yaml`
    t.match(await editor.hover(...(await cursorIn(name, modeline + marked))), expected)
  })
}

t.test('an overlay is completed and explained like the file below it', async (t) => {
  const place = (name: string, marked: string): ReturnType<typeof cursorIn> =>
    cursorIn(`environments/${name}.yaml`, overlayLine + marked)
  const items = await editor.complete(...(await place('a', 'providers:\n  github:\n    «»')))
  const labels = items.map(({ label }) => label)
  for (const each of ['scopes', 'clientId', 'new', 'refresh']) t.ok(labels.includes(each), each)
  const grants = await editor.complete(
    ...(await place('b', 'providers:\n  github:\n    grant: «»')),
  )
  t.ok(grants.some(({ label }) => label === 'clientCredentials'))
  const rows: readonly (readonly [string, RegExp])[] = [
    ['providers:\n  github:\n    ref«»resh: { margin: 5m }\n', /When tokens are renewed/],
    ['providers:\n  git«»hub: { clientId: a }\n', /One authorization server/],
    ['providers:\n  github:\n    sco«»pes: [+repo]\n', /Scopes to ask for/],
  ]
  for (const [at, [marked, expected]] of rows.entries()) {
    t.match(await editor.hover(...(await place(`hover-${at}`, marked))), expected)
  }
})
