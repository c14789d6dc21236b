import { quote } from '../secret-text.ts'
import type { Range } from '../source.ts'
import type { Resolving } from './context.ts'

/** An address of a block, with its place. */
export interface Written {
  readonly text: string
  readonly range: Range
}

/** `CM1019` at each address that another block is about already. */
export function reportTwice(all: readonly Written[], { problems }: Resolving): void {
  const seen = new Map<string, Range>()
  for (const { text, range } of all) {
    const first = seen.get(text)
    seen.set(text, first ?? range)
    if (first === undefined) continue
    problems.error('CM1019', range, `two blocks are about ${quote(text)}`, {
      label: 'second block',
      related: { range: first, label: 'first block' },
    })
  }
}
