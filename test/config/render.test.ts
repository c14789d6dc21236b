import t from 'tap'
import { loadConfig, renderDiagnostics } from '../../src/config/index.ts'
import type { Diagnostic } from '../../src/model/index.ts'
import { catalog } from './catalog.ts'
import { github, head, load } from './support.ts'

const fake = 'ghs_FAKEfakeFAKEfakeFAKEfakeFAKEfake0000'

function rendered(text: string, env?: { readonly [name: string]: string }): string {
  const { diagnostics } = load(text, env)
  return renderDiagnostics(diagnostics, () => text, { color: false })
}

t.test(
  'a reference to nothing shows the line, a caret, what was meant, and where to look',
  async (t) => {
    const text = `${head}${github.replace('github/bot', 'githb/bot')}`
    t.equal(
      rendered(text),
      `error[CM1004]: connection "githb/bot" refers to an unknown provider "githb"
  --> credmgr.config.yaml:10:3
   |
10 |   githb/bot: {}
   |   ^^^^^ no provider with this name; did you mean "github"?
   = note: providers are declared in credmgr.config.yaml:3 (github)
   = help: credmgr explain CM1004

1 error, 0 warnings in 1 file. Nothing was changed.
`,
    )
  },
)

t.test('a literal secret is hidden, and what to do instead is said', async (t) => {
  const text = `${head}${github.replace('{ env: GITHUB_CLIENT_SECRET }', fake).replace('scopes', 'scops')}`
  t.equal(
    rendered(text),
    `error[CM2001]: a literal secret in a file that is meant for version control
 --> credmgr.config.yaml:7:19
  |
7 |     clientSecret: ****************************************
  |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ looks like a GitHub token (ghs_…); value hidden
  = note: if this file was ever pushed, rotate the secret now
  = help: put it in a secret reference:  clientSecret: { env: GITHUB_CLIENT_SECRET }
  = help: or seal it:  credmgr secrets seal --in-place credmgr.config.yaml:7

error[CM1002]: unknown field "scops" in a provider
 --> credmgr.config.yaml:8:5
  |
8 |     scops: [repo]
  |     ^^^^^ did you mean "scopes"?
  = note: allowed fields: apiHosts, assertion, audience, authorizationParams, clientAuth, clientId, clientSecret, endpoints, forEach, grant, issuer, nextClientSecret, parameters, pkce, refresh, registration, resource, scopes, template, tokenParams

2 errors, 0 warnings in 1 file. Nothing was changed.
`,
  )
})

t.test('an open quote points at the quote, and says where it was noticed', async (t) => {
  const text = `${head}x-a:\n  b: "https://a.example\n   c\n`
  t.equal(
    rendered(text),
    `error[CM1001]: the quoted string that starts here is never closed
 --> credmgr.config.yaml:3:6
  |
3 |   b: "https://a.example
  |      ^ opening quote
  = note: the parser noticed it at the end of the file (line 5)

1 error, 0 warnings in 1 file. Nothing was changed.
`,
  )
})

t.test('a second declaration shows the first one too', async (t) => {
  const text = 'version: 1\nproviders:\n  github: {}\n  github: {}\n'
  t.equal(
    rendered(text),
    `error[CM1003]: provider "github" is declared twice
 --> credmgr.config.yaml:4:3
  |
4 |   github: {}
  |   ^^^^^^ second declaration
 ::: credmgr.config.yaml:3:3
  |
3 |   github: {}
  |   ------ first declaration

1 error, 0 warnings in 1 file. Nothing was changed.
`,
  )
})

t.test('a variable that is not set says how to set it', async (t) => {
  const text = `${head}${github.replace('Iv1.fake', '${env:GITHUB_CLIENT_ID}')}`
  t.equal(
    rendered(text, {}),
    `error[CM1010]: environment variable "GITHUB_CLIENT_ID" is not set
 --> credmgr.config.yaml:6:15
  |
6 |     clientId: \${env:GITHUB_CLIENT_ID}
  |               ^^^^^^^^^^^^^^^^^^^^^^^ no value and no default
  = note: \`validate\` does not read the environment
  = help: export GITHUB_CLIENT_ID=…   or give a default: \${env:GITHUB_CLIENT_ID:-…}

1 error, 0 warnings in 1 file. Nothing was changed.
`,
  )
})

t.test('with warnings alone nothing is said about changes', async (t) => {
  const text = `${head}${github.slice(0, github.indexOf('identities'))}`
  t.match(rendered(text), /\n0 errors, 1 warning in 1 file\.\n$/)
})

