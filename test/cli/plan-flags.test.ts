import t, { type Test } from 'tap'
import { isGolden } from './golden.ts'
import { type FakeMachine, fakeMachine, type Run } from './host.ts'

interface Parts {
  readonly scopes?: string
  readonly connections?: string
  readonly policies?: string
  readonly routes?: string
}

const bot =
  '  github/release-bot: { expect: { account: acme-release-bot }, labels: { team: web } }\n'
const alice = '  github/alice: { lifecycle: { preventDestroy: false } }\n'
const guarded = '  github/alice: { lifecycle: { preventDestroy: true } }\n'

function config(parts: Parts = {}): string {
  const { scopes = 'repo', connections = bot + alice } = parts
  const { policies = '[{ apiKey: batch }]', routes = '/github/**' } = parts
  return `version: 1
identities: { batch: { apiKey: { env: BATCH_API_KEY } } }
providers:
  github:
    template: github
    grant: authorizationCode
    clientId: client-1
    clientSecret: { env: GITHUB_CLIENT_SECRET }
    scopes: [${scopes}]
connections:
${connections}accessPolicies: { all: { connections: [github/*], allow: ${policies} } }
routes:
  github: { match: { path: ${routes}, methods: [GET] }, upstream: https://api.github.com, connection: github/release-bot }
`
}

function write(machine: FakeMachine, parts: Parts = {}): void {
  machine.files.set('credmgr.config.yaml', { text: config(parts), mode: 0o644 })
}

/** A machine on which \`init\` has run and a configuration stands. */
async function ready(t: Test): Promise<FakeMachine> {
  const machine = await fakeMachine(t)
  write(machine)
  machine.env.set('GITHUB_CLIENT_SECRET', 'canary-client-secret-0001')
  machine.env.set('BATCH_API_KEY', 'canary-api-key-0002')
  await machine.run('init')
  return machine
}

async function applied(t: Test): Promise<FakeMachine> {
  const machine = await ready(t)
  await machine.run('apply', '--auto-approve')
  return machine
}

function run(machine: FakeMachine, line: string): Promise<Run> {
  return machine.run(...line.split(' '))
}

const head = (commit: string, dirty = false) => ({
  gitHead: async () => ({ commit: commit.repeat(40), dirty }),
})

t.test(
  'a saved plan is applied to a later serial when what it builds on is as it was',
  async (t) => {
    const machine = await applied(t)
    const policies = '[{ apiKey: batch }, { managedIdentity: gateway }]'
    write(machine, { policies })
    await run(machine, 'plan --out access.json')
    write(machine, { policies, routes: '/gh/**' })
    await run(machine, 'apply --target route.github --auto-approve')
    write(machine, { policies, routes: '/gh/**', scopes: 'repo, read:org' })
    await run(machine, 'plan --target github/alice --out scopes.json')
    isGolden(t, 'stale-rebase', await run(machine, 'apply access.json'))
    const rebased = await run(machine, 'apply --rebase access.json')
    t.match(rebased, { code: 0, stdout: /0 added, 1 changed, 0 destroyed/ })
    t.match(await run(machine, 'apply --rebase access.json'), {
      code: 1,
      stderr: /already applied/,
    })
    await run(machine, 'apply --target provider.github --auto-approve')
    isGolden(t, 'stale-moved', await run(machine, 'apply scopes.json'))
    t.match(await run(machine, 'apply --rebase scopes.json'), {
      code: 1,
      stderr: /has changed since/,
    })
    const left = await run(machine, 'plan --compact')
    t.match(left.stdout, 'Plan: 0 to add, 2 to change, 0 to destroy.')
    t.notMatch(left.stdout, 'accessPolicy')
  },
)

t.test('a saved plan is not applied once the configuration says otherwise', async (t) => {
  const machine = await applied(t)
  machine.override = head('a')
  write(machine, { scopes: 'repo, read:org' })
  await run(machine, 'plan --out plan.json')
  machine.override = head('b')
  t.match(await run(machine, 'show plan.json'), { code: 0 })
  write(machine, { scopes: 'repo, gist' })
  isGolden(t, 'stale-config', await run(machine, 'apply plan.json'))
  write(machine, { scopes: 'repo, read:org', routes: '/gh/**' })
  isGolden(t, 'apply-other-config', await run(machine, 'apply plan.json'))
  write(machine, { routes: '/other/**' })
  await run(machine, 'plan --out plan.json')
  machine.files.delete('credmgr.config.yaml')
  t.match(
    await run(machine, 'apply plan.json'),
    { code: 0, stderr: /^(?!.*Warning)/s },
    'it needs no configuration',
  )
})

t.test('variables that were given to a plan need not be given again', async (t) => {
  const machine = await applied(t)
  const text = `vars: { scope: repo }\n${config({ scopes: "'${var:scope}'" })}`
  machine.files.set('credmgr.config.yaml', { text, mode: 0o644 })
  const planned = await run(machine, 'plan --out plan.json --var scope=gist')
  t.equal(planned.code, 0, planned.stderr)
  t.match(await run(machine, 'apply plan.json'), { code: 0, stdout: /Apply complete/ })
})

