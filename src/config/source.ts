import type { Origin, Span } from '../model/index.ts'

/** A stretch of a text in UTF-16 code units; `end` is the first unit after it. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** One configuration file: its text, and where in it a stretch stands. */
export interface Source {
  readonly file: string
  /** Without byte order mark. */
  readonly text: string
  span(range: Range): Span
  origin(range: Range): Origin
}

/** A source whose places are counted once, for as many spans as are asked for. */
export function createSource(file: string, text: string): Source {
  const content = withoutMark(text)
  const starts = lineStarts(content)
  const place = (offset: number): { line: number; column: number } => {
    const line = lineAt(starts, Math.min(offset, content.length))
    return { line, column: Math.min(offset, content.length) - (starts[line - 1] ?? 0) + 1 }
  }
  return {
    file,
    text: content,
    span(range) {
      const end = place(Math.max(range.end, range.start))
      return { file, ...place(range.start), endLine: end.line, endColumn: end.column }
    },
    origin: (range) => ({ file, ...place(range.start) }),
  }
}

/** The text without its byte order mark, which editors do not count as a column. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** The line of an offset, counted from 1: the last one that starts at or before it. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) > offset) high = middle
    if ((starts[middle] ?? 0) <= offset) low = middle
  }
  return low + 1
}
