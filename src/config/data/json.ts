import { isJsonObject, type Json } from '../../model/index.ts'
import type { DataFormat, DataRow, DataRows } from './format.ts'

/** One list of rows, or one mapping from key to row. */
export const json: DataFormat = {
  endings: ['json'],
  read(text) {
    try {
      return rowsOf(text, JSON.parse(text))
    } catch (error) {
      // `… in JSON at position 15`; the rest of the message quotes the text.
      const [, position] = /at position (\d+)/.exec(String(error)) ?? []
      const start = Math.min(Number(position ?? text.length), text.length)
      return { rows: [], problems: [{ range: { start, end: start + 1 }, message: 'no JSON' }] }
    }
  },
}

function rowsOf(text: string, value: Json): DataRows {
  const members = membersOf(text)
  if (!Array.isArray(value) && !isJsonObject(value)) {
    const range = { start: 0, end: text.trimEnd().length }
    return { rows: [], problems: [{ range, message: 'neither a list nor a mapping' }] }
  }
  // Read piece by piece, because of two members with one name an object keeps only one.
  const rows = members.map(({ key, start, end }): DataRow => {
    const range = { start, end }
    const row: Json = JSON.parse(text.slice(start, end))
    return key === undefined ? { value: row, range } : { key, value: row, range }
  })
  return { rows, problems: [] }
}

interface Member {
  readonly key: string | undefined
  readonly start: number
  readonly end: number
}

/** Where the items of a list, or the values of a mapping, stand in a text that is valid JSON. */
function membersOf(text: string): readonly Member[] {
  const members: Member[] = []
  let start = 0
  let key: string | undefined
  for (const { token, index } of marksOf(text)) {
    const piece = trimmed(text, start, index)
    if (token === ':') key = JSON.parse(text.slice(piece.start, piece.end))
    else if (piece.start < piece.end) members.push({ key, ...piece })
    if (token !== ':') key = undefined
    start = index + 1
  }
  return members
}

const nesting: ReadonlyMap<string, number> = new Map([
  ['[', 1],
  ['{', 1],
  [']', -1],
  ['}', -1],
])

/** What opens, parts and closes the outermost list or mapping. */
function marksOf(text: string): readonly { readonly token: string; readonly index: number }[] {
  const marks: { readonly token: string; readonly index: number }[] = []
  let depth = 0
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]/g)) {
    const step = nesting.get(token) ?? 0
    const level = Math.max(depth, depth + step)
    depth += step
    if (level === 1 && !token.startsWith('"')) marks.push({ token, index })
  }
  return marks
}

function trimmed(text: string, from: number, to: number): { start: number; end: number } {
  const piece = text.slice(from, to)
  const start = from + (piece.length - piece.trimStart().length)
  return { start, end: start + piece.trim().length }
}
