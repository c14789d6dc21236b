import { type ApplyEvent, applyPlan, planDigest } from '../engine/index.ts'
import {
  type ConnectionAddress,
  CredmgrError,
  type DurationMs,
  type State,
  type Store,
} from '../model/index.ts'
import { type Plan, type PlanSummary, staleness } from '../plan/index.ts'
import type { Invocation } from './command.ts'
import { lockWait } from './locks.ts'
import { planningPorts } from './planning.ts'
import { reportTo } from './progress.ts'
import { eventsFor } from './telling.ts'

/** What is asked before anything is done; Terraform's words. */
export interface Question {
  readonly question: string
  readonly explanation: readonly string[]
  /** Said when the answer is not `yes`. */
  readonly refused: string
}

/**
 * Asks a person, unless `--auto-approve` has answered. That somebody is there is for `assertAskable`.
 *
 * @returns Whether to go on. Rejects when the question was interrupted.
 */
export async function isApproved(
  { host, out, option }: Invocation,
  { question, explanation, refused }: Question,
): Promise<boolean> {
  if (option('auto-approve') !== undefined) return true
  const text = [out.paint('bold', question), ...explanation.map((each) => `  ${each}`)].join('\n')
  const answer = await host.terminal.confirm(
    `\n${text}\n\n  ${out.paint('bold', 'Enter a value:')} `,
  )
  const approved = answer?.trim() === 'yes'
  out.result(approved ? '' : `\n${refused}`)
  host.interruption.throwIfAborted()
  return approved
}

/**
 * @param remedy What else can be done.
 * @throws `NOT_INTERACTIVE` when a question will have to be asked and can not be; before any work
 */
export function assertAskable(
  { host, out, option }: Invocation,
  remedy = 'save a plan with credmgr plan --out FILE and apply that, or use --auto-approve',
): void {
  if (option('auto-approve') !== undefined) return
  if (out.json || !host.terminal.isInteractive) throw nobodyToAsk(out.json, remedy)
}

/** What an apply has done, and what it leaves for the next one. */
export interface CarriedOut {
  readonly summary: PlanSummary
  readonly pendingRevocations: number
  /** Connections whose grant could not be taken over. */
  readonly failedImports: readonly ConnectionAddress[]
}

/**
 * Carries out a plan and shows each step. A plan without changes only takes up what an earlier one
 * left: a revocation, or what a process that died could not put away.
 *
 * @throws `PLAN_STALE`, also for a plan without changes: it was not made for what is here
 */
export async function carryOut(
  invocation: Invocation,
  store: Store,
  { plan, state }: { readonly plan: Plan; readonly state: State },
): Promise<CarriedOut> {
  const { host, env, option } = invocation
  assertFresh(invocation, store, { plan, state })
  const ports = { ...planningPorts(invocation, store), fetch: host.fetch }
  const progress = progressOf(invocation)
  const options = {
    env,
    report: progress.report,
    rebase: option('rebase') !== undefined,
    verify: option('no-verify') === undefined,
    lockWait: lockWait(invocation),
    signal: host.interruption,
    eventsFor: (world: State) => eventsFor(invocation, store, world),
  }
  const end = host.every(stillEvery, progress.still)
  try {
    return await invocation.shielded(() => applyPlan(ports, plan, options))
  } finally {
    end()
  }
}

/** How often an apply that takes long says that it goes on, as Terraform does. */
const stillEvery: DurationMs = 10_000

/** Shows what happens, and at a beat what is waited for. */
function progressOf({ host, out }: Invocation): {
  readonly report: (event: ApplyEvent) => void
  readonly still: () => void
} {
  const started = host.clock.now()
  let last = ''
  const show = reportTo(out)
  return {
    report(event) {
      last = show(event)
    },
    still() {
      const elapsed = Math.round((host.clock.now() - started) / 1000)
      const text = `Still applying... [${elapsed}s elapsed]${last === '' ? '' : `, after: ${last}`}`
      out.progress(text)
      out.event('apply_progress', text, { hook: { elapsed_seconds: elapsed } })
    },
  }
}

/** @throws `PLAN_STALE` when `plan` may not be applied to `state` */
export function assertFresh(
  { host, env, option }: Invocation,
  { vault }: Store,
  { plan, state }: { readonly plan: Plan; readonly state: State },
): void {
  const rebase = option('rebase') !== undefined
  const present = { state, env, now: host.clock.now(), digest: planDigest(vault), rebase }
  const reason = staleness(plan, present)
  if (reason !== undefined) throw new CredmgrError('PLAN_STALE', reason, { reason })
}

/** Says what is left to do at providers, behind the line that says what was done. */
export function showPending(
  { out }: Invocation,
  { pendingRevocations: count }: Pick<CarriedOut, 'pendingRevocations'>,
): void {
  if (count === 0) return
  const revocations = count === 1 ? '1 revocation is' : `${count} revocations are`
  const text = `${revocations} still to be carried out; the next apply tries again`
  out.result(`${out.paint('warning', text)}.`)
  out.event('revocations_pending', text, { '@level': 'warn', pending: count })
}

function nobodyToAsk(json: boolean, remedy: string): CredmgrError<'NOT_INTERACTIVE'> {
  const why = json ? '--json leaves no room for a question' : 'this is not a terminal'
  const message = `${why}, and nothing was approved before`
  return new CredmgrError('NOT_INTERACTIVE', message, { remedy })
}
