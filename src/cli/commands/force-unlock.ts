import { CredmgrError, type LockHolder } from '../../model/index.ts'
import { assertAskable, isApproved } from '../applying.ts'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { describeLock } from '../locks.ts'

export const forceUnlock: Command = {
  name: 'force-unlock',
  summary: 'take the lock on the state away from whoever holds it',
  positionals: 'LOCK_ID',
  maxPositionals: 1,
  options: { force: { singleDash: true, summary: 'do not ask' } },
  details: [
    'The id stands in the message of whoever was refused, and in credmgr lock show. A process that has',
    'died needs none of this: its lock is taken over. Where it lives and goes on, one of the two that are',
    'at work then is refused when it commits: no state is ever written over another.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, location, positionals, option } = invocation
    const [id] = positionals
    if (id === undefined) throw usage(forceUnlock, 'the id of the lock is missing')
    const asked = {
      ...invocation,
      option: (name: string) => option(name === 'auto-approve' ? 'force' : name),
    }
    const store = await host.openStore(location)
    const lock = await store.lock.holder('state')
    if (lock === undefined) throw unknown(id, 'the state is not locked')
    if (lock.id !== id) throw unknown(id, `the lock that is held has another id, "${lock.id}"`)
    for (const line of describeLock(lock)) out.result(line)
    assertAskable(asked, 'use --force')
    if (!(await isApproved(asked, questionAbout(lock)))) return 1
    if (!(await store.lock.end('state', id))) throw unknown(id, 'it was given back meanwhile')
    out.result('The state is not locked any more.')
    out.event('state_unlocked', 'the state is not locked any more', { lockId: id })
    return 0
  },
}

function questionAbout({ life }: LockHolder): Parameters<typeof isApproved>[1] {
  const explanation =
    life === 'alive'
      ? 'Its holder lives, and may be refused when it commits.'
      : 'Its holder does not say any more that it lives.'
  return {
    question: 'Do you really want to force-unlock?',
    explanation: [explanation, "Only 'yes' will be accepted to confirm."],
    refused: 'force-unlock cancelled.',
  }
}

function unknown(lockId: string, problem: string): CredmgrError<'LOCK_UNKNOWN'> {
  const remedy = 'see who holds it: credmgr lock show'
  return new CredmgrError('LOCK_UNKNOWN', problem, { lockId, remedy })
}
