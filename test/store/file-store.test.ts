import { chmod, mkdir, readdir, readFile, stat, symlink, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { ResourceAddress, Store } from '../../src/model/index.ts'
import {
  type FileStoreOptions,
  generateKey,
  initFileStore,
  openFileStore,
  parseKeys,
  stateFile,
} from '../../src/store/index.ts'
import { storeContract } from './contract.ts'
import { address, codeOf, credential, state, storeOptions } from './fixtures.ts'

const bot = address('github/release-bot')

storeContract(t, async (t) => {
  const options = await storeOptions(t)
  const { lineage } = await initFileStore(options)
  const { advance } = options.clock
  return {
    store: await openFileStore(options),
    lineage,
    again: () => openFileStore(options),
    advance,
  }
})

t.test('a store is made once, whoever asks', async (t) => {
  const options = await storeOptions(t)
  const made = await Promise.all([1, 2, 3].map(() => initFileStore(options)))
  t.equal(made.filter((each) => each.created).length, 1)
  t.equal(new Set(made.map((each) => each.lineage)).size, 1)
  t.match(await initFileStore(options), { created: false, lineage: made[0]?.lineage })
  t.equal((await (await openFileStore(options)).state.read()).lineage, made[0]?.lineage)
})

t.test('a directory without a store is not served and not changed', async (t) => {
  const options = await storeOptions(t)
  await t.rejects(openFileStore(options), {
    code: 'STORE_NOT_INITIALIZED',
    details: { location: options.directory },
  })
  await t.rejects(stat(options.directory), { code: 'ENOENT' })
})

t.test('the wrong key is refused before anything is served or changed', async (t) => {
  const options = await filled(t)
  const before = await contentOf(options.directory)
  const expectedKeyId = options.keys.ids[0]
  const keys = parseKeys(`${generateKey()}\n${generateKey()}`)
  const details = { expectedKeyId, actualKeyIds: keys.ids }
  await t.rejects(openFileStore({ ...options, keys }), { code: 'KEY_MISMATCH', details })
  await t.rejects(initFileStore({ ...options, keys }), { code: 'KEY_MISMATCH', details })
  t.strictSame(await contentOf(options.directory), before)
})

t.test('a newer key seals and the older one still opens', async (t) => {
  const older = generateKey()
  const options = await storeOptions(t, { keys: parseKeys(older) })
  await initFileStore(options)
  await (await openFileStore(options)).vault.write(bot, credential(1), 0)
  const both = await openFileStore({ ...options, keys: parseKeys(`${generateKey()}\n${older}`) })
  t.strictSame(await both.vault.read(bot), credential(1))
  await both.vault.write(bot, credential(2), 1)
  const alone = await openFileStore(options)
  t.equal(await codeOf(alone.vault.read(bot)), 'RECORD_UNREADABLE')
  t.strictSame(await both.vault.read(bot), credential(2))
})

t.test('a store of another environment is refused', async (t) => {
  const options = await filled(t)
  t.equal(await codeOf(openFileStore({ ...options, env: 'prod' })), 'USAGE')
  t.equal(await codeOf(initFileStore({ ...options, env: 'prod' })), 'USAGE')
})

t.test('a marker that is not as it was written is refused', async (t) => {
  const options = await filled(t)
  const path = join(options.directory, 'store.json')
  const text = await readFile(path, 'utf8')
  const marker = JSON.parse(text)
  const damaged: readonly [string, string][] = [
    ['', 'STATE_CORRUPT'],
    ['null\n', 'STATE_CORRUPT'],
    [text.slice(0, -20), 'STATE_CORRUPT'],
    [JSON.stringify(marker), 'STATE_CORRUPT'],
    [text.replace(marker.lineage, 'another'), 'STATE_CORRUPT'],
    [text.replace(marker.storeId, generateKey().slice(5)), 'STATE_CORRUPT'],
    [text.replace('"format": 1', '"format": 2'), 'STATE_TOO_NEW'],
  ]
  for (const [content, code] of damaged) {
    await writeFile(path, content)
    t.equal(await codeOf(openFileStore(options)), code, JSON.stringify(content.slice(0, 30)))
    t.equal(await codeOf(initFileStore(options)), code)
    t.equal(await readFile(path, 'utf8'), content)
  }
})

t.test('records without a marker are never taken for a new store', async (t) => {
  const options = await filled(t)
  await unlink(join(options.directory, 'store.json'))
  t.equal(await codeOf(initFileStore(options)), 'STATE_CORRUPT')
  t.equal(await codeOf(openFileStore(options)), 'STATE_CORRUPT')
})

for (const umask of [0o000, 0o022, 0o077]) {
  t.test(`under umask ${umask.toString(8)} only the owner can read the store`, async (t) => {
    const before = process.umask(umask)
    t.teardown(() => process.umask(before))
    const options = await filled(t)
    const lease = await (await openFileStore(options)).lock.acquire('state', waitNot)
    t.strictSame(await modesOf(options.directory), [0o600, 0o700])
    await lease.release()
  })
}

t.test('what is open to others is closed, directories at once and files when read', async (t) => {
  const options = await filled(t)
  const record = join(options.directory, 'vault/github/release-bot.json')
  const wide = ['', 'vault', 'locks/leases'].map((each) => join(options.directory, each))
  for (const path of wide) await chmod(path, 0o777)
  for (const path of [record, stateFile(options.directory)]) await chmod(path, 0o644)
  const store = await openFileStore(options)
  await Promise.all([store.vault.read(bot), store.state.read()])
  t.strictSame(await modesOf(options.directory), [0o600, 0o700])
})

t.test('a link in place of a directory or a record is refused', async (t) => {
  const options = await filled(t)
  const record = join(options.directory, 'vault/github/release-bot.json')
  const copy = join(options.directory, 'copy.json')
  await writeFile(copy, await readFile(record))
  await unlink(record)
  await symlink(copy, record)
  t.equal(await codeOf((await openFileStore(options)).vault.read(bot)), 'STORE_UNREADABLE')
  const directory = `${options.directory}-link`
  await symlink(options.directory, directory)
  t.equal(await codeOf(openFileStore({ ...options, directory })), 'STORE_UNREADABLE')
})

t.test('a directory that others use is not taken', async (t) => {
  const options = await storeOptions(t)
  await mkdir(options.directory)
  await chmod(options.directory, 0o755)
  await writeFile(join(options.directory, 'somebody.txt'), 'else')
  t.equal(await codeOf(initFileStore(options)), 'STORE_UNREADABLE')
  t.equal((await stat(options.directory)).mode & 0o777, 0o755)
  await unlink(join(options.directory, 'somebody.txt'))
  t.match(await initFileStore(options), { created: true })
  t.equal((await stat(options.directory)).mode & 0o777, 0o700)
})

t.test('no file holds a secret in any spelling', async (t) => {
  const options = await filled(t)
  const store = await openFileStore(options)
  const lease = await store.lock.acquire('state', waitNot)
  const content = Object.entries(await contentOf(options.directory))
    .flat()
    .join('\n')
  await lease.release()
  const spellings = canaries.flatMap((each) => {
    const bytes = Buffer.from(each)
    const base64 = [0, 1, 2].map((shift) =>
      Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .slice(4, -4),
    )
    return [each, bytes.toString('hex'), [...each].reverse().join(''), ...base64]
  })
  t.strictSame(
    spellings.filter((each) => content.toLowerCase().includes(each.toLowerCase())),
    [],
  )
  t.ok(content.includes('acme-bot'), 'what is not secret is found by the same search')
})

t.test('a write touches no other document', async (t) => {
  const options = await filled(t)
  const store = await openFileStore(options)
  const before = await contentOf(options.directory)
  await store.vault.write(bot, credential(2), 1)
  const after = await contentOf(options.directory)
  const changed = Object.keys(after).filter((each) => after[each] !== before[each])
  t.strictSame(changed, ['vault/github/release-bot.json'])
  t.strictSame(Object.keys(after), Object.keys(before), 'and nothing is left behind')
})

t.test('a state is understood once, and anew as soon as one byte of it differs', async (t) => {
  const options = await storeOptions(t)
  const { lineage } = await initFileStore(options)
  const [ours, theirs] = [await openFileStore(options), await openFileStore(options)]
  await ours.state.write(state(lineage, 1))
  const first = await ours.state.read()
  t.equal(await ours.state.read(), first, 'what is held is not made again')
  await theirs.state.write(state(lineage, 2))
  t.equal((await ours.state.read()).revision, 2, 'what another process has written is seen')
  const file = stateFile(options.directory)
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace('"BATCH_API_KEY"', '"BATCH_API_KEX"'))
  t.equal(await codeOf(ours.state.read()), 'STATE_CORRUPT', 'and so is one changed letter')
  await writeFile(file, text)
  t.equal((await ours.state.read()).revision, 2)
})

