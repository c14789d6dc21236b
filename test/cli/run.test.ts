import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { commands } from '../../src/cli/commands/index.ts'
import type { Output } from '../../src/cli/output.ts'
import { reportTo } from '../../src/cli/progress.ts'
import { readBelow } from '../../src/data-files.ts'
import { bindingOf } from '../../src/engine/binding.ts'
import { type ApplyEvent, served } from '../../src/engine/index.ts'
import { machineFiles } from '../../src/host.ts'
import {
  type Credential,
  CredmgrError,
  connectionAddress,
  type ErrorCode,
  type ErrorDetails,
} from '../../src/model/index.ts'
import { isGolden } from './golden.ts'
import { type FakeMachine, fakeMachine, type Run } from './host.ts'

const config = `version: 1
identities:
  batch:
    apiKey: { env: BATCH_API_KEY }
providers:
  github:
    template: github
    grant: authorizationCode
    clientId: client-1
    clientSecret: { env: GITHUB_CLIENT_SECRET }
    scopes: [repo, 'read:org']
connections:
  github/release-bot:
    expect: { account: acme-release-bot }
  github/alice: {}
accessPolicies:
  all:
    connections: [github/*]
    allow: [{ apiKey: batch }]
routes:
  github:
    match: { path: /github/** }
    upstream: https://api.github.com
    connection: github/release-bot
`

/** At a provider that has a revocation endpoint. */
const revocable = `version: 1
providers:
  idp:
    grant: authorizationCode
    clientId: client-1
    clientSecret: { env: GITHUB_CLIENT_SECRET }
    endpoints:
      authorization: https://idp.example/authorize
      token: https://idp.example/token
      revocation: https://idp.example/revoke
    scopes: [read]
connections:
  idp/ann: {}
`

type RevocationOutcome = Extract<ApplyEvent, { readonly type: 'revoked' }>['outcome']

/** Where nobody looks. */
const silent: Output = {
  json: false,
  color: false,
  width: 80,
  result: () => {},
  progress: () => {},
  problem: () => {},
  event: () => {},
  line: () => {},
  paint: (_, text) => text,
}

const canaries = ['canary-client-secret-0001', 'canary-api-key-0002']

/** A machine on which \`init\` has run and a configuration stands. */
async function ready(t: Test, text = config): Promise<FakeMachine> {
  const machine = await fakeMachine(t)
  write(machine, text)
  machine.env.set('GITHUB_CLIENT_SECRET', 'canary-client-secret-0001')
  machine.env.set('BATCH_API_KEY', 'canary-api-key-0002')
  await machine.run('init')
  return machine
}

function write(machine: FakeMachine, text: string): void {
  machine.files.set('credmgr.config.yaml', { text, mode: 0o644 })
}

async function applied(t: Test): Promise<FakeMachine> {
  const machine = await ready(t)
  await machine.run('apply', '--auto-approve')
  return machine
}

/** What a consent would leave behind. */
async function consent(machine: FakeMachine, name: string, more: Partial<Credential> = {}) {
  const store = await machine.store()
  const address = connectionAddress(name)
  const connections = served(await store.state.read())?.connections
  const connection = address && connections?.get(address)
  if (address === undefined || connection === undefined) throw new Error(`no connection ${name}`)
  const before = (await store.vault.read(address))?.generation ?? 0
  const credential: Credential = {
    generation: before + 1,
    status: 'connected',
    grantBinding: bindingOf(connection),
    account: connection.spec.expect ?? { account: 'alice' },
    grantedScopes: connection.spec.scopes,
    requestedScopes: connection.spec.scopes,
    tokenType: 'bearer',
    accessToken: 'fake-access-token',
    claims: {},
    obtainedAt: Date.parse('2026-11-23T12:00:00Z'),
    ...more,
  }
  await store.vault.write(address, credential, before)
}

