/** Commands and a connection whose credential is declared: there is no grant, and nothing to do. */
import t, { type Test } from 'tap'
import { type FakeMachine, fakeMachine } from './host.ts'

async function declared(t: Test): Promise<FakeMachine> {
  const machine = await fakeMachine(t)
  const text = `version: 1
providers:
  weather: { grant: static, apiHosts: [api.weather.example] }
connections:
  weather/forecast: { apiKey: { env: WEATHER_API_KEY } }
`
  machine.files.set('credmgr.config.yaml', { text, mode: 0o600 })
  machine.env.set('WEATHER_API_KEY', 'not-a-real-api-key')
  await machine.run('init')
  const run = await machine.run('apply', '--auto-approve')
  t.equal(run.code, 0, run.stderr)
  t.notMatch(run.stdout, 'Consent needed')
  return machine
}

t.test('its status is that it serves, and it never ends', async (t) => {
  const machine = await declared(t)
  const { events } = await machine.run('status', '--json')
  t.match(events, [
    { address: 'weather/forecast', sync: 'synced', auth: 'connected', reason: null },
  ])
  t.match(events, [{ expiresAt: null, reconsentBy: null, account: null, scopes: [] }])
  t.equal((await machine.run('drift')).code, 0)
})

for (const [command, ...more] of [['connect'], ['refresh'], ['revoke', '--auto-approve']]) {
  t.test(`${command} says that there is nothing for it to do`, async (t) => {
    const machine = await declared(t)
    const run = await machine.run(command ?? '', 'weather/forecast', ...more)
    t.equal(run.code, 64)
    t.match(run.stderr, /weather\/forecast" (?:needs no consent|has no token|has no grant)/)
    t.notMatch(run.stderr, 'not-a-real-api-key')
  })
}

t.test('another key is an update that costs no token', async (t) => {
  const machine = await declared(t)
  machine.env.set('WEATHER_API_KEY', 'not-a-real-other-key')
  const run = await machine.run('plan')
  t.match(run.stdout, /connection\.weather\/forecast/)
  t.match(run.stdout, 'Plan: 0 to add, 1 to change, 0 to destroy.')
  t.match(run.stdout, 'Consent after apply: 0 new, 0 again')
  t.notMatch(run.stdout, 'not-a-real')
})
