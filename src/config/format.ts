import { type Catalog, type Checked, type Config, canonicalJson } from '../model/index.ts'
import { commentsOf } from './format-comments.ts'
import { type Layout, printed } from './format-print.ts'
import { loadConfig } from './load.ts'
import { parse } from './parse.ts'
import { compareText } from './problems.ts'
import { createSource, withoutMark } from './source.ts'
import { type Node, toJson } from './tree.ts'

/**
 * What became of a text: formatted; or refused for its mistakes; or `unfaithful`: what came out
 * would say something else, lack a comment or not be final. That is a fault of the formatter, and
 * nothing is given out.
 */
export type Formatted =
  | { readonly outcome: 'formatted'; readonly text: string }
  | { readonly outcome: 'refused'; readonly diagnostics: Checked<Config>['diagnostics'] }
  | { readonly outcome: 'unfaithful' }

/**
 * The one form of a configuration file.
 *
 * - Sections, and the fields of each object, stand in the order of the schema. What the schema does
 *   not know (`x-…` notes, an unknown field) stays behind the field that it follows. Names, labels
 *   and the items of lists keep the author's order, sets such as scopes too: their grouping may mean
 *   something to a reader, and it means nothing to credmgr.
 * - Two spaces; a blank line before every section, elsewhere one at most and none at the start of a
 *   block. Blank lines and comments belong to what follows them, comments at the end of a line to
 *   that line.
 * - A collection in brackets stays so when it fits 100 columns on one line; else it becomes a block.
 * - A value on one line stays as it is written, quotes included. A folded text over several lines is
 *   filled up to 100 columns.
 * - A modeline stays at the top. Line ends are those of the first line; a byte order mark goes.
 *
 * Where an alias would come to stand before its anchor, the order is left as it is. Only the syntax
 * must be right; a formatted text formats to itself.
 */
export function formatConfig(
  { file, text }: { readonly file: string; readonly text: string },
  catalog: Catalog,
): Formatted {
  const syntax = parse(createSource(file, text))
  if (!syntax.ok) return { outcome: 'refused', diagnostics: syntax.diagnostics }
  const unix = withoutMark(text).replaceAll('\r\n', '\n')
  const layouts: readonly Layout[] = [{ order: 'schema' }, { order: 'author' }]
  for (const layout of layouts) {
    const result = settled(unix, layout)
    if (result === undefined) continue
    if (result === unix || isFaithful(unix, result, catalog)) {
      return { outcome: 'formatted', text: withLineEndsOf(text, result) }
    }
  }
  return { outcome: 'unfaithful' }
}

/** Brackets that turn into blocks may hold brackets that do not fit either: one round a level. */
const mostRounds = 100

/** Printed until it stays as it is, so that a formatted text formats to itself. */
function settled(text: string, layout: Layout): string | undefined {
  let current = printed(text, { ...layout, breaks: false })
  for (let round = 0; round < mostRounds; round++) {
    const next = printed(current, { ...layout, breaks: true })
    if (next === current) return current
    current = next
  }
  return undefined
}

/**
 * Whether two texts say the same: the same data, the same configuration as far as there is one, and
 * every comment in both.
 */
export function isFaithful(before: string, after: string, catalog: Catalog): boolean {
  const [one, other] = [treeOf(before), treeOf(after)]
  if (one === undefined || other === undefined) return false
  if (canonicalJson(toJson(one)) !== canonicalJson(toJson(other))) return false
  if (sortedComments(before) !== sortedComments(after)) return false
  return sameOutcome(loaded(before, catalog), loaded(after, catalog))
}

function treeOf(text: string): Node | undefined {
  const parsed = parse(createSource('', text))
  return parsed.ok ? parsed.value : undefined
}

function sortedComments(text: string): string {
  return commentsOf(text).toSorted(compareText).join('\n')
}

function loaded(text: string, catalog: Catalog): Checked<Config> {
  return loadConfig({ file: '', text }, catalog)
}

function sameOutcome(one: Checked<Config>, other: Checked<Config>): boolean {
  if (!one.ok || !other.ok) return one.ok === other.ok
  return withoutPlaces(one.value) === withoutPlaces(other.value)
}

/** A configuration as text, without where things stand. */
function withoutPlaces({ resources }: Config): string {
  return JSON.stringify(resources, (key, value: unknown) =>
    key === 'origin' || key === 'span' ? undefined : value,
  )
}

function withLineEndsOf(original: string, text: string): string {
  const first = original.indexOf('\n')
  return original[first - 1] === '\r' ? text.replaceAll('\n', '\r\n') : text
}
