import { type ErrorCode, isCredmgrError } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { showProblem } from '../problems.ts'

/** There is nothing to serve and a restart will not change that (EX_CONFIG of sysexits). */
const configurationExit = 78

/** Failures that a service manager should not answer with another start. */
const permanent: readonly ErrorCode[] = [
  'CONFIG_INVALID',
  'FILE_UNREADABLE',
  'STORE_NOT_INITIALIZED',
  'NOTHING_APPLIED',
  'STATE_CORRUPT',
  'STATE_TOO_NEW',
  'KEY_MISSING',
  'KEY_INVALID',
  'KEY_MISMATCH',
]

export const serve: Command = {
  name: 'serve',
  summary: 'run the gateway on what was applied',
  positionals: '',
  maxPositionals: 0,
  options: {},
  details: 'Follows every apply without a restart. Exit 78: there is nothing that it could serve.',
  ownsInterruption: true,
  async run({ host, out, location }) {
    try {
      const { stopped } = await host.serve({ location, json: out.json })
      return await stopped
    } catch (error) {
      if (!isCredmgrError(error) || !permanent.includes(error.code)) throw error
      showProblem(out, error, { debug: false, sources: () => undefined })
      return configurationExit
    }
  },
}
