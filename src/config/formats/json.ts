import type { Diagnostic, JsonObject, Severity, Span } from '../../model/index.ts'
import { createLines, type LineAt, type Sources } from '../shown-lines.ts'
import { withoutMark } from '../source.ts'
import type { Format } from './format.ts'

/** One object, as `terraform validate -json` prints it. */
export const json: Format = ({ valid, diagnostics, sources }) => {
  const count = (severity: Severity): number =>
    diagnostics.filter((each) => each.severity === severity).length
  const report = {
    format_version: '1.0',
    valid,
    error_count: count('error'),
    warning_count: count('warning'),
    diagnostics: diagnosticsJson(diagnostics, sources),
  }
  return `${JSON.stringify(report, undefined, 2)}\n`
}

/**
 * Diagnostics as `terraform validate -json` prints them, each with its code. Lines and columns count
 * from 1, a column in UTF-16 code units; `byte` counts from 0 in UTF-8.
 */
export function diagnosticsJson(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
): readonly JsonObject[] {
  const page = { lineAt: createLines(diagnostics, sources), byteAt: createBytes(sources) }
  return diagnostics.map((each) => diagnosticJson(each, page))
}

interface Page {
  readonly lineAt: LineAt
  readonly byteAt: (file: string, line: number, column: number) => number
}

function diagnosticJson(diagnostic: Diagnostic, { lineAt, byteAt }: Page): JsonObject {
  const { code, severity, message, span, label, notes = [], help = [], hideText } = diagnostic
  const detail = [...(label === undefined ? [] : [label]), ...notes, ...help].join('\n')
  if (span === undefined) return { severity, summary: message, detail, code }
  const { file, line, column, endLine, endColumn } = span
  const range = {
    filename: file,
    start: { line, column, byte: byteAt(file, line, column) },
    end: { line: endLine, column: endColumn, byte: byteAt(file, endLine, endColumn) },
  }
  if (hideText === true) return { severity, summary: message, detail, code, range }
  return { severity, summary: message, detail, code, range, snippet: snippetOf(span, lineAt) }
}

/** Longest stretch of a line that is given out; with all of a line in each, a report has no bounds. */
const longest = 400

function snippetOf({ file, line, column, endLine, endColumn }: Span, lineAt: LineAt): JsonObject {
  const whole = lineAt(file, line) ?? ''
  const from = whole.length > longest ? Math.max(0, column - 1 - longest / 2) : 0
  const text = whole.slice(from, from + longest)
  const end = line === endLine ? endColumn - 1 - from : text.length
  return {
    context: null,
    code: text,
    start_line: line,
    highlight_start_offset: column - 1 - from,
    highlight_end_offset: Math.min(end, text.length),
    values: [],
  }
}

/** Counts the bytes of each file once, whatever the number of places. */
function createBytes(sources: Sources): Page['byteAt'] {
  const files = new Map<string, FileBytes>()
  let last = { file: '', line: 0, column: 1, byte: 0 }
  return (file, line, column) => {
    const known = files.get(file) ?? countBytes(sources(file) ?? '')
    files.set(file, known)
    const isAhead = last.file === file && last.line === line && last.column <= column
    // Diagnostics come by place: what is before the last one on a long line is counted already.
    const from = isAhead ? last : { column: 1, byte: known.starts[line - 1] ?? 0 }
    const between = (known.lines[line - 1] ?? '').slice(from.column - 1, column - 1)
    last = { file, line, column, byte: from.byte + bytesOf(between) }
    return last.byte
  }
}

interface FileBytes {
  readonly lines: readonly string[]
  /** Where each line starts. */
  readonly starts: readonly number[]
}

function countBytes(text: string): FileBytes {
  const content = withoutMark(text)
  const lines = content.split('\n')
  const starts = [bytesOf(text) - bytesOf(content)]
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + bytesOf(line) + 1)
  return { lines, starts }
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
