import t, { type Test } from 'tap'
import { isGolden } from './golden.ts'
import { type FakeMachine, fakeMachine } from './host.ts'

const config = (connections: string, more = ''): string => `version: 1
identities: { batch: { apiKey: { env: BATCH_API_KEY } } }
providers:
  github:
    template: github
    grant: authorizationCode
    clientId: client-1
    clientSecret: { env: GITHUB_CLIENT_SECRET }
    scopes: [repo]
connections:
${connections}accessPolicies: { all: { connections: [github/*], allow: [{ apiKey: batch }] } }
${more}`

const bob = '  github/bob: { expect: { account: bob } }\n'
const legacy = '  github/legacy: { labels: { team: web } }\n'

function write(machine: FakeMachine, connections: string, more = ''): void {
  machine.files.set('credmgr.config.yaml', { text: config(connections, more), mode: 0o644 })
}

async function applied(t: Test): Promise<FakeMachine> {
  const machine = await fakeMachine(t)
  write(machine, bob + legacy)
  machine.env.set('GITHUB_CLIENT_SECRET', 'canary-client-secret-0001')
  machine.env.set('BATCH_API_KEY', 'canary-api-key-0002')
  await machine.run('init')
  await machine.run('apply', '--auto-approve')
  return machine
}

const robert = bob.replace('github/bob', 'github/robert')
const moved = 'moved: [{ from: connection.github/bob, to: connection.github/robert }]\n'

t.test(
  'a plan with a move, a removal and an import says what happens to every token',
  async (t) => {
    const machine = await applied(t)
    machine.env.set('OLD_TOKEN', 'canary-refresh-token-0003')
    const more = `${moved}removed: [{ from: connection.github/legacy, revoke: false }]
import: [{ to: connection.github/new, from: { refreshToken: { env: OLD_TOKEN } } }]\n`
    write(machine, `${robert}  github/new: {}\n`, more)
    isGolden(t, 'plan-refactoring', await machine.run('plan'))
    const { stdout } = await machine.run('plan', '--json')
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    t.match(
      events.filter(({ type }) => type === 'planned_change'),
      [
        {
          change: {
            action: 'move',
            resource: { addr: 'connection.github/robert' },
            previous_resource: { addr: 'connection.github/bob' },
          },
        },
        { change: { action: 'delete', reason: 'delete_because_removed' } },
        { change: { action: 'create' } },
      ],
    )
    t.match(events.at(-1), { changes: { add: 1, change: 0, remove: 1, import: 1, move: 1 } })
    t.notMatch(stdout, 'canary')
  },
)

t.test('a rename without a block is offered one', async (t) => {
  const machine = await applied(t)
  write(machine, robert + legacy)
  isGolden(t, 'plan-rename', await machine.run('plan'))
})

t.test('a saved plan moves what it says, and a second look finds nothing to do', async (t) => {
  const machine = await applied(t)
  write(machine, robert + legacy, moved)
  await machine.run('plan', '--out', 'plan.json')
  const { stdout, code } = await machine.run('apply', 'plan.json')
  t.equal(code, 0)
  t.match(stdout, 'Apply complete! Resources: 0 added, 0 changed, 0 destroyed. 1 moved.')
  t.match(await machine.run('state', 'list'), { stdout: /connection\.github\/robert/ })
  t.match(await machine.run('plan', '--detailed-exitcode'), { code: 0 })
})

t.test('an address that is taken is told at the block', async (t) => {
  const machine = await applied(t)
  write(machine, bob, 'moved: [{ from: connection.github/legacy, to: connection.github/bob }]\n')
  isGolden(t, 'plan-move-taken', await machine.run('plan'))
})

t.test('import refuses what it cannot take, before anything is sent', async (t) => {
  const machine = await applied(t)
  t.match(await machine.run('import'), { code: 64 })
  t.match(await machine.run('import', 'github/bobb'), {
    code: 1,
    stderr: /Did you mean "github\/bob"/,
  })
  machine.files.set('token', { text: 'two words\n', mode: 0o600 })
  t.match(await machine.run('import', 'github/bob', '--token-file', 'token'), {
    code: 64,
    stderr: /is no refresh token/,
  })
  machine.files.set('token', { text: '\n', mode: 0o600 })
  t.match(await machine.run('import', 'github/bob', '--token-file', 'token'), {
    code: 64,
    stderr: /There is no refresh token/,
  })
})
