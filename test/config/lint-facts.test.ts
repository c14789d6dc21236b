import t from 'tap'
import { type LintInput, lintConfig } from '../../src/config/index.ts'
import { rules } from '../../src/config/lint/index.ts'
import { diagnosticCodes } from '../../src/model/index.ts'
import { catalog } from './catalog.ts'
import { codesOfFacts, github, head } from './support.ts'

const routes = `routes:
  r: { match: { path: /a, methods: [GET] }, upstream: https://api.github.com, connection: github/bot }
`
const good =
  head +
  github.replace('bot: {}', 'bot: { expect: { account: a } }').replace('[repo]', '[read:org]') +
  routes

const templates = catalog.templates.map((each) =>
  each.id === 'github'
    ? { ...each, scopes: ['read:org', 'write:org', 'repo', 'public_repo'] }
    : each,
)

/** What is found, each as code, severity and place. */
function found(input: Partial<LintInput>): readonly string[] {
  const { diagnostics } = lintConfig(
    { file: 'main.yaml', text: good, ...input },
    { ...catalog, templates },
  )
  return diagnostics.map(
    ({ code, severity, span }) => `${code} ${severity} ${span?.file}:${span?.line}:${span?.column}`,
  )
}

const overlay = (env: string, text: string): readonly [string, { file: string; text: string }] => [
  env,
  { file: `environments/${env}.yaml`, text },
]
const overlays = (...each: readonly (readonly [string, string])[]): LintInput['overlays'] =>
  new Map(each.map(([env, text]) => overlay(env, text)))

const replaced = (from: string, to: string): { text: string } => {
  if (!good.includes(from)) throw new TypeError(`not there: ${from}`)
  return { text: good.replace(from, () => to) }
}
const secret = '{ env: GITHUB_CLIENT_SECRET }'
const whole = `cms1:0a1b2c3d:${'A'.repeat(90)}`
const now = Date.parse('2026-11-25T12:00:00Z')
const state = (guarded: string, granted: readonly string[]): Partial<LintInput> => ({
  applied: {
    addresses: new Set(),
    protected: new Map([[guarded, 'old.yaml:7']]),
    granted: new Map([['github/bot', granted]]),
  },
})
const ownGrant = (granted: readonly string[]): Partial<LintInput> => ({
  text: good.replace(
    'connections:\n',
    'connections:\n  github/users/{sub}: { scopes: [read:org] }\n',
  ),
  applied: {
    addresses: new Set(),
    protected: new Map(),
    granted: new Map([['github/users/ann', granted]]),
  },
})
const tracked = (...files: readonly string[]): NonNullable<LintInput['repository']> => ({
  tracked: new Set(['main.yaml', ...files]),
  exposed: [],
})
const withRows = (repository: LintInput['repository']): Partial<LintInput> => ({
  repository,
  data: () => ({ ok: true, file: 'rows/users.csv', text: 'key\nbob\n' }),
  text: good.replace(
    'identities:',
    () => `  github/{key}:
    forEach: { file: users.csv }
    expect: { account: "\${each.key}" }
identities:`,
  ),
})
const many = Array.from(
  { length: 1001 },
  (_, at) => `  github/c${at}: { expect: { account: a } }\n`,
)
const manyRows = '  github/c-{key}:\n    forEach: { file: u.ndjson }\n    expect: { account: a }\n'

/** Two environments with a client of its own in each, at both providers. */
const apart = overlays(
  ['dev', 'providers: { github: { clientId: a } }\n'],
  ['prod', 'providers: { github: { clientId: b } }\n'],
)
/** Environments in which a client of the same name has a token endpoint of its own. */
const sharedAt = (dev: string, prod: string): Partial<LintInput> => {
  const erp = (github: string, url: string): string =>
    `providers: { github: { clientId: ${github} }, erp: { clientId: credmgr, endpoints: { token: ${url}/t } } }\n`
  const more = `  erp: { endpoints: { token: "\${env:ERP_URL}" }, grant: clientCredentials, clientId: b, clientSecret: { env: E } }\n`
  return {
    text: good.replace('connections:\n', () => `${more}connections:\n`),
    overlays: overlays(['dev', erp('x', dev)], ['prod', erp('y', prod)]),
  }
}