t.test('a key text that is not one is refused without showing it', (t) => {
  const key = generateKey()
  const texts = [
    '',
    '# only a comment\n',
    key.slice(0, -1),
    `${key}A`,
    key.replace('cmk1_', 'cmk2_'),
    `${key}\n${key}`,
    `${key}\nnot a key`,
    `cmk1_${Buffer.alloc(32).toString('base64url')}`,
    `cmk1_${Buffer.alloc(16, 7).toString('base64url')}`,
  ]
  for (const text of texts) {
    const hidden = new RegExp(`^(?!.*${key.slice(5, 20)})`)
    t.throws(() => parseKeys(text), { code: 'KEY_INVALID', message: hidden })
  }
  const [second, first] = [generateKey(), key]
  const ring = parseKeys(`# newest first\r\n${first}\r\n\r\n  ${second}  `)
  t.strictSame(ring.ids, [parseKeys(first).ids[0], parseKeys(second).ids[0]])
  t.match(ring.ids[0], /^[0-9a-f]{8}$/)
  t.notMatch(JSON.stringify(ring), key.slice(5))
  t.end()
})

const waitNot = { wait: 0, operation: 'test' }
const canaries = [
  'canaryAccessTokenQm7Zx2Lk9Vb4Wn8',
  'canaryRefreshTokenHs5Tg1Rd6Yp3Cf',
  'canaryClientSecretJw0Ae7Uo2Ni5Mq',
  'canaryOneTimeValueXk8Bv3Dz6Ef1Pl',
  'canaryTicketIdentGr4Sy9Tw2Ku7Ho0',
  'canaryResponseMemberZc5Ln8Fv2Qd6',
  'canaryNestedMemberUe7Rk3Ja9Mb1Xt',
]

