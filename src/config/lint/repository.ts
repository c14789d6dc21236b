import type { ConfigFile } from '../include.ts'
import { createProblems } from '../problems.ts'
import { quote } from '../secret-text.ts'
import { createSource } from '../source.ts'
import { beginningOf } from './beginning.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3304: a file of the configuration that is not in version control. CM3405: a secret one that is. */
export const repository: Rule = {
  codes: ['CM3304', 'CM3405'],
  asleep: ({ facts }) => (facts.repository === undefined ? ['CM3304', 'CM3405'] : []),
  check(linting) {
    checkUntracked(linting)
    checkExposed(linting)
  },
}

/** Where nothing of the configuration is tracked, it is no repository of this configuration. */
function checkUntracked({ facts, texts, add }: Linting): void {
  const { repository: known, overlays } = facts
  const files = [
    texts,
    ...(texts.included ?? []),
    texts.overlay ?? [],
    ...(overlays?.values() ?? []),
  ]
  const all = new Map(files.flat().map((each: ConfigFile) => [each.file, each]))
  const untracked = [...all.values()].filter(({ file }) => known?.tracked.has(file) === false)
  if (untracked.length === all.size) return
  for (const { file, text } of untracked) {
    const problems = createProblems(createSource(file, text))
    problems.warning('CM3304', beginningOf(text), `${quote(file)} is not in version control`, {
      label: 'whoever reviews the rest does not see this file',
    })
    add(problems.list())
  }
}

function checkExposed({ facts, texts, problems }: Linting): void {
  for (const file of facts.repository?.exposed ?? []) {
    problems.error('CM3405', beginningOf(texts.text), `${quote(file)} is in version control`, {
      notes: ['whoever has the repository has it; a key that was pushed has to be rotated'],
      help: [`git rm --cached ${file}, and a line in .gitignore`],
    })
  }
}
