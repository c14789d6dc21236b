import { didYouMean } from '../did-you-mean.ts'
import { compareText } from '../problems.ts'
import { quote } from '../secret-text.ts'
import type { Range } from '../source.ts'
import type { Entry } from '../tree.ts'
import type { Resolving } from './context.ts'

/** A name that is used, and who uses it. */
export interface Reference {
  /** `connection "github/bot"`. */
  readonly owner: string
  /** What it should name: `provider`. */
  readonly kind: string
  readonly plural: string
  readonly name: string
  readonly range: Range
}

/** Reports a name that nothing declares. */
export function reportUnknown(
  { source, problems }: Resolving,
  { owner, kind, plural, name, range }: Reference,
  declared: ReadonlyMap<string, Entry>,
): void {
  const meant = didYouMean(name, declared.keys())
  const label = `no ${kind} with this name`
  const places = [...declared.values()]
    .toSorted(
      (left, right) => left.key.start - right.key.start || compareText(left.name, right.name),
    )
    .map((entry) => `:${source.origin(entry.key).line} (${entry.name})`)
  const shown = places.length > 6 ? [...places.slice(0, 6), '…'] : places
  problems.error('CM1004', range, `${owner} refers to an unknown ${kind} ${quote(name)}`, {
    label: meant === undefined ? label : `${label}; did you mean ${quote(meant)}?`,
    notes: [
      places.length === 0
        ? `no ${plural} are declared`
        : `${plural} are declared in ${source.file}${shown.join(', ')}`,
    ],
    help: ['credmgr explain CM1004'],
  })
}
