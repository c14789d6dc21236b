import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { type CliHost, runCli } from '../../src/cli/index.ts'
import { createConsent, served } from '../../src/engine/index.ts'
import { policyDescriptors } from '../../src/gateway/index.ts'
import { type Clock, CredmgrError, type Store } from '../../src/model/index.ts'
import { providerTemplates } from '../../src/oauth/index.ts'
import {
  type FileStoreOptions,
  generateKey,
  initFileStore,
  openFileStore,
  parseKeys,
} from '../../src/store/index.ts'

/** What one run of the command line left behind. */
export interface Run {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Standard output as the line stream that `--json` promises. */
  readonly events: readonly { readonly [key: string]: unknown }[]
}

export interface FakeMachine {
  run(...argv: readonly string[]): Promise<Run>
  /** Files by path relative to the working directory, with their modes. */
  readonly files: Map<string, { readonly text: string; readonly mode: number }>
  readonly env: Map<string, string>
  /** What a person types at each question; at the end of the list nobody is there. */
  readonly answers: string[]
  readonly questions: string[]
  /** What stands on standard input. */
  input: string
  readonly opened: string[]
  readonly cwd: string
  store(): Promise<Store>
  /** What the next runs use instead of the usual parts. */
  override: Partial<CliHost>
  terminal: { isInteractive: boolean; color: boolean; columns: number }
}

/** How many there are: what is random on one of them is not on another. */
let machines = 0

/** A machine with files in memory, a clock that jumps, and a real store in a directory of its own. */
export async function fakeMachine(t: Test): Promise<FakeMachine> {
  const cwd = await mkdtemp(join(tmpdir(), 'credmgr-cli-'))
  t.teardown(() => rm(cwd, { recursive: true, force: true }))
  const parts = { cwd, clock: jumpingClock(), random: countingRandom(machines) }
  machines += 1
  const machine: FakeMachine = {
    cwd,
    files: new Map(),
    env: new Map(),
    answers: [],
    questions: [],
    input: '',
    opened: [],
    override: {},
    terminal: { isInteractive: false, color: false, columns: 100 },
    store: () => openFileStore(storeOptions(parts, join(cwd, '.credmgr'))),
    run: (...argv) => run(machine, parts, argv),
  }
  return machine
}

/** Keys are proven with the real machine; here there is one that seals nothing. */
const fakeKeys: CliHost['keys'] = {
  file: () => undefined,
  ids: async () => [],
  text: async () => '',
  publicKey: async () => 'cmp1:00000000:fake',
  seal: async () => undefined,
  opener: async () => async () => ({ ok: false, problem: 'is not opened here' }),
  create: async () => false,
  add: async () => '00000000',
  remove: async () => {},
  usesOfAll: async () => [],
  check: async () => [],
  reseal: async () => ({ records: [], failures: [] }),
}

interface Parts {
  readonly cwd: string
  readonly clock: Clock
  readonly random: CliHost['random']
}

async function run(machine: FakeMachine, parts: Parts, argv: readonly string[]): Promise<Run> {
  let stdout = ''
  let stderr = ''
  const code = await runCli(argv, {
    ...hostOf(machine, parts),
    terminal: {
      ...machine.terminal,
      stdout: (text) => {
        stdout += text
      },
      stderr: (text) => {
        stderr += text
      },
      confirm: async (question) => {
        machine.questions.push(question)
        return machine.answers.shift()
      },
      input: async () => machine.input,
      secret: async (question) => {
        machine.questions.push(question)
        return machine.answers.shift()
      },
    },
    ...machine.override,
  })
  const lines = stdout.startsWith('{"') ? stdout.trimEnd().split('\n') : []
  return { code, stdout, stderr, events: lines.map((line) => JSON.parse(line)) }
}

