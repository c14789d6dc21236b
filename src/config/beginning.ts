import type { Range } from './source.ts'

/** The first line that says something, so that a comment above it can ignore what is found there. */
export function beginningOf(text: string): Range {
  const [, skipped = '', line = ''] = /^\uFEFF?((?:[ \t]*(?:#.*|---)?\r?\n)*)(.*)/.exec(text) ?? []
  return { start: skipped.length, end: skipped.length + line.trimEnd().length }
}