/** A configuration with a connection that has a client of its own. */
const withClient = (id: string): string =>
  good
    .replace(
      'connections:\n',
      () =>
        `  erp: { issuer: https://erp.example, grant: clientCredentials, clientId: "\${env:ID}", clientSecret: { env: E } }
connections:
  erp/a: { clientId: ${id}, clientSecret: { env: O } }\n`,
    )
    .replace('[github/*]', '[github/*, erp/a]')

/** A block of one kind, at line 17, that was committed 100 days ago, and what is applied since. */
const block = (
  text: string,
  { addresses = [], granted = [] }: { addresses?: string[]; granted?: string[] },
  days = 100,
): Partial<LintInput> => ({
  text: `${good}${text}\n`,
  now,
  applied: {
    addresses: new Set(addresses),
    protected: new Map(),
    granted: new Map(granted.map((each) => [each, []])),
  },
  repository: {
    ...tracked(),
    changedAt: new Map([['main.yaml', Array.from({ length: 30 }, () => now - days * 86_400_000)]]),
  },
})
const oldMove = 'moved: [{ from: connection.github/a, to: connection.github/bot }]'
const oldRemoval = 'removed: [{ from: connection.github/old-* }]'
const oldImport = 'import: [{ to: connection.github/bot, from: { refreshToken: { env: T } } }]'

