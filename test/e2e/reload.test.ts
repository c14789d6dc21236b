import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { Running } from '../support/process.ts'
import { mainConfig, startWorld, type World } from './world.ts'

let world: World
let gateway: Running

t.before(async () => {
  world = await startWorld()
  await world.ok(['apply', '--auto-approve'])
  gateway = await world.serve()
})

t.teardown(() => world?.stop())

/** The configuration with something in it that every reload changes. */
function version(round: number): string {
  return mainConfig.replace(
    'path: /orders/** }',
    `path: /orders/** }\n    description: round ${round}`,
  )
}

async function ready(): Promise<{ status: number; body: { serial?: number; problem?: string } }> {
  const response = await fetch(`${world.gateway}/-/readyz`)
  return { status: response.status, body: (await response.json()) as { serial?: number } }
}

t.test('no request fails while 20 applies are loaded beside it', async (t) => {
  const answers = new Map<number, number>()
  const serials = new Set<number>()
  let applying = true
  const load = async (): Promise<void> => {
    while (applying || total() < 1_000) {
      const response = await world.call('/orders/1')
      await response.arrayBuffer()
      answers.set(response.status, (answers.get(response.status) ?? 0) + 1)
    }
  }
  const total = (): number => [...answers.values()].reduce((sum, each) => sum + each, 0)
  const clients = Array.from({ length: 4 }, load)
  for (let round = 1; round <= 20; round++) {
    await world.configure(version(round))
    await world.ok(['apply', '--auto-approve'])
    const { serial } = JSON.parse(await world.read('.credmgr/state.json')) as { serial: number }
    await gateway.waitForLine(new RegExp(`"serial":${serial},"msg":"configuration loaded"`))
    serials.add((await ready()).body.serial ?? 0)
  }
  applying = false
  await Promise.all(clients)
  t.equal(serials.size, 20, 'every apply was loaded')
  t.ok(total() >= 1_000, `${total()} requests`)
  t.same([...answers.keys()], [200])
})

t.test('a changed access policy holds from the next request on', async (t) => {
  t.equal((await world.call('/orders/1')).status, 200)
  await world.configure(mainConfig.replace('- apiKey: batch\n', ''))
  await world.ok(['apply', '--auto-approve'])
  await gateway.waitForLine(/"serial":22,"msg":"configuration loaded"/)
  const denied = await world.call('/orders/1')
  t.equal(denied.status, 403)
  t.match(await denied.json(), { code: 'access_denied', reason: 'no_match' })
  await world.configure(mainConfig)
  await world.ok(['apply', '--auto-approve'])
  await gateway.waitForLine(/"serial":23,"msg":"configuration loaded"/)
})

t.test('a state that cannot be read keeps the last good one, and the log says why', async (t) => {
  const file = join(world.directory, '.credmgr', 'state.json')
  const good = await world.read('.credmgr/state.json')
  await writeFile(file, good.slice(0, good.length / 2))
  const [line] = await gateway.waitForLine(/.*configuration not loaded.*/)
  t.match(JSON.parse(line ?? ''), { code: 'STATE_CORRUPT', servingSerial: 23 })
  t.equal((await world.call('/orders/1')).status, 200)
  const { status, body } = await ready()
  t.equal(status, 200)
  t.match(body, { problem: /last good one/, code: 'STATE_CORRUPT' })
  t.notMatch(body.problem, world.directory)
  await gateway.stop()
  gateway = await world.serve()
  t.equal((await world.call('/orders/1')).status, 200, 'a new gateway starts from it')
  t.match(await ready(), { status: 200, body: { serial: 23, code: 'STATE_CORRUPT' } })
  await writeFile(file, good)
  await world.configure(version(99))
  await world.ok(['apply', '--auto-approve'])
  await gateway.waitForLine(/"serial":24,"msg":"configuration loaded"/)
  t.equal((await ready()).body.problem, undefined)
})

t.test(
  'SIGHUP and the reload command load what is applied; the command says how it went',
  async (t) => {
    const { stdout } = await world.ok(['reload', '--json'])
    t.match(JSON.parse(stdout), { type: 'reloaded', serial: 24 })
    const file = join(world.directory, '.credmgr', 'state.json')
    const good = await world.read('.credmgr/state.json')
    process.kill(gateway.pid, 'SIGHUP')
    await world.ok(['reload'])
    await writeFile(file, 'damaged')
    await gateway.waitForLine(/STATE_CORRUPT/)
    t.equal((await world.run(['reload'])).exitCode, 1)
    await writeFile(file, good)
    await world.ok(['reload'])
    const stranger = await fetch(`${world.admin}/-/api/v1/reload`, { method: 'POST' })
    t.equal(stranger.status, 401)
  },
)

t.test('a gateway that is told to stop ends what it has begun', async (t) => {
  const release = world.provider.holdTokenRequests()
  await world.configure(mainConfig.replace('scopes: [api.read]\nconn', 'scopes: [api.write]\nconn'))
  await world.ok(['apply', '--auto-approve'])
  await gateway.waitForLine(/"serial":25,"msg":"configuration loaded"/)
  const waiting = world.call('/orders/last')
  await world.provider.waitForHeld(1)
  const stopped = gateway.stop('SIGTERM')
  release()
  t.equal((await waiting).status, 200)
  t.equal((await stopped).exitCode, 0)
  await t.rejects(world.call('/orders/1'), 'nothing listens any more')
})
