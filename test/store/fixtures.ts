import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Test } from 'tap'
import {
  type Clock,
  type ConnectionAddress,
  type Credential,
  connectionAddress,
  emptyState,
  isCredmgrError,
  type Random,
  type State,
} from '../../src/model/index.ts'
import { type FileStoreOptions, generateKey, parseKeys } from '../../src/store/index.ts'

/** The real time, which a test can move forward. */
export interface MovableClock extends Clock {
  advance(duration: number): void
}

export function movableClock(): MovableClock {
  let offset = 0
  return {
    now: () => Date.now() + offset,
    sleep: (duration, signal) => sleep(duration, undefined, { signal }),
    advance(duration) {
      offset += duration
    },
  }
}

export const nodeRandom: Random = { token: (bytes) => randomBytes(bytes).toString('base64url') }

export function address(text: string): ConnectionAddress {
  const found = connectionAddress(text)
  if (found === undefined) throw new TypeError(`"${text}" is not an address`)
  return found
}

/** A credential with every member, and tokens that nobody would take for real ones. */
export function credential(generation: number, more: Partial<Credential> = {}): Credential {
  return {
    generation,
    status: 'connected',
    grantBinding: 'binding-of-a-test',
    account: { subject: '42', account: 'acme-bot' },
    grantedScopes: ['read:org', 'repo'],
    requestedScopes: ['read:org', 'repo'],
    tokenType: 'bearer',
    accessToken: `fake-access-token-${generation}`,
    refreshToken: `fake-refresh-token-${generation}`,
    claims: { team: 'ärzte', nested: { list: [1, 'two', null] } },
    obtainedAt: 1_700_000_000_000,
    expiresAt: 1_700_000_003_600,
    consentedAt: 1_700_000_000_000,
    intent: { startedAt: 1_700_000_000_001 },
    ...more,
  }
}

/** A state with a resource and everything else that a state can have. */
export function state(lineage: string, revision: number, more: Partial<State> = {}): State {
  return {
    ...emptyState(lineage),
    serial: revision,
    revision,
    usedPlans: ['p_1'],
    appliedAt: 1_700_000_000_123,
    resources: [
      {
        address: 'identity.batch' as State['resources'][number]['address'],
        kind: 'identity',
        name: 'batch',
        id: 'r_1',
        spec: { type: 'apiKey', apiKey: { env: 'BATCH_API_KEY' } },
        fingerprints: { '/apiKey': 'fake-fingerprint' },
        dependsOn: [],
        origin: 'credmgr.config.yaml:3',
        createdSerial: 1,
        updatedSerial: revision,
      },
    ],
    ...more,
  }
}

export async function temporaryDirectory(t: Test): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'credmgr-store-'))
  t.teardown(() => rm(path, { recursive: true, force: true }))
  return path
}

/** Options for a store in a directory that does not exist yet. */
export async function storeOptions(
  t: Test,
  more: Partial<FileStoreOptions> = {},
): Promise<FileStoreOptions & { readonly clock: MovableClock }> {
  const directory = join(await temporaryDirectory(t), 'store')
  const keys = parseKeys(generateKey())
  return { directory, env: 'test', keys, random: nodeRandom, ...more, clock: movableClock() }
}

/** @returns The code that `work` was refused with, or `undefined` when it was not refused. */
export async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => {
      if (isCredmgrError(error)) return error.code
      throw error
    },
  )
}

/** A child process that runs one of `children/`. */
export interface Child {
  readonly process: ChildProcess
  /** Its standard output by line. */
  readonly lines: AsyncIterableIterator<string>
  readonly ended: Promise<number | null>
}

export function startChild(t: Test, script: string, args: readonly string[]): Child {
  const path = fileURLToPath(new URL(`children/${script}`, import.meta.url))
  const argv = ['--import=tsx', path, ...args]
  const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'inherit'] })
  t.teardown(() => child.kill('SIGKILL'))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return { process: child, lines, ended }
}
