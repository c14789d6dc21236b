import type { Command } from '../command.ts'
import { describeLock, lockJson } from '../locks.ts'

export const lockShow: Command = {
  name: 'lock show',
  summary: 'say who holds the lock on the state, and whether that lives',
  positionals: '',
  maxPositionals: 0,
  options: {},
  details: 'A lock that is dead is taken over by the next command that needs it.',
  async run({ host, out, location }) {
    const store = await host.openStore(location)
    const lock = await store.lock.holder('state')
    out.line({ locked: lock !== undefined, ...(lock !== undefined && { lock: lockJson(lock) }) })
    const lines = lock === undefined ? ['The state is not locked.'] : describeLock(lock)
    for (const line of lines) out.result(line)
    return 0
  },
}
