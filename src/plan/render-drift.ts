import type { Drift } from './drift.ts'
import type { Paint } from './paint.ts'
import { counted, printable } from './words.ts'

/**
 * Drift as lines: what needs an action, each with what to do; the rest counted, or listed with `all`. None
 * when there is nothing to say.
 */
export function renderDrift(
  drift: readonly Drift[],
  { paint, all = false }: { readonly paint: Paint; readonly all?: boolean },
): readonly string[] {
  const shown = drift.filter(({ needsAction }) => needsAction || all)
  const hidden = drift.length - shown.length
  if (drift.length === 0) return []
  const pad = Math.max(0, ...shown.map(({ address }) => address.length))
  return [
    ...shown.flatMap(({ address, needsAction, says, remedy }) => [
      `  ${needsAction ? paint('change', '!') : ' '} ${address.padEnd(pad)}  ${printable(says)}`,
      ...(remedy === undefined ? [] : [`    ${' '.repeat(pad)}  -> ${printable(remedy)}`]),
    ]),
    ...(hidden === 0
      ? []
      : [
          `    ${paint('dim', `(${counted(hidden, 'more difference')} without need for an action; credmgr drift --all)`)}`,
        ]),
  ]
}

/** The note of a plan; see {@link renderDrift}. */
export function renderDriftNote(drift: readonly Drift[], paint: Paint): readonly string[] {
  const lines = renderDrift(drift, { paint })
  if (lines.length === 0) return []
  return [paint('bold', 'Note: outside credmgr, since the last apply:'), ...lines]
}
