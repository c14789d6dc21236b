import { canonicalJson } from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { entryOf } from '../tree.ts'
import type { Resolving } from './context.ts'
import type { ResolvedRoute } from './routes.ts'

/** Reports routes that take the same requests: nothing would say which of them does. */
export function checkConflicts({ problems }: Resolving, routes: readonly ResolvedRoute[]): void {
  const earlier = new Map<string, ResolvedRoute[]>()
  const inOrder = routes.toSorted((left, right) => left.entry.key.start - right.entry.key.start)
  for (const route of inOrder) {
    const { path, host = '', headers } = route.spec.match
    const key = canonicalJson([path, host, headers])
    const same = earlier.get(key) ?? []
    const other = same.find((each) => overlap(each, route))
    if (other !== undefined) {
      const names = `${nameOf(['routes', route.entry.name])} and ${nameOf(['routes', other.entry.name])}`
      const match = entryOf(route.entry.value, 'match')?.value
      problems.error(
        'CM3204',
        entryOf(match, 'path')?.value.range ?? route.entry.key,
        `${names} match the same requests`,
        {
          label: 'same path, host and headers, and a method in common',
          related: { range: other.entry.key, label: 'the other route' },
        },
      )
    }
    earlier.set(key, [...same, route])
  }
}

/** No methods means every method. */
function overlap(left: ResolvedRoute, right: ResolvedRoute): boolean {
  const { methods } = left.spec.match
  const others = right.spec.match.methods
  if (methods.length === 0 || others.length === 0) return true
  return methods.some((method) => others.includes(method))
}
