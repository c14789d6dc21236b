import type { Command } from '../command.ts'
import { readConfig } from '../configuration.ts'
import { diagnosticJson, showDiagnostics } from '../problems.ts'

export const validate: Command = {
  name: 'validate',
  summary: 'check the configuration, without network, environment or secrets',
  positionals: '',
  maxPositionals: 0,
  options: {},
  details: 'With --json it prints one object in the form of "terraform validate -json".',
  async run(invocation) {
    const { out, host } = invocation
    const { checked, sources } = await readConfig(invocation, { withEnvironment: false })
    const { ok, diagnostics } = checked
    const count = (severity: string): number =>
      diagnostics.filter((each) => each.severity === severity).length
    if (out.json) {
      const report = {
        format_version: '1.0',
        valid: ok,
        error_count: count('error'),
        warning_count: count('warning'),
        diagnostics: diagnostics.map((each) => diagnosticJson(each, sources)),
      }
      host.terminal.stdout(`${JSON.stringify(report, undefined, 2)}\n`)
      return ok ? 0 : 1
    }
    showDiagnostics(out, diagnostics, sources)
    if (!ok) return 1
    const but =
      diagnostics.length > 0 ? ', but there were some validation warnings as shown above' : ''
    out.result(`${out.paint('good', 'Success!')} The configuration is valid${but}.`)
    return 0
  },
}
