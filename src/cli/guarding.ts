import { CredmgrError, type State } from '../model/index.ts'
import {
  blockedByPreventDestroy,
  type DeleteLimit,
  type Gate,
  gated,
  gates,
  type Plan,
  parseDeleteLimit,
  tooManyDeletes,
} from '../plan/index.ts'
import { suggestion, usage } from './arguments.ts'
import type { Command, Invocation, Options } from './command.ts'

export const maxDeletesOption: Options = {
  'max-deletes': {
    value: 'N|N%',
    summary: 'refuse to delete more than this (default 25% or 10 objects, whichever is more)',
  },
}

export const failOnOption: Options = {
  'fail-on': {
    value: 'WHAT',
    summary: `exit 1 when the plan has one of these: ${gates.join(',')}; repeatable`,
  },
}

/** @throws `USAGE` */
export function deleteLimitOf({ option }: Invocation, command: Command): DeleteLimit | undefined {
  const text = option('max-deletes')
  if (text === undefined) return undefined
  const limit = parseDeleteLimit(text)
  if (limit !== undefined) return limit
  throw usage(command, `option "--max-deletes" must be a number or a percentage, not "${text}"`)
}

/** @throws `USAGE` */
export function gatesOf({ values }: Invocation, command: Command): ReadonlySet<Gate> {
  const words = values('fail-on').flatMap((text) => text.split(','))
  return new Set(words.map((word) => gateOf(word.trim(), command)))
}

function gateOf(word: string, command: Command): Gate {
  const gate = gates.find((each) => each === word)
  if (gate !== undefined) return gate
  const known = `${suggestion(word, gates)}`
  throw usage(command, `option "--fail-on" knows ${gates.join(', ')}, not "${word}"${known}`)
}

/**
 * Refuses a plan that destroys what it must not. It has been shown before: who reads it wants to see
 * why.
 *
 * @throws `PREVENT_DESTROY`, `PLAN_REFUSED`
 */
export function refuseDestruction(plan: Plan, state: State, limit: DeleteLimit | undefined): void {
  const addresses = blockedByPreventDestroy(plan, state)
  if (addresses.length > 0) {
    const names = addresses.map((each) => `"${each}"`).join(', ')
    const message = `the plan would destroy ${names}, or its grant, which lifecycle.preventDestroy forbids`
    throw new CredmgrError('PREVENT_DESTROY', message, { addresses })
  }
  if (plan.config === undefined) return
  const reason = tooManyDeletes(plan, state, limit)
  if (reason === undefined) return
  const remedy = 'allow it with --max-deletes N or N%, or leave them with --no-delete'
  throw new CredmgrError('PLAN_REFUSED', reason, { remedy })
}

/** @throws `PLAN_REFUSED` when `plan` has what `--fail-on` names */
export function refuseGated(plan: Plan, wanted: ReadonlySet<Gate>, lintFindings: number): void {
  const reasons = gated(plan, wanted, lintFindings)
  if (reasons.length === 0) return
  const message = `--fail-on forbids this plan: ${reasons.join('; ')}`
  const remedy = 'where it is meant, run the plan without that word of --fail-on'
  throw new CredmgrError('PLAN_REFUSED', message, { remedy })
}
