import {
  type ConnectionStatus,
  configurationMatches,
  connectionStatuses,
} from '../../engine/index.ts'
import {
  accountName,
  type Config,
  type DurationMs,
  type EpochMs,
  isCredmgrError,
  type JsonObject,
  type State,
  type Store,
} from '../../model/index.ts'
import { printable } from '../../plan/index.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { readConfig } from '../configuration.ts'
import { describeDuration, parseDuration } from '../durations.ts'
import { lacksBackup } from '../key-backup.ts'
import { table } from '../output.ts'

/** How long `--watch` waits between two looks. */
const usualPause = '2s'

export const status: Command = {
  name: 'status',
  summary: 'show every connection: is it applied as declared, and does its token work',
  positionals: '',
  maxPositionals: 0,
  options: {
    'exit-code': {
      singleDash: true,
      summary: 'exit 0 when all are connected, 2 when a consent is pending, 3 when one is broken',
    },
    watch: {
      value: 'DURATION',
      bare: usualPause,
      summary: `look again and again, and show what has changed (default every ${usualPause})`,
    },
  },
  details: [
    'With --json it prints one object a connection. A consent whose end is known beforehand says until when',
    'it must be given again; it is "expiring" in its last 14 days.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, option, location } = invocation
    const pause = pauseOf(invocation)
    const store = await host.openStore(location)
    if (pause !== undefined) return await watch(invocation, store, pause)
    const config = await declared(invocation)
    const statuses = await connectionStatuses({ store, clock: host.clock }, config)
    for (const each of statuses) out.line(statusJson(each))
    const agreement = config && agreementOf(await store.state.read(), config)
    for (const line of report(statuses, host.clock.now())) out.result(line)
    out.result([totals(statuses), ...(agreement === undefined ? [] : [agreement])].join(' '))
    await remindOfBackup(invocation)
    return option('exit-code') === undefined ? 0 : exitCodeOf(statuses)
  },
}

/** @throws `USAGE` when `--watch` is no length of time */
function pauseOf({ option }: Invocation): DurationMs | undefined {
  const text = option('watch')
  if (text === undefined) return undefined
  const pause = parseDuration(text)
  if (pause !== undefined && pause >= 100) return pause
  throw usage(status, `option "--watch" must be a length of time such as 2s, not "${text}"`)
}

/** Until it is interrupted. */
async function watch({ host, out }: Invocation, store: Store, pause: DurationMs): Promise<never> {
  const shown = new Map<string, string>()
  for (;;) {
    const statuses = await connectionStatuses({ store, clock: host.clock })
    const changed = statuses.filter((each) => shown.get(each.address) !== JSON.stringify(each))
    for (const each of changed) shown.set(each.address, JSON.stringify(each))
    for (const each of changed) out.line(statusJson(each))
    for (const line of report(changed, host.clock.now())) out.result(line)
    await host.clock.sleep(pause, host.interruption)
  }
}

/** Only to somebody who can make one. */
async function remindOfBackup(invocation: Invocation): Promise<void> {
  const { host, out } = invocation
  if (out.json || !host.terminal.isInteractive || !(await lacksBackup(invocation))) return
  const advice = 'keep a copy of the key: credmgr keys backup --out FILE, then --confirm'
  out.problem(`${out.paint('warning', 'Reminder:')} ${advice}`)
}

/** A configuration that cannot be read hides no token: only `sync` is unknown then. */
async function declared(invocation: Invocation): Promise<Config | undefined> {
  try {
    const { checked } = await readConfig(invocation, { withEnvironment: true })
    if (checked.ok) return checked.value
  } catch (error) {
    if (!isCredmgrError(error) || error.code !== 'FILE_UNREADABLE') throw error
  }
  const { out, config } = invocation
  const text = `"${config}" cannot be compared with the state; credmgr plan says why`
  out.problem(`${out.paint('warning', 'Warning:')} ${text}`)
  return undefined
}

/** One object for one connection; its keys are promised. */
function statusJson(each: ConnectionStatus): JsonObject {
  const { address, sync, auth, reason, scopes, grantedScopes, expiresAt, reconsentBy, account } =
    each
  return {
    address,
    sync,
    auth,
    reason,
    scopes,
    grantedScopes,
    expiresAt: instantOf(expiresAt),
    reconsentBy: instantOf(reconsentBy),
    account: account === null ? null : { ...account },
  }
}

function instantOf(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

function report(statuses: readonly ConnectionStatus[], now: EpochMs): readonly string[] {
  if (statuses.length === 0) return []
  const rows = statuses.map((each) => [
    each.address,
    each.sync,
    each.auth,
    scopesOf(each),
    expiryOf(each, now),
    detailOf(each),
  ])
  const header = ['CONNECTION', 'SYNC', 'AUTH', 'SCOPES', 'EXPIRES', 'DETAIL']
  return [...table([header, ...rows]), '']
}

function scopesOf({ auth, scopes, grantedScopes }: ConnectionStatus): string {
  if (scopes.length === 0 || auth === 'pendingConsent') return '-'
  const granted = scopes.filter((scope) => grantedScopes.includes(scope)).length
  return `${granted}/${scopes.length} granted`
}

function expiryOf({ expiresAt }: ConnectionStatus, now: EpochMs): string {
  if (expiresAt === null) return '-'
  const left = expiresAt - now
  return left > 0 ? `in ${describeDuration(left)}` : `${describeDuration(-left)} ago`
}

function detailOf({ address, auth, reason, reconsentBy, account }: ConnectionStatus): string {
  const who = account === null ? undefined : accountName(account)
  if (auth === 'pendingConsent') return `credmgr connect ${address}`
  const why = reason === null ? '' : printable(reason)
  if (auth === 'needsReauth') return `${why}: credmgr connect ${address}`
  const by = instantOf(reconsentBy)
  const forecast = by === null ? '' : `re-consent by ${by.slice(0, 10)}`
  return [why, forecast, who === undefined ? '' : printable(who)]
    .filter((each) => each !== '')
    .join(', ')
}

function totals(statuses: readonly ConnectionStatus[]): string {
  if (statuses.length === 0) return 'No connection is applied.'
  const counts = new Map<string, number>()
  for (const { auth } of statuses) counts.set(auth, (counts.get(auth) ?? 0) + 1)
  return `${[...counts].map(([auth, count]) => `${count} ${auth}`).join(', ')}.`
}

/** A route or a policy has no line of its own, so the answer is about everything that is declared. */
function agreementOf(state: State, config: Config): string {
  return configurationMatches(state, config)
    ? 'The configuration is applied.'
    : 'The configuration differs from what is applied: credmgr plan'
}

function exitCodeOf(statuses: readonly ConnectionStatus[]): number {
  const has = (...these: readonly string[]): boolean =>
    statuses.some(({ auth }) => these.includes(auth))
  if (has('needsReauth', 'error')) return 3
  return has('pendingConsent') ? 2 : 0
}
