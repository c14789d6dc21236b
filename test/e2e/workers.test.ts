/** A gateway of several processes: one gateway to everybody who uses it. */
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { consentOverHttp } from '../support/consent-over-http.ts'
import type { Running } from '../support/process.ts'
import { batchKey, mainConfig, pressButton, startWorld, type World } from './world.ts'

let world: World
let gateway: Running

t.before(async () => {
  world = await startWorld()
})

t.teardown(() => world?.stop())

/** Pids of the workers. */
function workersOf({ pid }: Running): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return text.trim().split(' ').filter(Boolean).map(Number)
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function ready(): Promise<{ status: number; body: { serial?: number; problem?: string } }> {
  const response = await fetch(`${world.gateway}/-/readyz`)
  return { status: response.status, body: (await response.json()) as { serial?: number } }
}

/** Asks until the gateway is as wanted; every answer in between must be one. */
async function readyWhen(wanted: (is: Awaited<ReturnType<typeof ready>>) => boolean) {
  for (;;) {
    const now = await ready()
    if (wanted(now)) return now
    await delay(20)
  }
}

/** One request on a connection of its own, so that every worker gets its share. */
function fresh(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'x-api-key': batchKey }
    request(`${world.gateway}${path}`, { headers, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0))
    })
      .on('error', reject)
      .end()
  })
}

async function manyFresh(path: string, count = 40): Promise<ReadonlySet<number>> {
  return new Set(await Promise.all(Array.from({ length: count }, () => fresh(path))))
}

t.test('what cannot start is said once, with the exit code of one process', async (t) => {
  const { exitCode, stderr } = await world.run(['serve', '--workers', '3'])
  t.equal(exitCode, 78)
  t.equal(stderr.split('Error: ').length, 2)
  t.equal((await world.run(['serve', '--workers', '0'])).exitCode, 64)
  t.equal((await world.run(['serve', '--drain-delay', 'soon'])).exitCode, 64)
})

t.test('all workers serve, and the readiness is that of all', async (t) => {
  await world.ok(['apply', '--auto-approve'])
  gateway = await world.serve(['--workers', '3'])
  t.match(gateway.stdout(), '3 workers')
  t.equal(workersOf(gateway).length, 3)
  t.same(await ready(), { status: 200, body: { ready: true, serial: 1 } })
  t.same(await manyFresh('/orders/1'), new Set([200]))
  t.equal(world.provider.countTokenRequests('client_credentials'), 1, 'one token for all of them')
})

t.test('a serial is told when every worker serves it; reload asks every worker', async (t) => {
  await world.configure(mainConfig.replace('- apiKey: batch\n', ''))
  await world.ok(['apply', '--auto-approve'])
  await readyWhen(({ body }) => body.serial === 2)
  t.same(await manyFresh('/orders/1'), new Set([403]))
  await world.configure(mainConfig)
  await world.ok(['apply', '--auto-approve'])
  const { stdout } = await world.ok(['reload', '--json'])
  t.match(JSON.parse(stdout), { serial: 3 })
  t.same(await manyFresh('/orders/1'), new Set([200]))
  process.kill(gateway.pid, 'SIGHUP')
  t.match(await ready(), { status: 200 })
})

t.test('a consent that one worker has taken serves every worker', async (t) => {
  t.same(await manyFresh('/ann/me'), new Set([503]))
  const { authorizationUrl, cookie } = await pressButton(world, await world.link('idp/ann'))
  const back = await consentOverHttp(authorizationUrl, { login: 'ann', returnTo: world.gateway })
  t.equal((await fetch(back, { headers: { cookie } })).status, 200)
  t.same(await manyFresh('/ann/me'), new Set([200]))
})

