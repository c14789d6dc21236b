import type { Catalog, Checked, Config, Diagnostic } from '../model/index.ts'
import { type Assembled, assemble, type ConfigTexts } from './assemble.ts'
import type { ReadData, ReadEnv } from './filling.ts'
import { interpolate } from './interpolate.ts'
import { resolve } from './resolve/resolve.ts'
import { isSecretPosition } from './shape.ts'
import type { Joined, Source } from './source.ts'
import type { Node } from './tree.ts'
import { validate } from './validate.ts'

/** The files of a configuration as they were read, and what values come from. */
export interface ConfigInput extends ConfigTexts {
  /**
   * Reads an environment variable. Absent: the environment is not read, and a value that depends
   * on it is not checked; the result is then fit for nothing but the question whether it is valid.
   */
  readonly env?: ReadEnv | undefined
  /** Reads the data files of `forEach`. Absent: there are none. */
  readonly data?: ReadData | undefined
  /** Values of variables that were given by hand, by name; they go before all others. */
  readonly variables?: ReadonlyMap<string, string> | undefined
}

/**
 * Everything between texts and a configuration: parse, merge, interpolate, validate, resolve. Each
 * stage reports all its problems; the first stage with errors is the last. Never throws, whatever
 * the texts are.
 *
 * @returns The configuration, frozen, in the order of kinds and then of names, with warnings if
 *   there are any; or diagnostics sorted by place.
 */
export function loadConfig(input: ConfigInput, catalog: Catalog): Checked<Config> {
  const loaded = load(input, catalog)
  return loaded.ok ? { ...loaded, value: loaded.value.config } : loaded
}

/** A configuration with the text and the tree that it came from. */
export interface Loaded {
  /** What places in the tree are counted in. */
  readonly source: Joined
  /** The files, each by itself. */
  readonly sources: readonly Source[]
  readonly root: Node
  readonly config: Config
}

/** As {@link loadConfig}, for those who need the places as well. */
export function load(input: ConfigInput, catalog: Catalog): Checked<Loaded> {
  return then(loadTree(input), ({ keep, ...tree }) => {
    const resolved = resolve(tree.source, tree.root, catalog)
    if (!resolved.ok) return resolved
    keep()
    return { ...resolved, value: { ...tree, config: resolved.value } }
  })
}

/** As {@link load}, up to the tree: merged, filled in and of the right shape. */
export function loadTree(
  input: ConfigInput,
): Checked<Omit<Loaded, 'config'> & Pick<Assembled, 'keep'>> {
  return then(assemble(input), (assembled) => {
    const { source, sources, keep } = assembled
    const valid = then(fill(input, assembled), (tree) => validate(source, tree))
    return valid.ok ? { ...valid, value: { source, sources, keep, root: valid.value } } : valid
  })
}

/** The tree with references filled in, and with one object for every row. */
export function fill(
  { env, data, variables: given = new Map() }: ConfigInput,
  { source, root, variableFiles: files }: Pick<Assembled, 'source' | 'root' | 'variableFiles'>,
): Checked<Node> {
  const fillings = { env, data, isSecret: isSecretPosition, variables: { given, files } }
  return interpolate(source, root, fillings)
}

/** Goes on with a value, and carries its warnings along. */
function then<A, B>(checked: Checked<A>, next: (value: A) => Checked<B>): Checked<B> {
  if (!checked.ok) return checked
  const result = next(checked.value)
  const diagnostics: readonly Diagnostic[] = [...checked.diagnostics, ...result.diagnostics]
  return { ...result, diagnostics }
}
