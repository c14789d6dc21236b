import t from 'tap'
import { type ConfigInput, loadConfig, mergedConfig, toYaml } from '../../src/config/index.ts'
import { type Checked, type Config, ofKind } from '../../src/model/index.ts'
import { catalog } from './catalog.ts'
import { github, head, placesInFiles } from './support.ts'

type More = Omit<ConfigInput, 'file' | 'text'>

const template = (vars: string, clientId: string): string =>
  `${head}vars: ${vars}\n${github.replace('Iv1.fake', () => clientId)}`

function load(text: string, more: More = { env: () => undefined }): Checked<Config> {
  return loadConfig({ file: 'main.yaml', text, ...more }, catalog)
}

function clientId(checked: Checked<Config>): string | undefined {
  if (!checked.ok) throw new Error(placesInFiles(checked.diagnostics).join(', '))
  return ofKind(checked.value.resources, 'provider')[0]?.spec.clientId
}

t.test('the nearest to the command wins', async (t) => {
  const text = template('{ id: base }', 'a-${var:id}')
  const overlay = { file: 'o.yaml', text: 'vars: { id: overlay }\n' }
  const env = (name: string): string | undefined =>
    name === 'CREDMGR_VAR_id' ? 'environment' : undefined
  const files = ['first', 'second'].map((id) => ({ file: `${id}.yaml`, text: `id: ${id}\n` }))
  const variables = new Map([['id', 'given']])
  const none = { env: () => undefined }
  t.equal(clientId(load(text, none)), 'a-base')
  t.equal(clientId(load(text, { ...none, overlay })), 'a-overlay')
  t.equal(clientId(load(text, { env, overlay })), 'a-environment')
  t.equal(clientId(load(text, { env, overlay, variableFiles: files })), 'a-second')
  t.equal(clientId(load(text, { env, overlay, variableFiles: files, variables })), 'a-given')
})

t.test('a variable may come from the environment, and have a default at its place', async (t) => {
  const text = template('{ id: "${env:ID:-none}" }', '${var:id:-x}')
  t.equal(clientId(load(text, { env: () => undefined })), 'none')
  t.equal(clientId(load(text, { env: (name) => (name === 'ID' ? 'b' : undefined) })), 'b')
  t.equal(clientId(load(template('{ id: null }', '${var:id:-x}'))), 'x')
})

t.test('a value that is one variable keeps its type', async (t) => {
  const route = (flag: string): string =>
    `${head}vars: { flag: ${flag} }\nroutes: { r: { match: { path: /a }, upstream: https://a.example, public: "\${var:flag}", policies: [] } }\n`
  t.ok(load(route('true')).ok)
  t.strictSame(placesInFiles(load(route('5')).diagnostics), ['CM1005 main.yaml:3:74'])
  const variables = new Map([['flag', 'false']])
  const given = load(route('true'), { variables })
  t.equal(given.ok && ofKind(given.value.resources, 'route')[0]?.spec.public, false)
})

t.test('casts read a text as what they say', async (t) => {
  const env = (name: string): string | undefined => ({ S: 'a, b,,c', YES: 'true' })[name]
  const text = `${head}${github.replace('[repo]', 'list(${env:S})')}routes:
  r: { match: { path: /a }, upstream: https://api.github.com, public: 'bool(\${env:YES})', policies: [] }\n`
  const result = load(text, { env })
  t.ok(result.ok)
  if (!result.ok) return
  t.strictSame(ofKind(result.value.resources, 'provider')[0]?.spec.scopes, ['a', 'b', 'c'])
  t.equal(ofKind(result.value.resources, 'route')[0]?.spec.public, true)
  t.ok(load(text, {}).ok, 'and nothing is said of what is not known')
})

const refusals: readonly (readonly [string, string, string, More?])[] = [
  [
    'a variable that is not declared',
    template('{ region: a }', '${var:regoin}'),
    'CM1016 main.yaml:7:15',
  ],
  ['a variable without a value', template('{ id: null }', '${var:id}'), 'CM1010 main.yaml:7:15'],
  [
    'a variable that is empty',
    template('{ id: "" }', '${var:id:?say which}'),
    'CM1010 main.yaml:7:15',
  ],
  [
    'a variable of a variable',
    template('{ a: b, id: "${var:a}" }', '${var:id}'),
    'CM1011 main.yaml:2:19',
  ],
  ['a variable with parts', template('{ id: [a] }', '${var:id}'), 'CM1005 main.yaml:2:13'],
  [
    'a number that loses its nought',
    template('{ id: 1.10 }', 'v${var:id}'),
    'CM1005 main.yaml:2:13',
  ],
  [
    'a variable where a secret stands',
    `${head}vars: { a: b }\n${github.replace('env: GITHUB_CLIENT_SECRET', 'env: "${var:a}"')}`,
    'CM1011 main.yaml:8:26',
  ],
  ['a name that no variable has', template('{ 1a: b }', 'c'), 'CM1005 main.yaml:2:9'],
  ['a cast of something else', template('{ id: a }', 'int(${var:id})'), 'CM1005 main.yaml:7:15'],
  [
    '--var of what is not declared',
    template('{ id: a }', '${var:id}'),
    'CM1016 main.yaml:2:1',
    { variables: new Map([['di', 'b']]) },
  ],
  [
    'a file of variables with another',
    template('{ id: a }', '${var:id}'),
    'CM1016 v.yaml:1:1',
    { variableFiles: [{ file: 'v.yaml', text: 'di: b\n' }] },
  ],
  [
    'a file of variables that is a list',
    template('{ id: a }', '${var:id}'),
    'CM1005 v.yaml:1:1',
    { variableFiles: [{ file: 'v.yaml', text: '- b\n' }] },
  ],
]

for (const [title, text, place, more] of refusals) {
  t.test(`${title} is an error at its place`, async (t) => {
    const { ok, diagnostics } = load(text, { env: () => undefined, ...more })
    t.equal(ok, false)
    const errors = diagnostics.filter((each) => each.severity === 'error')
    t.strictSame(placesInFiles(errors), [place])
  })
}

t.test('a variable that nothing asks for is a warning', async (t) => {
  const { ok, diagnostics } = load(template('{ id: a, unused: b }', '${var:id}'))
  t.ok(ok)
  t.strictSame(placesInFiles(diagnostics), ['CM3102 main.yaml:2:16'])
})

t.test(
  'without the environment a variable without a value is not known, and no error',
  async (t) => {
    t.ok(load(template('{ id: null }', '${var:id}'), {}).ok)
  },
)

t.test('the merged configuration is one file that means the same', async (t) => {
  const secret = 'ghs_FAKEfakeFAKEfakeFAKEfakeFAKEfake0000'
  const text = template('{ id: a }', '${var:id}$${env:B}').replace('[repo]', '["${env:X}"]')
  const shown = (value: string): string => {
    const merged = mergedConfig({ file: 'main.yaml', text, env: () => value })
    return merged.ok ? toYaml(merged.value) : placesInFiles(merged.diagnostics).join()
  }
  const again = load(shown('repo'))
  t.equal(clientId(again), 'repo${env:B}', 'with the value of CREDMGR_VAR_id')
  t.match(shown('repo'), /clientSecret:\n +env: GITHUB_CLIENT_SECRET\n/)
  t.notMatch(shown('repo'), /vars:/)
  t.notMatch(shown(secret), secret)
})