t.test('from nothing to everything destroyed', async (t) => {
  const machine = await fakeMachine(t)
  isGolden(t, 'plan-without-anything', await machine.run('plan'))
  isGolden(t, 'init', await machine.run('init'))
  isGolden(t, 'init-again', await machine.run('init'))
  write(machine, config)
  isGolden(t, 'validate', await machine.run('validate'))
  machine.env.set('GITHUB_CLIENT_SECRET', 'fake-client-secret')
  isGolden(t, 'plan-unset-variable', await machine.run('plan'))
  machine.env.set('BATCH_API_KEY', 'fake-api-key')
  isGolden(t, 'plan', await machine.run('plan', '--out', 'first plan.json'))
  isGolden(t, 'apply-saved', await machine.run('apply', 'first plan.json'))
  isGolden(t, 'apply-stale', await machine.run('apply', 'first plan.json'))
  isGolden(t, 'plan-empty', await machine.run('plan'))
  machine.terminal.isInteractive = true
  machine.answers.push('yes')
  isGolden(t, 'apply-interactive', await machine.run('apply'))
  await consent(machine, 'github/release-bot', { expiresAt: Date.parse('2026-11-23T12:42:00Z') })
  isGolden(t, 'status', await machine.run('status'))
  machine.terminal.isInteractive = false
  isGolden(t, 'apply-not-interactive', await machine.run('apply'))
  isGolden(t, 'destroy', await machine.run('destroy', '--auto-approve'))
  isGolden(t, 'destroy-again', await machine.run('destroy', '--auto-approve'))
})

t.test('exit codes are those that were promised', async (t) => {
  const machine = await ready(t)
  const rows: readonly (readonly [code: number, line: string])[] = [
    [0, 'validate'],
    [0, 'plan'],
    [2, 'plan --detailed-exitcode'],
    [2, 'plan -detailed-exitcode -out=p1.json'],
    [2, '--json -c credmgr.config.yaml plan -detailed-exitcode'],
    [1, 'apply'],
    [1, 'apply missing.json'],
    [0, 'apply p1.json'],
    [1, 'apply p1.json'],
    [0, 'plan --detailed-exitcode'],
    [0, 'apply -auto-approve'],
    [1, 'apply --auto-approve --wait-consent'],
    [1, 'apply --auto-approve --wait-consent=5s'],
    [0, 'status'],
    [2, 'status --exit-code'],
    [0, 'connect github/alice'],
    [0, 'connect connection.github/alice'],
    [1, 'connect github/nobody'],
    [1, 'plan --config other.yaml'],
    [1, 'plan --state file:elsewhere'],
    [1, 'destroy'],
    [0, 'explain CM1004'],
    [0, 'schema'],
    [0, 'serve'],
    [0, 'help'],
    [0, 'help plan'],
    [0, 'plan --help'],
    [0, '--help'],
    [0, '-help'],
    [0, '--version'],
    [0, 'destroy -auto-approve'],
    [64, ''],
    [64, 'pla'],
    [64, 'help pla'],
    [64, '--detailed-exitcode'],
    [64, 'plan --detailed-exit-code'],
    [64, 'plan -o'],
    [64, 'plan --out'],
    [64, 'plan --out --no-color'],
    [64, 'plan --out='],
    [64, 'plan extra'],
    [64, 'plan --json=yes'],
    [64, 'plan --constructor'],
    [64, 'apply a b'],
    [64, 'apply --links=maybe'],
    [64, 'apply --wait-consent=soon'],
    [64, 'plan --env Prod'],
    [64, 'plan --env ../prod'],
    [64, 'plan --var region'],
    [64, 'config --explain'],
    [64, 'plan --state postgres://user:secret@db/credmgr'],
    [64, 'plan --state https://example.com'],
    [64, 'connect'],
    [64, 'explain'],
    [64, 'explain CM9999'],
  ]
  for (const [code, line] of rows) {
    const run = await machine.run(...line.split(' ').filter((each) => each !== ''))
    t.equal(run.code, code, `credmgr ${line}`)
    if (code === 64) t.equal(run.stdout, '', 'and nothing on standard output')
    t.notMatch(run.stdout + run.stderr, 'user:secret', 'and no password of a URL is repeated')
  }
})

t.test('a typing mistake is answered with what was probably meant', async (t) => {
  const machine = await fakeMachine(t)
  t.match(await machine.run('aply'), { stderr: /unknown command "aply"; did you mean "apply"\?/i })
  t.match(await machine.run('plan', '--detailed-exit'), { stderr: /did you mean/ })
  t.match(await machine.run('explain', 'CM1O04'), { stderr: /did you mean "CM1004"\?/ })
  const connected = await applied(t)
  t.match(await connected.run('connect', 'github/alise'), {
    stderr: /did you mean "github\/alice"\?/i,
  })
})