t.test('a worker that is killed is started again, and the others serve meanwhile', async (t) => {
  const [first = 0, ...others] = workersOf(gateway)
  process.kill(first, 'SIGKILL')
  const [line] = await gateway.waitForLine(/.*a worker has ended.*/)
  t.match(JSON.parse(line ?? ''), { worker: 0, signal: 'SIGKILL' })
  t.match(await readyWhen(({ body }) => body.problem !== undefined), {
    status: 200,
    body: { problem: 'workers that are being started again: 1' },
  })
  t.same(await manyFresh('/orders/1'), new Set([200]))
  t.same(await readyWhen(({ body }) => body.problem === undefined), {
    status: 200,
    body: { ready: true, serial: 3 },
  })
  t.equal(workersOf(gateway).length, 3)
  t.ok(others.every((each) => workersOf(gateway).includes(each)))
  t.same(await manyFresh('/orders/1'), new Set([200]))
})

t.test('SIGUSR1 opens no inspector, in none of them', async (t) => {
  const all = [gateway.pid, ...workersOf(gateway)]
  for (const pid of all) process.kill(pid, 'SIGUSR1')
  await gateway.waitForLine(/"worker":2.*SIGUSR1 is ignored/)
  t.equal((await ready()).status, 200)
  t.notMatch(gateway.stderr(), 'Debugger listening')
})

/** Asks again and again over kept connections until nothing listens. @returns How often each answer came. */
async function loadUntilRefused(t: Test): Promise<ReadonlyMap<string, number>> {
  const agent = new Agent({ keepAlive: true })
  t.teardown(() => agent.destroy())
  const answers = new Map<string, number>()
  const once = (): Promise<string> =>
    new Promise((resolve) => {
      const headers = { 'x-api-key': batchKey }
      const asked = request(`${world.gateway}/orders/1`, { headers, agent }, (response) => {
        response.on('error', (error) => resolve(error.message))
        response.resume().on('end', () => resolve(String(response.statusCode)))
      })
      asked.on('error', ({ code, message }: NodeJS.ErrnoException) => {
        // The system resets what it has queued when nobody listens any more: not a request of ours yet.
        const isQueued = code === 'ECONNRESET' && !asked.reusedSocket
        resolve(isQueued ? 'ECONNREFUSED' : (code ?? message))
      })
      asked.end()
    })
  const client = async (): Promise<void> => {
    for (;;) {
      const answer = await once()
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
      if (answer === 'ECONNREFUSED') return
    }
  }
  await Promise.all(Array.from({ length: 8 }, client))
  return answers
}

for (const workers of ['1', '3']) {
  t.test(`SIGTERM under load fails no request: ${workers} of them`, async (t) => {
    await gateway.stop()
    gateway = await world.serve(['--workers', workers])
    const answers = loadUntilRefused(t)
    t.same(await manyFresh('/orders/1'), new Set([200]))
    const { exitCode } = await gateway.stop()
    t.equal(exitCode, 0)
    t.same([...(await answers).keys()].sort(), ['200', 'ECONNREFUSED'])
  })

  t.test(
    `the readiness turns to 503 while all is served; a second signal ends it: ${workers}`,
    async (t) => {
      gateway = await world.serve(['--workers', workers, '--drain-delay', '1h'])
      const before = workersOf(gateway)
      process.kill(gateway.pid, 'SIGTERM')
      const { body } = await readyWhen(({ status }) => status === 503)
      t.match(body.problem, 'stopping')
      t.same(await manyFresh('/orders/1'), new Set([200]))
      t.equal((await gateway.stop('SIGTERM')).exitCode, 143)
      while (before.some(lives)) await delay(10)
      t.pass('no worker outlives the one that started it')
      gateway = await world.serve(['--workers', workers, '--drain-delay', '50ms'])
    },
  )
}

t.test('what is under way when a gateway is told to stop is brought to its end', async (t) => {
  await gateway.stop()
  await world.configure(mainConfig.replace('scopes: [api.read]\nconn', 'scopes: [api.write]\nconn'))
  await world.ok(['apply', '--auto-approve'])
  gateway = await world.serve(['--workers', '2'])
  const release = world.provider.holdTokenRequests()
  const waiting = Array.from({ length: 10 }, () => fresh('/orders/last'))
  await world.provider.waitForHeld(1)
  const stopped = gateway.stop()
  release()
  t.same(new Set(await Promise.all(waiting)), new Set([200]))
  t.equal((await stopped).exitCode, 0)
})
