import { type CST, Lexer } from 'yaml'

/** Precedes the content of a scalar in the lexer's stream. */
const scalarMark = '\u001F'

/** Every comment of a text, `#` included, without white space at its end. */
export function commentsOf(text: string): readonly string[] {
  const comments: string[] = []
  let before = ''
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('#') && before !== scalarMark) comments.push(lexeme.trimEnd())
    before = lexeme
  }
  return comments
}

type Block = CST.BlockMap | CST.BlockSequence
type Item = Block['items'][number]

/**
 * The parser gives all comments after a block to that block as soon as the first of them is indented
 * like it. Those that are indented less belong to what follows, so they are moved there.
 */
export function rehomeComments(tokens: readonly CST.Token[]): void {
  for (const token of tokens) {
    if (token.type !== 'document' || !isBlock(token.value)) continue
    const left = rehome(token.value, Number.POSITIVE_INFINITY)
    if (left.length > 0) token.end = [...left, ...(token.end ?? [])]
  }
}

function isBlock(token: CST.Token | null | undefined): token is Block {
  return token?.type === 'block-map' || token?.type === 'block-seq'
}

const isBetween: ReadonlySet<string> = new Set(['space', 'comment', 'newline'])

/**
 * @param indent Comments at the end of the block that are indented less belong to an outer one.
 * @returns What does.
 */
function rehome(block: Block, indent = block.indent): readonly CST.SourceToken[] {
  const items: Item[] = block.items
  for (let at = 0; at < items.length; at++) {
    const value = items[at]?.value
    const left = isBlock(value) ? rehome(value) : []
    if (left.length === 0) continue
    const next = items[at + 1]
    if (next === undefined) items.push({ start: [...left] })
    if (next !== undefined) next.start = [...left, ...next.start]
  }
  return outdented(block, indent)
}

/** Takes off the comments at the end of a block that are indented less, and the last blank lines. */
function outdented(block: Block, indent: number): readonly CST.SourceToken[] {
  const last = block.items.at(-1)
  if (last === undefined || last.key || last.sep || last.value) return []
  const { start } = last
  // `- ` and `? ` with nothing behind them are items.
  if (!start.every(({ type }) => isBetween.has(type))) return []
  const first = start.findIndex((each) => each.type === 'comment' && each.indent < indent)
  const kept = start.slice(0, first === -1 ? undefined : first)
  // A comment keeps its own line end.
  const from = kept.findLastIndex(({ type }) => type === 'comment') + 1
  const to = from === 0 ? 0 : from + 1
  last.start = start.slice(0, to)
  if (to === 0) block.items.pop()
  return start.slice(to)
}
