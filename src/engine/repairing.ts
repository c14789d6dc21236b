import { CredmgrError, type DurationMs, type State, type Store } from '../model/index.ts'
import { leaseLost } from './applying.ts'
import { findingsOf, type Mending, type StateFinding } from './verifying.ts'

export interface RepairOptions {
  readonly operation: string
  readonly lockWait: DurationMs
  readonly signal: AbortSignal
  /** What was approved: of what is found under the lock, nothing else is done. */
  readonly approved: readonly StateFinding[]
}

export interface Repaired {
  readonly backup: string
  /** What was done about. */
  readonly mended: readonly StateFinding[]
}

/**
 * Does what can be done about findings without knowing more than the store does, after a copy of
 * everything that is touched.
 *
 * @throws `STATE_LOCKED`, `STORE_UNWRITABLE`, `LEASE_LOST`; what came before is done, and may be done again
 */
export async function repairState(
  { store, now }: { readonly store: Store; readonly now: () => number },
  { operation, lockWait, signal, approved }: RepairOptions,
): Promise<Repaired> {
  const lease = await store.lock.acquire('state', { wait: lockWait, operation, signal })
  try {
    const wanted = new Set(approved.map(textOf))
    const found = findingsOf(await store.upkeep.inspect())
    const mended = found.filter((each) => each.mending !== undefined && wanted.has(textOf(each)))
    const records = mended.map(({ record }) => record).filter((record) => !record.includes('#'))
    const backup = await store.upkeep.backup(operation, records)
    for (const { mending } of mended) {
      if (lease.lost.aborted) throw leaseLost()
      if (mending !== undefined) await mend(store, mending)
    }
    await unclaim(store, mended, { operation, who: lease.who, now: now() })
    return { backup, mended }
  } finally {
    await lease.release()
  }
}

function textOf({ record, problem }: StateFinding): string {
  return `${record} ${problem}`
}

async function mend({ upkeep }: Store, mending: Mending): Promise<void> {
  if (mending.type === 'discard') await upkeep.discard(mending.record)
  if (mending.type === 'remember') await upkeep.remember()
  if (mending.type === 'restore') await upkeep.restore(await pastState(upkeep, mending.serial))
}

/** @throws `STATE_REFUSED` when there is no such serial, or it does not open */
export async function pastState(upkeep: Store['upkeep'], serial: number): Promise<State> {
  const history = await upkeep.history()
  const found = history.find((each) => each.serial === serial)
  if (found?.ok === true) return found.value
  const problem = found === undefined ? 'is not in the history' : found.problem
  const remedy = 'see what there is: credmgr state history'
  throw new CredmgrError('STATE_REFUSED', `serial ${serial} ${problem}`, { remedy })
}

/** One commit for all of them. */
async function unclaim(
  { state }: Store,
  mended: readonly StateFinding[],
  {
    operation,
    who,
    now,
  }: { readonly operation: string; readonly who: string; readonly now: number },
): Promise<void> {
  const missing = new Set(
    mended.flatMap(({ mending }) =>
      mending?.type === 'unclaim' ? [`${mending.key.address}#${mending.key.pointer}`] : [],
    ),
  )
  if (missing.size === 0) return
  const prior = await state.read()
  const resources = prior.resources.map((each) => {
    const entries = Object.entries(each.fingerprints)
    const left = entries.filter(([pointer]) => !missing.has(`${each.address}#${pointer}`))
    return left.length === entries.length
      ? each
      : { ...each, fingerprints: Object.fromEntries(left) }
  })
  await state.write({
    ...prior,
    serial: prior.serial + 1,
    revision: prior.revision + 1,
    resources,
    appliedAt: now,
    madeBy: { operation, who },
  })
}