t.test('a plan expires', async (t) => {
  const machine = await ready(t)
  await run(machine, 'plan --out short.json --expires 1s')
  await run(machine, 'plan --out long.json')
  await run(machine, 'apply --auto-approve --target provider.github --wait-consent=5s')
  const aside = await run(machine, 'plan --target github/alice --expires 1s --out aside.json')
  t.match(aside, { code: 0 })
  await run(machine, 'apply --auto-approve --target github/alice --wait-consent=5s')
  t.match(await run(machine, 'apply short.json'), {
    code: 1,
    stderr: /The plan expired \d+ seconds? ago/,
  })
  t.match(await run(machine, 'apply long.json'), { code: 1, stderr: /made for serial 0/ })
})

t.test('what would destroy too much is shown whole, then refused, and not saved', async (t) => {
  const machine = await applied(t)
  write(machine, { connections: bot + guarded })
  await run(machine, 'apply --auto-approve')
  write(machine, { connections: bot })
  isGolden(t, 'plan-prevent-destroy', await run(machine, 'plan --out plan.json --compact'))
  t.notOk(machine.files.has('plan.json'))
  t.match(await run(machine, 'apply --auto-approve'), {
    code: 1,
    stdout: /Plan: 0 to add, 0 to change, 1 to destroy\./,
    stderr: /lifecycle\.preventDestroy forbids/,
  })
  t.match(await run(machine, 'plan --no-delete'), { code: 0, stdout: /No changes/ })
  t.match(await run(machine, 'plan --replace github/alice --exclude github/release-bot'), {
    code: 1,
    stderr: /preventDestroy/,
  })
  write(machine, { connections: bot + alice })
  await run(machine, 'apply --auto-approve')
  write(machine, { connections: bot })
  isGolden(t, 'plan-max-deletes', await run(machine, 'plan --max-deletes 10% --compact'))
  t.match(await run(machine, 'plan --max-deletes 1 --out plan.json'), { code: 0 })
  t.match(await run(machine, 'apply --max-deletes 0 plan.json'), { code: 1, stderr: /at most 0/ })
  t.match(await run(machine, 'apply --max-deletes=0 --auto-approve'), { code: 1 })
  t.match(await run(machine, 'apply plan.json'), { code: 0, stdout: /1 destroyed/ })
})

t.test('a configuration without any object is no way to delete them all', async (t) => {
  const machine = await applied(t)
  for (const text of ['version: 1\n', 'version: 1\ngateway: { listen: 127.0.0.1:9000 }\n']) {
    machine.files.set('credmgr.config.yaml', { text, mode: 0o644 })
    for (const line of ['plan', 'plan --max-deletes 100%', 'apply --auto-approve']) {
      const { code, stdout, stderr } = await run(machine, line)
      t.match({ code, stdout }, { code: 1, stdout: '' }, line)
      t.match(stderr, /CM1006.*would delete everything.*credmgr destroy/s)
    }
  }
})

t.test('a gate fails a plan that was shown and saved', async (t) => {
  const machine = await applied(t)
  const gate = async (what: string): Promise<number> =>
    (await run(machine, `plan --detailed-exitcode --fail-on ${what}`)).code
  write(machine, { connections: bot, routes: '/**' })
  isGolden(t, 'plan-fail-on', await run(machine, 'plan --out p.json --fail-on delete,widen'))
  t.ok(machine.files.has('p.json'), 'whoever decides wants to see it')
  t.equal(await gate('delete'), 1)
  t.equal(await gate('widen'), 1)
  t.equal(await gate('replace,reconsent'), 2)
  t.equal(await gate('lint'), 1, 'a scope of the template is risky')
  const { events } = await run(machine, 'plan --json --fail-on delete')
  t.match(events.at(-1), { type: 'diagnostic', diagnostic: { code: 'PLAN_REFUSED' } })
})

t.test('a part is applied, and the next plan shows the rest', async (t) => {
  const machine = await ready(t)
  isGolden(t, 'plan-target', await run(machine, 'plan --target github/alice --compact'))
  const done = await run(machine, 'apply --auto-approve --select team=web')
  t.match(done, {
    code: 0,
    stdout: /3 added/,
    stderr: /Warning: The plan is incomplete: it leaves out 4/,
  })
  isGolden(t, 'plan-rest', await run(machine, 'plan --compact'))
  t.match(await run(machine, 'plan --target github/alise'), {
    code: 64,
    stderr: /names nothing.*Did you mean "connection\.github\/alice"\?/s,
  })
  await run(machine, 'apply --auto-approve')
  const all = await run(machine, 'plan --destroy --compact --out all.json')
  t.match(all, { code: 0, stdout: /0 to add, 0 to change, 7 to destroy/ })
  const some = await run(machine, 'destroy --target github/alice --auto-approve')
  t.match(some, { code: 0, stdout: /connection\.github\/alice will be destroyed/ })
  t.match(some.stdout, 'Destroy complete! Resources: 1 destroyed.')
  t.notMatch(some.stdout, 'because it is not in the configuration')
  t.match(await run(machine, 'destroy --auto-approve'), { code: 0, stdout: /6 destroyed/ })
})

