import { promises } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Store } from '../../src/model/index.ts'
import { type FileOperations, initFileStore, openFileStore } from '../../src/store/index.ts'
import { address, codeOf, credential, state, storeOptions } from './fixtures.ts'

const bot = address('github/release-bot')

/** Where a write can fail, and what is on disk afterwards. */
const faults: readonly { readonly at: Fault; readonly code: string; readonly kept: boolean }[] = [
  { at: 'open', code: 'EMFILE', kept: true },
  { at: 'open', code: 'EROFS', kept: true },
  { at: 'write', code: 'ENOSPC', kept: true },
  { at: 'write', code: 'EIO', kept: true },
  { at: 'syncFile', code: 'EIO', kept: true },
  { at: 'rename', code: 'EIO', kept: true },
  // The new name is there and may not survive a power cut: the writer is told that it failed.
  { at: 'syncDirectory', code: 'EIO', kept: false },
]

for (const { at, code, kept } of faults) {
  t.test(`a write that fails with ${code} at ${at} is not acknowledged`, async (t) => {
    const { store, lineage, directory, failing } = await opened(t)
    await store.vault.write(bot, credential(1), 0)
    await store.state.write(state(lineage, 1))
    failing.at = at
    failing.code = code
    const refused = { code: 'STORE_UNWRITABLE', cause: { code } }
    await t.rejects(store.vault.write(bot, credential(2), 1), refused)
    await t.rejects(store.state.write(state(lineage, 2)), refused)
    await t.rejects(store.oneTime.put('ticket', 'id', 1, Date.now() + 60_000), refused)
    failing.at = undefined
    t.strictSame(await readdir(join(directory, 'tmp')), [], 'nothing is left behind')
    const generation = kept ? 1 : 2
    t.strictSame(await store.vault.read(bot), credential(generation))
    t.strictSame(await store.state.read(), state(lineage, generation))
    await store.vault.write(bot, credential(generation + 1), generation)
    await store.state.write(state(lineage, generation + 1))
    t.strictSame(await store.vault.read(bot), credential(generation + 1))
  })
}

t.test('a store that cannot be made is not half made', async (t) => {
  const { files, failing } = failingFiles('store.json')
  const options = { ...(await storeOptions(t)), files }
  failing.at = 'write'
  failing.code = 'ENOSPC'
  t.equal(await codeOf(initFileStore(options)), 'STORE_UNWRITABLE')
  t.equal(await codeOf(openFileStore(options)), 'STORE_NOT_INITIALIZED')
  failing.at = undefined
  t.match(await initFileStore(options), { created: true })
})

t.test('a file where a directory should be is refused', async (t) => {
  const options = await storeOptions(t)
  await promises.writeFile(options.directory, 'a file')
  t.equal(await codeOf(initFileStore(options)), 'STORE_UNREADABLE')
  t.equal(await readFile(options.directory, 'utf8'), 'a file')
})

t.test('a record that cannot be read is not taken for none', async (t) => {
  const { store, directory } = await opened(t)
  await mkdir(join(directory, 'vault/github/release-bot.json'), { recursive: true })
  t.equal(await codeOf(store.vault.read(bot)), 'STORE_UNREADABLE')
  t.equal(await codeOf(store.vault.write(bot, credential(1), 0)), 'STORE_UNREADABLE')
})

t.test('what a dead process left unfinished goes after an hour', async (t) => {
  const options = await storeOptions(t)
  await initFileStore(options)
  const leftover = join(options.directory, 'tmp')
  await promises.writeFile(join(leftover, 'state.json.abc'), 'half')
  await mkdir(join(leftover, 'lease'))
  await openFileStore(options)
  t.equal((await readdir(leftover)).length, 2)
  options.clock.advance(3_600_000)
  await openFileStore(options)
  t.strictSame(await readdir(leftover), [])
})

t.test('every write is on disk, file first, then name, before it is acknowledged', async (t) => {
  const { store, directory, calls } = await opened(t)
  await store.vault.write(bot, credential(1), 0)
  calls.length = 0
  await store.vault.write(bot, credential(2), 1)
  const record = join(directory, 'vault/github')
  t.strictSame(
    calls.filter((call) => !call.includes('locks')),
    ['open new', 'write', 'sync file', `rename to ${record}/release-bot.json`, `sync ${record}`],
  )
})

type Fault = 'open' | 'write' | 'syncFile' | 'rename' | 'syncDirectory'

interface Failing {
  at: Fault | undefined
  code: string
}

async function opened(t: Test): Promise<{
  readonly store: Store
  readonly lineage: string
  readonly directory: string
  readonly failing: Failing
  readonly calls: string[]
}> {
  const options = await storeOptions(t)
  const { lineage } = await initFileStore(options)
  const { files, failing, calls } = failingFiles('json')
  const store = await openFileStore({ ...options, files })
  return { store, lineage, directory: options.directory, failing, calls }
}

/** The real file system, except that writing the files whose name has `part` in it can fail. */
function failingFiles(part: string): {
  readonly files: FileOperations
  readonly failing: Failing
  readonly calls: string[]
} {
  const failing: Failing = { at: undefined, code: 'EIO' }
  const calls: string[] = []
  const reach = (at: Fault, call: string): void => {
    if (failing.at === at) throw Object.assign(new Error('injected'), { code: failing.code })
    calls.push(call)
  }
  const files: FileOperations = {
    ...promises,
    async open(path, flags, mode) {
      const name = String(path)
      const creates = mode !== undefined && name.includes(part) && name.includes('.json.')
      if (creates) reach('open', 'open new')
      const handle = await promises.open(path, flags, mode)
      const { isDirectory } = { isDirectory: (await handle.stat()).isDirectory() }
      const { sync, writeFile } = handle
      handle.sync = async () => {
        if (creates) reach('syncFile', 'sync file')
        if (isDirectory) reach('syncDirectory', `sync ${name}`)
        await sync.call(handle)
      }
      handle.writeFile = async (data) => {
        const torn = creates && failing.at === 'write'
        await writeFile.call(handle, torn ? String(data).slice(0, 20) : data)
        if (creates) reach('write', 'write')
      }
      return handle
    },
    async rename(from, to) {
      if (String(to).endsWith('.json')) reach('rename', `rename to ${String(to)}`)
      await promises.rename(from, to)
    },
  }
  return { files, failing, calls }
}
