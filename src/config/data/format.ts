import type { Json } from '../../model/index.ts'
import type { Range } from '../source.ts'

/** A format that rows of data may be written in. */
export interface DataFormat {
  /** Endings of file names, lower case and without a dot. */
  readonly endings: readonly string[]
  /** Reads a whole file without byte order mark. Never throws. */
  read(text: string): DataRows
}

/** What a data file holds. With a problem there may be rows missing. */
export interface DataRows {
  readonly rows: readonly DataRow[]
  readonly problems: readonly DataProblem[]
}

/** One row, and the stretch of the file that it stands on. */
export interface DataRow {
  readonly value: Json
  readonly range: Range
  /** The name it stands under, in a file that is a mapping. */
  readonly key?: string
}

/** Something that cannot be read, in one sentence that quotes no data. */
export interface DataProblem {
  readonly range: Range
  readonly message: string
}
