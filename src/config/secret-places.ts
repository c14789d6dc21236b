import { secretPositions } from './shape.ts'
import { type Entry, entryOf, member, type Node } from './tree.ts'

/** A secret of an object: where it stands within it, and what stands there. */
export interface SecretPlaceIn {
  /** Fields from the object down: `clientSecret`, or `clientAuth`, `privateKeyJwt`, `key`. */
  readonly path: readonly string[]
  readonly entry: Entry
}

/** The secrets that `value` declares, an object of `section`; in the order of the language. */
export function secretsIn(section: string, value: Node): readonly SecretPlaceIn[] {
  return (pathsBySection.get(section) ?? []).flatMap((path) => {
    const owner = path.slice(0, -1).reduce<Node | undefined>(member, value)
    const entry = entryOf(owner, path.at(-1) ?? '')
    return entry === undefined ? [] : [{ path, entry }]
  })
}

/** Worked out once: a configuration may have 100,000 connections. */
const pathsBySection: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  ['identities', 'providers', 'connections'].map((section) => [
    section,
    secretPositions.flatMap(([first, second, ...path]) =>
      first === section && second === '*' ? [path] : [],
    ),
  ]),
)
