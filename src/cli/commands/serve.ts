import { type ErrorCode, isCredmgrError } from '../../model/index.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { parseDuration } from '../durations.ts'
import type { ServeOptions } from '../host.ts'
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
  options: {
    workers: {
      value: 'N',
      summary: 'processes that share the work; auto: one for each core (default: 1)',
    },
    'drain-delay': {
      value: 'DURATION',
      summary: 'how long to take new connections after SIGTERM, for load balancers (default: 0s)',
    },
  },
  details: [
    'Follows every apply without a restart. Exit 78: there is nothing that it could serve.',
    'SIGHUP loads what is applied. SIGTERM and Ctrl-C turn /-/readyz to 503, end what is under way and accept',
    'nothing new; again: at once. A worker that dies is started again.',
  ].join('\n'),
  ownsInterruption: true,
  async run(invocation) {
    const { host, out, location } = invocation
    const options = { location, json: out.json, ...optionsOf(invocation) }
    try {
      const { stopped } = await host.serve(options)
      return await stopped
    } catch (error) {
      if (!isCredmgrError(error) || !permanent.includes(error.code)) throw error
      showProblem(out, error, { debug: false, sources: () => undefined })
      return configurationExit
    }
  },
}

/** @throws `USAGE` */
function optionsOf({ option }: Invocation): Pick<ServeOptions, 'workers' | 'drainDelay'> {
  const count = option('workers') ?? '1'
  if (!/^(?:[1-9]\d?|auto)$/.test(count)) {
    throw usage(serve, 'option "--workers" takes a number from 1 to 99, or auto')
  }
  const drainDelay = parseDuration(option('drain-delay') ?? '0s')
  if (drainDelay === undefined || drainDelay > 3_600_000) {
    throw usage(serve, 'option "--drain-delay" takes a duration up to 1h, for example 10s')
  }
  return { workers: count === 'auto' ? 'auto' : Number(count), drainDelay }
}
