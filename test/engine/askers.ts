/**
 * Processes that ask for tokens.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import type { Test } from 'tap'
import type { ServedConnection } from '../../src/engine/index.ts'
import type { Clock } from '../../src/model/index.ts'

export interface Asker {
  forward(milliseconds: number): Promise<void>
  /** Asks for the first connection's token so often at once. */
  ask(count: number): Promise<Asked>
  /** Ends it as a power cut would. */
  kill(): void
  readonly ended: Promise<void>
}

export interface Asked {
  /** Each once; see `outcomeOf`. */
  readonly outcomes: readonly string[]
  /** Digests of the tokens that were given, each once. */
  readonly tokens: readonly string[]
}

/** `forgetful`: the intents of refreshes are not written. `lowdb`: everything by stock lowdb. */
export type StoreKind = 'file' | 'forgetful' | 'lowdb'

interface Place {
  /** Holds the store in its folder `store`. */
  readonly directory: string
  readonly keyText: string
  readonly clock: Clock
  readonly connections: Iterable<ServedConnection>
}

/**
 * @returns What starts one more process over the same store. The script is compiled once: it is
 *   started hundreds of times.
 */
export async function askersOver(
  t: Test,
  place: Place,
  store: StoreKind = 'file',
): Promise<() => Asker> {
  const script = compiled(t)
  const served = join(place.directory, 'served.json')
  await writeFile(served, JSON.stringify([...place.connections]))
  return () => {
    const ahead = String(place.clock.now() - Date.now())
    const args = [join(place.directory, 'store'), place.keyText, served, ahead, store]
    return startAsker(t, [script, ...args])
  }
}

function compiled(t: Test): string {
  const home = fileURLToPath(new URL('../..', import.meta.url))
  const folder = mkdtempSync(join(home, 'node_modules', '.asker-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const outfile = join(folder, 'asker.mjs')
  buildSync({
    absWorkingDir: home,
    entryPoints: ['test/engine/children/asker.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  })
  return outfile
}

function startAsker(t: Test, argv: readonly string[]): Asker {
  const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  child.stdin.on('error', () => undefined)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const tell = async (line: string): Promise<string> => {
    child.stdin.write(`${line}\n`)
    const { value } = await lines.next()
    return value ?? '{"outcomes":["killed"],"tokens":[]}'
  }
  return {
    forward: async (milliseconds) => void (await tell(`forward ${milliseconds}`)),
    ask: async (count) => JSON.parse(await tell(`ask ${count}`)) as Asked,
    kill: () => void child.kill('SIGKILL'),
    ended: endOf(child),
  }
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('close', () => resolve()))
}
