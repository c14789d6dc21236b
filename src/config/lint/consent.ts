import { isConsented as isConsentedGrant } from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { entryOf, itemsOf, member } from '../tree.ts'
import type { DeclaredConnection, Linting, Rule } from './rule.ts'

/**
 * Connections in which a person has consented: CM3106, used where no caller is authenticated; CM3107,
 * one person’s, shared with a group; CM3108, whoever that person may be.
 */
export const consent: Rule = {
  codes: ['CM3106', 'CM3107', 'CM3108'],
  check(linting) {
    checkPublicRoutes(linting)
    checkGroups(linting)
    checkExpectations(linting)
  },
}

function isConsented({ provider }: DeclaredConnection): boolean {
  return isConsentedGrant(provider.grant)
}

function checkPublicRoutes({ uses, problems }: Linting): void {
  for (const { route, node, connection } of uses) {
    if (!route.spec.public || connection === undefined || !isConsented(connection)) continue
    const { entry } = route
    const connected = nameOf(['connections', connection.entry.name])
    const message = `${nameOf(['routes', entry.name])} lets anybody act as the owner of ${connected}`
    problems.error('CM3106', node.range, message, {
      label: 'somebody has consented to this connection',
      related: { range: entryOf(entry.value, 'public')?.key ?? entry.key, label: 'no caller' },
    })
  }
}

function checkGroups({ accessPolicies, connections, problems }: Linting): void {
  const personal = connections.filter((each) => isConsented(each) && isOnePerson(each))
  const covered = new Map<string, DeclaredConnection>()
  for (const each of personal.toReversed()) {
    covered.set(each.entry.name, each).set(`${each.spec.provider}/*`, each)
  }
  for (const { entry, spec } of accessPolicies) {
    const shared = spec.connections.flatMap((address) => covered.get(address) ?? [])[0]
    const groups = itemsOf(member(entry.value, 'allow')).flatMap(
      (item) => entryOf(item, 'group') ?? [],
    )
    for (const { key } of shared === undefined ? [] : groups) {
      const connection = nameOf(['connections', shared?.entry.name ?? ''])
      const owner = nameOf(['accessPolicies', entry.name])
      const expect = shared && entryOf(shared.entry.value, 'expect')?.key
      problems.warning('CM3107', key, `${owner} shares ${connection} with a group`, {
        label: 'each of its members acts as one person',
        related: expect && { range: expect, label: 'that person' },
      })
    }
  }
}

/** An expected tenant has room for many. */
function isOnePerson({ spec: { expect } }: DeclaredConnection): boolean {
  return [expect?.account, expect?.subject, expect?.email].some((each) => each !== undefined)
}

function checkExpectations({ connections, problems }: Linting): void {
  for (const each of connections) {
    const { expect, consent: asked } = each.spec
    if (!isConsented(each) || expect !== undefined || asked !== undefined) continue
    const owner = nameOf(['connections', each.entry.name])
    problems.warning('CM3108', each.entry.key, `${owner} accepts the consent of any account`, {
      label: 'whoever opens the link can connect an account of theirs',
      help: ['add  expect: { account: … }  or  consent: { by: [ … ] }'],
    })
  }
}
