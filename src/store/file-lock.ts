/**
 * Leases as directories.
 *
 *     locks/leases/<name>/<id>.json      held: who holds it; the file's mtime is the last heartbeat
 *     locks/leases/<name>                absent or empty: free
 *
 * (1) A lease is taken by renaming a directory that already holds `<id>.json` to `<name>`. The
 *     kernel lets one of all who try succeed, and only when `<name>` is absent or empty.
 * (2) What ends is a file of a unique name. Whoever ends a dead holder's lease, however late, can
 *     never end the lease of the one who came after it.
 * (3) A heartbeat touches that file and never creates it: a holder that was taken over finds out.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import {
  type Clock,
  CredmgrError,
  type DurationMs,
  type EpochMs,
  isJsonObject,
  type Lease,
  type Lock,
  type LockHolder,
} from '../model/index.ts'
import { type Disk, namesIn, readText, unless, unwritable, writeNew } from './disk.ts'
import { FileLease, type LeaseTimes } from './file-lease.ts'
import { describeProcess, lifeOf, type ProcessIdentity, thisProcess } from './process-identity.ts'

export interface FileLockOptions {
  /** The directory of the leases. */
  readonly directory: string
  readonly disk: Disk
  readonly clock: Clock
  readonly times: LeaseTimes
  /**
   * A holder that is known to run keeps the lease however long it is silent: it may only be stopped,
   * and would go on writing. Without it, silence is enough.
   */
  readonly patient: boolean
}

/** Who holds a lease. */
interface Holder {
  readonly path: string
  readonly id: string
  readonly operation: string
  readonly createdAt: string
  readonly heartbeatAt: EpochMs
  /** Absent when the file does not say it, as after a power cut. */
  readonly process?: ProcessIdentity
}

const longestPause: DurationMs = 200

/** Mutual exclusion between processes that share a file system, and between callers in one process. */
export class FileLock implements Lock {
  readonly #options: FileLockOptions
  readonly #self: ProcessIdentity = thisProcess()

  constructor(options: FileLockOptions) {
    this.#options = options
  }