/** Title, what fails, what is found then, and what passes. */
const rows: readonly (readonly [
  string,
  Partial<LintInput>,
  readonly string[],
  Partial<LintInput>,
])[] = [
  [
    'a scope that is not known',
    replaced('[read:org]', '[read:orgs]'),
    ['CM3002 warning main.yaml:8:14'],
    {},
  ],
  [
    'a scope that writes, and routes that read',
    replaced('[read:org]', '[write:org]'),
    ['CM3004 warning main.yaml:8:14'],
    { text: replaced('[read:org]', '[write:org]').text.replace('[GET]', '[GET, POST]') },
  ],
  [
    'a scope of GitHub that writes, though it does not say so',
    replaced('[read:org]', '[public_repo]'),
    ['CM3004 warning main.yaml:8:14'],
    {
      text: replaced('[read:org]', '[repo]').text.replace(
        '[repo]',
        '[repo] # credmgr:ignore CM3001 private',
      ),
    },
  ],
  [
    'the same in a connection',
    replaced('expect: { account: a }', 'expect: { account: a }, scopes: [write:org]'),
    ['CM3004 warning main.yaml:10:50'],
    replaced('expect: { account: a }', 'expect: { account: a }, scopes: [read:org]'),
  ],
  [
    'one client in two environments',
    {
      overlays: overlays(
        ['dev', 'version: 1\n'],
        ['staging', 'providers: { github: { clientId: other } }\n'],
        ['prod', 'version: 1\n'],
      ),
    },
    ['CM3016 warning main.yaml:6:15'],
    {
      overlays: overlays(
        ['dev', 'providers: { github: { clientId: a } }\n'],
        ['prod', 'providers: { github: { clientId: "${env:ID}" } }\n'],
      ),
    },
  ],
  [
    'one client that overlays name',
    {
      overlays: overlays(
        ['dev', 'providers: { github: { clientId: a } }\n'],
        ['prod', 'providers: { github: { clientId: a } }\n'],
      ),
    },
    ['CM3016 warning environments/prod.yaml:1:34'],
    { overlays: overlays(['dev', 'providers: { github: { clientId: a } }\n']) },
  ],
  [
    'one client id at one server',
    sharedAt('https://id.example', 'https://id.example'),
    ['CM3016 warning environments/prod.yaml:1:56'],
    sharedAt('https://id.example', 'https://other.example'),
  ],
  [
    'one client of a connection',
    { text: withClient('own'), overlays: apart },
    ['CM3016 warning main.yaml:11:22'],
    { text: withClient('"${env:OWN}"'), overlays: apart },
  ],
  [
    'an old secret',
    { now, ...replaced(secret, '{ env: A, rotatedAt: 2026-01-01 }') },
    ['CM3017 info main.yaml:7:40'],
    { now, ...replaced(secret, '{ env: A, rotatedAt: 2026-11-01 }') },
  ],
  [
    'a secret that will have been replaced',
    { now, ...replaced(secret, '{ env: A, rotatedAt: 2062-11-01 }') },
    ['CM3017 info main.yaml:7:40'],
    { now, ...replaced(secret, '{ env: A, rotatedAt: 2026-11-26 }') },
  ],
  [
    'a move that is done',
    block(oldMove, { addresses: ['connection.github/bot'] }),
    ['CM3302 warning main.yaml:17:9'],
    block(oldMove, { addresses: ['connection.github/a'] }),
  ],
  [
    'a removal that is done',
    block(oldRemoval, {}),
    ['CM3302 warning main.yaml:17:11'],
    block(oldRemoval, { addresses: ['connection.github/old-b'] }),
  ],
  [
    'an import that is done',
    block(oldImport, { granted: ['github/bot'] }),
    ['CM3302 warning main.yaml:17:10'],
    block(oldImport, { granted: ['github/bot'] }, 80),
  ],
  [
    'a grant that is wider',
    state('github/bot', ['read:org', 'repo']),
    ['CM3105 warning main.yaml:10:3'],
    state('github/bot', ['read:org', 'openid']),
  ],
  [
    'a grant of a template’s connection that is wider',
    ownGrant(['read:org', 'repo']),
    ['CM3105 warning main.yaml:10:25'],
    ownGrant(['read:org']),
  ],
  [
    'a guarded connection that is gone',
    state('github/gone', []),
    ['CM3301 error main.yaml:9:1'],
    state('github/bot', []),
  ],
  [
    'no guard in production',
    { environment: 'prod-eu' },
    ['CM3301 warning main.yaml:10:3'],
    { environment: 'product' },
  ],
  [
    'what production alone changes',
    {
      overlays: overlays(
        ['dev', 'providers: { github: { clientId: a } }\n'],
        [
          'prod',
          'providers: { github: { clientId: b } }\nroutes:\n  r: { upstream: https://api.github.com/v2 }\n',
        ],
      ),
    },
    ['CM3303 warning environments/prod.yaml:3:8'],
    {
      overlays: overlays(
        [
          'dev',
          'providers: { github: { clientId: a } }\nroutes: { r: { upstream: https://api.github.com/v1 } }\n',
        ],
        [
          'prod',
          'providers: { github: { clientId: b } }\nroutes:\n  r: { upstream: https://api.github.com/v2 }\n',
        ],
      ),
    },
  ],
  [
    'a file that nobody tracks',
    {
      included: [{ file: 'more.yaml', text: '# yaml-language-server: $schema=…\n\nversion: 1\n' }],
      repository: tracked(),
    },
    ['CM3304 warning more.yaml:3:1'],
    {
      included: [{ file: 'more.yaml', text: 'version: 1\n' }],
      repository: tracked('more.yaml'),
    },
  ],
  [
    'a data file that nobody tracks',
    withRows(tracked()),
    ['CM3304 warning main.yaml:12:22'],
    withRows(tracked('rows/users.csv')),
  ],
  [
    'the file of another environment that nobody tracks',
    {
      overlays: overlays(['dev', 'version: 1\n'], ['test', '{}\n']),
      repository: tracked('environments/dev.yaml'),
      text: good.replace('Iv1.fake', '${env:ID}'),
    },
    ['CM3304 warning environments/test.yaml:1:1'],
    {
      overlays: overlays(['dev', 'version: 1\n']),
      repository: { tracked: new Set(['another.yaml']), exposed: [] },
    },
  ],
  [
    'a key in version control',
    { text: `# a comment\n${good}`, repository: { ...tracked(), exposed: ['credmgr.key'] } },
    ['CM3405 error main.yaml:2:1'],
    { repository: tracked('credmgr.key.example') },
  ],
  [
    'a sealed value that is cut',
    replaced(secret, '{ sealed: cms1:0a1b2c3d:AA }'),
    ['CM3403 error main.yaml:7:29'],
    replaced(secret, `{ sealed: "${whole}" }`),
  ],
  [
    'a value sealed to an old key',
    { sealingKeyId: 'ffffffff', ...replaced(secret, `{ sealed: "${whole}" }`) },
    ['CM3403 warning main.yaml:7:29'],
    { sealingKeyId: '0a1b2c3d', ...replaced(secret, `{ sealed: "${whole}" }`) },
  ],
  [
    'a program from PATH',
    replaced(secret, '{ exec: [op, read, x] }'),
    ['CM3404 warning main.yaml:7:28'],
    replaced(secret, '{ exec: [/usr/bin/op, read, x] }'),
  ],
  [
    'connections without number',
    replaced(
      '  github/bot: { expect: { account: a } }\n',
      `  github/bot: { expect: { account: a } }\n${many.join('')}`,
    ),
    ['CM3501 info main.yaml:9:1'],
    {
      ...replaced(
        '  github/bot: { expect: { account: a } }\n',
        `  github/bot: { expect: { account: a } }\n${manyRows}`,
      ),
      data: () => ({
        ok: true,
        file: 'u.ndjson',
        text: many.map((_, at) => `{"key":"k${at}"}`).join('\n'),
      }),
    },
  ],
]

