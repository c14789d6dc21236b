import type { Json } from '../model/index.ts'
import type { Problems } from './problems.ts'
import type { Joined, Range } from './source.ts'
import type { Node } from './tree.ts'
import type { Variables } from './variables.ts'

/** Reads one environment variable; `undefined` when it is not set. */
export type ReadEnv = (name: string) => string | undefined

/**
 * Reads a data file.
 *
 * @param path Relative to the directory of the main file, with forward slashes.
 */
export type ReadData = (path: string) => DataFile

/** A data file by its name as diagnostics show it, or one clause that says why it cannot be read. */
export type DataFile =
  | { readonly ok: true; readonly file: string; readonly text: string }
  | { readonly ok: false; readonly problem: string }

/** What values are filled in from, and where to say what is wrong. */
export interface Filling {
  readonly problems: Problems
  readonly source: Joined
  /** Absent: the environment is not to be read. */
  readonly env: ReadEnv | undefined
  /** Absent: there are no data files. */
  readonly data: ReadData | undefined
  readonly isSecret: (path: readonly string[]) => boolean
  /** Absent within `vars`: a variable does not refer to another one. */
  readonly variables?: Variables | undefined
  /** The row that an object is made of; absent outside of `forEach`. */
  readonly each?: Each
}

/** The same for an object that is made of a row; without a spread, because there are many. */
export function withRow(
  { problems, source, env, data, isSecret, variables }: Filling,
  each: Each,
): Filling {
  return { problems, source, env, data, isSecret, variables, each }
}

/** What `${each…}` stands for: a row, as it is written in the configuration or as data. */
export type Each = {
  readonly key: string
  /** Where the row stands. */
  readonly range: Range
} & ({ readonly value: Node } | { readonly data: Json })
