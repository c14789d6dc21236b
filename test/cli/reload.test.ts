import t, { type Test } from 'tap'
import { isKeyProof } from '../../src/engine/index.ts'
import type { Fetch } from '../../src/model/index.ts'
import { type FakeMachine, fakeMachine } from './host.ts'

async function applied(t: Test, listen = '127.0.0.1:9081'): Promise<FakeMachine> {
  const machine = await fakeMachine(t)
  await machine.run('init')
  const text = `version: 1
gateway: { admin: { listen: '${listen}' } }
identities: { batch: { issuer: https://issuer.example, audience: credmgr } }
`
  machine.files.set('credmgr.config.yaml', { text, mode: 0o644 })
  const { code, stdout, stderr } = await machine.run('apply', '--auto-approve')
  if (code !== 0) throw new Error(stdout + stderr)
  return machine
}

interface Asked {
  readonly url: string
  readonly proof: string
}

/** A gateway that gives one answer. */
function answering(machine: FakeMachine, response: () => Response): Asked[] {
  const asked: Asked[] = []
  const fetch: Fetch = async (url, init) => {
    const authorization = new Headers(init?.headers).get('authorization') ?? ''
    asked.push({ url: String(url), proof: authorization.replace(/^Credmgr-Key /, '') })
    return response()
  }
  machine.override = { fetch }
  return asked
}

t.test('reload asks the gateway, proves it holds the key, and tells the serial', async (t) => {
  const machine = await applied(t)
  const asked = answering(machine, () => Response.json({ ready: true, serial: 1 }))
  const { code, stdout } = await machine.run('reload')
  t.equal(code, 0)
  t.match(stdout, 'the gateway at http://127.0.0.1:9081 serves serial 1.')
  t.equal(asked[0]?.url, 'http://127.0.0.1:9081/-/api/v1/reload')
  const { vault } = await machine.store()
  // The machine's clock stands at noon of that day, but for what was slept.
  const clock = { now: () => Date.parse('2026-11-23T12:00:00Z') }
  t.ok(isKeyProof({ vault, clock }, 'reload', asked[0]?.proof ?? ''))
  const json = await machine.run('reload', '--json', '--admin', 'gateway.example:8081')
  t.match(json.events, [{ type: 'reloaded', serial: 1, gateway: 'http://gateway.example:8081' }])
})

t.test('a gateway that listens everywhere is asked on loopback', async (t) => {
  for (const [listen, url] of [
    ['0.0.0.0:9081', 'http://127.0.0.1:9081'],
    ['[::]:9081', 'http://[::1]:9081'],
  ] as const) {
    const machine = await applied(t, listen)
    const asked = answering(machine, () => Response.json({ ready: true, serial: 1 }))
    await machine.run('reload')
    t.match(asked[0]?.url, url)
  }
})

t.test('a reload that fails, and a gateway that is none, are errors that say so', async (t) => {
  const machine = await applied(t)
  const problem = { status: 409, code: 'reload_failed', detail: 'it is damaged; serial 1 stays' }
  const rows: readonly (readonly [response: () => Response, text: string])[] = [
    [() => Response.json(problem, { status: 409 }), 'It is damaged; serial 1 stays'],
    [() => Response.json({}, { status: 401 }), 'answered 401'],
    [() => Response.json({}, { status: 200 }), 'answered 200'],
    [() => new Response('<html>', { status: 200 }), 'nothing answers'],
    [
      () => {
        throw new TypeError('fetch failed')
      },
      'nothing answers at "http://127.0.0.1:9081"',
    ],
  ]
  for (const [response, text] of rows) {
    answering(machine, response)
    const { code, stderr } = await machine.run('reload')
    t.equal(code, 1, text)
    t.match(stderr.toLowerCase(), text.toLowerCase())
  }
})

t.test('where no port is known the command asks for it', async (t) => {
  const machine = await fakeMachine(t)
  await machine.run('init')
  for (const more of [[], ['--admin', 'nowhere'], ['--admin', 'a@b:1'], ['--admin', 'x:0']]) {
    const { code, stderr } = await machine.run('reload', ...more)
    t.equal(code, 64)
    t.match(stderr, '--admin HOST:PORT')
  }
})
