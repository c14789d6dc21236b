import t, { type Test } from 'tap'
import { diagnosticCodes } from '../../src/model/index.ts'
import { isGolden } from './golden.ts'
import { type FakeMachine, fakeMachine } from './host.ts'

const clean = `version: 1
identities:
  batch: { apiKey: { env: BATCH_API_KEY } }
providers:
  github:
    template: github
    grant: authorizationCode
    clientId: client-1
    clientSecret: { env: GITHUB_CLIENT_SECRET }
    scopes: ['read:org']
connections:
  github/bot: { expect: { account: bot } }
accessPolicies:
  all: { connections: [github/*], allow: [{ apiKey: batch }] }
routes:
  github:
    match: { path: /github/**, methods: [GET] }
    upstream: https://api.github.com
    connection: github/bot
`

const secret = 'ghs_FAKEfakeFAKEfakeFAKEfakeFAKEfake0000'

/** An error whose text is hidden, and a warning. */
const findings = clean
  .replace("['read:org']", `['read:org'] # ${secret}`)
  .replace(' { expect: { account: bot } }', ' {}')

const infoOnly = clean
  .replace('template: github', 'template: entra\n    parameters: { tenant: acme }')
  .replace("'read:org'", 'api://a/.default')

async function machineWith(t: Test, text: string): Promise<FakeMachine> {
  const machine = await fakeMachine(t)
  machine.files.set('credmgr.config.yaml', { text, mode: 0o644 })
  return machine
}

t.test('lint prints in every form what it finds', async (t) => {
  const machine = await machineWith(t, findings)
  for (const format of ['text', 'json', 'github', 'sarif']) {
    const run = await machine.run('lint', '--format', format)
    isGolden(t, `lint-${format}`, run)
    t.notMatch(run.stdout + run.stderr, secret)
  }
})

t.test('validate knows the same forms', async (t) => {
  const machine = await machineWith(t, clean.replace('template: github', 'template: githb'))
  isGolden(t, 'validate-github', await machine.run('validate', '--format=github'))
  const sarif = await machine.run('validate', '--format', 'sarif')
  t.equal(sarif.code, 1)
  t.match(JSON.parse(sarif.stdout), { runs: [{ results: [{ ruleId: 'CM1004', level: 'error' }] }] })
  const json = await machine.run('validate', '--format', 'json')
  t.strictSame(json.stdout, (await machine.run('validate', '--json')).stdout)
  t.equal(json.stderr, '')
})

t.test('the exit code follows --fail-severity', async (t) => {
  const warningOnly = clean.replace(' { expect: { account: bot } }', ' {}')
  const rows: readonly (readonly [text: string, line: string, code: number])[] = [
    [clean, 'lint', 0],
    [clean, 'lint --fail-severity info', 0],
    [infoOnly, 'lint --fail-severity warning', 0],
    [infoOnly, 'lint --fail-severity info', 1],
    [warningOnly, 'lint', 0],
    [warningOnly, 'lint --fail-severity error', 0],
    [warningOnly, 'lint --fail-severity warning', 1],
    [warningOnly, 'lint --fail-severity=info --format sarif', 1],
    [findings, 'lint', 1],
    [findings, 'lint --json', 1],
    [clean.replace('version: 1', 'version: 2'), 'lint', 1],
    [clean.replace('version: 1', 'version: 2'), 'lint --format github', 1],
    [clean, 'lint --fail-severity none', 64],
    [clean, 'lint --format xml', 64],
    [clean, 'lint --json --format sarif', 64],
    [clean, 'lint --json --format json', 0],
    [clean, 'lint -c missing.yaml', 1],
  ]
  for (const [text, line, code] of rows) {
    const machine = await machineWith(t, text)
    t.equal((await machine.run(...line.split(' '))).code, code, line)
  }
})

t.test('a clean configuration is called clean', async (t) => {
  const machine = await machineWith(t, clean)
  t.match(await machine.run('lint'), {
    code: 0,
    stdout: 'Success! Nothing was found.\n',
    stderr: '',
  })
  t.match(JSON.parse((await machine.run('lint', '--json')).stdout), {
    valid: true,
    diagnostics: [],
  })
})

t.test('lint looks at no secret, no environment and no store', async (t) => {
  const machine = await machineWith(t, clean.replace('client-1', '${env:NEVER_SET}'))
  const refuse = async (): Promise<never> => {
    throw new Error('lint must not do this')
  }
  machine.override = {
    openStore: refuse,
    env: (name) => {
      if (name.startsWith('CREDMGR_')) return undefined
      throw new Error('lint must not do this')
    },
    secrets: () => ({ read: refuse }),
    fetch: refuse,
  }
  t.match(await machine.run('lint'), { code: 0 })
})

t.test('explain knows every code', async (t) => {
  const machine = await fakeMachine(t)
  isGolden(t, 'explain', await machine.run('explain', 'CM3107'))
  for (const code of Object.keys(diagnosticCodes)) {
    const { code: exit, stdout } = await machine.run('explain', code.toLowerCase())
    t.equal(exit, 0)
    t.match(stdout, new RegExp(`^${code}: .+\\n\\n[^]+\\nWrong:\\n\\n    [^]+\\nRight:\\n\\n    `))
    t.ok(
      stdout.split('\n').every((line) => line.length <= 120),
      code,
    )
  }
  const [event] = (await machine.run('explain', 'CM3107', '--json')).events
  t.match(event, { code: 'CM3107', meaning: String, text: [String], wrong: String, right: String })
})
