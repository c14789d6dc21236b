import { canonicalJson, groupedBy, type RouteSpec } from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { isUnknown, member } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/**
 * CM3204, beside what is an error everywhere: two routes of which only their names say which one takes
 * a request that fits both.
 */
export const routeOrder: Rule = { codes: ['CM3204'], check }

function check({ routes, problems }: Linting): void {
  const known = routes.filter(
    ({ entry }) => !isUnknown(member(member(entry.value, 'match'), 'path')),
  )
  // As long as the paths differ, the more specific one decides; then the number of conditions.
  const rivals = groupedBy(known, ({ spec: { match } }) =>
    canonicalJson([match.path, conditions(match)]),
  )
  for (const group of rivals.values()) {
    const inOrder = group.toSorted((left, right) => left.entry.key.start - right.entry.key.start)
    for (const [at, route] of inOrder.entries()) {
      const other = inOrder.slice(0, at).find((each) => meet(each.spec.match, route.spec.match))
      if (other === undefined) continue
      const names = [route, other].map(({ entry }) => nameOf(['routes', entry.name]))
      const path = member(member(route.entry.value, 'match'), 'path')
      const message = `${names.join(' and ')} are equally specific`
      problems.error('CM3204', path?.range ?? route.entry.key, message, {
        label: 'a request that fits both goes to the first by name',
        related: { range: other.entry.key, label: 'the other route' },
      })
    }
  }
}

type Match = RouteSpec['match']

function conditions({ methods, host, headers }: Match): number {
  const given = [methods.length > 0, host !== undefined].filter(Boolean)
  return given.length + Object.keys(headers).length
}

/** Whether there is a request that fits both. */
function meet(left: Match, right: Match): boolean {
  if (left.host !== undefined && right.host !== undefined && left.host !== right.host) return false
  const both = left.methods.length > 0 && right.methods.length > 0
  if (both && !left.methods.some((method) => right.methods.includes(method))) return false
  const headers = Object.entries(left.headers)
  return headers.every(([name, value]) => (right.headers[name] ?? value) === value)
}
