import type { State } from '../../model/index.ts'
import { createPaint, type Drift, driftMembers, renderDrift } from '../../plan/index.ts'
import type { Command, Invocation } from '../command.ts'
import { lookForDrift } from '../drifting.ts'

export const drift: Command = {
  name: 'drift',
  summary: 'try every grant and client at its provider, and show what has changed outside',
  positionals: '',
  maxPositionals: 0,
  options: {
    all: { summary: 'show what needs no action as well' },
    'detailed-exitcode': {
      singleDash: true,
      summary: 'exit 0 when nothing needs an action, 2 when something does, 1 for an error',
    },
  },
  details: [
    'Each stored grant is refreshed once, unless it was within the last 5 minutes, by the one way in which the',
    'gateway does it; what is found is stored with the grant, and credmgr status shows it. Issuers are asked',
    'for their endpoints, the gateway for what it serves. Nothing that was applied is changed.',
  ].join('\n'),
  async run(invocation) {
    const { host, location, option } = invocation
    const store = await host.openStore(location)
    const state = await store.state.read()
    const found = await lookForDrift(invocation, store, state, { refresh: true })
    show(invocation, found, state)
    const urgent = found.some(({ needsAction }) => needsAction)
    return option('detailed-exitcode') !== undefined && urgent ? 2 : 0
  },
}

function show({ out, option }: Invocation, found: readonly Drift[], { serial }: State): void {
  for (const each of found) {
    out.event('resource_drift', `${each.address}: ${each.says}`, driftMembers(each))
  }
  const urgent = found.filter(({ needsAction }) => needsAction).length
  const text =
    urgent === 0
      ? `No drift. What was applied as serial ${serial} holds.`
      : `Drift: ${urgent} ${urgent === 1 ? 'object needs' : 'objects need'} an action.`
  const all = option('all') !== undefined
  for (const line of renderDrift(found, { paint: createPaint(out.color), all })) out.result(line)
  out.result(out.paint('bold', text))
  out.event('drift_summary', text, { drift: { urgent, all: found.length } })
}
