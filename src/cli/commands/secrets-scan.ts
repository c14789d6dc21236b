import { resolve } from 'node:path'
import { scanForSecrets } from '../../config/index.ts'
import { CredmgrError, type Diagnostic, isCredmgrError } from '../../model/index.ts'
import type { Command, Invocation } from '../command.ts'
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
    '    git diff --cached --name-only -z --diff-filter=d | xargs -0 credmgr secrets scan --',
    'What is no text, such as a picture, is named and not looked at.',
  ].join('\n'),
  async run(invocation) {
    const { out, positionals } = invocation
    const files = positionals.length > 0 ? positionals : await configurationFiles(invocation)
    const texts = new Map<string, string>()
    const diagnostics: Diagnostic[] = []
    for (const file of files) {
      const text = await textOf(invocation, file)
      if (text === undefined) continue
      texts.set(file, text)
      diagnostics.push(...scanForSecrets({ file, text }))
    }
    const sources = (file: string): string | undefined => texts.get(file)
    const valid = diagnostics.length === 0
    const isForPeople = showReport(invocation, secretsScan, { valid, diagnostics, sources })
    if (isForPeople && valid) {
      const count = texts.size === 1 ? '1 file' : `${texts.size} files`
      out.result(`${out.paint('good', 'Success!')} No secret was found in ${count}.`)
    }
    return valid ? 0 : 1
  },
}

/** @returns `undefined` after it was told that a file is no text. */
async function textOf({ host, out }: Invocation, file: string): Promise<string | undefined> {
  try {
    const text = await host.files.readText(resolve(host.cwd, file))
    if (text !== undefined) return text
  } catch (error) {
    // With a cause the system has refused it, and what it holds is not known.
    if (!isCredmgrError(error) || error.cause !== undefined) throw error
    out.problem(`${out.paint('warning', 'Warning:')} ${error.message}, and was not looked at`)
    return undefined
  }
  throw new CredmgrError('FILE_UNREADABLE', `there is no file "${file}"`, { file })
}
