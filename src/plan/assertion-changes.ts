import type { ResourceAddress } from '../model/index.ts'
import type { Change } from './plan.ts'

/** What an assertion says of those in whose name it speaks; a key only signs it. */
const said: ReadonlySet<string> = new Set([
  'assertion.serviceAccount',
  'assertion.issuer',
  'assertion.subject',
  'assertion.audience',
])

/** The providers whose assertions speak in another name than before, so that tokens are had anew. */
export function saidOtherwise(changes: readonly Change[]): ReadonlySet<ResourceAddress> {
  return new Set(changes.filter(saysOtherwise).map(({ address }) => address))
}

function saysOtherwise({ attributes }: Change): boolean {
  return attributes.some(({ path }) => said.has(path))
}
