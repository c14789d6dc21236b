import { isEmpty, type Plan } from '../../plan/index.ts'
import { assertAskable, carryOut, isApproved, type Question, showPending } from '../applying.ts'
import type { Command } from '../command.ts'
import { refuseDestruction } from '../guarding.ts'
import { lockOptions } from '../locks.ts'
import { makePlanFor, showPlan } from '../planning.ts'
import { destroySelectionOptions } from '../selecting.ts'

export const destroy: Command = {
  name: 'destroy',
  summary: 'revoke every token and remove everything that was applied',
  positionals: '',
  maxPositionals: 0,
  options: {
    'auto-approve': { singleDash: true, summary: 'do not ask' },
    ...destroySelectionOptions,
    ...lockOptions,
  },
  details: 'Does not read the configuration. The store and its key stay.',
  async run(invocation) {
    assertAskable(invocation)
    const { host, out, location } = invocation
    const store = await host.openStore(location)
    out.event('version', `credmgr ${host.version}`, { credmgr: host.version, ui: '1.0' })
    const desired = { config: undefined, sources: () => undefined }
    const plan = await makePlanFor(invocation, store, desired)
    if (plan === undefined) return 1
    const state = await store.state.read()
    if (isEmpty(plan)) out.result('No changes. No objects need to be destroyed.')
    if (!isEmpty(plan)) showPlan(invocation, plan)
    refuseDestruction(plan, state, undefined)
    if (!isEmpty(plan) && !(await isApproved(invocation, approvalOf(plan)))) return 1
    const done = await carryOut(invocation, store, { plan, state })
    const { summary } = done
    const text = `Destroy complete! Resources: ${summary.destroy} destroyed.`
    out.result(`\n${out.paint('good', text)}`)
    const changes = { add: 0, change: 0, import: 0, remove: summary.destroy, operation: 'destroy' }
    out.event('change_summary', text, { changes })
    showPending(invocation, done)
    return 0
  },
}

function approvalOf({ complete }: Plan): Question {
  return {
    question: `Do you really want to destroy ${complete ? 'all' : 'these'} resources?`,
    explanation: [
      `credmgr will destroy ${complete ? 'everything that was applied, as' : 'what is'} shown above.`,
      "There is no undo. Only 'yes' will be accepted to confirm.",
    ],
    refused: 'Destroy cancelled.',
  }
}
