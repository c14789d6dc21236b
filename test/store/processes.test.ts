import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Store } from '../../src/model/index.ts'
import { generateKey, initFileStore, openFileStore, parseKeys } from '../../src/store/index.ts'
import {
  address,
  type Child,
  credential,
  startChild,
  state,
  storeOptions,
  temporaryDirectory,
} from './fixtures.ts'

const names = ['github/one', 'github/two', 'erp/three']
const kills = process.env['CREDMGR_HARD'] === '1' ? 100 : 10
const atOnce = 2

// Many processes start one after the other: seconds on a machine of its own, more on a busy one.
t.setTimeout(300_000)

t.test('whenever a writer is killed, every write that it acknowledged is found', async (t) => {
  const runs = Array.from({ length: atOnce }, () => killAgainAndAgain(t, kills / atOnce))
  const found = (await Promise.all(runs)).flat()
  t.equal(found.length, kills)
  t.ok(found.every((acknowledged) => acknowledged > 0))
})

t.test('four processes that count together lose no count', async (t) => {
  const { store, directory, keyText } = await made(t)
  await countTogether(t, ['vault', directory, keyText, '25'], 4)
  const stored = await store.vault.read(address('github/release-bot'))
  t.match(stored, { generation: 100, claims: { count: 100 } })
})

t.test('two processes that count with the stock adapter lose counts: control', async (t) => {
  const path = join(await temporaryDirectory(t), 'db.json')
  await countTogether(t, ['lowdb', path, '', '200'], 2)
  t.not(countIn(await readFile(path, 'utf8')), 400)
})

/** @returns For each kill, how many writes had been acknowledged before. */
async function killAgainAndAgain(t: Test, times: number): Promise<readonly number[]> {
  const { store, directory, keyText } = await made(t)
  const counts: number[] = []
  for (let round = 0; round < times; round++) {
    const child = startChild(t, 'writer.ts', [directory, keyText, ...names])
    const acknowledged = await killedAfter(child, 1 + ((round * 4) % 20))
    for (const [name, last] of lastOf(acknowledged)) await expectAtLeast(t, store, name, last)
    counts.push(acknowledged.length)
  }
  return counts
}

/** Kills at an arbitrary moment after `writes` lines, and reads what was said until then. */
async function killedAfter(child: Child, writes: number): Promise<readonly string[]> {
  const lines: string[] = []
  for await (const line of child.lines) {
    lines.push(line)
    if (lines.length === writes) child.process.kill('SIGKILL')
  }
  await child.ended
  return lines
}

function lastOf(lines: readonly string[]): ReadonlyMap<string, number> {
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', Number(line.split(' ')[1])]))
}

async function expectAtLeast(t: Test, store: Store, name: string, last: number): Promise<void> {
  if (name === 'state') {
    const found = await store.state.read()
    t.ok(found.revision >= last, `state ${found.revision} is at least ${last}`)
    t.strictSame(found, state(found.lineage, found.revision))
    return
  }
  const found = await store.vault.read(address(name))
  const generation = found?.generation ?? 0
  t.ok(generation >= last, `${name} ${generation} is at least ${last}`)
  t.strictSame(found, credential(generation))
}

async function countTogether(t: Test, args: readonly string[], processes: number): Promise<void> {
  const children = Array.from({ length: processes }, () => startChild(t, 'incrementer.ts', args))
  for (const child of children) t.equal((await child.lines.next()).value, 'ready')
  for (const child of children) child.process.stdin?.write('go\n')
  for (const child of children) t.equal(await child.ended, 0)
}

function countIn(text: string): number {
  try {
    return JSON.parse(text).count
  } catch {
    return Number.NaN
  }
}

async function made(
  t: Test,
): Promise<{ readonly store: Store; readonly directory: string; readonly keyText: string }> {
  const keyText = generateKey()
  const options = await storeOptions(t, { keys: parseKeys(keyText) })
  await initFileStore(options)
  return { store: await openFileStore(options), directory: options.directory, keyText }
}