  async acquire(
    name: string,
    {
      wait,
      operation,
      signal,
    }: {
      readonly wait: DurationMs
      readonly operation: string
      readonly signal?: AbortSignal | undefined
    },
  ): Promise<Lease> {
    const { clock } = this.#options
    const place = this.#place(name)
    // What was slept, not what the clock says: a clock that is set back must not make it wait longer.
    let left = wait
    for (let attempt = 0; ; attempt++) {
      const holder = await this.#holder(place)
      const lease = holder === undefined ? await this.#take({ place, name, operation }) : undefined
      if (lease !== undefined) return lease
      if (holder === undefined || (await this.#endedIfStale(holder))) continue
      if (left <= 0) throw locked(name, this.#described(holder), wait)
      const pause = Math.min(left, this.#pause(attempt))
      await clock.sleep(pause, signal)
      left -= pause
    }
  }

  async holder(name: string): Promise<LockHolder | undefined> {
    const holder = await this.#holder(this.#place(name))
    return holder && this.#described(holder)
  }

  async end(name: string, id: string): Promise<boolean> {
    const holder = await this.#holder(this.#place(name))
    if (holder?.id !== id) return false
    await this.#end(holder)
    return true
  }

  #place(name: string): string {
    return join(this.#options.directory, directoryName(name))
  }

  async #take(wanted: {
    readonly place: string
    readonly name: string
    readonly operation: string
  }): Promise<Lease | undefined> {
    const { disk, clock } = this.#options
    const id = Buffer.from(disk.random.token(12), 'base64url').toString('hex')
    const offered = join(disk.temporary, id)
    try {
      await this.#offer(offered, { id, operation: wanted.operation })
      const taken = disk.files.rename(offered, wanted.place).then(() => true)
      if (await unless(['ENOTEMPTY', 'EEXIST'], taken)) {
        const file = fileIn(wanted.place, id)
        const who = describeProcess(this.#self)
        return new FileLease(this.#options, { ...wanted, id, who, file, renewedAt: clock.now() })
      }
      await disk.files.rm(offered, { recursive: true })
      return undefined
    } catch (cause) {
      await disk.files.rm(offered, { recursive: true, force: true }).catch(() => undefined)
      throw unwritable(wanted.place, cause)
    }
  }

  async #offer(
    offered: string,
    { id, operation }: { readonly id: string; readonly operation: string },
  ): Promise<void> {
    const { disk, clock } = this.#options
    const now = clock.now()
    const facts = { id, operation, createdAt: new Date(now).toISOString(), ...this.#self }
    await disk.files.mkdir(offered, { mode: 0o700 })
    await writeNew(disk.files, fileIn(offered, id), { text: JSON.stringify(facts), sync: false })
    await disk.files.utimes(fileIn(offered, id), now / 1000, now / 1000)
  }

  async #holder(place: string): Promise<Holder | undefined> {
    const { disk } = this.#options
    const [file] = await namesIn(disk, place)
    if (file === undefined) return undefined
    const path = join(place, file)
    const text = await readText(disk, path)
    const found = await unless(['ENOENT'], disk.files.lstat(path))
    if (text === undefined || found === undefined) return undefined
    return { path, heartbeatAt: found.mtimeMs, ...factsOf(text, file) }
  }

  async #endedIfStale(holder: Holder): Promise<boolean> {
    const { patient } = this.#options
    const { running, ended, silent } = this.#signsOf(holder)
    if (!ended && !(silent && !(patient && running))) return false
    await this.#end(holder)
    return true
  }

  async #end({ path }: Holder): Promise<void> {
    try {
      await unless(['ENOENT'], this.#options.disk.files.unlink(path))
    } catch (cause) {
      throw unwritable(path, cause)
    }
  }

  #signsOf({ process, heartbeatAt }: Holder): {
    readonly running: boolean
    readonly ended: boolean
    readonly silent: boolean
  } {
    const { clock, times } = this.#options
    const life = process === undefined ? 'unknown' : lifeOf(process, this.#self)
    const silent = clock.now() - heartbeatAt > times.lifetime
    return { running: life === 'running', ended: life === 'ended', silent }
  }

  #described(holder: Holder): LockHolder {
    const { id, operation, process, createdAt, heartbeatAt } = holder
    const now = this.#options.clock.now()
    const { ended, silent } = this.#signsOf(holder)
    const since = Date.parse(createdAt)
    return {
      id,
      operation,
      who: process === undefined ? 'an unknown process' : describeProcess(process),
      ...(!Number.isNaN(since) && { since, age: Math.max(0, now - since) }),
      heartbeatAge: Math.max(0, now - heartbeatAt),
      life: ended ? 'dead' : silent ? 'silent' : 'alive',
    }
  }

  #pause(attempt: number): DurationMs {
    const [byte = 0] = Buffer.from(this.#options.disk.random.token(1), 'base64url')
    return Math.min(longestPause, 2 ** Math.min(attempt, 10)) * (0.5 + byte / 512)
  }
}

/** Readable, safe in a file name, and different for different names. */
function directoryName(name: string): string {
  const readable = name.replace(/[^a-z0-9-]+/g, '.').slice(0, 100)
  return `${readable}.${createHash('sha256').update(name).digest('hex').slice(0, 16)}`
}

function fileIn(directory: string, id: string): string {
  return join(directory, `${id}.json`)
}

function factsOf(text: string, file: string): Omit<Holder, 'path' | 'heartbeatAt'> {
  const facts = jsonOf(text)
  const id = file.replace(/\.json$/, '')
  if (!isJsonObject(facts)) return { id, operation: 'unknown', createdAt: 'unknown' }
  const { operation, createdAt, user, host, pid, pidStart, pidSpace } = facts
  const process = {
    user: String(user),
    host: String(host),
    pid: Number(pid),
    pidStart: String(pidStart),
    pidSpace: String(pidSpace),
  }
  return { id, operation: String(operation), createdAt: String(createdAt), process }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function locked(name: string, lock: LockHolder, waited: DurationMs): CredmgrError {
  const holder = inOneLine(lock)
  const details = { name, lockId: lock.id, holder, lock, waited }
  return new CredmgrError('STATE_LOCKED', `"${name}" is locked by ${holder}`, details)
}

/** `apply by ci@runner-7 (pid 4121) since 2026-11-23T03:39:51.000Z, heartbeat 2s ago` */
function inOneLine({ operation, who, since, heartbeatAge }: LockHolder): string {
  const begun = since === undefined ? 'unknown' : new Date(since).toISOString()
  return `${operation} by ${who} since ${begun}, heartbeat ${Math.round(heartbeatAge / 1000)}s ago`
}
