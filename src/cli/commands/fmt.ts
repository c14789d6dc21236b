import { resolve } from 'node:path'
import { formatConfig, hideSecrets } from '../../config/index.ts'
import { CredmgrError } from '../../model/index.ts'
import type { Command, Invocation } from '../command.ts'
import { configurationFiles } from '../configuration.ts'
import { showDiagnostics } from '../problems.ts'
import { unifiedDiff } from '../unified-diff.ts'

/** What became of one file. */
type Outcome = 'unchanged' | 'changed' | 'refused'

export const fmt: Command = {
  name: 'fmt',
  summary: 'bring configuration files into the one form',
  positionals: '[FILE…]',
  maxPositionals: Number.POSITIVE_INFINITY,
  options: {
    check: { singleDash: true, summary: 'write nothing; exit 1 when a file differs' },
    diff: { singleDash: true, summary: 'show the differences' },
  },
  details: [
    'Without FILE it formats the configuration: the main file, what it includes, and the files of all',
    'environments, or of one with --env. It prints the names of the files that it changes, keeps every',
    'comment, and never changes what a file says. A file with a mistake in its syntax is left alone.',
  ].join('\n'),
  async run(invocation) {
    const { positionals, option } = invocation
    const named = [...new Set(positionals)]
    const files = named.length === 0 ? await configurationFiles(invocation) : named
    const outcomes: Outcome[] = []
    for (const file of files) outcomes.push(await format(invocation, file))
    const differs = option('check') !== undefined && outcomes.includes('changed')
    return differs || outcomes.includes('refused') ? 1 : 0
  },
}

/** @throws `FILE_UNREADABLE` */
async function format(invocation: Invocation, file: string): Promise<Outcome> {
  const { host, out } = invocation
  const path = resolve(host.cwd, file)
  const text = await host.files.readText(path)
  if (text === undefined) {
    throw new CredmgrError('FILE_UNREADABLE', `there is no file "${file}"`, { file })
  }
  const formatted = formatConfig({ file, text }, host.catalog)
  if (formatted.outcome !== 'formatted') {
    if (formatted.outcome === 'refused') {
      showDiagnostics(out, formatted.diagnostics, () => text)
    } else {
      out.problem(
        `${out.paint('error', 'Error:')} "${file}" is left alone: formatted, it would not say the same. Please report this.`,
      )
    }
    out.line({ file, outcome: 'refused' })
    return 'refused'
  }
  const isSame = formatted.text === text
  if (!isSame && invocation.option('check') === undefined) {
    await invocation.shielded(() => host.files.replaceText(path, formatted.text))
  }
  report(invocation, { file, before: text, after: formatted.text })
  return isSame ? 'unchanged' : 'changed'
}

function report(
  { out, option }: Invocation,
  {
    file,
    before,
    after,
  }: { readonly file: string; readonly before: string; readonly after: string },
): void {
  const isSame = before === after
  if (!isSame) out.result(file)
  const diff = option('diff') === undefined ? [] : unifiedDiff(file, before, after).map(hideSecrets)
  for (const line of diff) out.result(line)
  out.line({
    file,
    outcome: isSame ? 'unchanged' : 'changed',
    ...(diff.length > 0 && { diff: `${diff.join('\n')}\n` }),
  })
}
