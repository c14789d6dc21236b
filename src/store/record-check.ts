import type { Found } from '../model/index.ts'
import { FileOneTimeStore } from './file-one-time-store.ts'
import { inspected } from './inspecting.ts'
import { type KeyUse, keyUses } from './reseal.ts'
import type { StoreContext } from './store-context.ts'

/** One document of a store and the key that it needs; `problem` is one clause that says why it does not open. */
export interface RecordCheck extends KeyUse {
  readonly problem?: string
}

/** Opens every document of a store. Nothing of what stands in them is in the result. */
export async function checkRecords(context: StoreContext): Promise<readonly RecordCheck[]> {
  const { state, history, credentials, secrets, oneTime } = await inspected(
    context,
    new FileOneTimeStore(context),
  )
  const found: readonly Found<unknown>[] = [
    ...(state === undefined ? [] : [state]),
    ...history,
    ...credentials,
    ...secrets,
    ...oneTime,
  ]
  const problems = new Map(found.flatMap((each) => (each.ok ? [] : [[each.record, each.problem]])))
  return (await keyUses(context)).map((use) => {
    const problem = problems.get(use.record)
    return problem === undefined ? use : { ...use, problem }
  })
}
