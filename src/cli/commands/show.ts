import { planEvents, renderPlan, renderState, stateJsonText } from '../../plan/index.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { detailOf } from '../plan-detail.ts'
import { formOf, formOptions, readPlan } from '../plan-files.ts'

export const show: Command = {
  name: 'show',
  summary: 'show a saved plan, or what is applied',
  positionals: '[PLANFILE]',
  maxPositionals: 1,
  options: formOptions,
  details: [
    'A plan is shown as credmgr plan showed it; this needs no store and no key. With --json a plan is',
    'one line of JSON for each of its changes, and what is applied is one JSON document. No secret',
    'stands in either.',
  ].join('\n'),
  async run(invocation) {
    const [file] = invocation.positionals
    return file === undefined ? await showState(invocation) : await showPlanFile(invocation, file)
  },
}

async function showPlanFile(invocation: Invocation, file: string): Promise<number> {
  const { out } = invocation
  const form = formOf(invocation, show)
  const plan = await readPlan(invocation, file)
  if (form !== 'text') {
    out.result(form.print(plan).trimEnd())
    return 0
  }
  const { color, width } = out
  const made = new Date(plan.createdAt).toISOString()
  const until = new Date(plan.expiresAt).toISOString()
  out.result(
    `Environment ${plan.env} (serial ${plan.prior.serial}), planned ${made}, to be applied before ${until}\n`,
  )
  out.result(renderPlan(plan, { color, width, ...detailOf(invocation) }).trimEnd())
  for (const event of planEvents(plan)) out.line(event)
  return 0
}

async function showState(invocation: Invocation): Promise<number> {
  const { host, out, env, location, option } = invocation
  const format = option('format') ?? 'text'
  if (format === 'markdown') throw usage(show, 'a state has no markdown form; name a plan')
  const store = await host.openStore(location)
  const state = await store.state.read()
  if (out.json || format === 'json') {
    host.terminal.stdout(stateJsonText(state))
    return 0
  }
  out.result(`Environment ${env}, state ${location.url} (serial ${state.serial})\n`)
  const { compact = false } = detailOf(invocation)
  out.result(renderState(state, { color: out.color, width: out.width, compact }).trimEnd())
  return 0
}
