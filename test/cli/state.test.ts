import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { FakeMachine } from './host.ts'
import {
  canaries,
  configuration,
  connected,
  consent,
  good,
  isClean,
  tokens,
  write,
} from './state-world.ts'

const renamed = (text: string): string =>
  text.replaceAll('release-bot:', 'bot:').replaceAll('github/release-bot', 'github/bot')

t.test('state alone lists what there is of it', async (t) => {
  const machine = await connected(t)
  for (const name of ['state', 'lock']) {
    const { code, stderr } = await machine.run(name)
    t.equal(code, 64)
    t.match(stderr, name === 'state' ? /state list, state show, state mv, state rm/ : /lock show/)
  }
})

t.test('state list lists every address, or those of one kind', async (t) => {
  const machine = await connected(t)
  const { stdout } = await good(t, machine, 'state', 'list')
  t.strictSame(stdout.trim().split('\n'), [
    'gateway',
    'identity.batch',
    'provider.github',
    'connection.github/alice',
    'connection.github/release-bot',
    'accessPolicy.all',
    'accessPolicy.bot',
    'route.github',
  ])
  const routes = await good(t, machine, 'state', 'list', 'route', '--json')
  t.match(routes.events, [{ address: 'route.github', kind: 'route', updatedSerial: 1 }])
  t.match(await machine.run('state', 'list', 'rote'), { code: 64, stderr: /did you mean "route"/ })
})

t.test('state show shows a resource and its token, by both forms of its address', async (t) => {
  const machine = await connected(t)
  const short = await good(t, machine, 'state', 'show', 'github/release-bot')
  const long = await good(t, machine, 'state', 'show', 'connection.github/release-bot')
  t.equal(short.stdout, long.stdout)
  t.match(
    short.stdout,
    /^address: connection\.github\/release-bot\n[\s\S]*\ntoken:\n {2}status: connected\n/,
  )
  const provider = await good(t, machine, 'state', 'show', 'provider.github')
  t.match(provider.stdout, /clientSecret:\n {4}env: GITHUB_CLIENT_SECRET\n/)
  t.match(provider.stdout, /fingerprints:\n {2}\/clientSecret: \S{43}\n/)
  const { events } = await good(t, machine, 'state', 'show', 'github/alice', '--json')
  t.match(events, [{ address: 'connection.github/alice', token: null }])
})

t.test('an address that is not there is answered with what was probably meant', async (t) => {
  const machine = await connected(t)
  for (const [written, meant] of [
    ['github/relase-bot', 'connection.github/release-bot'],
    ['connection.github/alise', 'connection.github/alice'],
    ['batch', 'identity.batch'],
  ] as const) {
    const run = await machine.run('state', 'show', written)
    t.equal(run.code, 1)
    t.match(run.stderr, `Did you mean "${meant}"?`)
  }
})

t.test('what was moved as in the configuration leaves nothing to plan', async (t) => {
  const machine = await connected(t)
  await good(t, machine, 'state', 'mv', 'github/release-bot', 'github/bot')
  write(machine, configuration(renamed))
  const plan = await machine.run('plan', '--detailed-exitcode')
  t.equal(plan.code, 0, plan.stdout)
  t.strictSame(await tokens(machine), { 'github/bot': 'canary-refresh-0003' })
  t.match(await good(t, machine, 'status'), { stdout: /github\/bot +synced +connected/ })
  await isClean(t, machine)
})

t.test('what was renamed and not moved loses its token: control', async (t) => {
  const machine = await connected(t)
  write(machine, configuration(renamed))
  t.match((await machine.run('plan')).stdout, /connection\.github\/release-bot will be destroyed/)
  await good(t, machine, 'apply', '--auto-approve')
  t.strictSame(await tokens(machine), {})
})

t.test('a provider takes its connections, tokens and client secret along', async (t) => {
  const machine = await connected(t)
  await good(t, machine, 'state', 'mv', 'provider.github', 'provider.gh')
  const moved = configuration((text) =>
    text
      .replace('  github:\n    template', '  gh:\n    template')
      .replaceAll('github/', 'gh/')
      .replace('/gh/**', '/github/**'),
  )
  write(machine, moved)
  const plan = await machine.run('plan', '--detailed-exitcode')
  t.equal(plan.code, 0, plan.stdout)
  t.strictSame(await tokens(machine), { 'gh/release-bot': 'canary-refresh-0003' })
  await isClean(t, machine)
})

