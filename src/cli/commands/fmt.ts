import { resolve } from 'node:path'
import { formatConfig, hideSecrets } from '../../config/index.ts'
import { CredmgrError } from '../../model/index.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { configurationFiles } from '../configuration.ts'
import { showDiagnostics } from '../problems.ts'
import { unifiedDiff } from '../unified-diff.ts'

/** What became of one file. */
type Outcome = 'unchanged' | 'changed' | 'refused'

export const fmt: Command = {
  name: 'fmt',
  summary: 'bring configuration files into the one form',
  positionals: '[FILE… | -]',
  maxPositionals: Number.POSITIVE_INFINITY,
  options: {
    check: { singleDash: true, summary: 'write nothing; exit 1 when a file differs' },
    diff: { singleDash: true, summary: 'show the differences' },
  },
  details: [
    'Without FILE it formats the configuration: the main file, what it includes, and the files of all',
    'environments, or of one with --env. It prints the names of the files that it changes, keeps every',
    'comment, and never changes what a file says. A file with a mistake in its syntax is left alone.',
    'With - it formats standard input onto standard output, for editors.',
  ].join('\n'),
  async run(invocation) {
    const { positionals, option } = invocation
    const named = [...new Set(positionals)]
    if (named.includes('-') && named.length > 1) {
      throw usage(fmt, 'standard input is formatted alone')
    }
    const files = named.length === 0 ? await configurationFiles(invocation) : named
    const outcomes: Outcome[] = []
    for (const file of files) outcomes.push(await format(invocation, file))
    const differs = option('check') !== undefined && outcomes.includes('changed')
    return differs || outcomes.includes('refused') ? 1 : 0
  },
}

/** @throws `FILE_UNREADABLE` */
async function format(invocation: Invocation, file: string): Promise<Outcome> {
  const { host, option } = invocation
  if (file === '-') return formatInput(invocation)
  const path = resolve(host.cwd, file)
  const before = await host.files.readText(path)
  if (before === undefined) {
    throw new CredmgrError('FILE_UNREADABLE', `there is no file "${file}"`, { file })
  }
  const after = formatted(invocation, file, before)
  if (after === undefined) return 'refused'
  const isSame = after === before
  if (!isSame && option('check') === undefined) {
    await invocation.shielded(() => host.files.replaceText(path, after))
  }
  report(invocation, { file, before, after })
  return isSame ? 'unchanged' : 'changed'
}

/** @throws `FILE_UNREADABLE` */
async function formatInput(invocation: Invocation): Promise<Outcome> {
  const { host, out, option } = invocation
  const file = 'standard input'
  const before = await host.terminal.input()
  const after = formatted(invocation, file, before)
  if (after === undefined) return 'refused'
  const isShown = option('check') === undefined && option('diff') === undefined
  if (isShown && !out.json) host.terminal.stdout(after)
  if (!isShown || out.json) report(invocation, { file, before, after })
  return after === before ? 'unchanged' : 'changed'
}

/** The formatted text, or `undefined` after it was shown why there is none. */
function formatted({ host, out }: Invocation, file: string, text: string): string | undefined {
  const result = formatConfig({ file, text }, host.catalog)
  if (result.outcome === 'formatted') return result.text
  if (result.outcome === 'refused') showDiagnostics(out, result.diagnostics, () => text)
  if (result.outcome === 'unfaithful') {
    out.problem(
      `${out.paint('error', 'Error:')} "${file}" is left alone: formatted, it would not say the same. Please report this.`,
    )
  }
  out.line({ file, outcome: 'refused' })
  return undefined
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
