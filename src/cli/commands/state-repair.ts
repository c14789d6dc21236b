import { findingsOf, repairState, type StateFinding } from '../../engine/index.ts'
import { assertAskable, isApproved } from '../applying.ts'
import type { Command, Invocation } from '../command.ts'
import { findingJson, showFinding } from '../findings.ts'
import { lockDetails, lockWait } from '../locks.ts'
import { approveOption, approveRemedy, changeOptions } from '../state-changing.ts'

export const stateRepair: Command = {
  name: 'state repair',
  summary: 'mend what can be mended without knowing more than the store does',
  positionals: '',
  maxPositionals: 0,
  options: { ...approveOption, ...changeOptions },
  details: [
    'It puts the newest good state of the history in the place of one that is missing or damaged, and',
    'what nothing refers to or nobody can open into the backups, with a copy of everything that it',
    'touches. It makes nothing up: what it cannot mend it says, with the remedy, and exits with 1.',
    '',
    lockDetails,
  ].join('\n'),
  async run(invocation) {
    const { host, out, location, option } = invocation
    const wait = lockWait(invocation, stateRepair)
    const store = await host.openStore(location)
    const findings = findingsOf(await store.upkeep.inspect())
    const mendable = findings.filter(({ mending }) => mending !== undefined)
    const left = findings.filter((each) => each.severity === 'error' && each.mending === undefined)
    for (const each of findings) showFinding(out, each)
    const code = left.length === 0 ? 0 : 1
    if (mendable.length === 0) {
      out.result(
        findings.length === 0 ? 'There is nothing to repair.' : 'Nothing of it can be mended.',
      )
      return code
    }
    for (const each of mendable) tell(invocation, each)
    if (option('dry-run') !== undefined) {
      out.result('\nThis is a dry run: nothing was changed.')
      return code
    }
    assertAskable(invocation, approveRemedy)
    if (!(await isApproved(invocation, approval))) return 1
    const ports = { store, now: () => host.clock.now() }
    const options = {
      operation: 'state repair',
      lockWait: wait,
      signal: host.interruption,
      approved: mendable,
    }
    const { backup, mended } = await invocation.shielded(() => repairState(ports, options))
    out.result(
      `\n${out.paint('good', `Mended: ${mended.length}.`)} What was there before is in ${backup}`,
    )
    out.event('state_repaired', `mended ${mended.length}`, { mended: mended.length, backup })
    return code
  },
}

const approval = {
  question: 'Do you want to mend these?',
  explanation: [
    'Everything that is touched is copied before.',
    "Only 'yes' will be accepted to approve.",
  ],
  refused: 'Repair cancelled.',
}

/** What would be done. */
function tell({ out }: Invocation, finding: StateFinding): void {
  const { record, mending } = finding
  out.line({ type: 'mending', ...findingJson(finding) })
  if (mending?.type === 'restore') {
    out.result(`~ state.json becomes serial ${mending.serial} of the history`)
  }
  if (mending?.type === 'discard') out.result(`- ${record} goes into the backups`)
  if (mending?.type === 'remember') out.result(`+ ${record} is written from the state`)
  if (mending?.type === 'unclaim') out.result(`~ ${record} is sealed by the next apply`)
}