t.test('an identity keeps its API key when it moves, if the key is at hand', async (t) => {
  const machine = await connected(t)
  machine.env.set('BATCH_API_KEY', 'another-one')
  const refused = await machine.run('state', 'mv', 'identity.batch', 'identity.night')
  t.equal(refused.code, 1)
  t.match(refused.stderr, /is not the one that was applied/)
  machine.env.set('BATCH_API_KEY', 'canary-api-key-0002')
  await good(t, machine, 'state', 'mv', 'identity.batch', 'identity.night')
  write(
    machine,
    configuration((text) =>
      text.replace('  batch:', '  night:').replaceAll('apiKey: batch', 'apiKey: night'),
    ),
  )
  const plan = await machine.run('plan', '--detailed-exitcode')
  t.equal(plan.code, 0, plan.stdout)
})

t.test('what cannot be moved is refused, and nothing is changed', async (t) => {
  const machine = await connected(t)
  const rows: readonly (readonly [from: string, to: string, why: RegExp])[] = [
    ['github/nobody', 'github/bot', /is not in the state/],
    ['github/alice', 'github/release-bot', /in the state already/],
    ['github/alice', 'provider.alice', /connection cannot become a provider/],
    ['github/alice', 'github/Alice', /cannot be an address/],
    ['github/alice', '../../etc/passwd', /cannot be an address/],
    [
      'github/alice',
      'gitlab/alice',
      /no provider "gitlab"[\s\S]*state mv provider\.OLD provider\.gitlab/,
    ],
    ['gateway', 'gateway', /its address already/],
  ]
  const before = await good(t, machine, 'state', 'pull')
  for (const [from, to, why] of rows) {
    const run = await machine.run('state', 'mv', from, to)
    t.equal(run.code, 1, `${from} ${to}`)
    t.match(run.stderr, why)
  }
  t.equal((await machine.run('state', 'mv', 'github/alice')).code, 64)
  t.equal((await good(t, machine, 'state', 'pull')).stdout, before.stdout)
})

t.test('state rm forgets without revoking, after it has asked', async (t) => {
  const machine = await connected(t)
  const all = ['github/release-bot', 'accessPolicy.bot', 'route.github']
  const alone = await machine.run('state', 'rm', 'github/release-bot', '--auto-approve')
  t.equal(alone.code, 1)
  t.match(
    alone.stderr,
    /credmgr state rm connection\.github\/release-bot accessPolicy\.bot route\.github/,
  )
  t.match(await machine.run('state', 'rm', ...all), { code: 1, stderr: /Nobody can be asked/ })
  machine.terminal.isInteractive = true
  machine.answers.push('no')
  t.match(await machine.run('state', 'rm', ...all), { code: 1, stdout: /Nothing was forgotten/ })
  t.strictSame(await tokens(machine), { 'github/release-bot': 'canary-refresh-0003' })
  machine.answers.push('yes')
  const { stdout } = await good(t, machine, 'state', 'rm', ...all)
  t.match(stdout, /release-bot {3}its token is wiped and not revoked/)
  t.strictSame(await tokens(machine), {})
  await isClean(t, machine)
  t.match((await good(t, machine, 'plan')).stdout, 'Plan: 3 to add, 0 to change, 0 to destroy.')
})

t.test('what is guarded is not forgotten', async (t) => {
  const machine = await connected(t)
  write(
    machine,
    configuration((text) =>
      text.replace('github/alice: {}', 'github/alice: { lifecycle: { preventDestroy: true } }'),
    ),
  )
  await good(t, machine, 'apply', '--auto-approve')
  const run = await machine.run('state', 'rm', 'github/alice', '--auto-approve')
  t.equal(run.code, 1)
  t.match(run.stderr, /lifecycle\.preventDestroy/)
})

