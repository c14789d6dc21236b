import type { Json } from '../../model/index.ts'
import type { DataFormat, DataProblem, DataRow } from './format.ts'

/** One JSON value a line; empty lines are nothing. */
export const ndjson: DataFormat = {
  endings: ['ndjson', 'jsonl'],
  read(text) {
    const rows: DataRow[] = []
    const problems: DataProblem[] = []
    let start = 0
    while (start < text.length) {
      const newline = text.indexOf('\n', start)
      const end = newline === -1 ? text.length : newline
      const line = text.slice(start, end).trimEnd()
      const range = { start, end: start + line.length }
      const value = line === '' ? undefined : jsonOf(line)
      if (value !== undefined) rows.push({ value, range })
      if (value === undefined && line !== '') problems.push({ range, message: 'no JSON value' })
      start = end + 1
    }
    return { rows, problems }
  },
}

function jsonOf(line: string): Json | undefined {
  try {
    return JSON.parse(line)
  } catch {
    // The parser's message quotes the text, and the place is the line.
    return undefined
  }
}