t.test('colour changes nothing but colour', async (t) => {
  const text = `${head}${github.replace('scopes', 'scops')}`
  const { diagnostics } = load(text)
  const coloured = renderDiagnostics(diagnostics, () => text, { color: true })
  t.match(coloured, '\u001b[1;31merror[CM1002]')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
  t.equal(coloured.replace(/\u001b\[[\d;]*m/g, ''), rendered(text))
})

t.test('a file that cannot be shown is named all the same', async (t) => {
  const { diagnostics } = load(`${head}${github.replace('scopes', 'scops')}`)
  const text = renderDiagnostics(diagnostics, () => undefined, { color: false })
  t.match(text, ' --> credmgr.config.yaml:8:5\n')
})

t.test('carets stand under wide letters, tabs and in long lines', async (t) => {
  const span = (column: number, endColumn: number): Diagnostic['span'] => {
    return { file: 'f', line: 1, column, endLine: 1, endColumn }
  }
  const show = (text: string, place: Diagnostic['span']): readonly string[] => {
    const diagnostic = {
      code: 'CM1005',
      severity: 'error',
      message: 'm',
      ...(place && { span: place }),
    } as const
    return renderDiagnostics([diagnostic], () => text, { color: false })
      .split('\n')
      .slice(3, 5)
  }
  t.strictSame(show('日本: x', span(5, 6)), ['1 | 日本: x', '  |       ^'])
  t.strictSame(show('a:\tx', span(4, 5)), ['1 | a: x', '  |    ^'])
  const [line = '', caret = ''] = show(`${'a'.repeat(500)}X${'b'.repeat(500)}`, span(501, 502))
  t.ok(line.length < 200)
  t.equal(line[caret.indexOf('^')], 'X')
})

t.test('what a terminal would obey is not sent to it', async (t) => {
  const text = `${head}"a\\e[2Jb": 1\n`
  t.notMatch(rendered(`${head}x: "\u001b[2J"\n`), '\u001b')
  t.notMatch(rendered(text), '\u001b')
})

const canary = 'ghs_CANARYcanaryCANARYcanary0123456789abcd'
const plain = 'correct horse battery staple'

/** Ways to put a secret into a file, each wrong; none may repeat it. */
const leaks: readonly (readonly [string, string])[] = [
  ['in its place', `clientSecret: ${canary}`],
  ['under another name', `client_secret: ${canary}`],
  ['under another name, without a known form', `client_secret: ${plain}`],
  ['where a variable is named', `clientSecret: { env: ${canary} }`],
  ['under an unknown kind of reference', `clientSecret: { value: ${canary} }`],
  ['as a list', `clientSecret: [${plain}]`],
  ['beside another mistake on the line', `clientSecret: ${plain} : x`],
  ['in an open quote', `clientSecret: "${plain}`],
  ['as a block', `clientSecret: |\n      ${plain}\n      ${canary}`],
  ['as a key', `${canary}: 1`],
  ['as a grant', `clientSecret: { env: A }\n    clientAuth: ${canary}`],
  ['with a tag', `clientSecret: !plain ${canary}`],
  ['twice', `clientSecret: ${canary}\n    clientSecret: ${canary}`],
  ['through an alias', `x-a: &a ${canary}\n    clientSecret: *a`],
  ['in an URL', `issuer: https://user:${canary}@a.example`],
  ['as a template', `template: ${canary}`],
]

for (const [where, line] of leaks) {
  t.test(`a secret ${where} is refused and shown nowhere`, async (t) => {
    const rest = github.replace('    clientSecret: { env: GITHUB_CLIENT_SECRET }\n', '')
    const text = head + rest.replace('    scopes: [repo]', `    ${line}`)
    const result = load(text, {})
    t.equal(result.ok, false)
    const said = rendered(text, {}) + JSON.stringify(result.diagnostics)
    t.notMatch(said, /CANARYcanary/)
    t.notMatch(said, /battery/)
  })
}

t.test('a value from the environment is shown nowhere', async (t) => {
  const secret = 'value-of-the-environment'
  for (const field of ['issuer', 'template', 'grant', 'audience: [a]\n    clientAuth']) {
    const rest = github
      .replace('    template: github\n', '')
      .replace('    grant: authorizationCode\n', '')
    const text = head + rest.replace('    scopes: [repo]', `    ${field}: \${env:SECRET}`)
    const { diagnostics } = loadConfig({ file: 'f', text, env: () => secret }, catalog)
    t.notMatch(JSON.stringify(diagnostics), secret)
    t.ok(diagnostics.length > 0)
  }
})