t.test('a rollback brings back what was served, with a new serial', async (t) => {
  const machine = await connected(t)
  write(
    machine,
    configuration((text) => text.replace('github/alice: {}', 'github/carol: {}')),
  )
  await good(t, machine, 'apply', '--auto-approve')
  await consent(machine, 'github/carol', { refreshToken: 'carols' })
  const dry = await good(t, machine, 'state', 'rollback', '1', '--dry-run')
  t.match(dry.stdout, 'Rollback: 1 to add, 0 to change, 1 to destroy.')
  t.match(dry.stdout, /connection\.github\/carol {3}its token is revoked/)
  const { events } = await good(t, machine, 'state', 'rollback', '1', '--auto-approve', '--json')
  t.match(events.at(-1), { type: 'state_changed', serial: 3, changes: { add: 1, destroy: 1 } })
  t.ok(
    events.some((each) => each['type'] === 'token_fate' && each['connection'] === 'github/alice'),
  )
  t.strictSame(await tokens(machine), { 'github/release-bot': 'canary-refresh-0003' })
  write(machine, configuration())
  t.equal((await machine.run('plan', '--detailed-exitcode')).code, 0)
  await isClean(t, machine)
})

t.test('a rollback to another client sends it no token of this one', async (t) => {
  const machine = await connected(t)
  write(
    machine,
    configuration((text) => text.replace('client-1', 'client-2')),
  )
  await good(t, machine, 'apply', '--auto-approve')
  await consent(machine, 'github/release-bot', { refreshToken: 'of-client-2' })
  const { stdout } = await good(t, machine, 'state', 'rollback', '1', '--auto-approve')
  t.match(stdout, '* connection.github/release-bot: needsReauth (client_changed)')
  t.strictSame(await tokens(machine), { 'github/release-bot': 'of-client-2' }, 'and keeps it')
  await good(t, machine, 'state', 'rollback', '2', '--auto-approve')
  t.match((await good(t, machine, 'status')).stdout, /github\/release-bot +\w+ +connected/)
  await isClean(t, machine)
})

t.test('a rollback over a move takes the token back', async (t) => {
  const machine = await connected(t)
  await good(t, machine, 'state', 'mv', 'github/release-bot', 'github/bot')
  await good(t, machine, 'state', 'rollback', '1', '--auto-approve')
  t.strictSame(await tokens(machine), { 'github/release-bot': 'canary-refresh-0003' })
  await isClean(t, machine)
})

t.test(
  'resources that have changed places are not rolled back, lest their tokens do',
  async (t) => {
    const machine = await connected(t)
    await consent(machine, 'github/alice', { refreshToken: 'alices' })
    await good(t, machine, 'state', 'mv', 'github/release-bot', 'github/other')
    await good(t, machine, 'state', 'mv', 'github/alice', 'github/release-bot')
    const run = await machine.run('state', 'rollback', '1', '--auto-approve')
    t.equal(run.code, 1)
    t.match(run.stderr, /another resource has its address/)
    t.strictSame(await tokens(machine), {
      'github/other': 'canary-refresh-0003',
      'github/release-bot': 'alices',
    })
  },
)

t.test('only what is in the history can be rolled back to', async (t) => {
  const machine = await connected(t)
  t.match(await machine.run('state', 'rollback', '7'), { code: 1, stderr: /is not in the history/ })
  for (const text of ['', 'x', '0', '-1', '1e3']) {
    t.equal((await machine.run('state', 'rollback', ...(text === '' ? [] : [text]))).code, 64, text)
  }
})

t.test('the history says what made each serial, and who', async (t) => {
  const machine = await connected(t)
  await good(t, machine, 'state', 'mv', 'github/alice', 'github/anna')
  const { events } = await good(t, machine, 'state', 'history', '--json')
  t.match(events, [
    {
      serial: 2,
      operation: 'state mv connection.github/alice connection.github/anna',
      planId: null,
    },
    { serial: 1, operation: 'apply', planId: /^p_/, changes: { add: 8, change: 0, destroy: 0 } },
  ])
  t.match(events[0], { who: /@.* \(pid \d+\)$/ })
  t.match((await good(t, machine, 'state', 'history')).stdout, /^SERIAL +WHEN/)
})

t.test('a dry run changes nothing, whatever it is of', async (t) => {
  const machine = await connected(t)
  await good(t, machine, 'state', 'mv', 'github/alice', 'github/anna')
  const before = treeOf(machine)
  for (const argv of [
    ['mv', 'github/anna', 'github/alice'],
    ['rm', 'route.github'],
    ['rollback', '1'],
    ['repair'],
  ]) {
    await good(t, machine, 'state', ...argv, '--dry-run')
    t.strictSame(treeOf(machine), before, argv.join(' '))
  }
})

