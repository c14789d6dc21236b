import { matcherOf, type RemovedBlock, type ResourceAddress } from '../model/index.ts'
import type { Change } from './plan.ts'

/** @returns The block of `removed` that is about an address: the resource itself, or its provider. */
export function removalIn(
  blocks: readonly RemovedBlock[],
): (address: ResourceAddress) => RemovedBlock | undefined {
  const all = blocks.map((block) => ({ block, matches: matcherOf(block.from) }))
  return (address) => {
    const about = (each: string): RemovedBlock | undefined =>
      all.find(({ matches }) => matches(each) !== undefined)?.block
    const provider = /^connection(?:Template)?\.([^/]+)\//.exec(address)?.[1]
    const own = about(address)
    return own ?? (provider === undefined ? undefined : about(`provider.${provider}`))
  }
}

/** The addresses that go without a revocation. */
export function forgottenBy(
  blocks: readonly RemovedBlock[],
  changes: readonly Change[],
): ReadonlySet<string> {
  const removal = removalIn(blocks)
  const gone = changes.filter(({ action }) => action === 'delete')
  return new Set(
    gone.map(({ address }) => address).filter((each) => removal(each)?.revoke === false),
  )
}
