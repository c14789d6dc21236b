import { readFileSync, readlinkSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { isCode } from './disk.ts'

/** Which process it is, so that another one can find out whether it still lives. */
export interface ProcessIdentity {
  readonly user: string
  readonly host: string
  readonly pid: number
  /** When the process started, in the kernel's ticks; empty where there is no /proc. */
  readonly pidStart: string
  /** Boot and pid namespace, between which a pid says nothing: two containers may share a host name. */
  readonly pidSpace: string
}

export function thisProcess(): ProcessIdentity {
  const pidStart = statOf(process.pid)?.start ?? ''
  return { user: userName(), host: hostname(), pid: process.pid, pidStart, pidSpace: pidSpace() }
}

/** `ci@runner-7 (pid 4121)` */
export function describeProcess({ user, host, pid }: ProcessIdentity): string {
  return `${user}@${host} (pid ${pid})`
}

/** Whether `other` still runs; on another machine, or without /proc, nobody knows. */
export function lifeOf(
  other: ProcessIdentity,
  self: ProcessIdentity,
): 'running' | 'ended' | 'unknown' {
  if (other.host !== self.host || other.pidSpace !== self.pidSpace) return 'unknown'
  if (!isRunning(other.pid)) return 'ended'
  const stat = statOf(other.pid)
  if (stat === undefined || other.pidStart === '') return 'unknown'
  return stat.start !== other.pidStart || stat.state === 'Z' ? 'ended' : 'running'
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, as another user.
    return !isCode(error, ['ESRCH'])
  }
}

interface Stat {
  /** `Z`: it has ended, and its parent has not asked for its exit code. */
  readonly state: string
  readonly start: string
}

/** Fields 3 and 22 of /proc/PID/stat (proc(5)); the second is a name in parentheses, maybe with spaces. */
function statOf(pid: number): Stat | undefined {
  const text = readOrNothing(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const [state, start] = [fields[0], fields[19]]
  return state === undefined || start === undefined ? undefined : { state, start }
}

function pidSpace(): string {
  const boot = readOrNothing(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))
  const namespace = readOrNothing(() => readlinkSync('/proc/self/ns/pid'))
  return `${boot.trim()} ${namespace}`.trim()
}

function userName(): string {
  return readOrNothing(() => userInfo().username) || String(process.getuid?.() ?? 'unknown')
}

/** Not every system has /proc, and not every container names its user. */
function readOrNothing(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}