t.test('with --json standard output is a line stream and nothing else', async (t) => {
  const machine = await ready(t)
  const lines = [
    'plan --json --out p.json',
    'apply p.json --json',
    'plan --json',
    'apply --json',
    'apply --json --auto-approve --links=show --wait-consent=1s',
    'status --json',
    'connect github/alice --json',
    'explain CM1004 --json',
    'plan --json -c missing.yaml',
    'destroy --json --auto-approve',
    'init --json',
  ]
  for (const line of lines) {
    const { stdout, events } = await machine.run(...line.split(' '))
    t.ok(events.length > 0, line)
    t.equal(events.length, stdout.trimEnd().split('\n').length, line)
  }
})

t.test('the events of plan and apply are Terraform’s', async (t) => {
  const machine = await ready(t)
  const types = ({ events }: Run): readonly unknown[] => [
    ...new Set(events.map((each) => each['type'])),
  ]
  const planned = await machine.run('plan', '-json')
  t.same(types(planned), ['version', 'planned_change', 'token_change', 'change_summary'])
  t.match(planned.events[0], { '@level': 'info', '@module': 'credmgr.ui', credmgr: '1.2.3' })
  const done = await machine.run('apply', '--json', '--auto-approve')
  t.match(types(done), [
    'version',
    'planned_change',
    'token_change',
    'change_summary',
    'apply_start',
    'state_committed',
    'apply_complete',
    'consent_required',
    'gateway_absent',
  ])
  const summary = done.events.filter(({ type }) => type === 'change_summary').at(-1)
  t.match(summary, { changes: { add: 7, change: 0, remove: 0, operation: 'apply' } })
  const wanted = done.events.find(({ type }) => type === 'consent_required')
  t.match(wanted, { connection: 'github/alice', reasons: ['new'], expected: null })
  t.notMatch(wanted, { url: String }, 'links stay hidden unless they are asked for')
  const shown = await machine.run('apply', '--json', '--auto-approve', '--links=show')
  t.match(
    shown.events.find(({ type }) => type === 'consent_required'),
    { url: /\/-\/consent\// },
  )
})

t.test('status prints one object a connection, with the keys that were promised', async (t) => {
  const machine = await applied(t)
  await consent(machine, 'github/release-bot', { expiresAt: Date.parse('2026-11-23T13:00:00Z') })
  const { events } = await machine.run('status', '--json')
  t.same(
    events.map((each) => Object.keys(each)),
    Array(2).fill([
      'address',
      'sync',
      'auth',
      'reason',
      'scopes',
      'grantedScopes',
      'expiresAt',
      'reconsentBy',
      'account',
    ]),
  )
  t.match(events, [
    { address: 'github/alice', sync: 'synced', auth: 'pendingConsent', expiresAt: null },
    { address: 'github/release-bot', expiresAt: '2026-11-23T13:00:00.000Z' },
  ])
})

t.test('status --exit-code tells pending from broken', async (t) => {
  const machine = await applied(t)
  const code = async (): Promise<number> => (await machine.run('status', '--exit-code')).code
  t.equal(await code(), 2, 'somebody has still to consent')
  await consent(machine, 'github/release-bot')
  await consent(machine, 'github/alice')
  t.equal(await code(), 0, 'all are connected')
  await consent(machine, 'github/alice', { status: 'needsReauth', reason: 'invalid_grant' })
  t.equal(await code(), 3, 'one is broken')
})

t.test('a configuration that cannot be read hides no token', async (t) => {
  const machine = await applied(t)
  write(machine, 'version: 1\nproviders: 5\n')
  const run = await machine.run('status', '--json')
  t.equal(run.code, 0)
  t.match(run.events, [{ sync: 'unknown' }, { sync: 'unknown' }])
  t.match(run.stderr, 'Warning:')
})

t.test('without a terminal nothing waits for an answer', async (t) => {
  const machine = await ready(t)
  for (const argv of [['apply'], ['destroy'], ['apply', '--json']]) {
    const run = await machine.run(...argv)
    t.equal(run.code, 1)
    t.match(run.stdout + run.stderr, '--auto-approve')
  }
  t.same(machine.questions, [])
  t.equal((await (await machine.store()).state.read()).serial, 0)
})

t.test('only yes is a yes', async (t) => {
  const machine = await ready(t)
  machine.terminal.isInteractive = true
  for (const answer of ['y', 'YES', 'no', '']) {
    machine.answers.push(answer)
    const run = await machine.run('apply')
    t.match(run, { code: 1, stdout: /Apply cancelled\.\n$/ }, JSON.stringify(answer))
  }
  t.match(await machine.run('apply'), { code: 1 }, 'the end of input')
  t.equal((await (await machine.store()).state.read()).serial, 0)
  t.match(
    machine.questions[0],
    /Do you want to perform these actions\?\n.*\n {2}Only 'yes' will be accepted/,
  )
  machine.answers.push('yes')
  t.match(await machine.run('apply'), { code: 0, stdout: /7 added/ })
  machine.answers.push('no')
  t.match(await machine.run('destroy'), { code: 1, stdout: /Destroy cancelled\.\n$/ })
  t.match(machine.questions.at(-1), /Do you really want to destroy all resources\?/)
})

t.test('links are shown to a terminal, and elsewhere only when asked for', async (t) => {
  const rows = [
    [true, [], true],
    [true, ['--links=hide'], false],
    [false, [], false],
    [false, ['--links=show'], true],
  ] as const
  for (const [isInteractive, argv, isShown] of rows) {
    const machine = await applied(t)
    machine.terminal.isInteractive = isInteractive
    const { stdout } = await machine.run('apply', '--auto-approve', ...argv)
    t.equal(stdout.includes('/-/consent/'), isShown, `terminal ${isInteractive}, ${argv}`)
    t.equal(stdout.includes('credmgr connect github/release-bot'), !isShown)
  }
})

t.test('apply waits for consents when it is asked to', async (t) => {
  const machine = await applied(t)
  let sleeps = 0
  const clock = {
    now: () => Date.parse('2026-11-23T12:00:00Z') + sleeps * 1000,
    sleep: async () => {
      sleeps += 1
      if (sleeps === 2) await consent(machine, 'github/alice')
      if (sleeps === 4) await consent(machine, 'github/release-bot')
    },
  }
  machine.override = { clock }
  const run = await machine.run('apply', '--auto-approve', '--wait-consent')
  t.equal(run.code, 0)
  t.equal(sleeps, 4)
  t.match(run.stderr, 'connection.github/alice: Authorized by alice, granted [read:org, repo]')
})

t.test('connect prints the link alone, and opens it when told to', async (t) => {
  const machine = await applied(t)
  const run = await machine.run('connect', 'github/alice', '--open')
  t.match(run.stdout, /^http:\/\/127\.0\.0\.1:8080\/-\/consent\/\S+\n$/)
  t.same(machine.opened, [run.stdout.trim()])
  t.match(run.stderr, 'start one with: credmgr serve')
  machine.override = {
    gatewayAnswers: async () => true,
    openBrowser: async () => {
      throw new Error('no display')
    },
  }
  const again = await machine.run('connect', 'github/alice', '--open')
  t.match(again, { code: 0, stderr: /no browser could be opened/ })
  t.notMatch(again.stderr, 'credmgr serve')
})

t.test('a guarded connection is refused before anybody is asked', async (t) => {
  const guarded = config.replace(
    'github/alice: {}',
    'github/alice: { lifecycle: { preventDestroy: true } }',
  )
  const machine = await ready(t, guarded)
  await machine.run('apply', '--auto-approve')
  write(machine, config.replace('  github/alice: {}\n', ''))
  for (const argv of [
    ['plan', '--out', 'p.json'],
    ['apply', '--auto-approve'],
    ['destroy', '--auto-approve'],
  ]) {
    const run = await machine.run(...argv)
    t.equal(run.code, 1, argv.join(' '))
    t.match(run.stderr, 'Error: Instance cannot be destroyed')
    t.match(run.stderr, '"connection.github/alice"')
  }
  t.notOk(machine.files.has('p.json'), 'no plan is saved that cannot be applied')
})

t.test('a saved plan is for its owner only, and replaces an earlier one', async (t) => {
  const machine = await ready(t)
  machine.files.set('p.json', { text: 'old', mode: 0o644 })
  await machine.run('plan', '--out', 'p.json')
  t.equal(machine.files.get('p.json')?.mode, 0o600)
  t.match(machine.files.get('p.json')?.text, '"formatVersion": "1.0"')
})

t.test('init leaves alone what is there', async (t) => {
  const machine = await fakeMachine(t)
  machine.files.set('credmgr.config.yaml', { text: 'mine', mode: 0o600 })
  machine.files.set('.gitignore', { text: 'node_modules\n/credmgr.key', mode: 0o644 })
  machine.files.set('credmgr.key', { text: 'my key', mode: 0o600 })
  t.equal((await machine.run('init')).code, 0)
  t.equal((await machine.run('init')).code, 0)
  t.equal(machine.files.get('credmgr.config.yaml')?.text, 'mine')
  t.equal(machine.files.get('credmgr.key')?.text, 'my key')
  t.equal(machine.files.get('.gitignore')?.text, 'node_modules\n/credmgr.key\n.credmgr/\n')
})

t.test('a store elsewhere needs no line in .gitignore', async (t) => {
  const machine = await fakeMachine(t)
  const other = await fakeMachine(t)
  t.equal((await machine.run('init', '--state', `file:${other.cwd}/store`)).code, 0)
  t.equal(machine.files.get('.gitignore')?.text, 'credmgr.key\n')
})

t.test('environment variables name what options do not', async (t) => {
  const machine = await ready(t)
  machine.files.set('other.yaml', { text: config, mode: 0o644 })
  machine.files.delete('credmgr.config.yaml')
  t.equal((await machine.run('plan')).code, 1)
  machine.env.set('CREDMGR_CONFIG', 'other.yaml')
  t.equal((await machine.run('plan')).code, 0)
  machine.env.set('CREDMGR_STATE', 'file:nowhere')
  t.match(await machine.run('plan'), { code: 1, stderr: /Store is not initialized/ })
  t.equal((await machine.run('plan', '--state', 'file:.credmgr')).code, 0, 'an option wins')
  machine.env.set('CREDMGR_ENV', 'prod')
  t.match(await machine.run('plan'), { code: 64, stderr: /no environment "prod"/ })
})

t.test('validate looks at no secret, no environment and no store', async (t) => {
  const machine = await fakeMachine(t)
  write(machine, config.replace('client-1', '${env:NEVER_SET}'))
  const refuse = async (): Promise<never> => {
    throw new Error('validate must not do this')
  }
  machine.override = {
    openStore: refuse,
    env: (name) => {
      if (name.startsWith('CREDMGR_')) return undefined
      throw new Error('validate must not do this')
    },
    secrets: () => ({ read: refuse }),
  }
  t.match(await machine.run('validate'), {
    code: 0,
    stdout: 'Success! The configuration is valid.\n',
  })
})

t.test('validate --json has the form that Terraform prints', async (t) => {
  const machine = await fakeMachine(t)
  const text = `# äöü\n${config.replace('template: github', 'template: githb')}`
  write(machine, text)
  const byte = Buffer.from(text).indexOf('githb')
  const run = await machine.run('validate', '-json')
  t.equal(run.code, 1)
  const report = JSON.parse(run.stdout)
  t.match(report, { format_version: '1.0', valid: false, error_count: 1 })
  t.match(report.diagnostics[0], {
    severity: 'error',
    range: {
      filename: 'credmgr.config.yaml',
      start: { line: 8, column: 15, byte },
      end: { line: 8, column: 20, byte: byte + 5 },
    },
    snippet: { code: '    template: githb', start_line: 8, highlight_start_offset: 14 },
  })
})

t.test('a literal secret is repeated by no form of an error', async (t) => {
  const secret = 'canary-literal-secret-0003'
  const machine = await fakeMachine(t)
  write(machine, config.replace('{ env: GITHUB_CLIENT_SECRET }', secret))
  for (const argv of [['validate'], ['validate', '--json'], ['plan'], ['plan', '--json']]) {
    const run = await machine.run(...argv)
    t.equal(run.code, 1)
    t.match(run.stdout + run.stderr, 'CM2001')
    t.notMatch(run.stdout + run.stderr, secret, argv.join(' '))
  }
})

t.test('no secret is in anything that is printed or saved', async (t) => {
  const machine = await ready(t)
  let text = ''
  const lines = [
    'plan --out p.json',
    'apply p.json',
    'plan --json',
    'status',
    'status --json',
    'connect github/alice',
    'destroy --auto-approve',
  ]
  for (const line of lines) {
    const run = await machine.run(...line.split(' '))
    text += run.stdout + run.stderr
  }
  text += [...machine.files.values()].map((file) => file.text).join('\n')
  for (const canary of canaries) t.notMatch(text, canary)
  t.match(text, 'GITHUB_CLIENT_SECRET', 'where a secret comes from is said')
})

t.test('colour is for a terminal that wants it', async (t) => {
  const machine = await ready(t)
  const isColored = async (...argv: readonly string[]): Promise<boolean> => {
    const { stdout, stderr } = await machine.run(...argv)
    return (stdout + stderr).includes('\u001b[')
  }
  t.notOk(await isColored('plan'))
  machine.terminal.color = true
  t.ok(await isColored('plan'))
  t.ok(await isColored('plan', '-c', 'missing.yaml'))
  t.notOk(await isColored('plan', '--no-color'))
  t.notOk(await isColored('plan', '-no-color'))
  t.notOk(await isColored('plan', '--json'))
})

t.test(
  'serve gives the exit code of the gateway, and 78 when there is nothing to serve',
  async (t) => {
    const machine = await ready(t)
    machine.override = { serve: async () => ({ stopped: Promise.resolve(143) }) }
    t.equal((await machine.run('serve')).code, 143)
    const fail = async (code: number, error: Error): Promise<void> => {
      machine.override = {
        serve: async () => {
          throw error
        },
      }
      const run = await machine.run('serve')
      t.equal(run.code, code, error.message)
      t.match(run.stderr, /^Error: /)
    }
    const error = <C extends ErrorCode>(code: C, details: ErrorDetails[C]): Error =>
      new CredmgrError(code, code, details)
    await fail(78, error('STORE_NOT_INITIALIZED', { location: 'x' }))
    await fail(78, error('NOTHING_APPLIED', { remedy: 'credmgr apply' }))
    await fail(78, error('STATE_CORRUPT', { location: 'x', remedy: 'x' }))
    await fail(78, error('KEY_MISSING', { remedy: 'x' }))
    await fail(78, error('FILE_UNREADABLE', { file: 'credmgr.key' }))
    await fail(1, error('PORT_IN_USE', { listen: '127.0.0.1:8080' }))
    await fail(1, error('CANNOT_LISTEN', { listen: '192.0.2.1:8080' }))
    await fail(1, error('STORE_UNREADABLE', { location: 'x' }))
  },
)

t.test('an unknown exception shows its name and no more, unless debugging', async (t) => {
  const machine = await ready(t)
  machine.override = {
    openStore: async () => {
      throw new TypeError('canary-in-a-message')
    },
  }
  const run = await machine.run('plan')
  t.match(run, { code: 1, stderr: /Error: Internal error\n\n.*TypeError.*CREDMGR_DEBUG=1/ })
  t.notMatch(run.stderr, 'canary-in-a-message')
  machine.env.set('CREDMGR_DEBUG', '1')
  t.match((await machine.run('plan')).stderr, /TypeError: canary-in-a-message\n +at /)
})

t.test('an interruption ends a command at once', async (t) => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    const machine = await ready(t)
    const interruption = new AbortController()
    machine.override = {
      interruption: interruption.signal,
      openStore: () => {
        interruption.abort(signal)
        return new Promise(() => {})
      },
    }
    t.equal((await machine.run('plan')).code, code)
  }
})

