import { quote } from '../secret-text.ts'
import { knownText, member } from '../tree.ts'
import { type Linting, type Rule, secretReferences } from './rule.ts'

const day = 86_400_000

/** CM3017: a secret that was replaced longer ago than `lint.maxSecretAge`, or not yet. */
export const secretAge: Rule = {
  codes: ['CM3017'],
  asleep: ({ facts }) => (facts.now === undefined ? ['CM3017'] : []),
  check(linting) {
    const { problems, facts, settings } = linting
    if (facts.now === undefined) return
    for (const { reference, name } of secretReferences(linting)) {
      const node = member(reference, 'rotatedAt')
      const at = Date.parse(`${knownText(node) ?? ''}T00:00:00Z`)
      if (node === undefined || Number.isNaN(at)) continue
      const flaw = flawOf(facts.now - at, settings)
      if (flaw === undefined) continue
      const { says, label } = flaw
      problems.info('CM3017', node.range, `the secret of ${quote(name)} ${says}`, { label })
    }
  },
}

interface Flaw {
  readonly says: string
  readonly label: string
}

function flawOf(age: number, { maxSecretAge }: Linting['settings']): Flaw | undefined {
  // Wherever on earth it was written down, it is at most a day ahead.
  if (age < -day) return { says: 'was replaced in the future', label: 'this day is still to come' }
  if (age <= maxSecretAge) return undefined
  const label = `older than ${Math.floor(maxSecretAge / day)} days`
  return { says: `is ${Math.floor(age / day)} days old`, label }
}
