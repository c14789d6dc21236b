import type { Diagnostic, Span } from '../model/index.ts'
import { printable } from './secret-text.ts'
import { createLines, type LineAt, rememberingLast, type Sources } from './shown-lines.ts'

/** From the worst to the mildest. */
const severities = ['error', 'warning', 'info'] as const

interface Style {
  readonly error: string
  readonly warning: string
  readonly info: string
  readonly gutter: string
  readonly bold: string
  readonly end: string
}

const plain: Style = { error: '', warning: '', info: '', gutter: '', bold: '', end: '' }
const coloured: Style = {
  error: '\u001b[1;31m',
  warning: '\u001b[1;33m',
  info: '\u001b[1;36m',
  gutter: '\u001b[34m',
  bold: '\u001b[1m',
  end: '\u001b[0m',
}

interface Page {
  readonly style: Style
  /** `undefined` also for an empty line. */
  readonly lineAt: LineAt
}

/** Nobody reads more at once. */
const mostShown = 200

/**
 * Diagnostics as text for a person: what, where, the line with a caret under it, notes and help, and
 * at the end a count. Of more than 200 the worst are shown. Ends with a newline. Secrets that stand in a shown line are replaced by
 * asterisks, those that a diagnostic hides and whatever else looks like one.
 *
 * @param sources The text of a file, or `undefined` when it cannot be shown.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: Sources,
  { color }: { readonly color: boolean },
): string {
  const shown = worstOf(diagnostics)
  const page = {
    style: color ? coloured : plain,
    lineAt: printableLines(createLines(diagnostics, sources)),
  }
  const blocks = shown.map((each) => render(each, page))
  const left = diagnostics.length - shown.length
  const more = left === 0 ? [] : [`… and ${left} more, which --json shows\n`]
  return `${[...blocks, ...more, summaryOf(diagnostics)].join('\n')}\n`
}

/** Errors before warnings before what is worth knowing, each as many as fit, in their order. */
function worstOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= mostShown) return diagnostics
  const ranked = severities.flatMap((severity) =>
    diagnostics.filter((each) => each.severity === severity),
  )
  const worst = new Set(ranked.slice(0, mostShown))
  return diagnostics.filter((each) => worst.has(each))
}

/** `2 errors, 1 warning in 1 file.` */
export function totalsOf(diagnostics: readonly Diagnostic[]): string {
  const counts = severities.flatMap((severity) => {
    const count = diagnostics.filter((each) => each.severity === severity).length
    return severity === 'info' && count === 0 ? [] : [counted(count, severity)]
  })
  const files = new Set(diagnostics.flatMap((each) => each.span?.file ?? [])).size
  const where = files === 0 ? '' : ` in ${counted(files, 'file')}`
  return `${counts.join(', ')}${where}.`
}

function summaryOf(diagnostics: readonly Diagnostic[]): string {
  const isRefused = diagnostics.some((each) => each.severity === 'error')
  return `${totalsOf(diagnostics)}${isRefused ? ' Nothing was changed.' : ''}`
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Lines fit for a terminal. */
function printableLines(lineAt: LineAt): LineAt {
  return rememberingLast((file, number) => {
    const line = lineAt(file, number)
    return line === undefined || line === '' ? undefined : printable(line.replaceAll('\t', ' '))
  })
}

function render(diagnostic: Diagnostic, page: Page): string {
  const { code, severity, message, span, label, related } = diagnostic
  const { style } = page
  const numbers = [span?.line ?? 0, related?.span.line ?? 0]
  const width = String(Math.max(...numbers)).length
  const remarks = [
    ...(diagnostic.notes ?? []).map((note) => ['note', note] as const),
    ...(diagnostic.help ?? []).map((help) => ['help', help] as const),
  ]
  const margin = ' '.repeat(width)
  return [
    `${style[severity]}${severity}[${code}]${style.end}${style.bold}: ${printable(message)}${style.end}`,
    ...(span === undefined ? [] : snippet(page, { span, label, width, arrow: '-->', mark: '^' })),
    ...(related === undefined ? [] : snippet(page, { ...related, width, arrow: ':::', mark: '-' })),
    ...remarks.map(
      ([kind, text]) => `${margin} ${style.gutter}=${style.end} ${kind}: ${printable(text)}`,
    ),
    '',
  ].join('\n')
}

interface Snippet {
  readonly span: Span
  readonly label: string | undefined
  readonly width: number
  /** `-->` for the place itself, `:::` for one that belongs to it. */
  readonly arrow: string
  readonly mark: string
}

function snippet(
  { style, lineAt }: Page,
  { span, label, width, arrow, mark }: Snippet,
): readonly string[] {
  const margin = ' '.repeat(width)
  const place = `${margin}${style.gutter}${arrow}${style.end} ${printable(span.file)}:${span.line}:${span.column}`
  const text = lineAt(span.file, span.line)
  const gutter = (number = ''): string => `${style.gutter}${number.padStart(width)} |${style.end}`
  const said = label === undefined ? '' : ` ${printable(label)}`
  if (text === undefined) {
    return said === '' ? [place] : [place, `${gutter()}${said}`]
  }
  const { shown, before, length } = windowOf(text, span)
  const carets = mark.repeat(length)
  const color = mark === '^' ? style.error : style.gutter
  return [
    place,
    gutter(),
    `${gutter(String(span.line))} ${shown}`,
    `${gutter()} ${before}${color}${carets}${said}${style.end}`,
  ]
}

/** Longest stretch of a line that is shown. */
const widest = 160

/** The part of a long line around the place, what to put before the caret, and the caret's length. */
function windowOf(
  text: string,
  span: Span,
): { readonly shown: string; readonly before: string; readonly length: number } {
  const start = Math.min(span.column - 1, text.length)
  const end = span.endLine > span.line ? text.length : Math.min(span.endColumn - 1, text.length)
  const from = start > widest / 2 && text.length > widest ? start - widest / 2 : 0
  const cutLeft = from > 0 ? '…' : ''
  const cutRight = text.length > from + widest ? '…' : ''
  const shown = `${cutLeft}${text.slice(from, from + widest)}${cutRight}`
  const before = ' '.repeat(cutLeft.length + columns(text.slice(from, start)))
  const marked = columns(text.slice(start, Math.min(Math.max(end, start), from + widest)))
  return { shown, before, length: Math.max(1, marked) }
}

/** Letters of East Asia and emoji take two columns of a terminal, combining marks none. */
function columns(text: string): number {
  let count = 0
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue
    count +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
        character,
      )
        ? 2
        : 1
  }
  return count
}