t.test('an interruption while waiting for consents leaves the commit as it is', async (t) => {
  const machine = await ready(t)
  const interruption = new AbortController()
  machine.override = {
    interruption: interruption.signal,
    clock: {
      now: () => 0,
      sleep: async (_, signal) => {
        interruption.abort('SIGINT')
        signal?.throwIfAborted()
      },
    },
  }
  const run = await machine.run('apply', '--auto-approve', '--wait-consent')
  t.match(run, { code: 130, stdout: /Apply complete!/ })
  t.equal((await (await machine.store()).state.read()).serial, 1)
})

t.test('an interruption inside an apply is answered after the commit', async (t) => {
  const machine = await ready(t)
  const { code, reads } = await interruptAtRead(machine, 3)
  t.equal(reads, 4, 'two secrets are read by the plan, two by the apply')
  t.equal(code, 143)
  t.equal((await (await machine.store()).state.read()).serial, 1)
})

t.test('an interruption before an apply leaves everything as it was', async (t) => {
  const machine = await ready(t)
  const { code } = await interruptAtRead(machine, 1)
  t.equal(code, 143)
  // What the command was doing goes on in the background here; it must not begin to apply.
  for (let turn = 0; turn < 50; turn += 1) await new Promise((done) => setImmediate(done))
  t.equal((await (await machine.store()).state.read()).serial, 0)
})

