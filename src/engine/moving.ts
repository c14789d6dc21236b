import {
  type ConnectionAddress,
  type CredentialSummary,
  connectionAddress,
  groupedBy,
  type ResourceAddress,
  resourceParts,
  type State,
  type StateResource,
  type Vault,
} from '../model/index.ts'
import {
  type ConnectionOptions,
  fingerprintKey,
  type PlannedMove,
  withMoves,
} from '../plan/index.ts'
import type { ReadSecret } from './secrets.ts'

/** A state before and after the moves of a plan. */
export interface Moving {
  readonly before: State
  readonly after: State
  readonly moves: readonly PlannedMove[]
}

/** What `moves` make of a state. Fingerprints stay those of the old addresses. */
export function movingOf(
  before: State,
  moves: readonly PlannedMove[],
  policies: ConnectionOptions,
): Moving {
  if (moves.length === 0) return { before, after: before, moves }
  return {
    before,
    after: { ...before, resources: withMoves(before, moves, policies).resources },
    moves,
  }
}

/**
 * The state after the moves with the fingerprints that secrets have at their new addresses: where the
 * value that was read is the one that was applied. Any other differs, as it does without a move.
 */
export function withReadSecrets(
  { after, moves }: Moving,
  read: readonly ReadSecret[],
  vault: Pick<Vault, 'fingerprint'>,
): State {
  if (moves.length === 0) return after
  const origins = new Map(moves.map(({ from, to }) => [to, from]))
  const byResource = groupedBy(read, ({ key }) => key.address)
  const resources = after.resources.map((resource): StateResource => {
    const from = origins.get(resource.address)
    const own = byResource.get(resource.address)
    if (from === undefined || own === undefined) return resource
    const fingerprints = { ...resource.fingerprints }
    for (const { key, value } of own) {
      const old = vault.fingerprint(fingerprintKey(from, key.pointer), value)
      if (fingerprints[key.pointer] === old) fingerprints[key.pointer] = key.fingerprint
    }
    return { ...resource, fingerprints }
  })
  return { ...after, resources }
}

/** What the vault says of each connection, under the addresses after the moves. */
export function movedSummaries(
  summaries: ReadonlyMap<ConnectionAddress, CredentialSummary>,
  { moves }: Moving,
): ReadonlyMap<ConnectionAddress, CredentialSummary> {
  if (moves.length === 0) return summaries
  const after = new Map(summaries)
  const pairs = moves.flatMap(({ from, to }) => {
    const [old, next] = [connectionOf(from), connectionOf(to)]
    return old === undefined || next === undefined ? [] : [{ old, next }]
  })
  // What stands at a new address is of nobody; the move takes it away.
  for (const { old, next } of pairs) {
    after.delete(old)
    after.delete(next)
  }
  for (const { old, next } of pairs) {
    const summary = summaries.get(old)
    if (summary !== undefined) after.set(next, { ...summary, connection: next })
  }
  return after
}

function connectionOf(address: ResourceAddress): ConnectionAddress | undefined {
  const parts = resourceParts(address)
  return parts?.kind === 'connection' ? connectionAddress(parts.name) : undefined
}
