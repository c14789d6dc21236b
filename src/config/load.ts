import type { Catalog, Checked, Config, Diagnostic } from '../model/index.ts'
import { interpolate, type ReadEnv } from './interpolate.ts'
import { parse } from './parse.ts'
import { resolve } from './resolve/resolve.ts'
import { isSecretPosition } from './shape.ts'
import { createSource } from './source.ts'
import { validate } from './validate.ts'

/** A configuration file as it was read. */
export interface ConfigInput {
  /** The file's name as diagnostics show it. */
  readonly file: string
  readonly text: string
  /**
   * Reads an environment variable. Absent: the environment is not read, and a value that depends
   * on it is not checked; the result is then fit for nothing but the question whether it is valid.
   */
  readonly env?: ReadEnv | undefined
}

/**
 * Everything between a text and a configuration: parse, interpolate, validate, resolve. Each stage
 * reports all its problems; the first stage with errors is the last. Never throws, whatever the text.
 *
 * @returns The configuration, frozen, in the order of kinds and then of names, with warnings if
 *   there are any; or diagnostics sorted by place.
 */
export function loadConfig(input: ConfigInput, catalog: Catalog): Checked<Config> {
  const source = createSource(input.file, input.text)
  const { env } = input
  const filled = then(parse(source), (tree) =>
    interpolate(source, tree, { env, isSecret: isSecretPosition }),
  )
  const valid = then(filled, (tree) => validate(source, tree))
  return then(valid, (tree) => resolve(source, tree, catalog))
}

/** Goes on with a value, and carries its warnings along. */
function then<A, B>(checked: Checked<A>, next: (value: A) => Checked<B>): Checked<B> {
  if (!checked.ok) return checked
  const result = next(checked.value)
  const diagnostics: readonly Diagnostic[] = [...checked.diagnostics, ...result.diagnostics]
  return { ...result, diagnostics }
}
