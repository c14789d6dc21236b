import { isUtf8 } from 'node:buffer'
import { type ExecFileException, execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { codeOf } from './host.ts'
import type { SecretPlace, SecretRef, SecretSource } from './model/index.ts'

/** A secret may have this many bytes. */
const secretLimit = 64 * 1024

/** How long a program may take. */
const execTimeout = 10_000

export interface SecretMachine {
  /** Absolute; where relative files start. */
  readonly baseDirectory: string
  /** Whether programs may be run. */
  readonly allowExec: boolean
  /** Asked for at the first sealed value, and once. */
  opener(): Promise<(place: SecretPlace, sealed: string) => Promise<Answer>>
}

type Answer = Awaited<ReturnType<SecretSource['read']>>

/** Reads what this machine can give: variables, files, programs' output, sealed values. */
export function machineSecrets({ baseDirectory, allowExec, opener }: SecretMachine): SecretSource {
  let open: ReturnType<typeof opener> | undefined
  const opened = new Map<string, Answer>()
  const unseal = async (place: SecretPlace, sealed: string): Promise<Answer> => {
    // A plan opens what an apply needs again; to one place, a text is one value.
    const key = [place.address, place.pointer, sealed].join('\n')
    open ??= opener()
    const answer = opened.get(key) ?? (await (await open)(place, sealed))
    if (answer.ok) opened.set(key, answer)
    return answer
  }
  return {
    read: async (ref, place) => {
      if ('env' in ref) return readVariable(ref.env)
      if ('file' in ref) return readSecretFile(resolve(baseDirectory, ref.file))
      if ('sealed' in ref) return unseal(place, ref.sealed)
      return allowExec ? run(ref, baseDirectory) : refused('is not run without --allow-exec')
    },
  }
}

function refused(problem: string): Answer {
  return { ok: false, problem }
}

function readVariable(name: string): Answer {
  const value = process.env[name]
  if (value === undefined) return refused('is not set')
  return value === '' ? refused('is empty') : { ok: true, value }
}

async function readSecretFile(path: string): Promise<Answer> {
  try {
    const status = await stat(path)
    // A pipe might never end.
    if (!status.isFile()) return refused('is not a file')
    if (status.size > secretLimit) return refused('is larger than 64 KiB')
    const answer = trimmed(await readFile(path))
    if (!answer.ok || !isForAll(path, status.mode)) return answer
    return { ...answer, warning: 'can be read by every user of this machine' }
  } catch (error) {
    return refused(`cannot be read: ${codeOf(error)}`)
  }
}

/** Docker and Kubernetes put secrets there for one container alone, and readable for all within it. */
const mountedSecrets = /^\/(?:var\/)?run\/secrets\//

function isForAll(path: string, mode: number): boolean {
  return process.platform !== 'win32' && (mode & 0o004) !== 0 && !mountedSecrets.test(path)
}

function trimmed(bytes: Buffer): Answer {
  // What is no text would silently become another secret.
  if (!isUtf8(bytes)) return refused('is not text in UTF-8')
  const value = bytes.toString('utf8').replace(/\r?\n$/, '')
  return value === '' ? refused('is empty') : { ok: true, value }
}

/** What the program writes to standard error may hold the secret and is not shown. */
function run(
  { exec: [program = '', ...args], execEnv = [] }: Extract<SecretRef, { exec: readonly string[] }>,
  cwd: string,
): Promise<Answer> {
  const visible = ['PATH', 'HOME', ...execEnv].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const options = {
    cwd,
    env: Object.fromEntries(visible),
    timeout: execTimeout,
    killSignal: 'SIGKILL',
    maxBuffer: secretLimit,
    encoding: 'buffer',
  } as const
  return new Promise((done) => {
    const child = execFile(program, args, options, (error, stdout) => {
      done(error === null ? trimmed(stdout) : refused(whyFailed(error)))
    })
    child.stdin?.end()
  })
}

function whyFailed(error: ExecFileException): string {
  if (codeOf(error) === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'writes more than 64 KiB'
  if (error.killed === true) return 'takes longer than 10 seconds'
  if (typeof error.code === 'number') return `ends with exit code ${error.code}`
  if (typeof error.signal === 'string') return `is ended by ${error.signal}`
  return `cannot be run: ${codeOf(error)}`
}
