import { didYouMean } from '../did-you-mean.ts'
import { quote } from '../secret-text.ts'
import { type Rule, scopesWritten } from './rule.ts'

/** CM3002: a scope that is not among those that the template knows. */
export const knownScopes: Rule = {
  codes: ['CM3002'],
  check(linting) {
    const known = new Map(
      linting.providers.flatMap(({ spec, template }) =>
        typeof template === 'string' || template.scopes === undefined
          ? []
          : [[spec, new Set(template.scopes)] as const],
      ),
    )
    for (const { node, scope, provider } of scopesWritten(linting)) {
      const scopes = known.get(provider)
      // What ends with a star is another rule's to judge.
      if (scopes === undefined || scopes.has(scope) || scope.endsWith('*')) continue
      const meant = didYouMean(scope, scopes)
      const message = `the provider is not known to have the scope ${quote(scope)}`
      linting.problems.warning('CM3002', node.range, message, {
        label: meant === undefined ? 'not known' : `did you mean ${quote(meant)}?`,
      })
    }
  },
}