t.test('what is pulled can be edited and pushed', async (t) => {
  const machine = await connected(t)
  const { stdout } = await good(t, machine, 'state', 'pull')
  for (const canary of canaries) t.notMatch(stdout, canary)
  const push = (change: (state: Pulled) => Pulled, ...argv: string[]) => {
    const text = JSON.stringify(change(JSON.parse(stdout)))
    machine.files.set('state.json', { text, mode: 0o600 })
    return machine.run('state', 'push', 'state.json', '--auto-approve', ...argv)
  }
  const without = (state: Pulled): Pulled => ({
    ...state,
    serial: 2,
    resources: state.resources.filter(({ address }) => address !== 'accessPolicy.all'),
  })
  t.match(await push((state) => state), { code: 1, stderr: /has serial 1, and the store is at 1/ })
  t.match(await push((state) => ({ ...without(state), lineage: 'x' })), {
    code: 1,
    stderr: /lineage/,
  })
  t.match(await push((state) => ({ ...without(state), env: 'prod' })), {
    code: 1,
    stderr: /--env prod/,
  })
  t.match(
    await push((state) => ({
      ...without(state),
      resources: state.resources.filter(({ address }) => address !== 'provider.github'),
    })),
    { code: 1, stderr: /refers to "provider\.github", which is not there/ },
  )
  t.match(await push((state) => ({ ...state, resources: [{ address: 'route.x' }] })), {
    code: 1,
    stderr: /"resources" is missing or malformed/,
  })
  t.equal((await push(without)).code, 0)
  t.strictSame(await tokens(machine), { 'github/release-bot': 'canary-refresh-0003' })
  t.match((await good(t, machine, 'plan')).stdout, 'Plan: 1 to add, 0 to change, 0 to destroy.')
  t.equal((await push((state) => ({ ...state, lineage: 'x' }), '--force')).code, 0)
  t.match((await good(t, machine, 'state', 'history', '--json')).events[0], { serial: 3 })
  await isClean(t, machine)
})

interface Pulled {
  readonly serial: number
  readonly lineage: string
  readonly env: string
  readonly resources: readonly { readonly address: string }[]
}

t.test('state verify tells what is wrong, and state repair mends what it can', async (t) => {
  const rows: readonly {
    readonly title: string
    readonly damage: (store: string) => void
    readonly says: RegExp
    readonly left?: boolean
  }[] = [
    {
      title: 'a state that is cut off',
      damage: (store) => writeFileSync(join(store, 'state.json'), '{"format": 1'),
      says: /state\.json is cut off[\s\S]*puts serial 1 of the history in its place/,
    },
    {
      title: 'a state that is gone',
      damage: (store) => rmSync(join(store, 'state.json')),
      says: /state\.json is missing/,
    },
    {
      title: 'a history that is gone',
      damage: (store) => rmSync(join(store, 'history', '1.json')),
      says: /history\/1\.json is missing/,
    },
    {
      title: 'a token of nobody',
      damage: (store) => {
        const text = readFileSync(join(store, 'vault', 'github', 'release-bot.json'))
        writeFileSync(join(store, 'vault', 'github', 'ghost.json'), text)
      },
      says: /vault\/github\/ghost\.json is of "github\/ghost", which is not in the state/,
    },
    {
      title: 'a client secret that is gone',
      damage: (store) =>
        rmSync(join(store, 'secrets', readdirSync(join(store, 'secrets'))[0] ?? '')),
      says: /provider\.github#\/clientSecret is not sealed here/,
    },
    {
      title: 'a consent link that does not open',
      damage: (store) =>
        writeFileSync(join(store, 'onetime', 'ticket', `${'a'.repeat(64)}.json`), '{}'),
      says: /onetime\/ticket\/a+\.json has no format/,
    },
    {
      title: 'a token that does not open',
      damage: (store) => writeFileSync(join(store, 'vault', 'github', 'release-bot.json'), 'x'),
      says: /release-bot\.json is cut off[\s\S]*credmgr connect github\/release-bot/,
      left: true,
    },
  ]
  for (const { title, damage, says, left = false } of rows) {
    const machine = await connected(t)
    damage(join(machine.cwd, '.credmgr'))
    const verified = await machine.run('state', 'verify')
    t.equal(verified.code, 1, title)
    t.match(verified.stderr, says, title)
    const repaired = await machine.run('state', 'repair', '--auto-approve')
    t.equal(repaired.code, left ? 1 : 0, `${title}: ${repaired.stderr}`)
    if (left) continue
    t.match(repaired.stdout, /Mended: 1\. What was there before is in .*backups/, title)
    await isClean(t, machine)
    t.match(await tokens(machine), { 'github/release-bot': 'canary-refresh-0003' }, title)
  }
})

