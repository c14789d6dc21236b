import {
  type Kind,
  type MovedBlock,
  matcherOf,
  type Refactoring,
  type RemovedBlock,
  type Resource,
  resourceAddress,
  resourceParts,
  starsOf,
} from '../../model/index.ts'
import { quote } from '../secret-text.ts'
import { type Entry, entriesOf, flagOf, itemsOf, knownText, member, type Node } from '../tree.ts'
import { isTemplate } from './connection-templates.ts'
import type { Resolving } from './context.ts'
import { importsOf } from './imports.ts'
import { reportTwice, type Written } from './written.ts'

/**
 * The blocks of `moved`, `removed` and `import`, in the order in which they stand. What contradicts
 * what is declared, or another block, is reported as `CM1019`.
 *
 * @returns `undefined` when there are none.
 */
export function resolveRefactoring(
  context: Resolving,
  root: Node,
  resources: readonly Resource[],
): Refactoring | undefined {
  const sections = ['moved', 'removed', 'import'].map((name) => itemsOf(member(root, name)))
  const [moved = [], removed = [], imports = []] = sections
  if (sections.every((items) => items.length === 0)) return undefined
  const checking: Checking = { ...context, addresses: addressesOf(root) }
  const moves = moved.flatMap((item) => movedBlock(item, checking) ?? [])
  const removals = removed.flatMap((item) => removedBlock(item, checking) ?? [])
  checkTogether(moves, removals, checking)
  return {
    moved: moves.map(({ block }) => block),
    removed: removals.map(({ block }) => block),
    imports: importsOf(context, imports, resources),
  }
}

interface Checking extends Resolving {
  /** What is declared, by the address of its resource. */
  readonly addresses: ReadonlyMap<string, Entry>
}

interface Move {
  readonly block: MovedBlock
  readonly from: Written
  readonly to: Written
}

interface Removal {
  readonly block: RemovedBlock
  readonly from: Written
}

const kindOf: readonly (readonly [section: string, kind: Kind])[] = [
  ['identities', 'identity'],
  ['providers', 'provider'],
  ['connections', 'connection'],
  ['accessPolicies', 'accessPolicy'],
  ['routes', 'route'],
]

function sectionOf(address: string): string {
  const kind = kindIn(address).replace('connectionTemplate', 'connection')
  return kindOf.find(([, each]) => each === kind)?.[0] ?? ''
}

function addressesOf(root: Node): ReadonlyMap<string, Entry> {
  const all = kindOf.flatMap(([section, kind]) =>
    entriesOf(member(root, section)).map((entry) => {
      const own = kind === 'connection' && isTemplate(entry) ? 'connectionTemplate' : kind
      return [resourceAddress(own, entry.name) as string, entry] as const
    }),
  )
  return new Map(all)
}

/** @returns `undefined` where its addresses are wrong, which is reported, or not known yet. */
function movedBlock(item: Node, checking: Checking): Move | undefined {
  const from = addressAt(item, 'from', checking)
  const to = addressAt(item, 'to', checking)
  if (from === undefined || to === undefined) return undefined
  const problem = misfit(from.text, to.text)
  if (problem !== undefined) {
    const related = { range: from.range, label: 'what it was' }
    checking.problems.error('CM1019', to.range, problem.message, { label: problem.label, related })
    return undefined
  }
  reportDeclared(from, 'has moved away', checking)
  const span = checking.places.span(item.range)
  return { block: { from: from.text, to: to.text, span }, from, to }
}

/** Why one address cannot become another. */
function misfit(
  from: string,
  to: string,
): { readonly message: string; readonly label: string } | undefined {
  const [source, target] = [kindIn(from), kindIn(to)]
  if (source !== target) {
    return { message: `a ${source} cannot become a ${target}`, label: 'another kind' }
  }
  if (from === to) return { message: `${quote(to)} is moved to itself`, label: 'the same address' }
  if (starsOf(from) === starsOf(to)) return undefined
  return {
    message: `${quote(to)} has more or fewer * than ${quote(from)}`,
    label: 'as many * as "from"',
  }
}

function removedBlock(item: Node, checking: Checking): Removal | undefined {
  const from = addressAt(item, 'from', checking)
  if (from === undefined) return undefined
  reportDeclared(from, 'was removed', checking)
  const revoke = flagOf(member(item, 'revoke')) ?? true
  return { block: { from: from.text, revoke, span: checking.places.span(item.range) }, from }
}

function addressAt(item: Node, field: string, { problems }: Resolving): Written | undefined {
  const node = member(item, field)
  const text = knownText(node)
  if (node === undefined || text === undefined) return undefined
  const { range } = node
  if (starsOf(text) > 0 || resourceParts(text) !== undefined) return { text, range }
  problems.error('CM1019', range, `${quote(text)} cannot be the address of a resource`, {
    label: 'no such address',
    help: ['for example connection.github/release-bot or provider.github'],
  })
  return undefined
}

function kindIn(address: string): string {
  return address.slice(0, address.indexOf('.'))
}

/** What is gone under its old address is not declared under it. */
function reportDeclared(
  { text: pattern, range }: Written,
  verb: string,
  { addresses, problems }: Checking,
): void {
  const matches = matcherOf(pattern)
  const found = starsOf(pattern) === 0 ? [pattern] : [...addresses.keys()]
  const declared = found.find((each) => addresses.has(each) && matches(each) !== undefined)
  const entry = addresses.get(declared ?? '')
  if (declared === undefined || entry === undefined) return
  problems.error('CM1019', range, `${quote(declared)} ${verb}, and is declared`, {
    label: 'it is still there',
    related: { range: entry.key, label: 'the declaration' },
    help: ['take away the block, or the declaration'],
  })
}

/** What only shows when all blocks are seen together. */
function checkTogether(
  moves: readonly Move[],
  removals: readonly Removal[],
  checking: Checking,
): void {
  reportTwice(
    [...moves, ...removals].map(({ from }) => from),
    checking,
  )
  reportTwice(
    moves.map(({ to }) => to),
    checking,
  )
  const next = new Map(moves.map(({ block }) => [block.from, block.to]))
  for (const move of moves) {
    reportCircle(move, next, checking)
    reportMissing(move, next, checking)
  }
}

function reportCircle(
  { from }: Move,
  next: ReadonlyMap<string, string>,
  { problems }: Resolving,
): void {
  const seen = new Set<string>()
  let address = next.get(from.text)
  while (address !== undefined && address !== from.text && !seen.has(address)) {
    seen.add(address)
    address = next.get(address)
  }
  if (address !== from.text) return
  problems.error('CM1019', from.range, `${quote(from.text)} is moved in a circle`, {
    label: 'it comes back here',
  })
}

function reportMissing(
  { to }: Move,
  next: ReadonlyMap<string, string>,
  { addresses, declared, problems }: Checking,
): void {
  if (starsOf(to.text) > 0 || addresses.has(to.text) || next.has(to.text)) return
  // A row that is not known may declare it.
  if (declared.open.has(sectionOf(to.text))) return
  const message = `${quote(to.text)} is what something has become, and is not declared`
  problems.error('CM1019', to.range, message, {
    label: 'not declared',
    help: ['declare it, or say that it is gone:  removed: [{ from: … }]'],
  })
}
