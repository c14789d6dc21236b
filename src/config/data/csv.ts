import { CsvError, type Info, parse } from 'csv-parse/sync'
import type { Range } from '../source.ts'
import type { DataFormat, DataProblem, DataRow } from './format.ts'

/** Comma-separated values (RFC 4180): the first line names the columns; every cell is a text. */
export const csv: DataFormat = {
  endings: ['csv'],
  read(text) {
    const lines = linesOf(text)
    try {
      // The types of the library leave out what "info" adds.
      const records: unknown = parse(text, { info: true, skip_empty_lines: true })
      return rowsOf(records as readonly Read[], lines)
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
      const range = rangeOf(lines, Number(error['lines'] ?? 1), Number(error['lines'] ?? 1))
      return { rows: [], problems: [{ range, message: sentences[error.code] ?? 'no CSV' }] }
    }
  },
}

interface Read {
  readonly record: readonly string[]
  readonly info: Info
}

/** What is wrong, in our words: the parser's own repeat the data. */
const sentences: { readonly [code: string]: string } = {
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'another number of cells than the first line has',
  CSV_QUOTE_NOT_CLOSED: 'a quote that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'something stands behind a closing quote',
  INVALID_OPENING_QUOTE: 'a quote in the middle of a cell; double it and quote the whole cell',
}

function rowsOf(
  [header, ...records]: readonly Read[],
  lines: readonly Range[],
): { readonly rows: readonly DataRow[]; readonly problems: readonly DataProblem[] } {
  const columns = header?.record.map((name) => name.trim()) ?? []
  const range = rangeOf(lines, 1, header?.info.lines ?? 1)
  const flaw = flawOf(columns)
  if (flaw !== undefined) return { rows: [], problems: [{ range, message: flaw }] }
  let last = header?.info.lines ?? 0
  const rows = records.map(({ record, info }) => {
    const value = Object.fromEntries(columns.map((name, at) => [name, record[at] ?? '']))
    const row = { value, range: rangeOf(lines, last + 1, info.lines) }
    last = info.lines
    return row
  })
  return { rows, problems: [] }
}

function flawOf(columns: readonly string[]): string | undefined {
  if (columns.length === 0) return 'no first line that names the columns'
  if (columns.includes('')) return 'a column without a name'
  if (new Set(columns).size < columns.length) return 'two columns have one name'
  return undefined
}

/** Each line without its end. */
function linesOf(text: string): readonly Range[] {
  const lines: Range[] = []
  let start = 0
  while (start < text.length) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    lines.push({ start, end: text.charAt(end - 1) === '\r' ? end - 1 : end })
    start = end + 1
  }
  return lines
}

/** From the first line that is not empty to the last one, counted from 1. */
function rangeOf(lines: readonly Range[], from: number, to: number): Range {
  let first = from
  while (first < to && lines[first - 1]?.start === lines[first - 1]?.end) first += 1
  const start = lines[first - 1]?.start ?? lines.at(-1)?.end ?? 0
  return { start, end: Math.max(start, lines[to - 1]?.end ?? start) }
}
