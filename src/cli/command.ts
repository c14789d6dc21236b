import type { CliHost, StoreLocation } from './host.ts'
import type { Output } from './output.ts'

/** One command: what it is called, what it takes, what it does. */
export interface Command {
  readonly name: string
  /** One line for the overview. */
  readonly summary: string
  /** What follows the name: `[PLANFILE]`. */
  readonly positionals: string
  readonly maxPositionals: number
  readonly options: Options
  /** Paragraphs for `credmgr help NAME`. */
  readonly details?: string
  /** It ends on an interruption by itself. */
  readonly ownsInterruption?: boolean
  /** @returns The exit code. */
  run(invocation: Invocation): Promise<number>
}

export type Options = { readonly [name: string]: Option }

export interface Option {
  readonly summary: string
  readonly short?: string
  /** Name of the value in help; absent: the option takes none. */
  readonly value?: string
  readonly choices?: readonly string[]
  /** The value when the option is given without one; then a value needs `=`. */
  readonly bare?: string
  /** Terraform's spelling with one dash is accepted. */
  readonly singleDash?: boolean
}

/** Everything a command may use. */
export interface Invocation {
  readonly host: CliHost
  readonly out: Output
  readonly positionals: readonly string[]
  /** The configuration file as the user named it. */
  readonly config: string
  readonly env: string
  readonly location: StoreLocation
  /** Of a command's own options: the value, or `''` for one that takes none; `undefined` when not given. */
  option(name: string): string | undefined
  /** All values of a repeatable option, in order. */
  values(name: string): readonly string[]
  /** Values of variables, as `--var` gave them; the last one of a name. */
  readonly variables: ReadonlyMap<string, string>
  /** Files of values of variables, as the user named them. */
  readonly variableFiles: readonly string[]
  /** Does `work` to its end before an interruption takes effect; after one it is not begun at all. */
  shielded<T>(work: () => Promise<T>): Promise<T>
}
