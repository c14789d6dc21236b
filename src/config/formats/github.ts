import type { Diagnostic, Severity, Span } from '../../model/index.ts'
import { totalsOf } from '../render.ts'
import { printable } from '../secret-text.ts'
import type { Format } from './format.ts'

/**
 * Workflow commands that GitHub Actions shows as annotations, one a line, and the totals: GitHub shows
 * only some annotations of a step.
 */
export const github: Format = ({ diagnostics }) =>
  [...diagnostics.map(annotation), totalsOf(diagnostics), ''].join('\n')

const commands: { readonly [S in Severity]: string } = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
}

function annotation({ code, severity, message, label, span }: Diagnostic): string {
  const properties = [...(span === undefined ? [] : place(span)), ['title', code] as const]
  const said = properties.map(([name, value]) => `${name}=${property(String(value))}`).join(',')
  const text = label === undefined ? message : `${message}; ${label}`
  return `::${commands[severity]} ${said}::${data(printable(text))}`
}

/** GitHub takes columns only for a stretch of one line. */
function place({ file, line, column, endLine, endColumn }: Span): readonly Property[] {
  const lines = [
    ['file', file],
    ['line', line],
    ['endLine', endLine],
  ] as const
  if (line !== endLine) return lines
  return [...lines, ['col', column], ['endColumn', endColumn]]
}

type Property = readonly [name: string, value: string | number]

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