function hostOf(machine: FakeMachine, parts: Parts): Omit<CliHost, 'terminal'> {
  const { cwd, clock, random } = parts
  const { files, env } = machine
  const nameOf = (path: string): string => path.replace(`${cwd}/`, '')
  return {
    version: '1.2.3',
    cwd,
    clock,
    random,
    catalog: { templates: providerTemplates, policies: policyDescriptors },
    files: {
      readText: async (path) => files.get(nameOf(path))?.text,
      list: async (directory, { from, depth = Number.POSITIVE_INFINITY }) => {
        const below = directory === cwd ? '' : `${nameOf(directory)}/`
        const start = from === '.' ? '' : `${from}/`
        return [...files.keys()]
          .filter((name) => name.startsWith(`${below}${start}`))
          .map((name) => name.slice(below.length))
          .filter((path) => path.slice(start.length).split('/').length <= depth)
          .map((path) => ({ path }))
      },
      readBelow: (directory, path) => {
        const text = files.get(nameOf(join(directory, path)))?.text
        return text === undefined ? { ok: false, problem: 'is not there' } : { ok: true, text }
      },
      writeNew: async (path, text, mode) => {
        const file = nameOf(path)
        if (files.has(file)) throw new CredmgrError('FILE_EXISTS', `"${file}" exists`, { file })
        files.set(file, { text, mode })
      },
      writeFile: async (path, text, mode) => {
        files.set(nameOf(path), { text, mode })
      },
      replaceText: async (path, text) => {
        const file = nameOf(path)
        const before = files.get(file)
        if (before === undefined) throw new TypeError(`there is no "${file}" to replace`)
        files.set(file, { text, mode: before.mode })
      },
    },
    fetch: async () => {
      throw new TypeError('there is no network here')
    },
    interruption: new AbortController().signal,
    every: () => () => {},
    servedSerial: async () => undefined,
    trackedFiles: async () => undefined,
    changedLines: async () => undefined,
    gitHead: async () => undefined,
    parseCache: () => ({ get: () => undefined, put: () => {} }),
    env: (name) => env.get(name),
    keys: fakeKeys,
    secrets: () => ({
      read: async (ref) => {
        const file = 'file' in ref ? files.get(ref.file)?.text : undefined
        const value = 'env' in ref ? env.get(ref.env) : file
        return value === undefined ? { ok: false, problem: 'is not set' } : { ok: true, value }
      },
    }),
    initStore: async ({ directory, env }) => {
      const keyCreated = !files.has('credmgr.key')
      if (keyCreated) files.set('credmgr.key', { text: 'key', mode: 0o600 })
      const { created } = await initFileStore(storeOptions(parts, directory, env))
      return { created, keyCreated, keyFile: join(cwd, 'credmgr.key') }
    },
    openStore: ({ directory, env }) => openFileStore(storeOptions(parts, directory, env)),
    consent: async (store) =>
      createConsent({
        store,
        clock,
        random,
        fetch: async () => Response.error(),
        logger: { info: () => {}, warn: () => {}, error: () => {} },
        served: async () => served(await store.state.read()),
      }),
    gatewayAnswers: async () => false,
    openBrowser: async (url) => {
      machine.opened.push(url)
    },
    schema: async (kind) => `{ "title": "${kind}" }
`,
    serve: async () => ({ stopped: Promise.resolve(0) }),
  }
}

const keys = parseKeys(generateKey())

function storeOptions(
  { clock, random }: Parts,
  directory: string,
  env = 'default',
): FileStoreOptions {
  return { directory, env, keys, clock, random }
}

/** Sleeping takes no time: it only moves the hands. Begins at noon. */
function jumpingClock(): Clock {
  let now = Date.parse('2026-11-23T12:00:00Z')
  return {
    now: () => now,
    sleep: async (duration, signal) => {
      signal?.throwIfAborted()
      now += duration
    },
  }
}

function countingRandom(machine: number): CliHost['random'] {
  const filler = 'xyzabcdefghijklmnopqrstuvw'.charAt(machine % 26)
  let count = 0
  return {
    token: (bytes) => {
      count += 1
      return Buffer.from(String(count).padStart(bytes, filler).slice(0, bytes)).toString(
        'base64url',
      )
    },
  }
}
