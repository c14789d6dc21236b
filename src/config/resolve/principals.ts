import type { Principal } from '../../model/index.ts'
import { canonicalJson, type ResourceAddress, resourceAddress } from '../../model/index.ts'
import { compareText } from '../problems.ts'
import { quote } from '../secret-text.ts'
import { entriesOf, itemsOf, knownText, member, type Node, textOf } from '../tree.ts'
import { compact, type Resolving, recordOf, sortedSet, textsOf } from './context.ts'
import { reportUnknown } from './references.ts'

/** A list of principals, in an order of its own, each once. */
export function principalsOf(
  context: Resolving,
  list: Node | undefined,
  owner: string,
): readonly Principal[] {
  const byText = new Map<string, Principal>()
  for (const item of itemsOf(list)) {
    const principal = principalOf(item)
    checkIdentity(context, item, owner)
    if (principal !== undefined) byText.set(canonicalJson(compact(principal)), principal)
  }
  return [...byText]
    .toSorted(([left], [right]) => compareText(left, right))
    .map(([, principal]) => principal)
}

/** The identities that principals refer to. */
export function identitiesOf(principals: readonly Principal[]): readonly ResourceAddress[] {
  return principals.flatMap((each) =>
    'identity' in each ? [resourceAddress('identity', each.identity)] : [],
  )
}

/** One principal as written; absent for an empty mapping. */
export function principalOf(node: Node): Principal | undefined {
  if (textOf(node) === 'owner') return { type: 'owner' }
  const [kind] = entriesOf(node)
  if (kind === undefined) return undefined
  const at = (field: string): string | undefined => textOf(member(kind.value, field))
  const identity = at('identity') ?? ''
  const appIds = sortedSet(textsOf(member(kind.value, 'appIds')))
  const tenantId = at('tenantId')
  const objectId = at('objectId')
  switch (kind.name) {
    case 'servicePrincipal':
      return compact({ type: kind.name, identity, tenantId, objectId: objectId ?? '', appIds })
    case 'user':
      return compact({
        type: kind.name,
        identity,
        tenantId,
        objectId,
        subject: at('subject'),
        appIds,
      })
    case 'group':
      return compact({ type: kind.name, identity, tenantId, objectId: objectId ?? '' })
    case 'claims': {
      const { identity: _, ...claims } = recordOf(kind.value)
      return { type: kind.name, identity, claims }
    }
    case 'apiKey':
      return { type: kind.name, identity: textOf(kind.value) ?? '' }
    default:
      return { type: 'managedIdentity', name: 'gateway' }
  }
}

/** The identity must be there, and be able to prove such a principal. */
function checkIdentity(context: Resolving, node: Node, owner: string): void {
  const [kind] = entriesOf(node)
  if (kind === undefined || kind.name === 'managedIdentity') return
  const at = kind.name === 'apiKey' ? kind.value : member(kind.value, 'identity')
  const name = knownText(at)
  if (at === undefined || name === undefined) return
  const declared = context.declared.identities.get(name)
  if (declared === undefined) {
    const reference = { owner, kind: 'identity', plural: 'identities', name, range: at.range }
    reportUnknown(context, reference, context.declared.identities)
    return
  }
  const hasKey = member(declared.value, 'apiKey') !== undefined
  if (hasKey === (kind.name === 'apiKey')) return
  const found = hasKey ? 'an API key' : 'an OIDC issuer'
  const wanted = hasKey ? 'an OIDC issuer' : 'an API key'
  context.problems.error('CM1004', at.range, `identity ${quote(name)} is ${found}`, {
    label: `a principal ${quote(kind.name)} needs ${wanted}`,
    related: { range: declared.key, label: 'declared here' },
  })
}
