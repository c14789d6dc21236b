import type { Origin, Span } from '../model/index.ts'

/** A stretch of a text in UTF-16 code units; `end` is the first unit after it. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** Where stretches stand: in one file, or in several that are counted through one after the other. */
export interface Places {
  /** Whether what stands there is meant for many objects, so that a problem is told once; absent: no. */
  isRepeated?(range: Range): boolean
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
  const origin = (offset: number): Origin => {
    const at = Math.min(offset, content.length)
    const line = lastAtOrBefore(starts, at) + 1
    return { file, line, column: at - (starts[line - 1] ?? 0) + 1 }
  }
  return {
    file,
    text: content,
    span(range) {
      const end = origin(Math.max(range.end, range.start))
      return { ...origin(range.start), endLine: end.line, endColumn: end.column }
    },
    origin: ({ start }) => origin(start),
    written: ({ start, end }) => content.slice(start, end),
  }
}

/** Several files read as one text; a place in it is a place in one of them. */
export interface Joined extends Source {
  /** The first one's. */
  readonly file: string
  /** Counts another source through; returns what is to be added to its offsets. */
  add(source: Source): number
  /** Notes that what stands in a stretch was written once and is meant for many objects. */
  repeat(range: Range): void
  /** Whether what stands at an offset is meant for many objects: its problem is told once. */
  isRepeated(range: Range): boolean
}

/** Counts sources through in the order in which they are added; the first one begins at 0. */
export function joinSources(first: Source): Joined {
  const sources = [first]
  const bases = [0]
  const repeated: Range[] = []
  const asked = <T>({ start, end }: Range, ask: (source: Source, range: Range) => T): T => {
    const at = lastAtOrBefore(bases, start)
    const base = bases[at] ?? 0
    return ask(sources[at] ?? first, { start: start - base, end: end - base })
  }
  return {
    file: first.file,
    get text() {
      return sources.map((each) => each.text).join('\n')
    },
    add(source) {
      const [base = 0, before = first] = [bases.at(-1), sources.at(-1)]
      // The unit in between belongs to the end of a file, where a problem may be.
      bases.push(base + before.text.length + 1)
      sources.push(source)
      return bases.at(-1) ?? 0
    },
    repeat(range) {
      repeated.push(range)
    },
    isRepeated: ({ start }) => repeated.some((each) => each.start <= start && start < each.end),
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