/** A store with something of everything. */
async function filled(t: Test): Promise<FileStoreOptions> {
  const options = await storeOptions(t)
  const { lineage } = await initFileStore(options)
  await fill(await openFileStore(options), lineage)
  return options
}

async function fill(store: Store, lineage: string): Promise<void> {
  const [accessToken = '', refreshToken = '', secret = '', value = '', ticket = '', ...more] =
    canaries
  const claims = { session: more[0] ?? '', nested: { list: [more[1] ?? ''] } }
  const key = {
    address: 'provider.github' as ResourceAddress,
    pointer: '/clientSecret',
    fingerprint: store.vault.fingerprint('provider.github', secret),
  }
  await store.vault.writeSecret(key, secret)
  await store.state.write(state(lineage, 1))
  await store.vault.write(bot, credential(1, { accessToken, refreshToken, claims }), 0)
  await store.vault.write(address('erp/orders'), credential(1, { accessToken }), 0)
  await store.oneTime.put('ticket', ticket, value, Date.now() + 60_000)
}

/** Every file of a directory as text, by path. */
async function contentOf(directory: string): Promise<Record<string, string>> {
  const content: Record<string, string> = {}
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    content[path.slice(directory.length + 1)] = await readFile(path, 'latin1')
  }
  return content
}

/** The permissions that occur in a directory, itself included. */
async function modesOf(directory: string): Promise<readonly number[]> {
  const names = await readdir(directory, { recursive: true })
  const paths = [directory, ...names.map((name) => join(directory, name))]
  const modes = await Promise.all(paths.map(async (path) => (await stat(path)).mode & 0o777))
  return [...new Set(modes)].sort((left, right) => left - right)
}
