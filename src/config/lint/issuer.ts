import { isConsented } from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { itemsOf, knownText, member } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3015: an id_token is asked for, and nothing says who must have issued it. */
export const issuer: Rule = { codes: ['CM3015'], check }

function check({ providers, problems }: Linting): void {
  for (const { entry, spec, template, connections, templates } of providers) {
    const isSure = isConsented(spec.grant) && template !== 'unknown'
    if (!isSure || spec.issuer !== undefined) continue
    for (const owner of [entry, ...[...connections, ...templates].map((each) => each.entry)]) {
      const scopes = itemsOf(member(owner.value, 'scopes'))
      const node = scopes.find((each) => knownText(each) === 'openid')
      if (node === undefined) continue
      const message = `${nameOf(['providers', entry.name])} has no issuer to check an id_token with`
      problems.error('CM3015', node.range, message, {
        label: 'asks for an id_token',
        related: { range: entry.key, label: 'add "issuer" here' },
      })
    }
  }
}
