import { didYouMean } from '../did-you-mean.ts'
import { compareText } from '../problems.ts'
import { quote } from '../secret-text.ts'
import type { Places, Range } from '../source.ts'
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

/** Reports a name that nothing declares, and that no row that is not known can declare. */
export function reportUnknown(
  { places, problems, declared: { open } }: Resolving,
  { owner, kind, plural, name, range }: Reference,
  declared: ReadonlyMap<string, Entry>,
): void {
  if (open.has(plural)) return
  const meant = didYouMean(name, declared.keys())
  const label = `no ${kind} with this name`
  const declarations = [...declared.values()].toSorted(
    (left, right) => left.key.start - right.key.start || compareText(left.name, right.name),
  )
  problems.error('CM1004', range, `${owner} refers to an unknown ${kind} ${quote(name)}`, {
    label: meant === undefined ? label : `${label}; did you mean ${quote(meant)}?`,
    notes: [
      declarations.length === 0
        ? `no ${plural} are declared`
        : `${plural} are declared in ${listed(places, declarations)}`,
    ],
    help: ['credmgr explain CM1004'],
  })
}

/** `providers.yaml:4 (github), :15 (google), more.yaml:2 (erp)`: a file is named once, where it begins. */
function listed(places: Places, declarations: readonly Entry[]): string {
  const shown = declarations.slice(0, 6).map(({ name, key }) => ({ name, ...places.origin(key) }))
  const texts = shown.map(({ name, file, line }, at) => {
    const isNamed = shown[at - 1]?.file === file
    return `${isNamed ? '' : file}:${line} (${name})`
  })
  return [...texts, ...(declarations.length > shown.length ? ['…'] : [])].join(', ')
}
