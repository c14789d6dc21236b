import type { Diagnostic } from '../../model/index.ts'
import type { Sources } from '../shown-lines.ts'

/** What a command found in a configuration. */
export interface Report {
  /** The configuration could be loaded; findings may be there all the same. */
  readonly valid: boolean
  /** In the order in which they are shown. */
  readonly diagnostics: readonly Diagnostic[]
  readonly sources: Sources
  /** Of credmgr: `0.1.0`. */
  readonly version: string
}

/** A form for machines: the whole report as one text that ends with a newline. It shows no secret. */
export type Format = (report: Report) => string
