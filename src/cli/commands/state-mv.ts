import { moveResource, type StateEdit } from '../../plan/index.ts'
import { resourceIn, writtenAddress } from '../addresses.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { lockDetails } from '../locks.ts'
import { allowExecOption } from '../planning.ts'
import { changeOptions, editState } from '../state-changing.ts'

export const stateMv: Command = {
  name: 'state mv',
  summary: 'give a resource another address; its token and its secrets go along',
  positionals: 'FROM TO',
  maxPositionals: 2,
  options: { ...changeOptions, 'allow-exec': allowExecOption },
  details: [
    'For a resource that was renamed in the configuration: without it the next plan destroys the one and',
    'creates the other. A provider takes its connections along. Whatever else is applied and refers to the',
    'old address refers to the new one afterwards, so that a gateway goes on serving; the next plan shows',
    'what the configuration says differently. Consent links that were made for the old address end.',
    '',
    lockDetails,
  ].join('\n'),
  async run(invocation) {
    const { host, location, positionals } = invocation
    const [source, target] = positionals
    if (source === undefined || target === undefined) {
      throw usage(stateMv, 'it needs two addresses: the one that there is, and the new one')
    }
    const store = await host.openStore(location)
    const state = await store.state.read()
    const from = resourceIn(state, source).address
    const to = writtenAddress(target)
    const logsIn = state.resources.some(
      (each) => each.address === from && 'login' in each.spec && each.spec.login !== undefined,
    )
    await editState(invocation, {
      command: stateMv,
      store,
      state,
      operation: `state mv ${from} ${to}`,
      edit: (now) => moveResource(now, { from, to }, host.catalog.policies),
      farewell: 'forget',
      show: (edit) => {
        showMoves(invocation, edit)
        showCallback(invocation, edit, logsIn)
      },
    })
    return 0
  },
}

function showMoves({ out }: Invocation, { moves, rewritten }: StateEdit): void {
  for (const { from, to } of moves) {
    out.result(out.paint('bold', `> ${from} moves to ${to}`))
    out.event('resource_moves', `${from} moves to ${to}`, { from, to })
  }
  if (rewritten.length > 0) out.result(`  and is referred to so by ${rewritten.join(', ')}`)
}

/** A redirect URI has the name in it of what has moved. */
function showCallback({ out }: Invocation, { moves }: StateEdit, logsIn: boolean): void {
  for (const { to } of moves) {
    const [kind, name] = to.split('.', 2)
    if (kind === 'provider') {
      out.result(
        `  The callback is /-/callback/${name} now: register it with the provider's client`,
      )
    }
    if (kind === 'identity' && logsIn) {
      out.result(`  Logins call back at /-/login/${name} now: register it with the login's client`)
    }
  }
}
