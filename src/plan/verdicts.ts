import type { Config, EpochMs, State } from '../model/index.ts'
import { canonicalJson, specJson } from '../model/index.ts'
import { type Digest, movedSince } from './basis.ts'
import type { Change, Plan } from './plan.ts'
import { ago, named } from './words.ts'

/** What a plan is held against when it is to be applied. */
export interface Present {
  readonly state: State
  readonly env: string
  readonly now: EpochMs
  readonly digest: Digest
  /** A plan is fit for another serial as long as what it builds on is as it was. */
  readonly rebase?: boolean
}

/**
 * The one place that decides whether a plan may still be applied. What is asked, in this order: the
 * environment, the lineage, whether it was applied, whether it has expired, the serial and what the
 * plan builds on. Its form was asked when it was read; its secrets are asked when they are.
 *
 * @returns Why `plan` no longer fits, in one sentence or two, or `undefined` when it does.
 */
export function staleness(plan: Plan, present: Present): string | undefined {
  const { state, env, now } = present
  if (plan.env !== env) return `the plan was made for environment "${plan.env}", not for "${env}"`
  if (plan.prior.lineage !== state.lineage) {
    return 'the plan was made for another store: its lineage differs'
  }
  if (state.usedPlans.includes(plan.planId)) {
    return `the plan was already applied, and a plan is applied once; the state is at serial ${state.serial}`
  }
  if (now >= plan.expiresAt) {
    return `the plan expired ${ago(now - plan.expiresAt)}, at ${new Date(plan.expiresAt).toISOString()}`
  }
  return plan.prior.serial === state.serial ? undefined : otherSerial(plan, present)
}

function otherSerial(plan: Plan, { state, now, digest, rebase }: Present): string | undefined {
  const moved = movedSince(plan, state, digest)
  if (rebase === true && moved.length === 0) return undefined
  const since = `the plan was made for serial ${plan.prior.serial}; the state is at serial ${state.serial}${latest(plan, state, now)}`
  if (moved.length > 0) {
    const verb = moved.length === 1 ? 'has' : 'have'
    return `${since}. ${named(moved)}, on which the plan builds, ${verb} changed since.`
  }
  const count = plan.changes.length
  const unchanged =
    count === 1
      ? 'Your planned object has not changed since'
      : `None of your ${count} planned objects changed since`
  return `${since}. ${unchanged}; credmgr apply --rebase PLANFILE applies the plan to serial ${state.serial}.`
}

/** Who has made the present serial, when, and what of it is new. A store need not know who. */
function latest(
  { prior }: Plan,
  state: State & { readonly madeBy?: { readonly operation: string; readonly who: string } },
  now: EpochMs,
): string {
  const changed = state.resources.filter(({ updatedSerial }) => updatedSerial > prior.serial)
  const { operation, who } = state.madeBy ?? {}
  const maker = who === undefined ? 'apply' : `${operation} by ${who}`
  const facts = [
    maker,
    ...(state.appliedAt === undefined ? [] : [ago(now - state.appliedAt)]),
    ...(changed.length === 0 ? [] : [`changed: ${named(changed.map(({ address }) => address))}`]),
  ]
  return facts.length === 1 && who === undefined ? '' : ` (${facts.join(', ')})`
}

/**
 * The planned objects that `config` declares otherwise than when the plan was made, in the order of
 * the plan. Where something is declared does not count.
 */
export function declaredOtherwise(plan: Plan, config: Config): readonly string[] {
  const declared = new Map<string, string>(
    config.resources.map(({ address, spec }) => [address, canonicalJson(specJson(spec))]),
  )
  const planned = ({ after }: Change): string | undefined =>
    after && canonicalJson(specJson(after.spec))
  return plan.changes
    .filter((change) => declared.get(change.address) !== planned(change))
    .map(({ address }) => address)
}
