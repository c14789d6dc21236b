import { lintConfig } from '../../config/index.ts'
import type { Severity } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { readInput } from '../configuration.ts'
import { lintFacts } from '../lint-facts.ts'
import { formatOption, showReport } from '../report.ts'

/** From the worst to the mildest. */
const severities: readonly Severity[] = ['error', 'warning', 'info']

export const lint: Command = {
  name: 'lint',
  summary: 'find what is valid and still risky or useless, as validate without network or secrets',
  positionals: '',
  maxPositionals: 0,
  options: {
    format: formatOption,
    'with-state': {
      summary: 'compare with the state and the grants in the vault, too; this needs the key',
    },
    'fail-severity': {
      value: 'SEVERITY',
      choices: severities,
      summary: 'exit 1 when there is a finding of this severity or worse (default error)',
    },
  },
  details: [
    'A finding that is meant is ignored by a comment at the end of its line, or on the line above:',
    '    # credmgr:ignore CM3107 and why it is right here',
    'The configuration may give a rule another severity, or switch it off:',
    '    lint: { rules: { CM3107: error, CM3501: off } }',
  ].join('\n'),
  async run(invocation) {
    const { out, option, host } = invocation
    const { checked: input, sources } = await readInput(invocation, { withEnvironment: false })
    const facts = input.ok ? await lintFacts(invocation) : {}
    const { ok, diagnostics } = input.ok
      ? lintConfig({ ...input.value, ...facts }, host.catalog)
      : input
    const others = new Map(
      [...(facts.overlays?.values() ?? [])].map((each) => [each.file, each.text]),
    )
    const report = {
      valid: ok,
      diagnostics,
      sources: (file: string) => sources(file) ?? others.get(file),
    }
    const isForPeople = showReport(invocation, lint, report)
    const limit = option('fail-severity') ?? 'error'
    const failing = severities.slice(0, severities.map(String).indexOf(limit) + 1)
    if (!ok || diagnostics.some(({ severity }) => failing.includes(severity))) return 1
    if (isForPeople && diagnostics.length === 0) {
      out.result(`${out.paint('good', 'Success!')} Nothing was found.`)
    }
    return 0
  },
}
