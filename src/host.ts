/**
 * The machine as ports: clock, randomness, network, secrets, logs, files that change, sockets.
 *
 * Everything that is different on another machine or in a test stands here and nowhere below.
 *
 * @module
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { buffer as bufferOf, text as textOf } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { isatty } from 'node:tty'
import { getSystemErrorMap } from 'node:util'
import { fetchWithCertificate } from './certificate-fetch.ts'
import type { CliFiles, Terminal } from './cli/index.ts'
import {
  type Clock,
  CredmgrError,
  type Fetch,
  isCredmgrError,
  isJsonObject,
  type JsonObject,
  type Logger,
  type Random,
} from './model/index.ts'
import { flawOfUtf8 } from './utf8.ts'

export const clock: Clock = {
  now: () => Date.now(),
  sleep: (duration, signal) => delay(duration, undefined, signal === undefined ? {} : { signal }),
}

export const random: Random = {
  token: (bytes) => randomBytes(bytes).toString('base64url'),
}

/** Never follows a redirect: what a provider or an issuer answers is the answer. */
export const machineFetch: Fetch = (url, { clientCertificate, ...init } = {}) =>
  clientCertificate === undefined
    ? fetch(url, { redirect: 'manual', ...init })
    : fetchWithCertificate(clientCertificate, url, { redirect: 'manual', ...init })

/**
 * Lines of JSON on standard error.
 *
 * @param level `CREDMGR_LOG_LEVEL`: a level of pino, or `silent`.
 * @param base What every line says.
 * @throws `USAGE` for any other level
 */
export async function createLogger(level: string, base: JsonObject | null = null): Promise<Logger> {
  // Loaded here, because only the gateway logs and the other commands should start without it.
  const { pino } = await import('pino')
  const levels = [...Object.keys(pino.levels.values), 'silent']
  if (!levels.includes(level)) {
    const remedy = `use one of ${levels.join(', ')}`
    throw new CredmgrError('USAGE', `CREDMGR_LOG_LEVEL "${level}" is no level`, { remedy })
  }
  const log = pino(
    { level, base, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
  return {
    info: (message, facts = {}) => log.info(facts, message),
    warn: (message, facts = {}) => log.warn(facts, message),
    error: (message, facts = {}) => log.error(facts, message),
  }
}

export const quietLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} }

/** The system's code of an error, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'unknown error'
  return String(error.code)
}

/** @returns Whether a gateway answers at `publicUrl`. */
export async function gatewayAnswers(publicUrl: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(1_000)
    const response = await machineFetch(`${publicUrl}/-/healthz`, { signal })
    await response.body?.cancel()
    return response.status === 200
  } catch {
    return false
  }
}

/** Asks a gateway as `CliHost.servedSerial` says. */
export async function servedSerial(publicUrl: string): Promise<number | undefined> {
  try {
    const signal = AbortSignal.timeout(1_000)
    const response = await machineFetch(`${publicUrl}/-/readyz`, { signal })
    const health: unknown = await response.json()
    const serial = isJsonObject(health) ? health['serial'] : undefined
    return Number.isSafeInteger(serial) ? Number(serial) : undefined
  } catch {
    return undefined
  }
}

/** The process's own standard streams. */
export function machineTerminal(interruption: AbortSignal): Terminal {
  const { stdout, stderr, env } = process
  // Not `process.stdin`, which begins to listen when it is first looked at.
  const isTyped = isatty(0)
  for (const stream of [stdout, stderr]) stream.on('error', passOver)
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    isInteractive: isTyped && stdout.isTTY === true,
    color: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    columns: stdout.columns ?? 80,
    confirm: (question) => ask(question, interruption),
    secret: async (question) => {
      const text = isTyped ? await askHidden(question, interruption) : await textOf(process.stdin)
      return text?.replace(/\r?\n$/, '')
    },
    input: standardInput,
  }
}

async function standardInput(): Promise<string> {
  const bytes = await bufferOf(process.stdin)
  const flaw = flawOfUtf8(bytes)
  if (flaw !== undefined) throw unfit('standard input', flaw)
  return bytes.toString('utf8')
}

