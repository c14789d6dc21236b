import t, { type Test } from 'tap'
import type { Fetch } from '../../src/model/index.ts'
import { startAuthorizationServer } from '../support/authorization-server.ts'
import { typeInCode } from '../support/device-over-http.ts'
import { type FakeMachine, fakeMachine } from './host.ts'

/** A machine whose provider is real; `typed` is done as soon as a code was given out. */
async function deviceMachine(t: Test, typed: 'consent' | 'refusal'): Promise<FakeMachine> {
  const provider = await startAuthorizationServer({
    scopes: ['api.read'],
    clients: [
      {
        clientId: 'tv',
        metadata: {
          grant_types: ['urn:ietf:params:oauth:grant-type:device_code', 'refresh_token'],
          response_types: [],
        },
      },
    ],
  })
  t.teardown(() => provider.stop())
  const machine = await fakeMachine(t)
  const text = `version: 1
providers:
  tv:
    issuer: ${provider.issuer}
    grant: deviceCode
    clientId: tv
    clientAuth: none
    scopes: [openid, profile, offline_access, api.read]
connections:
  tv/ann: { expect: { account: ann } }
`
  machine.files.set('credmgr.config.yaml', { text, mode: 0o600 })
  const deny = typed === 'refusal'
  const typing: Fetch = async (url, init) => {
    const response = await fetch(url, { redirect: 'manual', ...init })
    if (!String(url).endsWith('/device/auth')) return response
    const told = (await response.clone().json()) as Record<string, string>
    const { verification_uri: at = '', user_code: userCode = '' } = told
    await typeInCode(at, { userCode, login: 'ann', deny })
    return response
  }
  machine.override = { fetch: typing }
  await machine.run('init')
  return machine
}

const code = /\/device, code [A-Z]{4}-[A-Z]{4}/

t.test('apply shows a code and waits until it was typed in', async (t) => {
  const machine = await deviceMachine(t, 'consent')
  const run = await machine.run('apply', '--auto-approve', '--links=show', '--wait-consent')
  t.equal(run.code, 0)
  t.match(run.stdout, code)
  t.match(run.stderr, /connection\.tv\/ann: Authorized by ann/)
})

t.test('an apply that does not wait names the command that does', async (t) => {
  const machine = await deviceMachine(t, 'consent')
  const run = await machine.run('apply', '--auto-approve', '--links=show')
  t.equal(run.code, 0)
  t.match(run.stdout, 'credmgr connect tv/ann')
  t.notMatch(run.stdout, code)
  const connected = await machine.run('connect', 'tv/ann')
  t.equal(connected.code, 0)
  t.match(connected.stdout, code)
  t.match(connected.stderr, /connection\.tv\/ann: Authorized by ann/)
  const program = await machine.run('connect', 'tv/ann', '--json')
  t.match(program.events[0], { connection: 'tv/ann', userCode: /^[A-Z-]+$/ })
})

t.test('a refusal ends the waiting of connect, and is no consent of apply', async (t) => {
  const machine = await deviceMachine(t, 'refusal')
  const run = await machine.run('apply', '--auto-approve', '--links=show', '--wait-consent')
  t.equal(run.code, 1)
  t.match(run.stderr, /access_denied/)
  const connected = await machine.run('connect', 'tv/ann')
  t.equal(connected.code, 1)
  t.match(connected.stderr, /Consent was refused/)
})
