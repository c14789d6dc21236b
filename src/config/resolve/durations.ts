import type { DurationMs } from '../../model/index.ts'
import type { Problems } from '../problems.ts'
import { knownText, type Node } from '../tree.ts'

const units: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])

const form = /^(\d+)(ms|s|m|h|d)$/

/** Limits of a duration, written as a configuration writes them. */
export interface Limits {
  readonly least: string
  readonly most: string
}

/** @returns Milliseconds, or `undefined` when there is nothing, nothing known, or a problem. */
export function durationOf(
  node: Node | undefined,
  { least, most }: Limits,
  problems: Problems,
): DurationMs | undefined {
  const text = knownText(node)
  if (node === undefined || text === undefined) return undefined
  const duration = milliseconds(text)
  const from = milliseconds(least) ?? 0
  const to = milliseconds(most) ?? Number.POSITIVE_INFINITY
  if (duration !== undefined && duration >= from && duration <= to) return duration
  problems.error('CM1005', node.range, 'a duration out of range', {
    label: `expected ${least} to ${most}`,
  })
  return undefined
}

function milliseconds(text: string): DurationMs | undefined {
  const [, count, unit = ''] = form.exec(text) ?? []
  const factor = units.get(unit)
  return count === undefined || factor === undefined ? undefined : Number(count) * factor
}
