import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { isGolden } from './golden.ts'
import type { FakeMachine } from './host.ts'
import { canaries, connected, consent } from './state-world.ts'

const long = { obtainedAt: Date.parse('2026-11-22T12:00:00Z') }

/** Two connections with grants of yesterday, and a provider that answers so. */
async function machineWith(t: Test, answer: () => Response, serial?: number): Promise<FakeMachine> {
  const machine = await connected(t)
  await consent(machine, 'github/release-bot', long)
  await consent(machine, 'github/alice', long)
  machine.override = {
    fetch: async (url) => {
      t.match(String(url), /^https:\/\/github\.com\/login\/oauth\/access_token/)
      return answer()
    },
    servedSerial: async () => serial,
  }
  return machine
}

const dead = (): Response => Response.json({ error: 'invalid_grant' }, { status: 400 })
const alive = (): Response =>
  Response.json({
    access_token: 'canary-new-access-0005',
    token_type: 'bearer',
    scope: 'repo,read:org,gist',
    expires_in: 28_800,
  })

t.test(
  'drift says what needs an action and what to do, and has an exit code of its own',
  async (t) => {
    const machine = await machineWith(t, dead, 0)
    const run = await machine.run('drift', '--detailed-exitcode')
    t.equal(run.code, 2)
    isGolden(t, 'drift', run)
    for (const canary of canaries) t.notMatch(run.stdout + run.stderr, canary)
    t.match(await machine.run('status', '--exit-code'), { code: 3 })
  },
)

t.test('what needs no action is counted, and listed when it is asked for', async (t) => {
  const machine = await machineWith(t, alive, 1)
  isGolden(t, 'drift-none', await machine.run('drift', '--detailed-exitcode'))
  const { stdout, code } = await machine.run('drift', '--all', '--detailed-exitcode')
  t.equal(code, 0)
  t.match(stdout, 'connection.github/alice        it was granted more than was asked for: gist')
})

t.test(
  'a plan that looks outside says so before what it does, and can be gated by it',
  async (t) => {
    const machine = await machineWith(t, dead)
    isGolden(t, 'plan-refresh', await machine.run('plan', '--refresh'))
    const gated = await machine.run('plan', '--fail-on', 'drift')
    t.match(gated, { code: 1, stderr: /it finds changes outside at connection\.github\/alice/ })
    const { stdout } = await machine.run('plan', '--refresh', '--json')
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    t.match(
      events.filter(({ type }) => type === 'resource_drift'),
      [
        {
          change: { resource: { addr: 'connection.github/alice' }, action: 'update' },
          drift: { code: 'grant_lost', needsAction: true },
        },
        { change: { resource: { addr: 'connection.github/release-bot' } } },
      ],
    )
    await machine.run('plan', '--refresh', '--out', 'plan.json')
    t.match(await machine.run('show', 'plan.json'), { stdout: /Note: outside credmgr/ })
  },
)

t.test('without a look outside no plan asks anybody, and none is gated', async (t) => {
  const machine = await machineWith(t, () => {
    throw new Error('asked')
  })
  t.match(await machine.run('plan'), { code: 0 })
  t.match(await machine.run('plan', '--fail-on', 'drift'), { code: 0 })
})

t.test('an apply says when the gateway serves it, and when it does not', async (t) => {
  const machine = await machineWith(t, alive)
  const serials = [1, 1, 2]
  machine.override = { servedSerial: async () => serials.shift() }
  machine.env.set('BATCH_API_KEY', 'canary-api-key-0006')
  const first = await machine.run('apply', '--auto-approve')
  t.match(first.stderr, /Gateway: on serial 2 after 100ms\n/)
  machine.override = { servedSerial: async () => 2 }
  machine.env.set('BATCH_API_KEY', 'canary-api-key-0007')
  const second = await machine.run('apply', '--auto-approve')
  t.match(second, { code: 0, stderr: /Gateway: still on serial 2; see its log/ })
})

t.test('a state that was edited by hand is told before anything is asked', async (t) => {
  const machine = await machineWith(t, () => {
    throw new Error('asked')
  })
  const file = join(machine.cwd, '.credmgr', 'state.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('acme-release-bot', 'somebody-else'))
  const { code, stderr } = await machine.run('drift', '--detailed-exitcode')
  t.equal(code, 1)
  t.match(stderr, /State is damaged/)
  t.match(stderr, /credmgr state repair/)
})
