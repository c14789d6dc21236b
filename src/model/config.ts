import type { Refactoring } from './refactoring.ts'
import type { Resource } from './resource.ts'

/** The desired world: every declared resource, in the order of {@link Kind} and then by name. Frozen. */
export interface Config {
  readonly resources: readonly Resource[]
  /** Absent: nothing is declared to have moved, to be removed, or to be imported. */
  readonly refactoring?: Refactoring
}
