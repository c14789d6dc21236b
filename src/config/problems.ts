import type { Diagnostic, DiagnosticCode, Span } from '../model/index.ts'
import type { Places, Range } from './source.ts'

/** What a diagnostic says beside its sentence; places are stretches of the text. */
export interface ProblemExtras {
  readonly label?: string | undefined
  readonly related?: { readonly range: Range; readonly label: string } | undefined
  readonly notes?: readonly string[] | undefined
  /** A function is given the place as a file and a line. */
  readonly help?: readonly (string | ((span: Span) => string))[] | undefined
  readonly hideText?: boolean | undefined
}

/** Collects the diagnostics of one stage. */
export interface Problems {
  error(code: DiagnosticCode, at: Range, message: string, extras?: ProblemExtras): void
  warning(code: DiagnosticCode, at: Range, message: string, extras?: ProblemExtras): void
  info(code: DiagnosticCode, at: Range, message: string, extras?: ProblemExtras): void
  hasErrors(): boolean
  /** Sorted by place, then by code. */
  list(): readonly Diagnostic[]
}

/** An empty collection for one stage over one file, or over several. */
export function createProblems(places: Places): Problems {
  const found: Found[] = []
  const told = new Set<string>()
  const add = (diagnostic: Diagnostic, { start, end }: Range): void => {
    if (places.isRepeated?.({ start, end }) === true) {
      const key = `${diagnostic.code} ${start} ${end}`
      if (told.has(key)) return
      told.add(key)
    }
    found.push({ diagnostic, start })
  }
  return {
    error: (code, at, message, extras) =>
      add({ code, severity: 'error', message, ...placed(places, at, extras) }, at),
    warning: (code, at, message, extras) =>
      add({ code, severity: 'warning', message, ...placed(places, at, extras) }, at),
    info: (code, at, message, extras) =>
      add({ code, severity: 'info', message, ...placed(places, at, extras) }, at),
    hasErrors: () => found.some(({ diagnostic }) => diagnostic.severity === 'error'),
    list: () => found.toSorted(byPlace).map(({ diagnostic }) => diagnostic),
  }
}

/** A diagnostic and the offset that it is sorted by: that of the files in their order. */
interface Found {
  readonly diagnostic: Diagnostic
  readonly start: number
}

function placed(
  places: Places,
  at: Range,
  { label, related, notes, help, hideText }: ProblemExtras = {},
): Omit<Diagnostic, 'code' | 'severity' | 'message'> {
  const span = places.span(at)
  const lines = help?.map((each) => (typeof each === 'string' ? each : each(span))) ?? []
  return {
    span,
    ...(label === undefined ? {} : { label }),
    ...(related === undefined
      ? {}
      : { related: { span: places.span(related.range), label: related.label } }),
    ...(notes === undefined || notes.length === 0 ? {} : { notes }),
    ...(lines.length === 0 ? {} : { help: lines }),
    ...(hideText === true ? { hideText } : {}),
  }
}

function byPlace(left: Found, right: Found): number {
  return left.start - right.start || compareWords(left.diagnostic, right.diagnostic)
}

function compareWords(left: Diagnostic, right: Diagnostic): number {
  return compareText(left.code, right.code) || compareText(left.message, right.message)
}

/** Sorted by file and place, then by code and message. */
export function sortedByPlace(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (left, right) => compareSpans(left.span, right.span) || compareWords(left, right),
  )
}

function compareSpans(left: Span | undefined, right: Span | undefined): number {
  if (left === undefined || right === undefined) return 0
  return compareText(left.file, right.file) || left.line - right.line || left.column - right.column
}

/** By code unit, so that an order never depends on where a program runs. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
