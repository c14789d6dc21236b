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

/** A name that says what it is, and a value: `GITHUB_TOKEN=…`, `client_secret: "…"`. */
const assignment =
  /(?:secret|token|password|passwd|passphrase|api[-_]?key|private[-_]?key)\w{0,64}["']?\s{0,16}[:=]\s{0,16}["']?([\w+/~.-]{32,}={0,2})/gi

/** CM3401 for a random value that is given to a name of a secret, in a text of any form. */
export function reportAssignedSecrets(
  { text }: { readonly text: string },
  problems: Problems,
): void {
  for (const match of text.matchAll(assignment)) {
    const [whole, value = ''] = match
    if (!isRandom(value)) continue
    const end = match.index + whole.length
    problems.error(
      'CM3401',
      { start: end - value.length, end },
      'a text that looks like a secret',
      {
        label: 'a random value; value hidden',
        notes: ['if this file was ever pushed, rotate the secret now'],
        hideText: true,
      },
    )
  }
}

/** Mixed characters, or the digits of a number in hexadecimal. */
function isRandom(value: string): boolean {
  return secretStretches(value).length > 0 || /^(?=.*\d)(?=.*[a-f])[0-9a-f]{32,}$/i.test(value)
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
