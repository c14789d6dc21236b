import {
  changeState,
  editOrThrow,
  type Farewell,
  refuseGuarded,
  type StateChanged,
} from '../engine/index.ts'
import type { State, Store } from '../model/index.ts'
import type { Edited, StateEdit } from '../plan/index.ts'
import { assertAskable, isApproved, type Question } from './applying.ts'
import type { Command, Invocation, Options } from './command.ts'
import { lockOptions, lockWait } from './locks.ts'
import { planningPorts } from './planning.ts'
import { reportTo } from './progress.ts'

/** The options of every command that changes the state by hand. */
export const changeOptions: Options = {
  'dry-run': { singleDash: true, summary: 'say what would be done, and do nothing' },
  ...lockOptions,
}

/** The option of those that ask. */
export const approveOption: Options = {
  'auto-approve': { singleDash: true, summary: 'do not ask' },
}

/** Said where nobody can be asked. */
export const approveRemedy =
  'look with --dry-run at what would be done, and then use --auto-approve'

export interface HandEdit {
  readonly command: Command
  readonly store: Store
  readonly state: State
  /** As it is written into the history. */
  readonly operation: string
  readonly edit: (state: State) => Edited
  readonly farewell: Farewell
  readonly serial?: number
  /** Says what would be done. */
  readonly show: (edit: StateEdit) => void | Promise<void>
  /** Absent: nothing is lost by it, and nobody is asked. */
  readonly question?: Question
}

/**
 * Decides, shows, asks and does an edit of the state.
 *
 * @returns What was done, or `undefined` after a dry run and after a no.
 */
export async function editState(
  invocation: Invocation,
  hand: HandEdit,
): Promise<StateChanged | undefined> {
  const { host, out, option } = invocation
  const wait = lockWait(invocation, hand.command)
  const isDry = option('dry-run') !== undefined
  const edit = editOrThrow(hand.edit(hand.state))
  refuseGuarded(hand.state, edit, hand.farewell)
  if (hand.question !== undefined && !isDry) assertAskable(invocation, approveRemedy)
  await hand.show(edit)
  if (isDry) {
    out.result('\nThis is a dry run: nothing was changed.')
    out.event('state_dry_run', 'nothing was changed', { operation: hand.operation })
    return undefined
  }
  if (hand.question !== undefined && !(await isApproved(invocation, hand.question)))
    return undefined
  const ports = { ...planningPorts(invocation, hand.store), fetch: host.fetch }
  const { operation, farewell, serial } = hand
  const change = {
    operation,
    edit: hand.edit,
    farewell,
    revision: hand.state.revision,
    ...(serial !== undefined && { serial }),
  }
  const options = { lockWait: wait, signal: host.interruption, report: reportTo(out) }
  const done = await invocation.shielded(() => changeState(ports, change, options))
  showDone(invocation, operation, done)
  return done
}

function showDone({ out }: Invocation, operation: string, done: StateChanged): void {
  const { serial, backup, summary, pendingRevocations } = done
  out.result(`\n${out.paint('good', `The state is at serial ${serial}.`)}`)
  out.result(`What was there before is in ${backup}`)
  if (pendingRevocations > 0) {
    out.result(
      `Revocations still to be carried out: ${pendingRevocations}; credmgr apply tries again.`,
    )
  }
  out.event('state_changed', `serial ${serial}`, {
    operation,
    serial,
    backup,
    pendingRevocations,
    changes: { ...summary },
  })
}
