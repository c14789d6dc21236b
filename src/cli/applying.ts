import { applyPlan } from '../engine/index.ts'
import { CredmgrError, type State, type Store } from '../model/index.ts'
import { isEmpty, type Plan, type PlanSummary } from '../plan/index.ts'
import type { Invocation } from './command.ts'
import { planningPorts } from './planning.ts'
import { reportTo } from './progress.ts'

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
 * @returns Whether to go on.
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
  if (answer?.trim() === 'yes') return true
  out.result(`\n${refused}`)
  return false
}

/** @throws `NOT_INTERACTIVE` when a question will have to be asked and can not be; before any work */
export function assertAskable({ host, out, option }: Invocation): void {
  if (option('auto-approve') !== undefined) return
  if (out.json || !host.terminal.isInteractive) throw nobodyToAsk(out.json)
}

/** Carries out a plan and shows each step. A plan without changes only takes up what an earlier one left. */
export async function carryOut(
  invocation: Invocation,
  store: Store,
  { plan, state }: { readonly plan: Plan; readonly state: State },
): Promise<PlanSummary> {
  if (isEmpty(plan) && state.pending.length === 0) return plan.summary
  const { host, out, env } = invocation
  const ports = { ...planningPorts(invocation, store), fetch: host.fetch }
  const report = reportTo(out)
  const result = await invocation.shielded(() => applyPlan(ports, plan, { env, report }))
  return result.summary
}

function nobodyToAsk(json: boolean): CredmgrError<'NOT_INTERACTIVE'> {
  const why = json ? '--json leaves no room for a question' : 'this is not a terminal'
  return new CredmgrError('NOT_INTERACTIVE', `${why}, and nothing was approved before`, {
    remedy: 'save a plan with credmgr plan --out FILE and apply that, or use --auto-approve',
  })
}
