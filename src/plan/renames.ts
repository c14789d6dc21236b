import { canonicalJson, groupedBy, type Json } from '../model/index.ts'
import type { Change } from './plan.ts'
import type { Move } from './state-edits.ts'

/** Kinds whose deletion costs tokens. Anything else is made anew without a loss. */
const owners: ReadonlySet<string> = new Set(['provider', 'connection'])

/**
 * What looks like a rename: of all that goes and all that comes, two objects of one kind that are
 * declared alike, and no third one.
 */
export function likelyRenames(changes: readonly Change[]): readonly Move[] {
  const gone = byLooks(changes, 'delete', 'before')
  if (gone.size === 0) return []
  const come = byLooks(changes, 'create', 'after')
  return [...gone].flatMap(([looks, before]) => {
    const [from, ...thirds] = before
    const [to, ...others] = come.get(looks) ?? []
    const isPair = to !== undefined && thirds.length + others.length === 0
    return isPair ? [{ from: from.address, to: to.address }] : []
  })
}

function byLooks(
  changes: readonly Change[],
  action: Change['action'],
  side: 'before' | 'after',
): ReadonlyMap<string, readonly [Change, ...Change[]]> {
  const affected = changes.filter((each) => each.action === action && owners.has(each.kind))
  return groupedBy(affected, (change) => looksOf(change, side))
}

/** Everything but the name; the provider of a connection is one of its attributes. */
function looksOf({ kind, attributes }: Change, side: 'before' | 'after'): string {
  const own = attributes.map(
    (each): Json => [each.path, each.sensitive ? null : (each[side] ?? null)],
  )
  return canonicalJson([kind, own])
}
