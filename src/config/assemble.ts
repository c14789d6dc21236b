import type { Checked, Diagnostic } from '../model/index.ts'
import { withDefaults } from './defaults.ts'
import type { ConfigFile } from './include.ts'
import { mergeFiles } from './merge-files.ts'
import { layOver } from './overlay.ts'
import { parsed, type TextCache } from './parsed.ts'
import { compareText } from './problems.ts'
import { createSource, type Joined, joinSources, type Source } from './source.ts'
import { type Node, shifted } from './tree.ts'

/** The texts that a configuration is made of; the main file first. */
export interface ConfigTexts extends ConfigFile {
  /** What the main file includes, in any order. */
  readonly included?: readonly ConfigFile[] | undefined
  /** The file of the environment, which is laid over all that. */
  readonly overlay?: ConfigFile | undefined
  /** Keeps trees of files between runs. */
  readonly cache?: TextCache | undefined
  /** Files of values for variables; a later one goes before an earlier one. */
  readonly variableFiles?: readonly ConfigFile[] | undefined
}

/** The texts as one tree, whose places are places in all of them. */
export interface Assembled {
  readonly source: Joined
  /** The files, each by itself. */
  readonly sources: readonly Source[]
  readonly root: Node
  readonly variableFiles: readonly Node[]
  /** To be called once all of it has proved good: what was parsed is kept for the next run. */
  keep(): void
}

/**
 * From texts to one tree: each is parsed, the included ones are merged into the main file, and the
 * overlay is laid over them.
 *
 * @returns The tree, not interpolated yet; or diagnostics of `parse`, `mergeFiles` or `layOver`.
 */
export function assemble(texts: ConfigTexts): Checked<Assembled> {
  const { included = [], overlay, variableFiles = [] } = texts
  const inOrder = included.toSorted((left, right) => compareText(left.file, right.file))
  const others = [...inOrder, ...(overlay === undefined ? [] : [overlay]), ...variableFiles]
  const main = createSource(texts.file, texts.text)
  const more = others.map(({ file, text }) => createSource(file, text))
  const sources = [main, ...more] as const
  const files = sources.map((each) => parsed(each, texts.cache))
  const checked = files.map((each) => each.checked)
  const broken = checked.filter((each) => !each.ok).flatMap((each) => each.diagnostics)
  const source = joinSources(main)
  const bases = [0, ...more.map((each) => source.add(each))]
  const [first, ...rest] = checked.flatMap((each, at) =>
    each.ok ? [shifted(each.value, bases[at] ?? 0)] : [],
  )
  if (broken.length > 0 || first === undefined) return failed(broken)
  const merged = mergeFiles(source, [first, ...rest.slice(0, inOrder.length)])
  if (!merged.ok) return merged
  const upper = overlay === undefined ? undefined : rest[inOrder.length]
  const whole = upper === undefined ? merged : layOver(source, merged.value, upper)
  if (!whole.ok) return whole
  const values = rest.slice(others.length - variableFiles.length)
  const root = withDefaults(source, whole.value)
  const keep = (): void => {
    for (const each of files) each.keep?.()
  }
  const value = { source, sources, root, variableFiles: values, keep }
  return { ok: true, value, diagnostics: [] }
}

function failed(diagnostics: readonly Diagnostic[]): Checked<never> {
  return { ok: false, diagnostics }
}