async function interruptAtRead(
  machine: FakeMachine,
  at: number,
): Promise<{ readonly code: number; readonly reads: number }> {
  const interruption = new AbortController()
  let reads = 0
  machine.override = {
    interruption: interruption.signal,
    secrets: () => ({
      read: async () => {
        reads += 1
        if (reads === at) interruption.abort('SIGTERM')
        return { ok: true, value: 'fake' }
      },
    }),
  }
  const { code } = await machine.run('apply', '--auto-approve')
  return { code, reads }
}

t.test('a plan that cannot be saved is an error with the name of its file', async (t) => {
  const machine = await ready(t)
  const { readText } = machineFiles
  const fake = { readText: async () => config, list: async () => [], readBelow }
  const files = { ...machineFiles, ...fake }
  machine.override = { files }
  const run = await machine.run('plan', '--out', 'no-directory/x')
  t.match(run, { code: 1, stderr: /Error: File cannot be written\n\n".*no-directory\/x" cannot/ })
  t.equal(await readText(join(machine.cwd, 'no-directory/x')), undefined)
})

t.test('a plan without changes is refused where it was not made', async (t) => {
  const one = await applied(t)
  const other = await applied(t)
  await one.run('plan', '--out', 'p.json')
  const plan = one.files.get('p.json')
  if (plan === undefined) throw new Error('no plan was saved')
  t.match(await one.run('apply', 'p.json'), { code: 0, stdout: /0 added, 0 changed, 0 destroyed/ })
  other.files.set('p.json', plan)
  const foreign = await other.run('apply', 'p.json')
  t.match(foreign, { code: 1, stderr: /Error: Saved plan is stale\n\n.*lineage/ })
  t.notMatch(foreign.stdout, 'Apply complete')
  write(one, config.replace('/github/**', '/gh/**'))
  await one.run('apply', '--auto-approve')
  t.match(await one.run('apply', 'p.json'), {
    code: 1,
    stderr: /serial 1; the state is at serial 2/,
  })
})

