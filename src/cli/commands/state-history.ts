import type { JsonObject, PastState } from '../../model/index.ts'
import { countsOf, type PlanSummary, printable } from '../../plan/index.ts'
import type { Command } from '../command.ts'
import { table } from '../output.ts'

export const stateHistory: Command = {
  name: 'state history',
  summary: 'list the states that were applied, the newest first',
  positionals: '',
  maxPositionals: 0,
  options: {},
  details: [
    'The last 50 serials are kept. Each can be put back: credmgr state rollback SERIAL. With --json it',
    'prints one object a serial.',
  ].join('\n'),
  async run({ host, out, location }) {
    const store = await host.openStore(location)
    const history = await store.upkeep.history()
    const rows = history.map((each, at) => rowOf(each, history[at - 1])).reverse()
    for (const row of rows) out.line(jsonOf(row))
    if (rows.length === 0) {
      out.result('Nothing was applied yet.')
      return 0
    }
    const header = ['SERIAL', 'WHEN', 'ADD', 'CHANGE', 'DESTROY', 'PLAN', 'BY', 'OPERATION']
    for (const line of table([header, ...rows.map(cellsOf)])) out.result(line)
    return 0
  },
}

interface Row {
  readonly past: PastState
  /** `undefined`: the state before it is not kept. */
  readonly counts: PlanSummary | undefined
}

function rowOf(past: PastState, before: PastState | undefined): Row {
  if (!past.ok) return { past, counts: undefined }
  if (past.serial === 1)
    return { past, counts: countsOf({ ...past.value, resources: [] }, past.value.resources) }
  const isNext = before?.ok === true && before.serial === past.serial - 1
  return { past, counts: isNext ? countsOf(before.value, past.value.resources) : undefined }
}

function cellsOf({ past, counts }: Row): readonly string[] {
  const serial = String(past.serial)
  if (!past.ok) return [serial, '?', '?', '?', '?', '?', '?', past.problem]
  const { appliedAt, usedPlans, madeBy } = past.value
  const number = (count: number | undefined): string => (count === undefined ? '?' : String(count))
  return [
    serial,
    appliedAt === undefined ? '?' : new Date(appliedAt).toISOString(),
    number(counts?.add),
    number(counts?.change),
    number(counts?.destroy),
    planOf(madeBy?.operation, usedPlans) ?? '-',
    printable(madeBy?.who ?? '?'),
    printable(madeBy?.operation ?? 'apply'),
  ]
}

/** A change by hand has no plan: the last one in its list is that of an apply before it. */
function planOf(operation: string | undefined, usedPlans: readonly string[]): string | undefined {
  return operation === undefined || operation === 'apply' ? usedPlans.at(-1) : undefined
}

function jsonOf({ past, counts }: Row): JsonObject {
  if (!past.ok) return { serial: past.serial, problem: past.problem }
  const { appliedAt, usedPlans, madeBy, resources } = past.value
  return {
    serial: past.serial,
    appliedAt: appliedAt === undefined ? null : new Date(appliedAt).toISOString(),
    resources: resources.length,
    changes: counts === undefined ? null : { ...counts },
    planId: planOf(madeBy?.operation, usedPlans) ?? null,
    operation: madeBy?.operation ?? 'apply',
    who: madeBy?.who ?? null,
  }
}
