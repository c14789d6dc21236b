import type { Principal } from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { entriesOf, isUnknown, itemsOf, knownText, member } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3102, beside what every command warns about: connections, identities and policies of no use. */
export const unused: Rule = {
  codes: ['CM3102'],
  check(linting) {
    checkConnections(linting)
    checkIdentities(linting)
    checkPolicies(linting)
  },
}

function checkConnections({ connections, uses, problems }: Linting): void {
  if (uses.some(({ node }) => isUnknown(node))) return
  const used = new Set(uses.map(({ connection }) => connection))
  const exchanged = new Set(connections.map(({ spec }) => spec.subjectToken?.connection))
  const idle = connections.filter((each) => !used.has(each) && !exchanged.has(each.spec.address))
  for (const each of idle) {
    const { name, key } = each.entry
    problems.warning('CM3102', key, `${nameOf(['connections', name])} is never used`, {
      label: 'no route takes its token',
    })
  }
}

function checkIdentities(linting: Linting): void {
  if (linting.routes.some((route) => admitsAnybody(route, linting))) return
  const named = namedIdentities(linting)
  if (named === 'unknown') return
  for (const { entry } of linting.identities.filter((each) => !named.has(each.entry.name))) {
    const message = `${nameOf(['identities', entry.name])} is never used`
    linting.problems.warning('CM3102', entry.key, message, { label: 'no principal names it' })
  }
}

/** A route that needs a caller, and no access policy that names one. */
function admitsAnybody(route: Linting['routes'][number], { uses }: Linting): boolean {
  if (route.spec.public) return false
  return !uses.some((use) => use.route === route && !use.managed)
}

function namedIdentities({
  root,
  accessPolicies,
  connections,
}: Linting): ReadonlySet<string> | 'unknown' {
  const roles = entriesOf(member(member(member(root, 'gateway'), 'admin'), 'roles'))
  const lists = [
    ...accessPolicies.map(({ entry }) => member(entry.value, 'allow')),
    ...roles.map(({ value }) => value),
    ...connections.map(({ entry }) => member(member(entry.value, 'consent'), 'by')),
  ]
  const nodes = lists.flatMap(itemsOf).flatMap((item) =>
    entriesOf(item).map(({ name, value }) => {
      const simple: Principal['type'] = 'apiKey'
      return name === simple ? value : member(value, 'identity')
    }),
  )
  if (nodes.some(isUnknown)) return 'unknown'
  return new Set(nodes.flatMap((node) => knownText(node) ?? []))
}

function checkPolicies({ accessPolicies, connections, problems }: Linting): void {
  const providers = new Set(connections.map(({ spec }) => spec.provider))
  for (const { entry } of accessPolicies) {
    const listed = itemsOf(member(entry.value, 'connections'))
    // A connection that is named is declared, or loading would have failed.
    const empty = (text: string | undefined): boolean =>
      text?.endsWith('/*') === true && !providers.has(text.slice(0, -2))
    if (!listed.every((node) => empty(knownText(node)))) continue
    problems.warning(
      'CM3102',
      entry.key,
      `${nameOf(['accessPolicies', entry.name])} is never used`,
      {
        label: 'it covers no connection',
      },
    )
  }
}