t.test('status says that the configuration is applied only when all of it is', async (t) => {
  const machine = await applied(t)
  const lastLine = async (): Promise<string | undefined> =>
    (await machine.run('status')).stdout.trimEnd().split('\n').at(-1)
  t.match(await lastLine(), /\. The configuration is applied\.$/)
  const rows: readonly (readonly [what: string, text: string])[] = [
    ['a connection is declared', config.replace('github/alice: {}', '$&\n  github/bob: {}')],
    ['a route differs', config.replace('/github/**', '/gh/**')],
    ['a policy differs', config.replace('connections: [github/*]', 'connections: [github/alice]')],
    ['a route is gone', config.replace(/routes:[\s\S]*/, '')],
  ]
  for (const [what, text] of rows) {
    t.not(text, config, what)
    write(machine, text)
    t.match(
      await lastLine(),
      /\. The configuration differs from what is applied: credmgr plan$/,
      what,
    )
  }
  write(machine, 'version: 1\nproviders: 5\n')
  t.match(await lastLine(), /^2 pendingConsent\.$/, 'and nothing when it cannot be known')
})

t.test('what became of a grant is said as it is', async (t) => {
  const rows: readonly (readonly [RevocationOutcome, type: string, text: RegExp])[] = [
    ['revoked', 'token_revoked', /^connection\.github\/alice: Revoked at github\.com$/],
    ['unsupported', 'token_not_revoked', /Wiped here; github\.com has no revocation endpoint/],
    ['shared', 'token_not_revoked', /Wiped here; kept at github\.com, because another connection/],
    ['nothing', 'token_not_revoked', /Nothing was stored/],
  ]
  const connection = connectionAddress('github/alice')
  if (connection === undefined) throw new Error('this is an address')
  for (const [outcome, type, text] of rows) {
    const seen: { readonly type: string; readonly text: string; readonly hook: unknown }[] = []
    const report = reportTo({
      ...silent,
      event: (each, message, { hook } = {}) => seen.push({ type: each, text: message, hook }),
    })
    report({ type: 'revoked', connection, host: 'github.com', outcome })
    const hook = { connection: 'github/alice', host: 'github.com', outcome }
    t.match(seen, [{ type, text, hook }], outcome)
  }
})

