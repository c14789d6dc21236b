import { ofKind, type ResourceAddress, type State } from '../model/index.ts'
import type { Plan } from './plan.ts'

/**
 * The one place that decides whether a plan may still be applied.
 *
 * @returns Why `plan` no longer fits, in one sentence, or `undefined` when it does.
 */
export function staleness(plan: Plan, state: State, env: string): string | undefined {
  if (plan.env !== env) return `the plan was made for environment "${plan.env}", not for "${env}"`
  if (plan.prior.lineage !== state.lineage) {
    return 'the plan was made for another store: its lineage differs'
  }
  if (state.usedPlans.includes(plan.planId)) {
    return `the plan was already applied, and a plan is applied once; the state is at serial ${state.serial}`
  }
  if (plan.prior.serial === state.serial) return undefined
  return `the plan was made for serial ${plan.prior.serial}; the state is at serial ${state.serial}`
}

/**
 * Connections whose loss the applied configuration forbids: those with `lifecycle.preventDestroy` in
 * `state` that `plan` deletes, or whose stored grant it revokes. A configuration that drops the
 * guard together with the connection does not lift it.
 *
 * @returns Their addresses, sorted; empty when the plan may go on.
 */
export function blockedByPreventDestroy(plan: Plan, state: State): readonly ResourceAddress[] {
  const lost = new Set<string>([
    ...plan.changes.filter(({ action }) => action === 'delete').map(({ address }) => address),
    ...plan.tokens
      .filter(({ revokesOld }) => revokesOld)
      .map(({ connection }) => `connection.${connection}`),
  ])
  return ofKind(state.resources, 'connection')
    .filter(({ spec }) => spec.lifecycle.preventDestroy)
    .map(({ address }) => address)
    .filter((address) => lost.has(address))
    .sort()
}
