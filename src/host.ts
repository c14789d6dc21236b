/**
 * The machine as ports: clock, randomness, network, secrets, logs, files that change, sockets.
 *
 * Everything that is different on another machine or in a test stands here and nowhere below.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { basename, dirname, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { watch } from 'chokidar'
import { pino } from 'pino'
import type { CliFiles, Terminal } from './cli/index.ts'
import {
  type Clock,
  CredmgrError,
  type DurationMs,
  type Fetch,
  type Logger,
  type Random,
  type SecretRef,
  type SecretSource,
} from './model/index.ts'

export const clock: Clock = {
  now: () => Date.now(),
  sleep: (duration, signal) => delay(duration, undefined, signal === undefined ? {} : { signal }),
}

export const random: Random = {
  token: (bytes) => randomBytes(bytes).toString('base64url'),
}

/** Never follows a redirect: what a provider or an issuer answers is the answer. */
export const machineFetch: Fetch = (url, init) => fetch(url, { redirect: 'manual', ...init })

/** Lines of JSON on standard error; `CREDMGR_LOG_LEVEL` is pino's level. @default 'info' */
export function createLogger(level: string): Logger {
  const log = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  )
  return {
    info: (message, facts = {}) => log.info(facts, message),
    warn: (message, facts = {}) => log.warn(facts, message),
    error: (message, facts = {}) => log.error(facts, message),
  }
}

export const quietLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} }

/** A secret file may have this many bytes. */
const secretFileLimit = 64 * 1024

/** Reads environment variables, and files relative to `baseDirectory`. */
export function machineSecrets(baseDirectory: string): SecretSource {
  return {
    read: (ref) => ('env' in ref ? readVariable(ref.env) : readSecretFile(baseDirectory, ref)),
  }
}

type SecretAnswer = Awaited<ReturnType<SecretSource['read']>>

async function readVariable(name: string): Promise<SecretAnswer> {
  const value = process.env[name]
  if (value === undefined) return { ok: false, problem: 'is not set' }
  return value === '' ? { ok: false, problem: 'is empty' } : { ok: true, value }
}

async function readSecretFile(
  baseDirectory: string,
  { file }: Extract<SecretRef, { readonly file: string }>,
): Promise<SecretAnswer> {
  try {
    const path = resolve(baseDirectory, file)
    const { size } = await stat(path)
    if (size > secretFileLimit) return { ok: false, problem: 'is larger than 64 KiB' }
    const value = (await readFile(path, 'utf8')).replace(/\r?\n$/, '')
    return value === '' ? { ok: false, problem: 'is empty' } : { ok: true, value }
  } catch (error) {
    return { ok: false, problem: `cannot be read: ${codeOf(error)}` }
  }
}

/** The system's code of an error, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'unknown error'
  return String(error.code)
}

/** How often the file is looked at even when no change was reported; some file systems report none. */
const lookEvery: DurationMs = 5_000

/**
 * Calls `changed` after the file at `path` was written, replaced or renamed over. The directory is
 * watched, not the file: a watch on a file dies when the file is replaced.
 *
 * @returns A function that ends the watch.
 */
export async function watchFile(path: string, changed: () => void): Promise<() => Promise<void>> {
  const watcher = watch(dirname(path), {
    depth: 0,
    followSymlinks: false,
    ignoreInitial: true,
    ignored: (each, stats) => stats?.isFile() === true && basename(each) !== basename(path),
  })
  watcher.on('all', (_event, each) => {
    if (basename(each) === basename(path)) changed()
  })
  await once(watcher, 'ready')
  let seen = await identityOf(path)
  const timer = setInterval(async () => {
    const now = await identityOf(path)
    if (now !== seen) changed()
    seen = now
  }, lookEvery)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await watcher.close()
  }
}

async function identityOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs } = await stat(path)
    return `${ino} ${size} ${mtimeMs}`
  } catch (error) {
    return codeOf(error)
  }
}

/** What answers on a socket. */
export interface Handlers {
  readonly request: (request: IncomingMessage, response: ServerResponse) => void
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** For what cannot be read as a request. */
  readonly clientError?: (error: Error, socket: Duplex) => void
}

