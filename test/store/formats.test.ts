import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { generateKey, initFileStore, openFileStore, parseKeys } from '../../src/store/index.ts'
import { storeKeys } from '../../src/store/keyring.ts'
import { layoutOf } from '../../src/store/layout.ts'
import { signed } from '../../src/store/signed-document.ts'
import { toFile, type Upgrades, upgraded } from '../../src/store/state-file.ts'
import { codeOf, state, storeOptions } from './fixtures.ts'

t.test('a state of before the history said who made it opens, and is written on', async (t) => {
  const keys = parseKeys(generateKey())
  const options = await storeOptions(t, { keys })
  const { lineage } = await initFileStore(options)
  const { marker, state: path } = layoutOf(options.directory)
  const { storeId } = JSON.parse(await readFile(marker, 'utf8'))
  const subject = { env: options.env, provider: 'state', connection: lineage }
  // As version 0.1.0 wrote it before: without `madeBy`.
  const old = toFile(state(lineage, 4), options.env)
  t.notOk('madeBy' in old)
  await writeFile(path, signed(storeKeys(keys, storeId), subject, old), { mode: 0o600 })
  const store = await openFileStore(options)
  t.strictSame(await store.state.read(), state(lineage, 4))
  const madeBy = { operation: 'apply', who: 'ci@runner (pid 1)' }
  await store.state.write(state(lineage, 5, { madeBy }))
  t.strictSame((await store.state.read()).madeBy, madeBy)
  const [first] = await store.upkeep.history()
  t.match(first, { serial: 4, ok: true })
})

t.test('an older format goes through every step to the newest, in order', (t) => {
  const steps: Upgrades = {
    1: ({ applied, ...body }) => ({ ...body, serial: applied ?? null }),
    2: ({ serial = null, ...body }) => ({ ...body, serial, revision: serial }),
  }
  t.strictSame(upgraded(1, { applied: 7 }, steps), { serial: 7, revision: 7 })
  t.strictSame(upgraded(2, { serial: 7 }, steps), { serial: 7, revision: 7 })
  t.strictSame(upgraded(3, { serial: 7 }, steps), { serial: 7 })
  t.strictSame(upgraded(1, { serial: 7 }), { serial: 7 }, 'the newest is as it is')
  t.end()
})

t.test('a newer format is refused, and nobody repairs it away', async (t) => {
  const options = await storeOptions(t)
  const { lineage } = await initFileStore(options)
  const store = await openFileStore(options)
  await store.state.write(state(lineage, 1))
  const path = join(options.directory, 'state.json')
  const newer = (await readFile(path, 'utf8')).replace('"format": 1', '"format": 2')
  await writeFile(path, newer)
  t.equal(await codeOf(store.state.read()), 'STATE_TOO_NEW')
  t.equal(await codeOf(store.upkeep.restore(state(lineage, 1))), 'STATE_TOO_NEW')
  t.match((await store.upkeep.inspect()).state, { ok: false, problem: /made by a newer credmgr/ })
  t.equal(await readFile(path, 'utf8'), newer)
})
