import {
  enterBranch,
  isJsonObject,
  judgingOrder,
  leaveBranch,
  type PolicyDescriptor,
  type PolicyPlace,
  type PolicyScope,
  routeScope,
} from '../../model/index.ts'
import { listsWithin } from '../policy-lists.ts'
import { quote } from '../secret-text.ts'
import {
  type Entry,
  entriesOf,
  flagOf,
  itemsOf,
  knownText,
  member,
  type Node,
  toJson,
} from '../tree.ts'
import type { Resolving } from './context.ts'

/** What each policy of a route says of its options, at their places. */
export function checkRoutePolicies(context: Resolving, route: Node): void {
  const path = knownText(member(member(route, 'match'), 'path')) ?? '/'
  const scope = routeScope(path, flagOf(member(route, 'public')) ?? false)
  checkList(context, member(route, 'policies'), scope)
}

function checkList(context: Resolving, list: Node | undefined, scope: PolicyScope): void {
  const entries = itemsOf(list).flatMap(entriesOf)
  const policyOf = ({ name }: Entry) => context.catalog.policies.find((each) => each.name === name)
  for (const entry of judgingOrder(entries, (each) => policyOf(each)?.nests)) {
    const policy = policyOf(entry)
    if (policy === undefined || entry.value.kind !== 'map') continue
    if (policy.isOnly) checkOnly(context, entry, entries)
    checkPlace(context, entry, { policy, place: scope.place })
    checkOptions(context, entry, { policy, scope })
    if (policy.nests === undefined) continue
    for (const nested of listsWithin(entry.value)) {
      const branch = enterBranch(scope, policy.nests)
      checkList(context, nested, branch)
      leaveBranch(scope, branch)
    }
  }
}

function checkOnly({ problems }: Resolving, entry: Entry, entries: readonly Entry[]): void {
  const first = entries.find(({ name }) => name === entry.name)
  if (first === undefined || first === entry) return
  problems.error('CM1005', entry.key, `a route has one policy ${quote(entry.name)} at most`, {
    label: 'the second one',
    related: { range: first.key, label: 'the first one' },
  })
}

const whereabouts: { readonly [Place in PolicyPlace]: string } = {
  route: 'among the policies of a route',
  branch: 'within choose',
  onError: 'within on-error',
}

function checkPlace(
  { problems }: Resolving,
  { name, key }: Entry,
  { policy, place }: { readonly policy: PolicyDescriptor; readonly place: PolicyPlace },
): void {
  if (policy.places.includes(place)) return
  problems.error('CM1005', key, `policy ${quote(name)} cannot stand ${whereabouts[place]}`, {
    label: `it may stand ${policy.places.map((each) => whereabouts[each]).join(', or ')}`,
  })
}

function checkOptions(
  { problems }: Resolving,
  { name, value }: Entry,
  { policy, scope }: { readonly policy: PolicyDescriptor; readonly scope: PolicyScope },
): void {
  const options = toJson(value)
  if (!isJsonObject(options)) return
  for (const { option, within = [], message } of policy.check(options, scope)) {
    const { range } = nodeAt(value, [option, ...within])
    problems.error('CM1005', range, `policy ${quote(name)} cannot run`, { label: message })
  }
}

/** The node at a path, or the last one on the way there. */
function nodeAt(node: Node, [step, ...rest]: readonly (string | number)[]): Node {
  if (step === undefined) return node
  const next = typeof step === 'string' ? member(node, step) : itemsOf(node)[step]
  return next === undefined ? node : nodeAt(next, rest)
}
