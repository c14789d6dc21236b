import { formats, type Report } from '../config/index.ts'
import { usage } from './arguments.ts'
import type { Command, Invocation, Option } from './command.ts'
import { showDiagnostics } from './problems.ts'

/** The option `--format` of commands whose result is a report. */
export const formatOption: Option = {
  value: 'FORMAT',
  choices: ['text', ...Object.keys(formats)],
  summary: 'for people (default), or for machines; --json is short for --format json',
}

/**
 * Shows a report in the form that was asked for: for machines on standard output, for people on
 * standard error.
 *
 * @returns Whether it was for people, who want to hear about success as well.
 * @throws `USAGE` when two forms were asked for
 */
export function showReport(
  { out, option, host }: Invocation,
  command: Command,
  report: Omit<Report, 'version'>,
): boolean {
  const named = option('format')
  if (out.json && named !== undefined && named !== 'json') {
    throw usage(command, `"--json" and "--format ${named}" exclude each other`)
  }
  const format = formats[out.json ? 'json' : (named ?? 'text')]
  if (format === undefined) {
    showDiagnostics(out, report.diagnostics, report.sources)
    return true
  }
  host.terminal.stdout(format({ ...report, version: host.version }))
  return false
}
