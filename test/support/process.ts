/**
 * credmgr as a user runs it: the real command line in a process of its own.
 *
 * @module
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { builtMain } from './build.ts'

export interface RunOptions {
  readonly cwd: string
  /** Added to the environment of the test; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Written to standard input, which then ends. @default '' */
  readonly input?: string
}

/** How a process has ended, and everything that it wrote. */
export interface Finished {
  /** `undefined`: ended by a signal. */
  readonly exitCode: number | undefined
  readonly signal: NodeJS.Signals | undefined
  readonly stdout: string
  readonly stderr: string
  /** Both streams, in the order in which they were written, as a terminal shows them. */
  readonly both: string
}

export interface Running {
  readonly pid: number
  /** What it has written so far. */
  stdout(): string
  stderr(): string
  /**
   * The first line, of either stream, that matches; lines written before the call count. Rejects,
   * with everything that was written, when the process ends without one.
   */
  waitForLine(pattern: RegExp): Promise<RegExpExecArray>
  readonly finished: Promise<Finished>
  /** Sends the signal and waits for the end. @default 'SIGTERM' */
  stop(signal?: NodeJS.Signals): Promise<Finished>
}

/** Starts `credmgr …args`. */
export function startCredmgr(args: readonly string[], options: RunOptions): Running {
  return startNode([builtMain(), ...args], options)
}

/** Runs `credmgr …args` to its end. */
export function runCredmgr(args: readonly string[], options: RunOptions): Promise<Finished> {
  return startCredmgr(args, options).finished
}

/** Starts Node with these arguments. */
export function startNode(args: readonly string[], options: RunOptions): Running {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: environment(options.env ?? {}),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  const output = collect(child)
  const finished = ending(child, output)
  // Whoever never waits for the end must not be ended by it.
  finished.catch(() => {})

  return {
    pid: child.pid ?? -1,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    waitForLine: (pattern) => lineOf(pattern, output, finished),
    finished,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return finished
    },
  }
}

/** Different ports of 127.0.0.1, free a moment ago: known before anyone listens on them. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer())
  const ports = await Promise.all(
    servers.map((server) => {
      return new Promise<number>((resolve, reject) => {
        server.once('error', reject)
        server.listen(0, '127.0.0.1', () => {
          const address = server.address()
          resolve(typeof address === 'object' && address !== null ? address.port : 0)
        })
      })
    }),
  )
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

interface Output {
  stdout: string
  stderr: string
  both: string
  readonly watchers: Set<() => void>
}

function collect(child: ChildProcess): Output {
  const output: Output = { stdout: '', stderr: '', both: '', watchers: new Set() }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text
      output.both += text
      for (const look of output.watchers) look()
    })
  }
  return output
}

function ending(child: ChildProcess, output: Output): Promise<Finished> {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode, signal) => {
      const { watchers: _, ...written } = output
      resolve({ exitCode: exitCode ?? undefined, signal: signal ?? undefined, ...written })
    })
  })
}

function lineOf(
  pattern: RegExp,
  output: Output,
  finished: Promise<Finished>,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const match = firstMatch(pattern, output)
      if (match === undefined) return
      output.watchers.delete(look)
      resolve(match)
    }
    output.watchers.add(look)
    look()
    const missed = ({ exitCode, both }: Finished) => {
      look()
      reject(new Error(`ended with ${exitCode} before ${pattern}:\n${both}`))
    }
    finished.then(missed, reject)
  })
}

/** Complete lines only, lest a part of a link be taken for the link. */
function firstMatch(pattern: RegExp, { stdout, stderr }: Output): RegExpExecArray | undefined {
  const lines = [stdout, stderr].flatMap((text) => text.split('\n').slice(0, -1))
  const form = new RegExp(pattern.source, pattern.flags.replaceAll(/[gy]/g, ''))
  for (const line of lines) {
    const match = form.exec(line)
    if (match !== null) return match
  }
  return undefined
}

function environment(changes: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _inherited, FORCE_COLOR: _forced, ...env } = process.env
  const merged = { ...env, NO_COLOR: '1', ...changes }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined))
}
