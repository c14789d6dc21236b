import { couldRead } from '../scope-words.ts'
import { quote } from '../secret-text.ts'
import { isUnknown, itemsOf, knownText, member } from '../tree.ts'
import { isAllPowerful } from './broad-scopes.ts'
import type { Declared, DeclaredConnection, DeclaredProvider, Linting, Rule } from './rule.ts'

/** CM3004: a scope that may write, and no route that does. */
export const readingRoutes: Rule = {
  codes: ['CM3004'],
  check(linting) {
    if (linting.uses.some(({ node }) => isUnknown(node))) return
    const reading = new Set(linting.connections.filter((each) => isOnlyRead(each, linting)))
    for (const each of reading) report(each, linting)
    for (const provider of linting.providers) {
      const heirs = provider.connections.filter((each) => scopesOf(each) === undefined)
      // What a template's connections are used for no route says.
      if (provider.templates.some((each) => scopesOf(each) === undefined)) continue
      if (heirs.length > 0 && heirs.every((each) => reading.has(each))) report(provider, linting)
    }
  },
}

const readingMethods = ['GET', 'HEAD', 'OPTIONS']

function isOnlyRead(connection: DeclaredConnection, { uses }: Linting): boolean {
  const routes = uses.filter((use) => use.connection === connection).map(({ route }) => route.spec)
  return (
    routes.length > 0 &&
    routes.every(
      ({ match: { methods } }) =>
        methods.length > 0 && methods.every((each) => readingMethods.includes(each)),
    )
  )
}

function scopesOf({ entry }: Declared<unknown>): ReturnType<typeof member> {
  return member(entry.value, 'scopes')
}

function report(owner: DeclaredConnection | DeclaredProvider, { problems }: Linting): void {
  const provider = 'provider' in owner.spec ? (owner as DeclaredConnection).provider : owner.spec
  for (const node of itemsOf(scopesOf(owner))) {
    const scope = knownText(node)
    if (scope === undefined || isAllPowerful(scope) || !couldRead(scope, provider)) continue
    const message = `the scope ${quote(scope)} may write, and the routes only read`
    problems.warning('CM3004', node.range, message, { label: 'more than any route needs' })
  }
}
