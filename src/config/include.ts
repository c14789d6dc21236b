import type { Checked } from '../model/index.ts'
import { type Glob, readGlob, type Search } from './glob.ts'
import { parse } from './parse.ts'
import { compareText, createProblems, type Problems } from './problems.ts'
import { quote } from './secret-text.ts'
import { createSource } from './source.ts'
import { itemsOf, member, type Node, textOf } from './tree.ts'

/** One file of a configuration as it was read. */
export interface ConfigFile {
  /** The file's name as diagnostics show it. */
  readonly file: string
  readonly text: string
}

/** Something that was found below the directory of the main file. */
export interface Listed {
  /** Relative to that directory, with forward slashes. */
  readonly path: string
  /** It is a symbolic link to such a thing out of that directory. */
  readonly outside?: 'file' | 'directory'
}

/** What a main file includes. */
export interface Includes {
  /** What has to be listed. Empty: nothing is included. */
  readonly searches: readonly Search[]
  /**
   * @param listing What was found, in any order; files, and links that lead outside.
   * @returns Paths of the included files, each once, in order; or diagnostics `CM1013`.
   */
  select(listing: readonly Listed[]): Checked<readonly string[]>
}

/** The directory beside the main file whose files are laid over it. */
export const environmentsDirectory = 'environments'

interface Pattern {
  readonly node: Node
  readonly text: string
  readonly glob: Glob
}

/**
 * Reads which files the main file includes. Globs are relative to its directory and do not leave it;
 * neither the main file itself nor what stands under `environments/` is ever included.
 *
 * @param mainName The main file's own name in its directory.
 * @returns What to look for, or diagnostics `CM1011 CM1013`. A text that cannot be read includes
 *   nothing: what is wrong with it is for `loadConfig` to say.
 */
export function includesOf(main: ConfigFile, mainName: string): Checked<Includes> {
  // Most configurations are one file, which should not be read twice.
  if (!/\binclude["']?[ \t]*:/.test(main.text)) return nothing
  const source = createSource(main.file, main.text)
  const root = parse(source)
  if (!root.ok) return nothing
  const problems = createProblems(source)
  const patterns = itemsOf(member(root.value, 'include')).flatMap((node) => read(node, problems))
  if (problems.hasErrors()) return { ok: false, diagnostics: problems.list() }
  if (patterns.length === 0) return nothing
  const value: Includes = {
    searches: patterns.map(({ glob }) => glob.search),
    select: (listing) => {
      const found = createProblems(source)
      const eligible = listing.filter(({ path }) => isEligible(path, mainName))
      const paths = patterns.flatMap((pattern) => selected(pattern, eligible, found))
      if (found.hasErrors()) return { ok: false, diagnostics: found.list() }
      return { ok: true, value: [...new Set(paths)].sort(compareText), diagnostics: [] }
    },
  }
  return { ok: true, value, diagnostics: [] }
}

/** A file on its own. */
const nothing: Checked<Includes> = {
  ok: true,
  value: { searches: [], select: () => ({ ok: true, value: [], diagnostics: [] }) },
  diagnostics: [],
}

function read(node: Node, problems: Problems): readonly Pattern[] {
  const text = textOf(node)
  if (text === undefined) return []
  if (text.includes('${')) {
    problems.error('CM1011', node.range, 'an interpolation in an include', {
      label: 'which files belong to a configuration stands in the configuration',
    })
    return []
  }
  const glob = readGlob(text)
  if (typeof glob !== 'string') return [{ node, text, glob }]
  problems.error('CM1013', node.range, `${quote(text)} cannot be included`, { label: glob })
  return []
}

function isEligible(path: string, mainName: string): boolean {
  return path !== mainName && path.split('/')[0] !== environmentsDirectory
}

function selected(
  { node, text, glob }: Pattern,
  listing: readonly Listed[],
  problems: Problems,
): readonly string[] {
  const outside = listing.filter(
    ({ path, outside: to }) =>
      (to !== undefined && glob.matches(path)) || (to === 'directory' && glob.reachesBelow(path)),
  )
  for (const { path } of outside.toSorted((left, right) => compareText(left.path, right.path))) {
    problems.error('CM1013', node.range, `${quote(path)} is a link that leads outside`, {
      label: 'what is included stays below the directory of this file',
    })
  }
  const paths = listing.flatMap(({ path, outside: to }) =>
    to === undefined && glob.matches(path) ? [path] : [],
  )
  if (paths.length === 0 && outside.length === 0) {
    problems.error('CM1013', node.range, `${quote(text)} matches no file`, {
      label: 'nothing to include',
      notes: [
        `neither this file, nor what stands under ${environmentsDirectory}/, is ever included`,
      ],
    })
  }
  return paths
}