const unused = (list: readonly string[]): readonly string[] =>
  list.filter((each) => !each.startsWith('CM3102'))

for (const [title, fails, expected, passes] of rows) {
  t.test(`${title} is found at its place, and its fellow passes`, async (t) => {
    t.strictSame(unused(found(fails)), expected)
    t.strictSame(unused(found(passes)), [])
  })
}

t.test('two providers of one environment may share a client', async (t) => {
  const more =
    '  more: { template: github, grant: authorizationCode, clientId: Iv1.fake, clientSecret: { env: A } }\n'
  const text = good.replace('connections:\n', () => `${more}connections:\n`)
  const own = (id: string): string =>
    `providers: { github: { clientId: ${id} }, more: { clientId: ${id} } }\n`
  const files = overlays(['dev', own('a')], ['prod', own('b')])
  t.strictSame(unused(found({ text, overlays: files })), [])
})

t.test('production alone is compared with what others change, and with nothing else', async (t) => {
  const change = 'routes:\n  r: { upstream: https://api.github.com/v2 }\n'
  const only = (...names: readonly string[]): readonly string[] =>
    found({
      overlays: overlays(
        ...names.map((name) => [name, change] as const),
        ...(names.length > 1 ? [] : [['dev', 'version: 1\n'] as const]),
      ),
    }).filter((each) => each.startsWith('CM3303'))
  t.strictSame(only('prod-eu'), ['CM3303 warning environments/prod-eu.yaml:2:8'])
  t.strictSame(only('prod-eu', 'prod-us'), [], 'there is nothing but production')
  const same = change.replace('/v2', '')
  const files = overlays(['dev', 'version: 1\n'], ['prod', same])
  t.notMatch(found({ overlays: files }).join(), 'CM3303', 'it says what holds anyway')
})

/** The text of the file in which a finding stands, with a comment above its line. */
function withComment(input: Partial<LintInput>, finding: string): Partial<LintInput> {
  const [code = '', , place = ''] = finding.split(' ')
  const [file, line] = place.split(':')
  const said = (text: string): string =>
    text
      .split('\n')
      .toSpliced(Number(line) - 1, 0, `# credmgr:ignore ${code} it is meant`)
      .join('\n')
  const { text = good, included = [], overlays: others = new Map() } = input
  const changed = <T extends { file: string; text: string }>(each: T): T =>
    each.file === file ? { ...each, text: said(each.text) } : each
  return {
    ...input,
    ...(file === 'main.yaml' ? { text: said(text) } : { text }),
    included: included.map(changed),
    overlays: new Map([...others].map(([name, each]) => [name, changed(each)])),
  }
}

for (const [title, fails, expected] of rows) {
  t.test(`${title} is ignored by a comment in the file where it stands`, async (t) => {
    const [finding = ''] = expected
    const input = fails.overlays === undefined ? { ...fails, overlays: new Map() } : fails
    t.strictSame(unused(found(withComment(input, finding))), [])
  })
}