t.test('somebody is asked for consent again, and nothing else happens', async (t) => {
  const machine = await applied(t)
  const asked = await run(machine, 'plan --reconsent github/alice --compact')
  t.match(asked, { code: 0, stdout: /No changes/ }, 'who never agreed is waited for already')
  const replaced = await run(machine, 'apply --replace github/alice --auto-approve')
  t.match(replaced, { code: 0, stdout: /1 added, 0 changed, 1 destroyed/ })
})

t.test('a plan has four forms, and no secret is in any', async (t) => {
  const machine = await ready(t)
  const { stdout: json } = await run(machine, 'plan --format json --out p.json')
  const saved = machine.files.get('p.json')?.text ?? ''
  t.equal(json, saved, 'the document is the file')
  const markdown = await run(machine, 'plan --format markdown')
  t.match(markdown.stdout, /^<!-- credmgr-plan:default -->\n### credmgr plan for default\n/)
  const cut = await run(machine, 'show p.json --format markdown --max-bytes 1500')
  t.ok(Buffer.byteLength(cut.stdout) <= 1500)
  t.match(cut.stdout, /more objects? (?:is|are) in the plan artifact/)
  isGolden(t, 'show-plan', await run(machine, 'show p.json --compact'))
  t.match(await run(machine, 'show p.json --json'), {
    code: 0,
    events: [{ type: 'planned_change' }],
  })
  t.equal((await run(machine, 'show --format json p.json')).stdout, saved)
  isGolden(t, 'show-nothing', await run(machine, 'show'))
  await run(machine, 'apply --auto-approve')
  isGolden(t, 'show-state', await run(machine, 'show'))
  const state = await run(machine, 'show --json')
  t.match(JSON.parse(state.stdout), { formatVersion: '1.0', serial: 1 })
  const all = [json, markdown.stdout, state.stdout, saved].join('')
  t.notMatch(all, 'canary')
  t.match(all, 'GITHUB_CLIENT_SECRET', 'and they say where it comes from')
})

t.test('a plan names the commit that it was made from', async (t) => {
  const machine = await ready(t)
  machine.override = head('4f2c1aa0', true)
  const { stdout } = await run(machine, 'plan --compact --env default')
  t.match(
    stdout,
    /^Environment default, .*, config credmgr\.config\.yaml \(git 4f2c1aa, with changes\)\n/,
  )
  t.match(stdout, /To perform these actions: credmgr apply --env default\n/)
})

t.test('wrong usage is told before any work', async (t) => {
  const machine = await ready(t)
  await run(machine, 'plan --out p.json')
  const lines = [
    'plan --fail-on drifts',
    'plan --fail-on delete,destroy',
    'plan --max-deletes some',
    'plan --max-deletes 101%',
    'plan --expires soon',
    'plan --expires 0s',
    'plan --format html',
    'plan --max-bytes 5000',
    'plan --format markdown --max-bytes 10',
    'plan --select web',
    'plan --target nothing',
    'plan --reconsent provider.github',
    'apply --rebase',
    'apply --target gateway p.json',
    'apply p.json --no-delete',
    'show p.json q.json',
    'show --format markdown',
  ]
  for (const line of lines) {
    const { code, stdout } = await run(machine, line)
    t.equal(code, 64, line)
    t.equal(stdout, '', line)
  }
  t.equal((await run(machine, 'plan --format json --json')).code, 64)
  t.match(await run(machine, 'show missing.json'), { code: 1, stderr: /no plan file/ })
})

t.test('an apply that waits for a provider says so at every beat', async (t) => {
  const machine = await ready(t)
  const text = config().replace('template: github', 'issuer: https://idp.example')
  machine.files.set('credmgr.config.yaml', { text, mode: 0o644 })
  const beats: (() => void)[] = []
  machine.override = {
    every: (interval, work) => {
      t.equal(interval, 10_000)
      beats.push(work)
      return () => beats.pop()
    },
    fetch: async () => {
      for (const beat of beats) beat()
      throw new TypeError('there is no network here')
    },
  }
  const { stderr } = await machine.run('apply', '--auto-approve')
  t.match(stderr, /Still applying\.\.\. \[\d+s elapsed\], after: \S+: Creating\.\.\.\n/)
  t.equal(beats.length, 0, 'it ends with the apply')
})

t.test('an offline plan needs no secret, as for a pull request from a fork', async (t) => {
  const machine = await applied(t)
  machine.env.delete('GITHUB_CLIENT_SECRET')
  machine.env.delete('BATCH_API_KEY')
  write(machine, { scopes: 'repo, gist' })
  t.match(await machine.run('plan'), { code: 1, stderr: /CM1010/ })
  const { code, stdout } = await machine.run('plan', '--offline')
  t.equal(code, 0)
  t.match(stdout, 'Plan: 0 to add, 3 to change, 0 to destroy.')
  t.match(stdout, 'Secrets were not read: whether one was replaced is not known.')
  t.match(await machine.run('plan', '--offline', '--out', 'p.json'), { code: 64 })
})