t.test('revocations that are left over are in the last lines of apply and destroy', async (t) => {
  const machine = await ready(t, revocable)
  await machine.run('apply', '--auto-approve')
  await consent(machine, 'idp/ann', { refreshToken: 'fake-refresh-token' })
  const left = /1 revocation is still to be carried out; the next apply tries again/
  write(machine, revocable.replace('  idp/ann: {}', '  idp/ben: {}'))
  const done = await machine.run('apply', '--auto-approve')
  t.match(done, { code: 0, stdout: left, stderr: /idp\/ann: Not revoked yet/ })
  t.match(await machine.run('destroy', '--auto-approve'), { code: 0, stdout: left })
  const { events } = await machine.run('destroy', '--auto-approve', '--json')
  t.match(events.at(-1), { '@level': 'warn', type: 'revocations_pending', pending: 1 })
  machine.override = { fetch: async () => new Response() }
  const last = await machine.run('destroy', '--auto-approve')
  t.match(last, { code: 0, stderr: /idp\/ann: Revoked at idp\.example/ })
  t.notMatch(last.stdout, 'to be carried out')
})

t.test('what is damaged comes with what can be done', async (t) => {
  const rows: readonly (readonly [file: string, argv: readonly string[], remedy: RegExp])[] = [
    [
      'state.json',
      ['plan'],
      /credmgr state repair puts the newest good file of history\/ in its place/,
    ],
    ['store.json', ['plan'], /Restore it from a backup of the store/],
    ['vault/github/alice.json', ['connect', 'github/alice'], /^http/],
  ]
  for (const [file, argv, remedy] of rows) {
    const machine = await applied(t)
    await consent(machine, 'github/alice')
    writeFileSync(join(machine.cwd, '.credmgr', file), '{}')
    const { stdout, stderr } = await machine.run(...argv)
    t.match(stdout + stderr, remedy, file)
  }
  const machine = await ready(t)
  machine.override = {
    openStore: async () => {
      const remedy = 'restore it from a backup, or consent again: credmgr connect github/alice'
      throw new CredmgrError('RECORD_UNREADABLE', 'x', { record: 'github/alice', remedy })
    },
  }
  t.match(await machine.run('plan'), {
    stderr: /Restore it from a backup, or consent again: credmgr connect github\/alice\n$/,
  })
})