t.test('a comment is idle only where its code was looked for', async (t) => {
  const comment = (code: string): Partial<LintInput> => ({
    text: good.replace(/(github\/bot: .*)/, `$1 # credmgr:ignore ${code} it is meant`),
  })
  const isIdle = (input: Partial<LintInput>): boolean =>
    found(input).some((each) => each.startsWith('CM0001'))
  const facts: LintInput = {
    file: 'main.yaml',
    text: '',
    now,
    sealingKeyId: 'ffffffff',
    environment: 'prod',
    overlays: apart,
    applied: { addresses: new Set(), protected: new Map(), granted: new Map() },
    repository: tracked('environments/dev.yaml', 'environments/prod.yaml'),
  }
  for (const code of ['CM3016', 'CM3017', 'CM3105', 'CM3303', 'CM3304', 'CM3405', 'CM3403']) {
    t.notOk(isIdle(comment(code)), `${code} was not looked for`)
    t.ok(isIdle({ ...facts, ...comment(code) }), `${code} was looked for`)
  }
  t.notOk(isIdle(comment('CM3301')), 'there is neither production nor a state')
  t.notOk(isIdle({ environment: 'prod', ...comment('CM3301') }), 'it was found')
  t.ok(isIdle(comment('CM3002')), 'a rule that needs no facts always looks')
})

t.test('what another environment finds is not called idle', async (t) => {
  const why = '# credmgr:ignore CM3001 a sandbox'
  const prod = {
    file: 'environments/prod.yaml',
    text: `connections: { github/bot: { scopes: [repo] } } ${why}\n`,
  }
  const idle = { ...prod, text: prod.text.replace('[repo]', '[read:org]') }
  const codes = (input: Partial<LintInput>): readonly string[] =>
    found(input).map((each) => each.split(' ')[0] ?? '')
  t.strictSame(codes({ overlays: new Map([['prod', prod]]) }), [])
  t.strictSame(codes({ overlays: new Map([['prod', prod]]), overlay: prod }), [])
  t.strictSame(codes({ overlays: new Map([['prod', idle]]), overlay: idle }), ['CM0001'])
  const base = { text: good.replace('[read:org]', `[repo] ${why}`) }
  const repaired = { ...prod, text: 'providers: { github: { scopes: [read:org] } }\n' }
  t.strictSame(codes(base), [])
  t.strictSame(codes({ ...base, overlay: repaired }), [], 'the base needs it')
})

t.test('a finding of another environment is ignored by a comment in its own file', async (t) => {
  const text = 'providers: { github: { clientId: a } }'
  const why = '# credmgr:ignore CM3016 one sandbox serves both'
  const files = overlays(['dev', `${text}\n`], ['prod', `${text} ${why}\n`])
  t.strictSame(found({ overlays: files }), [])
})

t.test('a configuration says what findings weigh, and may switch rules off', async (t) => {
  const settings = (rules: string): Partial<LintInput> => ({
    environment: 'prod',
    text: `${good}lint: { rules: { ${rules} } }\n`,
  })
  t.strictSame(found(settings('CM3301: error')), ['CM3301 error main.yaml:10:3'])
  t.strictSame(found(settings('CM3301: info')), ['CM3301 info main.yaml:10:3'])
  t.strictSame(found(settings('CM3301: off')), [])
  const age = {
    now,
    text: `${replaced(secret, '{ env: A, rotatedAt: 2026-11-01 }').text}lint: { maxSecretAge: 7d }\n`,
  }
  t.strictSame(found(age), ['CM3017 info main.yaml:7:40'])
})

t.test('every code that needs facts has a row', async (t) => {
  const rowed = new Set(
    rows.flatMap(([, , expected]) => expected.map((each) => each.split(' ')[0])),
  )
  t.strictSame([...rowed].sort(), [...codesOfFacts].sort())
})

t.test('every code of a rule is found by some rule, and no code twice', async (t) => {
  const codes = rules.flatMap((each) => each.codes)
  t.equal(new Set(codes).size, codes.length)
  // Found while a configuration is read, so that every command tells of them.
  const whileReading = ['CM3011', 'CM3013', 'CM3103', 'CM3201', 'CM3202']
  const all = Object.keys(diagnosticCodes).filter((code) => code.startsWith('CM3'))
  t.strictSame([...codes, ...whileReading].sort(), all.sort())
})
