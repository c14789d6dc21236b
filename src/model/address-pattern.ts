import { plainPattern } from './plain-pattern.ts'

/** How many `*` a pattern of addresses has; an address has none. */
export function starsOf(pattern: string): number {
  return pattern.split('*').length - 1
}

/** Finds what each `*` of a pattern stands for in an address: a text without a slash, never an empty one. */
export type Matcher = (address: string) => readonly string[] | undefined

/** Compiled once for many addresses. Without a `*` only the address itself matches. */
export function matcherOf(pattern: string): Matcher {
  const parts = pattern.split('*').map(plainPattern)
  // As short as possible, so that "a-*-*" has one meaning.
  const form = new RegExp(`^${parts.join('([^/]+?)')}$`)
  return (address) => form.exec(address)?.slice(1)
}

/** A pattern with a text in the place of each `*`. */
export function filledPattern(pattern: string, texts: readonly string[]): string {
  return pattern
    .split('*')
    .map((part, at) => (at === 0 ? part : `${texts[at - 1] ?? ''}${part}`))
    .join('')
}
