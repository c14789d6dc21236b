import type { DurationMs, State, Store } from '../../model/index.ts'
import { isEmpty, type Plan, type PlanSummary } from '../../plan/index.ts'
import { assertAskable, assertFresh, carryOut, isApproved, showPending } from '../applying.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { requireConfig } from '../configuration.ts'
import { consentsOf, showConsents, unfinished, waitForConsents } from '../consents.ts'
import { parseDuration } from '../durations.ts'
import { showServed } from '../gateway-progress.ts'
import { deleteLimitOf, maxDeletesOption, refuseDestruction } from '../guarding.ts'
import { lockOptions } from '../locks.ts'
import { compactOption } from '../plan-detail.ts'
import { compareWithConfig, readPlan, warnIncomplete } from '../plan-files.ts'
import { allowExecOption, makePlanFor, showPlan } from '../planning.ts'
import { refuseSelection, selectionOptions } from '../selecting.ts'

export const apply: Command = {
  name: 'apply',
  summary: 'carry out the configuration, or a saved plan',
  positionals: '[PLANFILE]',
  maxPositionals: 1,
  options: {
    'allow-exec': allowExecOption,
    'auto-approve': { singleDash: true, summary: 'do not ask' },
    ...lockOptions,
    links: {
      value: 'WHEN',
      choices: ['auto', 'show', 'hide'],
      summary: 'print consent links: auto shows them on a terminal only',
    },
    'wait-consent': {
      value: 'DURATION',
      bare: '10m',
      summary: 'wait until everybody has consented; exit 1 when somebody has not',
    },
    rebase: {
      summary: 'apply a saved plan to a later serial, when nothing it builds on has changed',
    },
    'no-verify': { summary: 'do not try clients that change before anything is committed' },
    ...selectionOptions,
    ...maxDeletesOption,
    ...compactOption,
  },
  details: [
    'Shows the plan and asks before anything is done. A saved plan was approved when it was saved: it',
    'asks nothing, and is refused when the state has changed since. A connection that waits for consent',
    'is a successful apply.',
  ].join('\n'),
  async run(invocation) {
    const timeout = waitTime(invocation)
    const [file] = invocation.positionals
    return file === undefined
      ? applyConfiguration(invocation, timeout)
      : applySaved(invocation, file, timeout)
  },
}

type Timeout = DurationMs | undefined

function waitTime({ option }: Invocation): Timeout {
  const text = option('wait-consent')
  if (text === undefined) return undefined
  const timeout = parseDuration(text)
  if (timeout === undefined) {
    throw usage(
      apply,
      `option "--wait-consent" must be a length of time such as 10m, not "${text}"`,
    )
  }
  return timeout
}

async function applyConfiguration(invocation: Invocation, timeout: Timeout): Promise<number> {
  const { host, location, option } = invocation
  if (option('rebase') !== undefined) throw usage(apply, 'option "--rebase" needs a saved plan')
  const limit = deleteLimitOf(invocation, apply)
  assertAskable(invocation)
  const desired = await requireConfig(invocation)
  if (desired === undefined) return 1
  const store = await host.openStore(location)
  showVersion(invocation)
  const plan = await makePlanFor(invocation, store, desired)
  if (plan === undefined) return 1
  const state = await store.state.read()
  showPlan(invocation, plan)
  refuseDestruction(plan, state, limit)
  if (!isEmpty(plan) && !(await isApproved(invocation, approval))) return 1
  return finish(invocation, store, { plan, state, timeout })
}

const approval = {
  question: 'Do you want to perform these actions?',
  explanation: [
    'credmgr will perform the actions described above.',
    "Only 'yes' will be accepted to approve.",
  ],
  refused: 'Apply cancelled.',
}

async function applySaved(invocation: Invocation, file: string, timeout: Timeout): Promise<number> {
  const { host, location, option } = invocation
  refuseSelection(invocation)
  const limit = deleteLimitOf(invocation, apply)
  const plan = await readPlan(invocation, file)
  const store = await host.openStore(location)
  showVersion(invocation)
  const state = await store.state.read()
  assertFresh(invocation, store, { plan, state })
  await compareWithConfig(invocation, plan, store.vault)
  // It was within the usual limit, or allowed beyond it, when it was saved.
  if (option('max-deletes') !== undefined) refuseDestruction(plan, state, limit)
  return finish(invocation, store, { plan, state, timeout })
}

function showVersion({ host, out }: Invocation): void {
  out.event('version', `credmgr ${host.version}`, { credmgr: host.version, ui: '1.0' })
}

async function finish(
  invocation: Invocation,
  store: Store,
  {
    plan,
    state,
    timeout,
  }: { readonly plan: Plan; readonly state: State; readonly timeout: Timeout },
): Promise<number> {
  const done = await carryOut(invocation, store, { plan, state })
  if (!isEmpty(plan)) await showServed(invocation, store)
  showSummary(invocation, done.summary)
  showPending(invocation, done)
  warnIncomplete(invocation, plan)
  const open = consentsOf(plan, done.failedImports)
  const shows = { showLinks: showsLinks(invocation), waits: timeout !== undefined }
  const devices = await showConsents(invocation, store, { open, ...shows })
  if (timeout === undefined || open.length === 0) return 0
  const left = await waitForConsents(invocation, store, { open, devices, timeout })
  if (left === 0) return 0
  const text = unfinished(left, open.length, timeout)
  invocation.out.progress(text)
  invocation.out.event('consent_unfinished', text, { open: left, of: open.length })
  return 1
}

function showSummary({ out }: Invocation, summary: PlanSummary): void {
  const { add, change, destroy, move, import: count } = summary
  const imports = count === undefined ? '' : `${count} imported, `
  const moves = move === undefined ? '' : ` ${move} moved.`
  const text = `Apply complete! Resources: ${imports}${add} added, ${change} changed, ${destroy} destroyed.${moves}`
  out.result(`\n${out.paint('good', text)}`)
  const more = { import: count ?? 0, ...(move !== undefined && { move }) }
  const changes = { add, change, ...more, remove: destroy, operation: 'apply' }
  out.event('change_summary', text, { changes })
}

/** A link is as good as a password until it is used: logs of a pipeline are read by many. */
function showsLinks({ host, out, option }: Invocation): boolean {
  const links = option('links') ?? 'auto'
  return links === 'auto' ? host.terminal.isInteractive && !out.json : links === 'show'
}
