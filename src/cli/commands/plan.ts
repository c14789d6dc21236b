import { resolve } from 'node:path'
import { isEmpty, planToText } from '../../plan/index.ts'
import type { Command, Invocation } from '../command.ts'
import { requireConfig } from '../configuration.ts'
import { allowExecOption, makePlanFor, showPlan } from '../planning.ts'

export const plan: Command = {
  name: 'plan',
  summary: 'show what apply would change, and who would have to consent again',
  positionals: '',
  maxPositionals: 0,
  options: {
    'allow-exec': allowExecOption,
    out: { value: 'FILE', singleDash: true, summary: 'save the plan, for credmgr apply FILE' },
    'detailed-exitcode': {
      singleDash: true,
      summary: 'exit 0 when there is nothing to change, 2 when there is, 1 for an error',
    },
  },
  details: 'Changes nothing and takes no lock. No secret stands in a plan.',
  async run(invocation) {
    const { host, out, option, location } = invocation
    const desired = await requireConfig(invocation)
    if (desired === undefined) return 1
    const store = await host.openStore(location)
    out.event('version', `credmgr ${host.version}`, { credmgr: host.version, ui: '1.0' })
    const made = await makePlanFor(invocation, store, desired)
    if (made === undefined) return 1
    showPlan(invocation, made, await store.state.read())
    const file = option('out')
    if (file !== undefined) await save(invocation, file, planToText(made))
    return option('detailed-exitcode') !== undefined && !isEmpty(made) ? 2 : 0
  },
}

/** Replaces an earlier plan, as Terraform does. */
async function save({ host, out }: Invocation, file: string, text: string): Promise<void> {
  await host.files.writeFile(resolve(host.cwd, file), text, 0o600)
  out.result(`\nSaved the plan to: ${file}\n`)
  out.result('To perform exactly these actions, run the following command to apply:')
  out.result(`    credmgr apply ${quoted(file)}`)
  out.event('plan_saved', `Saved the plan to: ${file}`, { file })
}

/** As a shell wants it. */
function quoted(file: string): string {
  return /^[\w@%+=:,./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`
}
