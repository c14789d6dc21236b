import { nameOf } from '../naming.ts'
import { mayWrite } from '../scope-words.ts'
import { quote } from '../secret-text.ts'
import { entryOf, knownText, member } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3205: a route that takes every path, or every method with a token that may write. */
export const broadRoutes: Rule = {
  codes: ['CM3205'],
  check(linting) {
    checkPaths(linting)
    checkMethods(linting)
  },
}

function checkPaths({ routes, problems }: Linting): void {
  for (const { entry, spec } of routes) {
    const path = member(member(entry.value, 'match'), 'path')
    if (path === undefined || spec.match.host !== undefined) continue
    if (!/^(\/\*)*\/\*\*$/.test(knownText(path) ?? '')) continue
    const message = `${nameOf(['routes', entry.name])} takes every request that no other route takes`
    problems.warning('CM3205', path.range, message, {
      label: 'no literal segment, and no host',
    })
  }
}

function checkMethods({ routes, uses, problems }: Linting): void {
  const writing = new Map(
    uses.flatMap(({ route, connection }) => {
      if (connection === undefined) return []
      const { spec, provider } = connection
      const scope = spec.scopes.find((each) => mayWrite(each, provider))
      return scope === undefined ? [] : [[route, scope]]
    }),
  )
  for (const route of routes.filter(({ spec }) => spec.match.methods.length === 0)) {
    const scope = writing.get(route)
    if (scope === undefined) continue
    const { name, key, value } = route.entry
    const message = `${nameOf(['routes', name])} takes every method with the scope ${quote(scope)}`
    problems.warning('CM3205', entryOf(value, 'match')?.key ?? key, message, {
      label: 'the token may write',
      help: ['name the methods that are needed:  methods: [GET]'],
    })
  }
}
