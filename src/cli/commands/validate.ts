import type { Command } from '../command.ts'
import { readConfig } from '../configuration.ts'
import { formatOption, showReport } from '../report.ts'

export const validate: Command = {
  name: 'validate',
  summary: 'check the configuration, without network, environment or secrets',
  positionals: '',
  maxPositionals: 0,
  options: { format: formatOption },
  details: 'With --json it prints one object in the form of "terraform validate -json".',
  async run(invocation) {
    const { checked, sources } = await readConfig(invocation, { withEnvironment: false })
    const { ok, diagnostics } = checked
    const isForPeople = showReport(invocation, validate, { valid: ok, diagnostics, sources })
    if (!ok) return 1
    if (!isForPeople) return 0
    const { out } = invocation
    const but =
      diagnostics.length > 0 ? ', but there were some validation warnings as shown above' : ''
    out.result(`${out.paint('good', 'Success!')} The configuration is valid${but}.`)
    return 0
  },
}
