import type { DurationMs, ErrorDetails, JsonObject, LockHolder } from '../model/index.ts'
import { printable } from '../plan/index.ts'
import { usage } from './arguments.ts'
import type { Command, Invocation, Options } from './command.ts'
import { describeDuration, parseDuration } from './durations.ts'

const usualWait = '30s'

/**
 * The option of everything that takes the lock. Terraform's `-lock=false` is not offered: without the
 * lock two changes at once would read the same state, and one of them would do its work at the
 * providers for nothing.
 */
export const lockOptions: Options = {
  'lock-timeout': {
    value: 'DURATION',
    singleDash: true,
    summary: `how long to wait for another change to end (default ${usualWait}); there is no --lock=false`,
  },
}

/** Said in the help of what takes the lock. */
export const lockDetails: string = [
  'One change at a time: the state is locked meanwhile, and the lock of a process that has died is taken',
  'over. There is no --lock=false: two at once would each undo what the other has done.',
].join('\n')

/** @throws `USAGE` when `--lock-timeout` is no length of time */
export function lockWait({ option }: Invocation, command?: Command): DurationMs {
  const text = option('lock-timeout') ?? usualWait
  const wait = parseDuration(text)
  if (wait !== undefined) return wait
  const problem = `option "--lock-timeout" must be a length of time such as 30s, not "${text}"`
  throw usage(command, problem)
}

/** Who is in the way, and what can be done about it. */
export function describeLocked({ name, lock, waited }: ErrorDetails['STATE_LOCKED']): string {
  const subject = name === 'state' ? 'The state' : `"${name}"`
  const unlock = `credmgr force-unlock ${lock.id}`
  const help = name === 'state' ? ` (--lock-timeout). If you know that it is dead:  ${unlock}` : '.'
  return [
    `${subject} is locked.`,
    '',
    ...describeLock(lock).map((each) => `  ${each}`),
    `  Waited ${describeDuration(waited)}${help}`,
  ].join('\n')
}

/** A lock in two lines: which and for what, by whom and whether that lives. */
export function describeLock(lock: LockHolder): readonly string[] {
  const { id, operation, who, since, age, heartbeatAge, life } = lock
  const begun =
    since === undefined || age === undefined
      ? 'unknown'
      : `${instant(since)} (${describeDuration(age)} ago)`
  return [
    `Lock ID:    ${id}  Operation: ${printable(operation)}`,
    `Who:        ${printable(who)}  Since: ${begun}  Heartbeat: ${describeDuration(heartbeatAge)} ago -> ${life}`,
  ]
}

export function lockJson({
  id,
  operation,
  who,
  since,
  heartbeatAge,
  life,
}: LockHolder): JsonObject {
  const begun = since === undefined ? null : new Date(since).toISOString()
  return { id, operation, who, since: begun, heartbeatAgeMs: heartbeatAge, life }
}

/** `2026-11-23 03:39:51Z` */
function instant(since: number): string {
  return new Date(since).toISOString().replace('T', ' ').replace(/\.\d+/, '')
}
