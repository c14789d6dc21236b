import { assemble } from '../assemble.ts'
import { beginningOf } from '../beginning.ts'
import type { ConfigFile } from '../include.ts'
import { createProblems, type Problems } from '../problems.ts'
import { quote } from '../secret-text.ts'
import { createSource, type Range } from '../source.ts'
import { entriesOf, member, type Node, textOf } from '../tree.ts'
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
function checkUntracked(linting: Linting): void {
  const { facts, texts, add } = linting
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
    reportUntracked(file, beginningOf(text), problems)
    add(problems.list())
  }
  checkData(linting)
}

/** A data file knows no comments, so what is found stands where it is named. */
function checkData({ facts, texts, dataFiles, add }: Linting): void {
  const tracked = facts.repository?.tracked
  const untracked = [...dataFiles].filter(([, file]) => tracked?.has(file) === false)
  const assembled = untracked.length === 0 ? undefined : assemble(texts)
  if (assembled?.ok !== true) return
  const { source, root } = assembled.value
  const problems = createProblems(source)
  for (const [path, file] of untracked) {
    const node = dataNodes(root).find((each) => textOf(each) === path)
    reportUntracked(file, node?.range ?? beginningOf(texts.text), problems)
  }
  add(problems.list())
}

function dataNodes(root: Node): readonly Node[] {
  const objects = entriesOf(root).flatMap((section) => entriesOf(section.value))
  return objects.flatMap(({ value }) => member(member(value, 'forEach'), 'file') ?? [])
}

function reportUntracked(file: string, at: Range, problems: Problems): void {
  problems.warning('CM3304', at, `${quote(file)} is not in version control`, {
    label: 'whoever reviews the rest does not see this file',
  })
}

function checkExposed({ facts, texts, problems }: Linting): void {
  for (const file of facts.repository?.exposed ?? []) {
    problems.error('CM3405', beginningOf(texts.text), `${quote(file)} is in version control`, {
      notes: ['whoever has the repository has it; a key that was pushed has to be rotated'],
      help: [`git rm --cached ${file}, and a line in .gitignore`],
    })
  }
}
