import type { Origin, Span } from '../model/index.ts'

/** A stretch of a text in UTF-16 code units; `end` is the first unit after it. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** Where stretches stand: in one file, or in several that are counted through one after the other. */
export interface Places {
  span(range: Range): Span
  origin(range: Range): Origin
  /** The text of a stretch as it stands in its file. */
  written(range: Range): string
}

/** One configuration file: its text, and where in it a stretch stands. */
export interface Source extends Places {
  readonly file: string
  /** Without byte order mark. */
  readonly text: string
}

/** A source whose places are counted once, for as many spans as are asked for. */
export function createSource(file: string, text: string): Source {
  const content = withoutMark(text)
  const starts = lineStarts(content)
  const place = (offset: number): { line: number; column: number } => {
    const line = lastAtOrBefore(starts, Math.min(offset, content.length)) + 1
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
    written: ({ start, end }) => content.slice(start, end),
  }
}

/** Several files read as one text; a place in it is a place in one of them. */
export interface Joined extends Source {
  /** The first one's. */
  readonly file: string
  /** What is to be added to an offset of the file at this position of the list. */
  readonly bases: readonly number[]
}

/** Counts sources through in the order given; there must be one. */
export function joinSources(sources: readonly [Source, ...(readonly Source[])]): Joined {
  const [first, second] = sources
  if (second === undefined) return { ...first, bases: [0] }
  const bases = [0]
  // The unit in between belongs to the end of a file, where a problem may be.
  for (const { text } of sources.slice(0, -1)) bases.push((bases.at(-1) ?? 0) + text.length + 1)
  const asked = <T>({ start, end }: Range, ask: (source: Source, range: Range) => T): T => {
    const at = lastAtOrBefore(bases, start)
    const base = bases[at] ?? 0
    return ask(sources[at] ?? first, { start: start - base, end: end - base })
  }
  return {
    file: first.file,
    text: sources.map((each) => each.text).join('\n'),
    bases,
    span: (range) => asked(range, (source, here) => source.span(here)),
    origin: (range) => asked(range, (source, here) => source.origin(here)),
    written: (range) => asked(range, (source, here) => source.written(here)),
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

/** The position of the last number that is not greater; 0 when there is none. */
function lastAtOrBefore(numbers: readonly number[], sought: number): number {
  let low = 0
  let high = numbers.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) > sought) high = middle
    if ((numbers[middle] ?? 0) <= sought) low = middle
  }
  return low
}
