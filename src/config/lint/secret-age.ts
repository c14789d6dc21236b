import { quote } from '../secret-text.ts'
import { knownText, member } from '../tree.ts'
import { type Rule, secretReferences } from './rule.ts'

const day = 86_400_000

/** CM3017: a secret that was replaced longer ago than `lint.maxSecretAge`. */
export const secretAge: Rule = {
  codes: ['CM3017'],
  check(linting) {
    const { problems, facts, settings } = linting
    const { now } = facts
    if (now === undefined) return
    for (const { reference, name } of secretReferences(linting)) {
      const node = member(reference, 'rotatedAt')
      const at = Date.parse(`${knownText(node) ?? ''}T00:00:00Z`)
      if (node === undefined || Number.isNaN(at) || now - at <= settings.maxSecretAge) continue
      const message = `the secret of ${quote(name)} is ${Math.floor((now - at) / day)} days old`
      problems.info('CM3017', node.range, message, {
        label: `older than ${settings.maxSecretAge / day} days`,
      })
    }
  },
}