t.test('a client secret that was lost is sealed again by the apply after the repair', async (t) => {
  const machine = await connected(t)
  const secrets = join(machine.cwd, '.credmgr', 'secrets')
  for (const name of readdirSync(secrets)) rmSync(join(secrets, name))
  t.equal((await machine.run('plan', '--detailed-exitcode')).code, 0, 'without it no plan tells')
  await good(t, machine, 'state', 'repair', '--auto-approve')
  t.equal((await machine.run('plan', '--detailed-exitcode')).code, 2)
  const asked = await machine.run('apply', '--auto-approve')
  t.match(asked, { code: 1, stderr: /--no-verify/ }, 'there is no network here')
  await good(t, machine, 'apply', '--auto-approve', '--no-verify')
  t.equal(readdirSync(secrets).length, 1)
  await isClean(t, machine)
})

t.test('a state that an old copy has replaced is told', async (t) => {
  const machine = await connected(t)
  const file = join(machine.cwd, '.credmgr', 'state.json')
  const old = readFileSync(file)
  await good(t, machine, 'state', 'mv', 'github/alice', 'github/anna')
  writeFileSync(file, old)
  t.match(await machine.run('state', 'verify'), { code: 1, stderr: /the history goes up to 2/ })
  await good(t, machine, 'state', 'rollback', '2', '--auto-approve')
  t.match((await good(t, machine, 'state', 'list')).stdout, 'connection.github/anna')
  t.match((await good(t, machine, 'state', 'history', '--json')).events[0], { serial: 3 })
  await isClean(t, machine)
})

t.test(
  'with --json every command that changes the state says what it did, and where the copy is',
  async (t) => {
    const machine = await connected(t)
    const { events } = await good(
      t,
      machine,
      'state',
      'mv',
      'github/alice',
      'github/anna',
      '--json',
    )
    t.match(events, [
      { type: 'resource_moves', from: 'connection.github/alice' },
      { type: 'state_changed', serial: 2, backup: /\.credmgr\/backups\/.*state-mv/ },
    ])
    const backup = String(events[1]?.['backup'])
    t.match(readFileSync(join(backup, 'state.json'), 'utf8'), /"github\/alice"/)
  },
)

/** Every file of the store with its content. */
function treeOf({ cwd }: FakeMachine): Readonly<Record<string, string>> {
  const root = join(cwd, '.credmgr')
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
  const files = names
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
  return Object.fromEntries(files.sort().map((file) => [file, readFileSync(file, 'utf8')]))
}

t.test('no secret is in anything that these commands print or keep', async (t: Test) => {
  const machine = await connected(t)
  const printed: string[] = []
  for (const argv of [
    ['list'],
    ['show', 'provider.github'],
    ['show', 'github/release-bot', '--json'],
    ['mv', 'github/release-bot', 'github/bot'],
    ['mv', 'provider.github', 'provider.gh'],
    ['mv', 'identity.batch', 'identity.night'],
    ['history'],
    ['pull'],
    ['verify', '--json'],
    ['rollback', '1', '--auto-approve'],
    ['rm', 'route.github', 'accessPolicy.bot', 'github/release-bot', '--auto-approve'],
  ]) {
    const { stdout, stderr } = await good(t, machine, 'state', ...argv)
    printed.push(stdout, stderr)
  }
  const kept = Object.values(treeOf(machine))
  for (const canary of [...canaries, 'canary-access-0004']) {
    t.notOk(
      [...printed, ...kept].some((text) => text.includes(canary)),
      canary,
    )
  }
})
