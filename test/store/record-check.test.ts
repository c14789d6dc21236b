import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { SecretKey } from '../../src/model/index.ts'
import {
  type FileStoreOptions,
  generateKey,
  initFileStore,
  openFileStore,
  openStoreKeyring,
  parseKeys,
  type RecordCheck,
} from '../../src/store/index.ts'
import { address, credential, state, storeOptions } from './fixtures.ts'

const secret: SecretKey = {
  address: 'provider.github' as SecretKey['address'],
  pointer: '/clientSecret',
  fingerprint: 'fake',
}

/** A store with a record of every kind. */
async function fullStore(t: Test): Promise<FileStoreOptions> {
  const options = await storeOptions(t)
  const { lineage } = await initFileStore(options)
  const store = await openFileStore(options)
  await store.state.write(state(lineage, 1))
  await store.state.write(state(lineage, 2))
  await store.vault.write(address('github/bot'), credential(1), 0)
  await store.vault.writeSecret(secret, 'canary-client-secret')
  await store.oneTime.put('ticket', 'a', { connection: 'canary' }, options.clock.now() + 60_000)
  await store.oneTime.put('transaction', 'b', {}, options.clock.now() + 60_000)
  return options
}

async function check(options: FileStoreOptions): Promise<readonly RecordCheck[]> {
  return (await openStoreKeyring(options)).check()
}

async function names(options: FileStoreOptions, ...below: string[]): Promise<readonly string[]> {
  return (await readdir(join(options.directory, ...below))).map((name) =>
    [...below, name].join('/'),
  )
}

t.test('in a whole store every record of every kind opens', async (t) => {
  const options = await fullStore(t)
  const checks = await check(options)
  const kinds = new Set(checks.map(({ record }) => record.replace(/(?:\.json)?(?:\/.*)?$/, '')))
  t.strictSame([...kinds].sort(), ['history', 'onetime', 'secrets', 'state', 'store', 'vault'])
  t.strictSame(
    checks.filter(({ problem }) => problem !== undefined),
    [],
  )
  t.strictSame([...new Set(checks.map(({ keyId }) => keyId))], options.keys.ids)
})

t.test('one that was changed, cut or moved is told by itself, and nothing of it', async (t) => {
  const options = await fullStore(t)
  const [[secretFile = ''], [ticket = ''], [transaction = '']] = await Promise.all([
    names(options, 'secrets'),
    names(options, 'onetime', 'ticket'),
    names(options, 'onetime', 'transaction'),
  ])
  const records = [
    'state.json',
    'history/1.json',
    'vault/github/bot.json',
    secretFile,
    ticket,
    transaction,
  ]
  for (const record of records) {
    const path = join(options.directory, record)
    const text = await readFile(path, 'utf8')
    for (const broken of [text.slice(0, -5), text.replace(/"keyId": "\w/, '"keyId": "z'), '{}']) {
      await writeFile(path, broken)
      const told = (await check(options)).filter(({ problem }) => problem !== undefined)
      t.strictSame(
        told.map((each) => each.record),
        [record],
      )
      t.notMatch(JSON.stringify(told), /canary|fake-/)
    }
    await writeFile(path, text)
  }
  await writeFile(
    join(options.directory, 'vault/github/other.json'),
    await readFile(join(options.directory, 'vault/github/bot.json'), 'utf8'),
  )
  await writeFile(
    join(options.directory, 'secrets/other.json'),
    (await readFile(join(options.directory, secretFile), 'utf8')).replace('"fake"', '"fake2"'),
  )
  t.match(
    (await check(options)).filter(({ problem }) => problem !== undefined),
    [{ record: 'vault/github/other.json' }, { record: 'secrets/other.json' }],
  )
})

t.test(
  'what does not open is left alone by a rotation, and everything else is sealed anew',
  async (t) => {
    const options = await fullStore(t)
    const path = join(options.directory, 'history/1.json')
    const broken = (await readFile(path, 'utf8')).replace('"serial": 1', '"serial": 8')
    await writeFile(path, broken)
    const [id = ''] = options.keys.ids
    const newest = generateKey()
    const keys = { ids: [idOf(newest), id], derive: both(newest, options) }
    const { records, failures } = await (await openStoreKeyring({ ...options, keys })).reseal()
    t.match(failures, [{ record: 'history/1.json', problem: /was changed/ }])
    t.ok(records.includes('vault/github/bot.json') && records.includes('history/2.json'))
    t.equal(await readFile(path, 'utf8'), broken)
  },
)

function idOf(key: string): string {
  return parseKeys(key).ids[0] ?? ''
}

/** A ring of a new key and those of a store, whose text is not known. */
function both(newest: string, { keys }: FileStoreOptions): FileStoreOptions['keys']['derive'] {
  const ring = parseKeys(newest)
  return (id, salt, info) => ring.derive(id, salt, info) ?? keys.derive(id, salt, info)
}
