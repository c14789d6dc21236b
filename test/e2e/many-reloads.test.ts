/** Reloads by the hundred, with requests all the while: none fails, and nothing of them stays. */
import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t, { type Test } from 'tap'
import { served } from '../../src/engine/index.ts'
import { compileSnapshot, type Snapshot } from '../../src/gateway/index.ts'
import { quietLogger } from '../../src/host.ts'
import type { State, Store } from '../../src/model/index.ts'
import { serveGateway } from '../../src/serve.ts'
import { initFileStore, openFileStore } from '../../src/store/index.ts'
import { storeOptions } from '../store/fixtures.ts'
import { gatewayResource, routeResource } from '../support/resources.ts'

const hard = process.env['CREDMGR_HARD'] === '1'
const reloads = hard ? 1_000 : 40
/** What is loaded before the memory is measured for the first time. */
const warmUp = 10
const routes = 200
/** Less than half of what the snapshots of the short run would take: see the negative control. */
const mayGrow = 4_000_000
if (hard) t.setTimeout(1_800_000)

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

function heap(): number {
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

/** The next state: every route goes somewhere else than before, but for the one that is asked. */
async function apply(store: Store, upstream: string): Promise<State> {
  const prior = await store.state.read()
  const serial = prior.serial + 1
  const others = Array.from({ length: routes }, (_, at) =>
    routeResource(`other-${at}`, `https://upstream-${serial}.example`),
  )
  const next: State = {
    ...prior,
    serial,
    revision: prior.revision + 1,
    usedPlans: [`plan-${serial}`],
    resources: [gatewayResource(), routeResource('api', upstream), ...others],
  }
  await store.state.write(next)
  return next
}

async function upstream(t: Test): Promise<string> {
  const server = createServer((_request, response) => response.end('fine'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Asks again and again over connections that are kept. */
function load(port: number): { end(): Promise<ReadonlyMap<string, number>> } {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  const answers = new Map<string, number>()
  let isOn = true
  const once = (): Promise<string> =>
    new Promise((resolve) => {
      const asked = request({ port, host: '127.0.0.1', path: '/api/x', agent }, (response) => {
        response.resume().on('end', () => resolve(String(response.statusCode)))
      })
      asked.on('error', (error) => resolve(error.message))
      asked.end()
    })
  const client = async (): Promise<void> => {
    while (isOn) {
      const answer = await once()
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
    }
  }
  const clients = Array.from({ length: 4 }, client)
  return {
    end: async () => {
      isOn = false
      await Promise.all(clients)
      agent.destroy()
      return answers
    },
  }
}

t.test(`${reloads} reloads under load: no request fails, and memory is flat`, async (t) => {
  const options = await storeOptions(t)
  await initFileStore(options)
  const store = await openFileStore(options)
  const origin = await upstream(t)
  await apply(store, origin)
  const stateFile = join(options.directory, 'state.json')
  const gateway = await serveGateway(store, { stateFile, logger: quietLogger })
  const port = Number(gateway.listening[0]?.split(':')[1])
  const { end } = load(port)
  let before = 0
  for (let count = 1; count <= reloads; count++) {
    const { serial } = await apply(store, origin)
    const health = await gateway.reload()
    if (health.serial !== serial || health.problem !== undefined) t.fail(`${count}`, health)
    if (count === warmUp) before = heap()
  }
  const growth = heap() - before
  const answers = await end()
  await gateway.stop()
  t.same([...answers.keys()], ['200'])
  t.ok((answers.get('200') ?? 0) > reloads, `${answers.get('200')} requests`)
  t.ok(growth < mayGrow, `${reloads - warmUp} reloads: ${growth} bytes`)
})

t.test('snapshots that are kept are seen: the negative control', async (t) => {
  const options = await storeOptions(t)
  await initFileStore(options)
  const store = await openFileStore(options)
  const kept: Snapshot[] = []
  const before = heap()
  for (let count = warmUp; count < Math.min(reloads, 100); count++) {
    const found = served(await apply(store, 'https://upstream.example'))
    if (found !== undefined) kept.push(compileSnapshot(found))
  }
  const growth = heap() - before
  t.ok(growth > mayGrow, `${kept.length} snapshots: ${growth} bytes`)
})
