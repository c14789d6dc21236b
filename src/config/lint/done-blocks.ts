import { matcherOf } from '../../model/index.ts'
import { quote } from '../secret-text.ts'
import { itemsOf, knownText, member, type Node } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

const day = 86_400_000
const most = 90 * day

/** CM3302: a block of `moved`, `removed` or `import` that was done more than 90 days ago. */
export const doneBlocks: Rule = {
  codes: ['CM3302'],
  asleep: ({ facts }) =>
    facts.applied === undefined || facts.repository?.changedAt === undefined ? ['CM3302'] : [],
  check(linting) {
    const { facts, root, source, problems } = linting
    for (const { item, address } of blocksOf(root)) {
      const { file, line } = source.origin(item.range)
      const changed = facts.repository?.changedAt?.get(file)?.[line - 1]
      if (changed === undefined || !isDone(address, linting)) continue
      const age = (facts.now ?? changed) - changed
      if (age <= most) continue
      problems.warning('CM3302', item.range, `the block about ${quote(address.text)} is done`, {
        label: `it has stood here for ${Math.floor(age / day)} days`,
        help: ['take it away once every environment has applied it'],
      })
    }
  },
}

interface Address {
  readonly kind: 'left' | 'imported'
  readonly text: string
}

function blocksOf(root: Node): readonly { readonly item: Node; readonly address: Address }[] {
  const of = (section: string, field: string, kind: Address['kind']) =>
    itemsOf(member(root, section)).flatMap((item) => {
      const text = knownText(member(item, field))
      return text === undefined ? [] : [{ item, address: { kind, text } }]
    })
  return [
    ...of('moved', 'from', 'left'),
    ...of('removed', 'from', 'left'),
    ...of('import', 'to', 'imported'),
  ]
}

function isDone({ kind, text }: Address, { facts }: Linting): boolean {
  if (facts.applied === undefined) return false
  const { addresses, granted } = facts.applied
  if (kind === 'imported') return granted.has(text.replace(/^connection\./, ''))
  const matches = matcherOf(text)
  return ![...addresses].some((each) => matches(each) !== undefined)
}
