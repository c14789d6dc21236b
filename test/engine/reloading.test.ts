import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import {
  createReloader,
  isKeyProof,
  makeKeyProof,
  type Reloader,
  type Served,
} from '../../src/engine/index.ts'
import { compileSnapshot, type Snapshot } from '../../src/gateway/index.ts'
import type { JsonObject, Logger, State, Store } from '../../src/model/index.ts'
import { initFileStore, openFileStore } from '../../src/store/index.ts'
import { movableClock, storeOptions } from '../store/fixtures.ts'
import { gatewayResource, routeResource } from '../support/resources.ts'

interface World {
  readonly store: Store
  readonly stateFile: string
  readonly log: { readonly message: string; readonly facts: JsonObject | undefined }[]
  /** Commits a state whose only route goes to this upstream. */
  apply(upstream: string, planId?: string): Promise<State>
  reloader(compile?: (served: Served) => Snapshot): Reloader<Snapshot>
}

async function world(t: Test): Promise<World> {
  const options = await storeOptions(t)
  await initFileStore(options)
  const store = await openFileStore(options)
  const log: World['log'] = []
  const note: Logger['info'] = (message, facts) => void log.push({ message, facts })
  return {
    store,
    stateFile: join(options.directory, 'state.json'),
    log,
    async apply(upstream, planId = upstream) {
      const prior = await store.state.read()
      const next: State = {
        ...prior,
        serial: prior.serial + 1,
        revision: prior.revision + 1,
        usedPlans: [...prior.usedPlans, planId],
        resources: [gatewayResource(), routeResource('api', upstream)],
      }
      await store.state.write(next)
      return next
    },
    reloader: (compile = compileSnapshot) =>
      createReloader({ store, compile, logger: { info: note, warn: note, error: note } }),
  }
}

/** Where requests go now. */
function upstreamOf(reloader: Reloader<Snapshot>): string | undefined {
  return reloader.current()?.snapshot.table.routes[0]?.upstream.origin
}

t.test('a reload swaps in what was applied, and says which serial it serves', async (t) => {
  const { apply, reloader } = await world(t)
  await apply('https://one.example')
  const served = reloader()
  await served.start()
  t.same(served.health(), { ready: true, serial: 1 })
  await apply('https://two.example')
  t.same(await served.reload(), { ready: true, serial: 2 })
  t.equal(upstreamOf(served), 'https://two.example')
  const before = served.current()
  t.same(await served.reload(), { ready: true, serial: 2 })
  t.equal(served.current(), before, 'what is served already is not swapped')
})

t.test('what does not pass the self test is not swapped in, and the reason is told', async (t) => {
  const { apply, reloader, log } = await world(t)
  await apply('https://one.example')
  const served = reloader()
  await served.start()
  const before = served.current()
  await apply('ftp://two.example')
  const failed = { ready: true, serial: 1, code: 'CONFIG_INVALID', problem: /ftp:\/\/two\.example/ }
  t.match(await served.reload(), failed)
  t.match(served.health(), failed)
  t.equal(served.current(), before)
  t.match(log.at(-1)?.facts, { code: 'CONFIG_INVALID', servingSerial: 1, problem: /route "api"/ })
  await apply('https://three.example')
  t.same(await served.reload(), { ready: true, serial: 3 }, 'and forgotten when it is over')
})

t.test(
  'a state that went back to an older serial is not served; one put in its place is',
  async (t) => {
    const { apply, reloader, stateFile } = await world(t)
    await apply('https://one.example')
    const older = await readFile(stateFile)
    await apply('https://two.example')
    const newer = await readFile(stateFile)
    const served = reloader()
    await served.start()
    await writeFile(stateFile, older)
    t.match(await served.reload(), { serial: 2, problem: /serial 1 is older than 2/ })
    t.equal(upstreamOf(served), 'https://two.example')
    // From here on the world has another history with the same serial.
    await apply('https://other.example', 'another-plan')
    t.same(await served.reload(), { ready: true, serial: 2 })
    t.equal(upstreamOf(served), 'https://other.example')
    await writeFile(stateFile, newer)
    t.same(await served.reload(), { ready: true, serial: 2 })
    t.equal(upstreamOf(served), 'https://two.example')
  },
)

t.test('a gateway starts from the last good state when the latest is damaged', async (t) => {
  const { apply, reloader, stateFile } = await world(t)
  await apply('https://one.example')
  await apply('https://two.example')
  const good = await readFile(stateFile)
  await writeFile(stateFile, good.subarray(0, good.length / 2))
  const served = reloader()
  await served.start()
  t.equal(upstreamOf(served), 'https://two.example', 'the copy in the history')
  t.match(served.health(), { ready: true, serial: 2, code: 'STATE_CORRUPT' })
  t.match(await served.reload(), { serial: 2, code: 'STATE_CORRUPT' })
  await writeFile(stateFile, good)
  t.same(await served.reload(), { ready: true, serial: 2 })
})

t.test('a gateway starts from the newest state that it can serve', async (t) => {
  const { apply, reloader } = await world(t)
  await apply('https://one.example')
  await apply('ftp://two.example')
  await apply('ftp://three.example')
  const served = reloader()
  await served.start()
  t.equal(upstreamOf(served), 'https://one.example')
  t.match(served.health(), { ready: true, serial: 1, code: 'CONFIG_INVALID' })
})

t.test('a gateway that finds nothing good does not start', async (t) => {
  const { apply, reloader, store } = await world(t)
  await t.rejects(reloader().start(), { code: 'NOTHING_APPLIED' })
  await apply('ftp://one.example')
  const served = reloader()
  await t.rejects(served.start(), { code: 'CONFIG_INVALID' })
  t.equal(served.current(), undefined)
  await apply('https://two.example')
  const unreadable = createReloader({
    store: {
      ...store,
      state: {
        ...store.state,
        read: async () => {
          throw new TypeError('a mistake of ours')
        },
      },
    },
    compile: compileSnapshot,
    logger: { info: () => {}, warn: () => {}, error: () => {} },
  })
  await t.rejects(unreadable.start(), TypeError, 'an earlier state is no remedy for that')
})

t.test('reloads that are asked for while one is under way are answered by one more', async (t) => {
  const { apply, reloader } = await world(t)
  await apply('https://one.example')
  let compiled = 0
  const served = reloader((next) => {
    compiled += 1
    return compileSnapshot(next)
  })
  await served.start()
  const first = served.reload()
  await apply('https://two.example')
  const later = Array.from({ length: 20 }, () => served.reload())
  await first
  t.ok((await Promise.all(later)).every((each) => each.serial === 2))
  t.equal(compiled, 2)
})

t.test('who can open the store proves it for a minute, for one purpose', async (t) => {
  const { store } = await world(t)
  const other = await world(t)
  const clock = movableClock()
  const here = { vault: store.vault, clock }
  const proof = makeKeyProof(here, 'reload')
  t.ok(isKeyProof(here, 'reload', proof))
  t.notOk(isKeyProof(here, 'anything else', proof))
  t.notOk(isKeyProof({ vault: other.store.vault, clock }, 'reload', proof), 'of another store')
  for (const wrong of ['', '.', proof.slice(0, -1), `1${proof}`, proof.replace('.', '.A')]) {
    t.notOk(isKeyProof(here, 'reload', wrong), wrong)
  }
  clock.advance(59_000)
  t.ok(isKeyProof(here, 'reload', proof))
  clock.advance(2_000)
  t.notOk(isKeyProof(here, 'reload', proof))
})