export interface Listener {
  /** `host:port` as bound. */
  readonly address: string
  /** Accepts nothing new, lets what is under way end within `grace`, then cuts what is left. */
  drain(grace: DurationMs): Promise<void>
}

/** @throws `PORT_IN_USE` when something else listens there. */
export async function listen(address: string, handlers: Handlers): Promise<Listener> {
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 0,
      maxHeaderSize: 32 * 1024,
      keepAliveTimeout: 65_000,
    },
    handlers.request,
  )
  if (handlers.upgrade !== undefined) server.on('upgrade', handlers.upgrade)
  if (handlers.clientError !== undefined) server.on('clientError', handlers.clientError)
  const { host, port } = splitAddress(address)
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw cannotListen(address, error)
  }
  return { address: boundAddress(server, host), drain: (grace) => drain(server, grace) }
}

function splitAddress(address: string): { readonly host: string; readonly port: number } {
  const separator = address.lastIndexOf(':')
  const host = address.slice(0, separator).replace(/^\[(.*)\]$/, '$1')
  return { host, port: Number(address.slice(separator + 1)) }
}

function boundAddress(server: Server, host: string): string {
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

function cannotListen(address: string, error: unknown): Error {
  const code = codeOf(error)
  const why = code === 'EADDRINUSE' ? 'something else listens there' : code
  return new CredmgrError(
    'PORT_IN_USE',
    `cannot listen on "${address}": ${why}`,
    { listen: address },
    { cause: error },
  )
}

async function drain(server: Server, grace: DurationMs): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  // A connection that becomes idle after `close` would otherwise be kept alive until its timeout.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const cut = setTimeout(() => server.closeAllConnections(), grace)
  await closed
  clearInterval(sweep)
  clearTimeout(cut)
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

/** The process's own standard streams. */
export function machineTerminal(interruption: AbortSignal): Terminal {
  const { stdin, stdout, stderr, env } = process
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    isInteractive: stdin.isTTY === true && stdout.isTTY === true,
    color: stdout.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb',
    columns: stdout.columns ?? 80,
    confirm: (question) => ask(question, interruption),
  }
}

/** @returns The answer, or `undefined` at the end of input or when interrupted. */
async function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const ended = once(lines, 'close').then(() => undefined)
  try {
    return await Promise.race([lines.question(question, { signal }), ended])
  } catch {
    return undefined
  } finally {
    lines.close()
  }
}

/** Reading and writing; listing is for `list-files.ts`. */
export const machineFiles: Omit<CliFiles, 'list'> = {
  readText: async (path) => {
    try {
      return await readFile(path, 'utf8')
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined
      const message = `"${path}" cannot be read: ${codeOf(error)}`
      throw new CredmgrError('CONFIG_UNREADABLE', message, { file: path }, { cause: error })
    }
  },
  writeNew: async (path, text, mode) => {
    try {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text, { flag: 'wx', mode })
    } catch (error) {
      const message =
        codeOf(error) === 'EEXIST'
          ? `"${path}" is there already`
          : `"${path}" cannot be written: ${codeOf(error)}`
      throw new CredmgrError('FILE_EXISTS', message, { file: path }, { cause: error })
    }
  },
  writeFile: async (path, text, mode) => {
    await writeFile(path, text, { mode })
    await chmod(path, mode)
  },
  replaceText: async (path, text) => {
    try {
      await replaceFile(await realpath(path), text)
    } catch (error) {
      const message = `"${path}" cannot be replaced: ${codeOf(error)}`
      throw new CredmgrError('CONFIG_UNREADABLE', message, { file: path }, { cause: error })
    }
  },
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

/** Asks the desktop to open `url`. Rejects when there is none. */
export async function openBrowser(url: string): Promise<void> {
  const [command = '', ...args] = browserCommand(url)
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  await once(child, 'spawn')
  child.unref()
}

function browserCommand(url: string): readonly string[] {
  if (process.platform === 'darwin') return ['open', url]
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url]
  return ['xdg-open', url]
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
