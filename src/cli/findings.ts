import type { StateFinding } from '../engine/index.ts'
import type { JsonObject } from '../model/index.ts'
import type { Output } from './output.ts'

/** One finding about a store, with what to do about it. */
export function showFinding(out: Output, finding: StateFinding): void {
  const { severity, record, problem, remedy } = finding
  if (out.json) return
  const title = severity === 'error' ? 'Error:' : 'Warning:'
  out.problem(`${out.paint(severity, title)} ${record} ${problem}\n  ${remedy}`)
}

export function findingJson({
  severity,
  record,
  problem,
  remedy,
  mending,
}: StateFinding): JsonObject {
  return { severity, record, problem, remedy, mending: mending?.type ?? null }
}
