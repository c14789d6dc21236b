import { resolve } from 'node:path'
import { scanForSecrets } from '../../config/index.ts'
import { CredmgrError, type Diagnostic } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { configurationFiles } from '../configuration.ts'
import { formatOption, showReport } from '../report.ts'

export const secretsScan: Command = {
  name: 'secrets scan',
  summary: 'find secrets that stand in files for everybody to read',
  positionals: '[FILE…]',
  maxPositionals: Number.POSITIVE_INFINITY,
  options: { format: formatOption },
  details: [
    'Without FILE it looks through the files of the configuration and of all environments. It exits with 1',
    'when it finds something, and shows no value, so that it can stand in a pre-commit hook:',
    '    git diff --cached --name-only -z --diff-filter=d | xargs -0 credmgr secrets scan',
  ].join('\n'),
  async run(invocation) {
    const { host, out, positionals } = invocation
    const files = positionals.length > 0 ? positionals : await configurationFiles(invocation)
    const texts = new Map<string, string>()
    const diagnostics: Diagnostic[] = []
    for (const file of files) {
      const text = await host.files.readText(resolve(host.cwd, file))
      if (text === undefined) {
        throw new CredmgrError('FILE_UNREADABLE', `there is no file "${file}"`, { file })
      }
      texts.set(file, text)
      diagnostics.push(...scanForSecrets({ file, text }))
    }
    const sources = (file: string): string | undefined => texts.get(file)
    const valid = diagnostics.length === 0
    const isForPeople = showReport(invocation, secretsScan, { valid, diagnostics, sources })
    if (isForPeople && valid) {
      const count = files.length === 1 ? '1 file' : `${files.length} files`
      out.result(`${out.paint('good', 'Success!')} No secret was found in ${count}.`)
    }
    return valid ? 0 : 1
  },
}
