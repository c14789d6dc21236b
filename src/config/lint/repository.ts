import type { Diagnostic } from '../../model/index.ts'
import { quote } from '../secret-text.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3304: a file of the configuration that is not in version control. CM3405: a secret one that is. */
export const repository: Rule = {
  codes: ['CM3304', 'CM3405'],
  check({ facts, source, add }: Linting) {
    const { untracked = [], exposed = [] } = facts.repository ?? {}
    add(
      untracked.map((file) => ({
        ...atBeginning(file),
        code: 'CM3304',
        severity: 'warning',
        message: `${quote(file)} is not in version control`,
        label: 'whoever reviews the rest does not see it',
      })),
    )
    add(
      exposed.map((file) => ({
        ...atBeginning(source.file),
        code: 'CM3405',
        severity: 'error',
        message: `${quote(file)} is in version control`,
        help: [`git rm --cached ${file}, and a line in .gitignore`],
        notes: ['whoever has the repository has it; a key that was pushed has to be rotated'],
      })),
    )
  },
}

function atBeginning(file: string): Pick<Diagnostic, 'span'> {
  return { span: { file, line: 1, column: 1, endLine: 1, endColumn: 1 } }
}
