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
  each.id === 'github' ? { ...each, scopes: ['read:org', 'write:org', 'repo'] } : each,
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
    protected: new Map([[guarded, 'old.yaml:7']]),
    granted: new Map([['github/bot', granted]]),
  },
})
const many = Array.from(
  { length: 1001 },
  (_, at) => `  github/c${at}: { expect: { account: a } }\n`,
)
const manyRows = '  github/c-{key}:\n    forEach: { file: u.ndjson }\n    expect: { account: a }\n'

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
    'an old secret',
    { now, ...replaced(secret, '{ env: A, rotatedAt: 2026-01-01 }') },
    ['CM3017 info main.yaml:7:40'],
    { now, ...replaced(secret, '{ env: A, rotatedAt: 2026-11-01 }') },
  ],
  [
    'a grant that is wider',
    state('github/bot', ['read:org', 'repo']),
    ['CM3105 warning main.yaml:10:3'],
    state('github/bot', ['read:org']),
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
    { repository: { untracked: ['more.yaml'], exposed: [] } },
    ['CM3304 warning more.yaml:1:1'],
    { repository: { untracked: [], exposed: [] } },
  ],
  [
    'a key in version control',
    { repository: { untracked: [], exposed: ['credmgr.key'] } },
    ['CM3405 error main.yaml:1:1'],
    {},
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
  const whileReading = ['CM3011', 'CM3013', 'CM3103', 'CM3202']
  const all = Object.keys(diagnosticCodes).filter((code) => code.startsWith('CM3'))
  t.strictSame([...codes, ...whileReading].sort(), all.sort())
})