t.test('an interruption at the question is an interruption', async (t) => {
  const machine = await ready(t)
  machine.terminal.isInteractive = true
  const interruption = new AbortController()
  let stdout = ''
  const terminal = {
    ...machine.terminal,
    stdout: (text: string) => {
      stdout += text
    },
    stderr: () => {},
    confirm: async () => {
      interruption.abort('SIGINT')
      return undefined
    },
    secret: async () => undefined,
    input: async () => '',
  }
  machine.override = { interruption: interruption.signal, terminal }
  t.equal((await machine.run('apply')).code, 130)
  t.match(stdout, /Apply cancelled\.\n$/)
})

t.test('on a narrow terminal a link has a line of its own, in a pipe it has not', async (t) => {
  const machine = await applied(t)
  const link = /^ {4}http:\S+$/m
  machine.terminal.columns = 80
  t.notMatch(await linesOf(machine), link)
  machine.terminal.isInteractive = true
  t.match(await linesOf(machine), link)
  machine.terminal.columns = 200
  t.notMatch(await linesOf(machine), link)
})

async function linesOf(machine: FakeMachine): Promise<string> {
  return (await machine.run('apply', '--auto-approve', '--links=show')).stdout
}

t.test('every command that credmgr tells people to run is there', async (t) => {
  const root = join(import.meta.dirname, '..', '..', 'src')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  const names = new Set([...commands.keys()].flatMap((name) => [name, name.split(' ')[0]]))
  const told = new Set<string>()
  for (const file of files.filter((each) => each.endsWith('.ts'))) {
    const text = readFileSync(join(root, file), 'utf8')
    for (const [, name = '', second = ''] of text.matchAll(
      /(?:: |with |"|command\(`|return `)credmgr ([a-z-]+)(?: ([a-z]+))?/g,
    )) {
      told.add(name)
      t.ok(names.has(name) || names.has(`${name} ${second}`), `${file}: credmgr ${name} ${second}`)
    }
  }
  t.ok(told.has('init') && told.has('connect') && told.has('plan'), 'the search finds them')
})
