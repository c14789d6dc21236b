import { groupedBy, type Principal } from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { principalOf } from '../resolve/principals.ts'
import type { Range } from '../source.ts'
import { entriesOf, itemsOf, member } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3104: a principal that another one of the same list contains. */
export const repeatedPrincipals: Rule = { codes: ['CM3104'], check }

interface Listed {
  readonly at: number
  readonly range: Range
  readonly principal: Principal
}

function check({ accessPolicies, problems }: Linting): void {
  for (const { entry } of accessPolicies) {
    const listed = itemsOf(member(entry.value, 'allow')).flatMap((node, at) => {
      const principal = principalOf(node)
      const [kind] = entriesOf(node)
      if (principal === undefined || kind === undefined) return []
      return [{ at, range: kind.key, principal }]
    })
    const wider = finder(listed)
    for (const each of listed) {
      const other = wider(each)
      if (other === undefined) continue
      const owner = nameOf(['accessPolicies', entry.name])
      problems.warning('CM3104', each.range, `${owner} allows a principal that it allows already`, {
        label: 'contained in another principal',
        related: { range: other.range, label: 'the other principal' },
      })
    }
  }
}

/** A principal can only be contained in one with which it shares {@link facts}, so few are compared. */
function finder(listed: readonly Listed[]): (each: Listed) => Listed | undefined {
  const byFact = groupedBy(listed, ({ principal }) => facts(principal)[0])
  return (each) =>
    facts(each.principal)
      .flatMap((fact) => byFact.get(fact) ?? [])
      .find((other) => isWider(other, each))
}

/** Of two that are equal the first one counts as the wider. */
function isWider(other: Listed, each: Listed): boolean {
  if (other === each || !contains(other.principal, each.principal)) return false
  return other.at < each.at || !contains(each.principal, other.principal)
}

/** What a principal demands, one by one and always in the same order. */
function facts(principal: Principal): readonly string[] {
  switch (principal.type) {
    case 'managedIdentity':
    case 'owner':
      return [principal.type]
    case 'apiKey':
      return [`${principal.type} ${principal.identity}`]
    case 'claims':
      return Object.entries(principal.claims).map((claim) =>
        JSON.stringify([principal.type, principal.identity, ...claim]),
      )
    default: {
      const subject = 'subject' in principal ? principal.subject : undefined
      return [JSON.stringify([principal.type, principal.identity, principal.objectId, subject])]
    }
  }
}

/** Whether everybody who is `narrow` is `wide` as well. */
function contains(wide: Principal, narrow: Principal): boolean {
  const demanded = facts(narrow)
  if (!facts(wide).every((fact) => demanded.includes(fact))) return false
  if (!('objectId' in wide || 'subject' in wide)) return true
  const tenant = tenantOf(wide)
  if (tenant !== undefined && tenant !== tenantOf(narrow)) return false
  const wideApps = 'appIds' in wide ? wide.appIds : []
  const apps = 'appIds' in narrow ? narrow.appIds : []
  if (wideApps.length === 0) return true
  return apps.length > 0 && apps.every((app) => wideApps.includes(app))
}

function tenantOf(principal: Principal): string | undefined {
  return 'tenantId' in principal ? principal.tenantId : undefined
}
