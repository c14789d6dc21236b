import type { Diagnostic, Span } from '../model/index.ts'
import { secretStretches } from './secret-text.ts'
import { withoutMark } from './source.ts'

/** The text of a file, or `undefined` when it cannot be shown. */
export type Sources = (file: string) => string | undefined

/** A line as it may be shown, by file and number from 1; `undefined` when there is none. */
export type LineAt = (file: string, line: number) => string | undefined

/** A stretch of a line, in code units from its beginning. */
type Stretch = readonly [number, number]

/**
 * The lines of files as they may be shown: what one of the diagnostics hides, and whatever else looks
 * like a secret, is replaced by as many asterisks.
 */
export function createLines(diagnostics: readonly Diagnostic[], sources: Sources): LineAt {
  const hidden = hiddenSpans(diagnostics)
  const texts = new Map<string, readonly string[]>()
  return rememberingLast((file, number) => {
    const lines = texts.get(file) ?? withoutMark(sources(file) ?? '').split(/\r?\n/)
    texts.set(file, lines)
    const line = lines[number - 1]
    if (line === undefined) return undefined
    const spans = hidden.get(`${number} ${file}`) ?? []
    const stretches = spans.flatMap((span) => hiddenIn(span, number, line))
    return masked(line, [...stretches, ...secretStretches(line)])
  })
}

/** Diagnostics come by place: a long line with many of them is looked through once. */
export function rememberingLast(lineAt: LineAt): LineAt {
  let last: { readonly file: string; readonly number: number; readonly line: string | undefined }
  return (file, number) => {
    if (last?.file !== file || last.number !== number) {
      last = { file, number, line: lineAt(file, number) }
    }
    return last.line
  }
}

/** What is hidden, by line number and file. */
function hiddenSpans(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, readonly Span[]> {
  const hidden = new Map<string, Span[]>()
  for (const { span, hideText } of diagnostics) {
    if (hideText !== true || span === undefined) continue
    for (let line = span.line; line <= span.endLine; line++) {
      const key = `${line} ${span.file}`
      const spans = hidden.get(key) ?? []
      hidden.set(key, spans)
      spans.push(span)
    }
  }
  return hidden
}

/** The part of a line that a span covers. */
function hiddenIn(span: Span, number: number, line: string): readonly Stretch[] {
  if (number < span.line || number > span.endLine) return []
  const start = number === span.line ? span.column - 1 : 0
  const end = number === span.endLine ? span.endColumn - 1 : line.length
  return [[start, end]]
}

function masked(line: string, stretches: readonly Stretch[]): string {
  return stretches.reduce((text, [start, end]) => {
    const to = Math.max(start, Math.min(end, text.length))
    return text.slice(0, start) + '*'.repeat(to - start) + text.slice(to)
  }, line)
}
