import * as nodeFiles from 'node:fs/promises'
import { readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import {
  changeKeyFile,
  createKeyFile,
  type FileOperations,
  generateKey,
  parseKeys,
} from '../../src/store/index.ts'
import { codeOf, movableClock, nodeRandom, startChild, temporaryDirectory } from './fixtures.ts'

const ports = { clock: movableClock(), random: nodeRandom }

async function keyFile(t: Test, key = generateKey()): Promise<string> {
  const file = join(await temporaryDirectory(t), 'credmgr.key')
  await createKeyFile(file, `${key}\n`, ports)
  return file
}

function put(file: string, key: string, files?: FileOperations): Promise<void> {
  return changeKeyFile(
    file,
    { ...ports, ...(files && { files }) },
    { read: () => readFile(file, 'utf8'), change: (text) => `${key}\n${text}` },
  )
}

async function idsIn(file: string): Promise<readonly string[]> {
  return parseKeys(await readFile(file, 'utf8')).ids
}

function idOf(key: string): string {
  return parseKeys(key).ids[0] ?? ''
}

t.test('keys that are put in front at the same time are all there', async (t) => {
  const file = await keyFile(t)
  const keys = Array.from({ length: 8 }, () => generateKey())
  await Promise.all(keys.map((key) => put(file, key)))
  const ids = await idsIn(file)
  t.equal(ids.length, 9)
  for (const key of keys) t.ok(ids.includes(idOf(key)))
  t.strictSame(await readdir(join(file, '..')), ['credmgr.key'], 'and nothing else is left behind')
})

t.test('without the lock some would be lost', async (t) => {
  const file = await keyFile(t)
  const carelessly = async (): Promise<void> => {
    const before = await readFile(file, 'utf8')
    await writeFile(file, `${generateKey()}\n${before}`)
  }
  await Promise.all(Array.from({ length: 8 }, carelessly))
  t.ok((await idsIn(file)).length < 9)
})

t.test('a process that is killed leaves the old key, and the next one goes on', async (t) => {
  const isHard = process.env['CREDMGR_HARD'] === '1'
  const steps = isHard ? Array.from({ length: 50 }, (_, at) => at + 1) : [3, 6, 8, 10]
  let killed = 0
  for (const step of steps) {
    const [old, added, later] = [generateKey(), generateKey(), generateKey()]
    const file = await keyFile(t, old)
    const child = startChild(t, 'key-file.ts', [file, added, String(step)])
    if ((await child.ended) === null) killed += 1
    const ids = await idsIn(file)
    t.ok(ids.at(-1) === idOf(old), `step ${step}: the old key is there`)
    t.ok(ids.length === 1 || ids[0] === idOf(added), 'and the new one whole, or not at all')
    await put(file, later)
    t.strictSame(await idsIn(file), [idOf(later), ...ids])
  }
  t.ok(killed > 3, `${killed} of ${steps.length} were killed before their end`)
})

t.test('a key is on disk with its name before anybody can seal with it', async (t) => {
  const file = await keyFile(t)
  const done: string[] = []
  const files = recording(done)
  await put(file, generateKey(), files)
  const renamed = done.lastIndexOf('rename to credmgr.key')
  t.ok(done.lastIndexOf('sync file', renamed) >= 0, 'the text, before the rename')
  t.ok(done.indexOf('sync directory', renamed) > renamed, 'the directory, after it')
  t.equal((await stat(file)).mode & 0o777, 0o600)
})

/** What is renamed to the key file, and what is synchronized when. */
function recording(done: string[]): FileOperations {
  return {
    ...nodeFiles,
    rename: async (from, to) => {
      await nodeFiles.rename(from, to)
      done.push(`rename to ${String(to).split('/').at(-1)}`)
    },
    open: async (path, flags, mode) => {
      const handle = await nodeFiles.open(path, flags, mode)
      const isDirectory = (await handle.stat()).isDirectory()
      const sync = handle.sync.bind(handle)
      handle.sync = async () => {
        await sync()
        done.push(isDirectory ? 'sync directory' : 'sync file')
      }
      return handle
    },
  }
}

t.test(
  'a key file that is there is not created again, and a link goes on leading to it',
  async (t) => {
    const file = await keyFile(t)
    const before = await readFile(file, 'utf8')
    t.equal(await createKeyFile(file, `${generateKey()}\n`, ports), false)
    t.equal(await readFile(file, 'utf8'), before)
    const link = join(await temporaryDirectory(t), 'link.key')
    await symlink(file, link)
    const key = generateKey()
    await put(link, key)
    t.equal((await nodeFiles.lstat(link)).isSymbolicLink(), true)
    t.strictSame(await idsIn(file), [idOf(key), idOf(before)])
  },
)

t.test('a change that is refused changes nothing and frees the file', async (t) => {
  const file = await keyFile(t)
  const before = await readFile(file, 'utf8')
  const read = async (): Promise<string> => {
    throw new RangeError('refused')
  }
  await t.rejects(changeKeyFile(file, ports, { read, change: () => '' }), RangeError)
  t.equal(await readFile(file, 'utf8'), before)
  t.equal(await codeOf(put(file, generateKey())), undefined)
})
