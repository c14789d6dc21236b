import t, { type Test } from 'tap'
import type { SecretKey, Store } from '../../src/model/index.ts'
import {
  type FileStoreOptions,
  generateKey,
  initFileStore,
  type Keyring,
  openFileStore,
  openStoreKeyring,
  parseKeys,
  reloadingKeyring,
  storeKeyUses,
} from '../../src/store/index.ts'
import { address, codeOf, credential, startChild, state, storeOptions } from './fixtures.ts'

const bot = address('github/bot')
const secret: SecretKey = {
  address: 'provider.github' as SecretKey['address'],
  pointer: '/clientSecret',
  fingerprint: 'fake',
}

const old = generateKey()
const newest = generateKey()
const both = parseKeys(`${newest}\n${old}`)
const [newId = ''] = both.ids

/** A store that an old key has sealed, with a record of every kind. */
async function oldStore(t: Test): Promise<FileStoreOptions> {
  const options = await storeOptions(t, { keys: parseKeys(old) })
  const { lineage } = await initFileStore(options)
  const store = await openFileStore(options)
  await store.state.write(state(lineage, 1))
  await store.state.write(state(lineage, 2))
  await store.vault.write(bot, credential(1), 0)
  await store.vault.write(address('erp/orders'), credential(1), 0)
  await store.vault.writeSecret(secret, 'fake-client-secret')
  return options
}

async function assertWhole(t: Test, options: FileStoreOptions, keys: Keyring): Promise<void> {
  const store = await openFileStore({ ...options, keys })
  t.match(await store.state.read(), { serial: 2, revision: 2 })
  t.strictSame(await store.vault.read(bot), credential(1))
  t.equal(await store.vault.readSecret(secret), 'fake-client-secret')
  t.equal(
    store.vault.fingerprint('a', 'b'),
    (await openFileStore({ ...options, keys })).vault.fingerprint('a', 'b'),
  )
}

async function neededKeys(options: FileStoreOptions): Promise<readonly (string | undefined)[]> {
  return [...new Set((await storeKeyUses(options)).map(({ keyId }) => keyId))]
}

t.test(
  'after a rotation everything opens with the new key alone, and the fingerprints stay',
  async (t) => {
    const options = await oldStore(t)
    const before = (await openFileStore(options)).vault.fingerprint('a', 'b')
    const stranger = parseKeys(generateKey())
    t.equal(
      await codeOf(openFileStore({ ...options, keys: stranger })),
      'KEY_MISMATCH',
      'a strange key opens nothing',
    )
    const done = await (await openStoreKeyring({ ...options, keys: both })).reseal()
    t.ok(
      done.records.includes('store.json') &&
        done.records.includes('state.json') &&
        done.records.includes('vault/github/bot.json'),
    )
    t.strictSame(await neededKeys(options), [newId])
    await assertWhole(t, options, both)
    t.equal((await openFileStore({ ...options, keys: both })).vault.fingerprint('a', 'b'), before)
    t.strictSame(
      await (await openStoreKeyring({ ...options, keys: both })).reseal(),
      { records: [], failures: [] },
      'nothing is left to do',
    )
  },
)

t.test('a killed rotation leaves everything readable, and is brought to its end', async (t) => {
  const isHard = process.env['CREDMGR_HARD'] === '1'
  const steps = Array.from({ length: isHard ? 50 : 6 }, (_, at) => 4 + at * (isHard ? 1 : 9))
  let killed = 0
  for (const step of steps) {
    const options = await oldStore(t)
    const child = startChild(t, 'reseal.ts', [options.directory, `${newest},${old}`, String(step)])
    if ((await child.ended) === null) killed += 1
    await assertWhole(t, options, both)
    await (await openStoreKeyring({ ...options, keys: both })).reseal()
    t.strictSame(await neededKeys(options), [newId])
    await assertWhole(t, options, parseKeys(newest))
  }
  t.ok(killed > steps.length / 2, `${killed} of ${steps.length} were killed before their end`)
})

t.test('while rotations are killed and begun again, no read fails', async (t) => {
  const options = await oldStore(t)
  let text = old
  const reader = await openFileStore({
    ...options,
    keys: reloadingKeyring(parseKeys(old), () => text),
  })
  const failures: unknown[] = []
  let reads = 0
  let ended = false
  const reading = readUntil(
    () => reads > 0 && ended,
    async () => {
      await readAll(reader).catch((error: unknown) => failures.push(error))
      reads += 1
    },
  )
  const kills = process.env['CREDMGR_HARD'] === '1' ? 50 : 5
  let killed = 0
  for (let round = 0; round < kills; round++) {
    // A ring grows by a key each time, as a rotation that is never finished leaves it.
    text = `${generateKey()}\n${text}`
    const step = String(4 + ((round * 7) % 40))
    const keys = text.replaceAll('\n', ',')
    if ((await startChild(t, 'reseal.ts', [options.directory, keys, step]).ended) === null)
      killed += 1
  }
  await (await openStoreKeyring({ ...options, keys: parseKeys(text) })).reseal()
  ended = true
  await reading
  t.strictSame(failures, [])
  t.ok(killed > kills / 2, `${killed} of ${kills} were killed before their end`)
  t.ok(reads > kills, `${reads} reads`)
  t.strictSame(
    await neededKeys(options),
    [text.split('\n')[0]].map((key) => parseKeys(key ?? '').ids[0]),
  )
})

async function readUntil(done: () => boolean, read: () => Promise<void>): Promise<void> {
  while (!done()) await read()
}

async function readAll({ state: states, vault }: Store): Promise<void> {
  const found = [await states.read(), await vault.read(bot), await vault.readSecret(secret)]
  if (found.includes(undefined)) throw new Error('a record was not found')
  const listed = await vault.summaries()
  if (listed.some(({ reason }) => reason === 'record_unreadable')) throw new Error('unreadable')
}

t.test(
  'a process that has opened the store before goes on reading and writing through a rotation',
  async (t) => {
    const options = await oldStore(t)
    let text = old
    let isNew = false
    const keys = reloadingKeyring(parseKeys(old), () => {
      const given = isNew ? text : undefined
      isNew = false
      return given
    })
    const gateway = await openFileStore({ ...options, keys })
    const deaf = await openFileStore({ ...options, keys: parseKeys(old) })
    text = `${generateKey()}\n${old}`
    isNew = true
    await (await openStoreKeyring({ ...options, keys: parseKeys(text) })).reseal()
    t.strictSame(await gateway.vault.read(bot), credential(1))
    await gateway.vault.write(bot, credential(2), 1)
    const alone = parseKeys(text.split('\n')[0] ?? '')
    const later = await openFileStore({ ...options, keys: alone })
    t.strictSame(
      await later.vault.read(bot),
      credential(2),
      'what it writes needs the new key alone',
    )
    t.equal(
      await codeOf(deaf.vault.read(bot)),
      'RECORD_UNREADABLE',
      'a ring that is not read anew fails',
    )
  },
)

t.test('a key text that is being mended stops nothing', async (t) => {
  const texts = ['', 'cmk1_broken', undefined]
  const keys = reloadingKeyring(both, () => texts.shift())
  t.strictSame([keys.ids, keys.ids, keys.ids], [both.ids, both.ids, both.ids])
})
