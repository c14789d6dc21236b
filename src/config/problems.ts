import type { Diagnostic, DiagnosticCode, Span } from '../model/index.ts'
import type { Range, Source } from './source.ts'

/** What a diagnostic says beside its sentence; places are stretches of the source. */
export interface ProblemExtras {
  readonly label?: string | undefined
  readonly related?: { readonly range: Range; readonly label: string } | undefined
  readonly notes?: readonly string[] | undefined
  readonly help?: readonly string[] | undefined
  readonly hideText?: boolean | undefined
}

/** Collects the diagnostics of one stage. */
export interface Problems {
  error(code: DiagnosticCode, at: Range, message: string, extras?: ProblemExtras): void
  warning(code: DiagnosticCode, at: Range, message: string, extras?: ProblemExtras): void
  hasErrors(): boolean
  /** Sorted by place, then by code. */
  list(): readonly Diagnostic[]
}

/** An empty collection for one stage over one source. */
export function createProblems(source: Source): Problems {
  const found: Diagnostic[] = []
  return {
    error: (code, at, message, extras) => {
      found.push({ code, severity: 'error', message, ...placed(source, at, extras) })
    },
    warning: (code, at, message, extras) => {
      found.push({ code, severity: 'warning', message, ...placed(source, at, extras) })
    },
    hasErrors: () => found.some((each) => each.severity === 'error'),
    list: () => found.toSorted(byPlace),
  }
}

function placed(
  source: Source,
  at: Range,
  { label, related, notes, help, hideText }: ProblemExtras = {},
): Omit<Diagnostic, 'code' | 'severity' | 'message'> {
  return {
    span: source.span(at),
    ...(label === undefined ? {} : { label }),
    ...(related === undefined
      ? {}
      : { related: { span: source.span(related.range), label: related.label } }),
    ...(notes === undefined || notes.length === 0 ? {} : { notes }),
    ...(help === undefined || help.length === 0 ? {} : { help }),
    ...(hideText === true ? { hideText } : {}),
  }
}

function byPlace(left: Diagnostic, right: Diagnostic): number {
  return (
    comparePlaces(left.span, right.span) ||
    compareText(left.code, right.code) ||
    compareText(left.message, right.message)
  )
}

function comparePlaces(left: Span | undefined, right: Span | undefined): number {
  if (left === undefined || right === undefined) return 0
  return left.line - right.line || left.column - right.column
}

/** By code unit, so that an order never depends on where a program runs. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
