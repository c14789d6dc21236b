import { type Entry, entriesOf, itemsOf, member, type Node } from './tree.ts'

/** The lists of policies in the options of a policy that has such lists. */
export function listsWithin(options: Node): readonly (Node | undefined)[] {
  const cases = itemsOf(member(options, 'when')).map((each) => member(each, 'policies'))
  return [...cases, member(options, 'policies'), member(options, 'otherwise')]
}

/** Every policy of a list by its name, those within choose and on-error included. */
export function policiesWithin(list: Node | undefined): readonly Entry[] {
  return itemsOf(list)
    .flatMap(entriesOf)
    .flatMap((entry) =>
      entry.name === 'choose' || entry.name === 'on-error'
        ? [entry, ...listsWithin(entry.value).flatMap(policiesWithin)]
        : [entry],
    )
}
