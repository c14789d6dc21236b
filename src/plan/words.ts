import type { DurationMs } from '../model/index.ts'
import type { PlanSummary, TokenChange } from './plan.ts'

/** Terraform's line, letter for letter; what moves is said behind it. */
export function summaryLine({ add, change, destroy, ...more }: PlanSummary): string {
  const imports = more.import === undefined ? '' : `${more.import} to import, `
  const moves = more.move === undefined ? '' : ` ${more.move} to move.`
  return `Plan: ${imports}${add} to add, ${change} to change, ${destroy} to destroy.${moves}`
}

/** `1 connection`, `2 connections`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** At most so many names stand in a sentence. */
const namedAtMost = 5

/** `a, b, c`, and how many more there are. */
export function named(names: readonly string[]): string {
  const hidden = names.length - namedAtMost
  const shown = names.slice(0, namedAtMost).map(printable).join(', ')
  return hidden > 0 ? `${shown} and ${hidden} more` : shown
}

const spans: readonly (readonly [unit: string, size: DurationMs])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]

/** How long ago, in the largest whole unit: `3 minutes ago`. */
export function ago(duration: DurationMs): string {
  const [unit, size] = spans.find(([, each]) => duration >= each) ?? []
  if (unit === undefined || size === undefined) return 'just now'
  return `${counted(Math.floor(duration / size), unit)} ago`
}

/** Why a token is touched, for people: `client changed; scopes added: repo`. */
export function describeReasons({ reasons, addedScopes }: TokenChange): string {
  const words = reasons.map((reason) =>
    reason === 'scopes_added'
      ? `scopes added: ${addedScopes.map(printable).join(', ')}`
      : printable(reason).replaceAll('_', ' '),
  )
  return words.join('; ')
}

/** Control characters and invisible direction marks: a value must not be able to redraw the terminal. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** `text` with every character that a terminal would obey written out. */
export function printable(text: string): string {
  return text.replace(
    unprintable,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )
}
