import t, { type Test } from 'tap'
import { isGolden } from './golden.ts'
import type { FakeMachine } from './host.ts'
import { configuration, connected, consent, write } from './state-world.ts'

const noon = Date.parse('2026-11-23T12:00:00Z')
const day = 24 * 60 * 60 * 1000

/** A grant of this provider lasts 180 days. */
async function limited(t: Test): Promise<FakeMachine> {
  const machine = await connected(t)
  const text = configuration((same) =>
    same.replace('    scopes:', '    refresh: { grantLifetime: 180d }\n    scopes:'),
  )
  write(machine, text)
  const run = await machine.run('apply', '--auto-approve')
  t.equal(run.code, 0, run.stderr)
  return machine
}

t.test('status says until when a consent must be given again', async (t) => {
  const machine = await limited(t)
  const expiresAt = noon + 3_600_000
  await consent(machine, 'github/release-bot', { expiresAt, consentedAt: noon - 95 * day })
  await consent(machine, 'github/alice', { expiresAt, consentedAt: noon - 170 * day })
  isGolden(t, 'status-forecast', await machine.run('status'))
  const { events } = await machine.run('status', '--json')
  t.match(events, [
    { auth: 'expiring', reason: 'grant_ends', reconsentBy: '2026-12-03T12:00:00.000Z' },
    { auth: 'connected', reason: null, reconsentBy: '2027-02-16T12:00:00.000Z' },
  ])
  t.equal((await machine.run('status', '--exit-code')).code, 0, 'both serve')
})

t.test('status --watch shows what changes until it is interrupted', async (t) => {
  const machine = await limited(t)
  const controller = new AbortController()
  let looks = 0
  machine.override = {
    ...machine.override,
    interruption: controller.signal,
    clock: {
      now: () => noon,
      sleep: async (pause) => {
        t.equal(pause, 5_000)
        looks += 1
        if (looks === 1) await consent(machine, 'github/alice', { status: 'needsReauth' })
        if (looks < 4) return
        controller.abort('SIGINT')
        controller.signal.throwIfAborted()
      },
    },
  }
  const run = await machine.run('status', '--json', '--watch=5s')
  t.equal(run.code, 130)
  t.strictSame(
    run.events.map(({ address, auth }) => `${address} ${auth}`),
    ['github/alice pendingConsent', 'github/release-bot connected', 'github/alice needsReauth'],
  )
  const wrong = await machine.run('status', '--watch=often')
  t.equal(wrong.code, 64)
})

t.test('revoke asks, takes only yes, and says what it could not do', async (t) => {
  const machine = await connected(t)
  isGolden(t, 'revoke-not-interactive', await machine.run('revoke', 'github/release-bot'))
  machine.terminal.isInteractive = true
  machine.answers.push('y', 'yes')
  isGolden(t, 'revoke-refused', await machine.run('revoke', 'github/release-bot'))
  t.equal((await (await machine.store()).vault.summaries()).length, 1)
  isGolden(t, 'revoke', await machine.run('revoke', 'github/release-bot'))
  isGolden(t, 'revoke-unknown', await machine.run('revoke', 'github/release-bott'))
  t.equal((await (await machine.store()).vault.summaries()).length, 0)
  isGolden(t, 'refresh-without-grant', await machine.run('refresh', 'github/release-bot'))
})
