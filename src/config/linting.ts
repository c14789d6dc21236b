import type { Catalog, Checked, Config, Diagnostic } from '../model/index.ts'
import { withoutIgnored } from './ignores.ts'
import { rules } from './lint/index.ts'
import { createLinting } from './lint/rule.ts'
import { type ConfigInput, load } from './load.ts'
import { createProblems, sortedByPlace } from './problems.ts'

/** A configuration, and what rules know beside it. */
export interface LintInput extends Omit<ConfigInput, 'env'> {
  /** Id of the key that values are sealed to; absent when it is not known. */
  readonly sealingKeyId?: string | undefined
}

/**
 * What is valid and would still better be otherwise. The environment is not read. Never throws.
 *
 * @returns The configuration with what the rules found, errors among it, and the warnings that every
 *   command gives, less what comments ignore; or, when it is not valid, the reasons and nothing else.
 */
export function lintConfig(input: LintInput, catalog: Catalog): Checked<Config> {
  const loaded = load({ ...input, env: undefined }, catalog)
  if (!loaded.ok) return loaded
  const { source, sources, config } = loaded.value
  const problems = createProblems(source)
  const { sealingKeyId } = input
  const linting = { ...createLinting(loaded.value, catalog, problems), sealingKeyId }
  for (const rule of rules) rule.check(linting)
  const left = withoutIgnored(sources, [...loaded.diagnostics, ...problems.list()])
  return { ok: true, value: config, diagnostics: once(sortedByPlace(left)) }
}

/** An alias stands where its anchor does, and would be reported as often as it is used. */
function once(sorted: readonly Diagnostic[]): readonly Diagnostic[] {
  return sorted.filter((each, at) => {
    const before = sorted[at - 1]
    return before === undefined || !isSame(each, before)
  })
}

function isSame(left: Diagnostic, right: Diagnostic): boolean {
  const key = ({ code, message, span }: Diagnostic): string =>
    JSON.stringify([code, message, span?.file, span?.line, span?.column])
  return key(left) === key(right)
}
