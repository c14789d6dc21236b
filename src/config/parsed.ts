import type { Checked } from '../model/index.ts'
import { parse } from './parse.ts'
import type { Source } from './source.ts'
import type { Node } from './tree.ts'
import { textOfTree, treeOfText } from './tree-text.ts'

/** Keeps what was made of texts between runs. Forgetting is always allowed. */
export interface TextCache {
  get(text: string): string | undefined
  put(text: string, made: string): void
}

/** Below so many code units reading a file of the cache costs as much as parsing. */
const worthKeeping = 16 * 1024

/** A file with its tree, and how to keep that for the next run. */
export interface Parsed {
  readonly checked: Checked<Node>
  /** To be called once the tree has proved good; absent when there is nothing to keep. */
  readonly keep?: () => void
}

/** Parses a file, or takes from the cache what was parsed before. */
export function parsed(source: Source, cache: TextCache | undefined): Parsed {
  const { text } = source
  if (cache === undefined || text.length < worthKeeping) return { checked: parse(source) }
  const value = treeOfText(cache.get(text) ?? '')
  if (value !== undefined) return { checked: { ok: true, value, diagnostics: [] } }
  const checked = parse(source)
  if (!checked.ok) return { checked }
  return { checked, keep: () => cache.put(text, textOfTree(checked.value)) }
}