/** `credmgr … | head` has read enough: nobody wants more of it, and what has begun goes on to its end. */
function passOver(error: Error): void {
  if (codeOf(error) !== 'EPIPE') throw error
}

/** What is typed is not shown. */
async function askHidden(question: string, signal: AbortSignal): Promise<string | undefined> {
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true })
  const ended = once(lines, 'close').then(() => undefined)
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    return await Promise.race([lines.question('', { signal }), ended])
  } catch {
    return undefined
  } finally {
    lines.close()
    process.stderr.write('\n')
  }
}

/** @returns The answer, or `undefined` at the end of input or when interrupted. */
async function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const ended = once(lines, 'close').then(() => undefined)
  // While it asks, the terminal gives Ctrl-C as a key and not as a signal.
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    return await Promise.race([lines.question(question, { signal }), ended])
  } catch {
    return undefined
  } finally {
    lines.close()
  }
}

/** Reading and writing; listing is for `list-files.ts`. */
export const machineFiles: Omit<CliFiles, 'list' | 'readBelow'> = {
  readText: async (path) => {
    try {
      const status = await stat(path)
      // A pipe or a device might never end.
      if (!status.isFile()) throw unfit(path, 'is not a file')
      if (status.size > mostBytes) throw unfit(path, 'is larger than 512 MB')
      const bytes = await readFile(path)
      const flaw = flawOfUtf8(bytes)
      if (flaw !== undefined) throw unfit(path, flaw)
      return bytes.toString('utf8')
    } catch (error) {
      if (isCredmgrError(error)) throw error
      if (codeOf(error) === 'ENOENT') return undefined
      const message = `"${path}" cannot be read (${reasonOf(error)})`
      throw new CredmgrError('FILE_UNREADABLE', message, { file: path }, { cause: error })
    }
  },
  writeNew: async (path, text, mode) => {
    try {
      await mkdir(dirname(path), { recursive: true })
    } catch (error) {
      throw fileUnwritable(path, error)
    }
    try {
      await writeFile(path, text, { flag: 'wx', mode, flush: true })
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw fileUnwritable(path, error)
      const message = `"${path}" is there already`
      throw new CredmgrError('FILE_EXISTS', message, { file: path }, { cause: error })
    }
  },
  writeFile: async (path, text, mode) => {
    try {
      await writeFile(path, text, { mode })
      await chmod(path, mode)
    } catch (error) {
      throw fileUnwritable(path, error)
    }
  },
  replaceText: async (path, text) => {
    try {
      await replaceFile(await realpath(path), text)
    } catch (error) {
      throw fileUnwritable(path, error)
    }
  },
}

/** No file of ours is as large; one of a configuration may have 8 MB. */
const mostBytes = 512 * 1024 * 1024

function unfit(path: string, problem: string): CredmgrError {
  return new CredmgrError('FILE_UNREADABLE', `"${path}" ${problem}`, { file: path })
}

/** Writes beside the file, then renames: whoever reads it sees the old text or the new one. */
async function replaceFile(path: string, text: string): Promise<void> {
  const { mode } = await stat(path)
  const aside = `${path}.${randomBytes(6).toString('hex')}.tmp`
  try {
    await writeFile(aside, text, { flag: 'wx', mode: 0o600, flush: true })
    await chmod(aside, mode & 0o7777)
    await rename(aside, path)
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}

function fileUnwritable(path: string, error: unknown): CredmgrError {
  const message = `"${path}" cannot be written (${reasonOf(error)})`
  return new CredmgrError('FILE_UNWRITABLE', message, { file: path }, { cause: error })
}

/** The system's words for an error, such as `permission denied`, or its code. */
export function reasonOf(error: unknown): string {
  const number = error instanceof Error && 'errno' in error ? Number(error.errno) : Number.NaN
  const [, words] = getSystemErrorMap().get(number) ?? []
  return words ?? codeOf(error)
}

/** Aborted at the first SIGINT or SIGTERM, with the signal's name; a second one ends the process at once. */
export function interruptionSignal(): AbortSignal {
  const controller = new AbortController()
  for (const [name, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(exitCode)
      controller.abort(name)
    })
  }
  return controller.signal
}
