import type { Clock, JsonObject } from '../model/index.ts'
import type { Terminal } from './host.ts'

export type Tone = 'error' | 'warning' | 'good' | 'bold' | 'dim'

/**
 * Where the words of a command go: the result to standard output, progress and problems to standard
 * error. With `--json` standard output holds events and nothing else, and progress is an event too.
 */
export interface Output {
  readonly json: boolean
  readonly color: boolean
  readonly width: number
  /** Text of the result; dropped with `--json`. */
  result(text: string): void
  /** Text beside the result; dropped with `--json`. */
  progress(text: string): void
  /** Text that must be seen whatever the form is. */
  problem(text: string): void
  /** One line of the JSON stream, in Terraform's form; dropped without `--json`. */
  event(type: string, message: string, members?: JsonObject): void
  /** One bare object on a line of its own; dropped without `--json`. */
  line(object: JsonObject): void
  paint(tone: Tone, text: string): string
}

/** Select Graphic Rendition parameters (ECMA-48 section 8.3.117). */
const codes: { readonly [T in Tone]: readonly [on: number, off: number] } = {
  error: [31, 39],
  warning: [33, 39],
  good: [32, 39],
  bold: [1, 22],
  dim: [2, 22],
}

export function createOutput(
  terminal: Terminal,
  clock: Clock,
  { json, color }: { readonly json: boolean; readonly color: boolean },
): Output {
  const line = (object: JsonObject): void => {
    if (json) terminal.stdout(`${JSON.stringify(object)}\n`)
  }
  return {
    json,
    color,
    width: terminal.columns,
    result: (text) => {
      if (!json) terminal.stdout(`${text}\n`)
    },
    progress: (text) => {
      if (!json) terminal.stderr(`${text}\n`)
    },
    problem: (text) => terminal.stderr(`${text}\n`),
    event: (type, message, members = {}) => {
      if (!json) return
      line({
        '@level': 'info',
        '@message': message,
        '@module': 'credmgr.ui',
        '@timestamp': new Date(clock.now()).toISOString(),
        type,
        ...members,
      })
    },
    line,
    paint: (tone, text) => {
      const [on, off] = codes[tone]
      return color ? `\u001b[${on}m${text}\u001b[${off}m` : text
    },
  }
}

/** Rows as aligned columns, two spaces apart; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
