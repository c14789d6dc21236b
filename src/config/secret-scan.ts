import type { Problems } from './problems.ts'
import { knownSecret, secretStretches } from './secret-text.ts'

/** CM3401 for whatever looks like a secret of a known issuer, in every line of a text. */
export function reportSecretText({ text }: { readonly text: string }, problems: Problems): void {
  let start = 0
  for (const line of text.split('\n')) {
    const known = knownSecret(line) === undefined ? [] : secretsIn(line)
    for (const { from, to, says } of known) {
      const range = { start: start + from, end: start + to }
      problems.error('CM3401', range, 'a text that looks like a secret', {
        label: `looks like ${says}; value hidden`,
        notes: ['if this file was ever pushed, rotate the secret now'],
        hideText: true,
      })
    }
    start += line.length + 1
  }
}

interface Found {
  readonly from: number
  readonly to: number
  readonly says: string
}

/** Only what begins as secrets of a known issuer do; a checksum is as random as a key. */
function secretsIn(line: string): readonly Found[] {
  const found: Found[] = []
  for (const [from, to] of secretStretches(line)) {
    const says = knownSecret(line.slice(from, to))
    const isNew = !found.some((each) => from < each.to && each.from < to)
    if (says !== undefined && isNew) found.push({ from, to, says })
  }
  return found
}
