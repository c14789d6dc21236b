import t, { type Test } from 'tap'
import { type FakeMachine, fakeMachine } from './host.ts'

const config = `version: 1
identities:
  batch: { apiKey: { env: K } }
  ci: { issuer: https://ci.example, audience: credmgr }
providers:
  github: { template: github, grant: authorizationCode, clientId: a, clientSecret: { env: S }, scopes: [repo] }
connections:
  github/bot: { expect: { account: a } }
  github/other: { expect: { account: b } }
accessPolicies:
  releases:
    connections: [github/bot]
    allow: [{ claims: { identity: ci, sub: 'repo:acme/app' } }, { managedIdentity: gateway }]
  nights:
    connections: [github/other]
    allow: [{ apiKey: batch }]
    conditions: { routes: [nightly], methods: [GET, HEAD] }
  all:
    connections: [github/*]
    allow: [{ group: { identity: ci, objectId: admins } }]
routes:
  releases: { match: { path: /r, methods: [POST] }, upstream: https://api.github.com, connection: github/bot }
  nightly:
    match: { path: /n, methods: [GET] }
    upstream: https://api.github.com
    policies:
      - get-authorization-context: { connection: github/bot, identityType: managed }
`

async function machineWith(
  t: Test,
  files: { readonly [file: string]: string } = {},
): Promise<FakeMachine> {
  const machine = await fakeMachine(t)
  for (const [file, text] of Object.entries({ 'credmgr.config.yaml': config, ...files })) {
    machine.files.set(file, { text, mode: 0o644 })
  }
  machine.env.set('K', 'fake').set('S', 'fake')
  return machine
}

/** Arguments, exit code, and what is told. */
const questions: readonly (readonly [string, number, readonly string[]])[] = [
  [
    'ci github/bot --claim sub=repo:acme/app',
    0,
    [
      'ci may use github/bot.',
      'releases (credmgr.config.yaml:11) allows it, as claims',
      'all (credmgr.config.yaml:18) does not name this caller',
      'route releases (credmgr.config.yaml:22) takes its token',
    ],
  ],
  ['ci github/bot --claim sub=repo:acme/other', 1, ['ci may not use github/bot (no_match).']],
  [
    'ci github/other --claim groups=a --claim groups=admins',
    0,
    [
      'all (credmgr.config.yaml:18) allows it, as group',
      'no route takes its token for this caller',
    ],
  ],
  ['batch connection.github/bot', 1, ['batch may not use connection.github/bot (no_match).']],
  [
    'gateway github/bot',
    0,
    ['as managedIdentity', 'route nightly (credmgr.config.yaml:23) takes its token'],
  ],
  [
    'batch github/other',
    0,
    ['nights (credmgr.config.yaml:14) allows it, as apiKey by nightly with GET, HEAD'],
  ],
  ['bath github/bot', 64, ['did you mean "batch"?']],
  ['batch github/bott', 64, ['did you mean "github/bot"?']],
  ['batch', 64, ['IDENTITY or ADDRESS is missing']],
  ['ci github/bot --claim nonsense', 64, ['needs a name and a value']],
]

for (const [question, code, expected] of questions) {
  t.test(`can ${question} exits ${code} and says why`, async (t) => {
    const machine = await machineWith(t)
    const run = await machine.run('can', ...question.split(' '))
    t.equal(run.code, code)
    for (const text of expected) t.match(run.stdout + run.stderr, text)
  })
}

t.test('can --json says the same as one object', async (t) => {
  const machine = await machineWith(t)
  const { events } = await machine.run('can', 'gateway', 'github/bot', '--json')
  t.match(events, [
    {
      allowed: true,
      reason: null,
      policies: [
        { name: 'all', matches: false },
        { name: 'releases', origin: 'credmgr.config.yaml:11', matches: true },
      ],
      routes: [{ name: 'nightly' }],
    },
  ])
})

const tests = `tests:
  - name: the pipeline publishes
    caller: { identity: ci, claims: { sub: 'repo:acme/app' } }
    may: { use: github/bot, by: releases }
  - caller: { apiKey: batch }
    mustNot: github/bot
  - caller: gateway
    may: { use: github/bot, by: nightly }
  - caller: gateway
    mustNot: { use: github/bot, by: releases }
`

t.test('assertions that hold pass, and those that do not tell what is so instead', async (t) => {
  const machine = await machineWith(t, { 'access.test.yaml': tests })
  t.match(await machine.run('test'), {
    code: 0,
    stdout:
      'ok      the pipeline publishes\nok      batch must not use github/bot\nok      the gateway may use github/bot by nightly\nok      the gateway must not use github/bot by releases\n\n4 passed, 0 failed\n',
  })
  const turned = tests
    .replaceAll(' may:', ' x:')
    .replaceAll('mustNot:', 'may:')
    .replaceAll(' x:', ' mustNot:')
  machine.files.set('turned.yaml', { text: turned, mode: 0o644 })
  const run = await machine.run('test', 'turned.yaml')
  t.equal(run.code, 1)
  t.match(
    run.stdout,
    'not ok  the pipeline publishes (turned.yaml:2): allowed by releases (credmgr.config.yaml:11)',
  )
  t.match(run.stdout, 'not ok  batch may use github/bot (turned.yaml:5): denied: no_match')
  t.match(run.stdout, 'route releases does not take its token for this caller')
  t.match(run.stdout, '0 passed, 4 failed')
})

/** A file of assertions, and the places of what is wrong. */
const wrong: readonly (readonly [string, RegExp])[] = [
  ['test: []\n', /CM1002[\s\S]*a.test.yaml:1:1[\s\S]*CM1006/],
  ['tests: [{ caller: gateway }]\n', /CM1006[\s\S]*a.test.yaml:1:9/],
  ['tests: [{ caller: { apiKey: ci }, may: github/bot }]\n', /CM1004[\s\S]*a.test.yaml:1:29/],
  [
    'tests: [{ caller: gateway, may: github/bott }]\n',
    /CM1004[\s\S]*a.test.yaml:1:33[\s\S]*did you mean "github\/bot"/,
  ],
  [
    'tests: [{ caller: gateway, may: { use: github/bot, by: r } }]\n',
    /CM1004[\s\S]*a.test.yaml:1:56/,
  ],
  [
    'tests: [{ caller: gateway, may: github/bot, mustNot: github/bot }]\n',
    /CM1007[\s\S]*a.test.yaml:1:45/,
  ],
  ['tests: [{ caller: {}, may: github/bot }]\n', /CM1006[\s\S]*a.test.yaml:1:11/],
  ['tests: [\n', /CM1001/],
]

for (const [text, expected] of wrong) {
  t.test(`${JSON.stringify(text)} is refused at its place`, async (t) => {
    const machine = await machineWith(t, { 'a.test.yaml': text })
    t.match(await machine.run('test'), { code: 1, stderr: expected })
  })
}

t.test('without any assertion nothing is said to have passed', async (t) => {
  const machine = await machineWith(t)
  t.match(await machine.run('test'), { code: 64, stderr: /no \*\.test\.yaml/ })
})
