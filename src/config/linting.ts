import type { Catalog, Checked, Config, Diagnostic } from '../model/index.ts'
import type { ReadData } from './filling.ts'
import { withoutIgnored } from './ignores.ts'
import { rules } from './lint/index.ts'
import { createLinting } from './lint/rule.ts'
import type { LintFacts } from './lint-facts.ts'
import { lintSettings, withSettings } from './lint-settings.ts'
import { type ConfigInput, load } from './load.ts'
import { createProblems, sortedByPlace } from './problems.ts'
import { createSource, type Source } from './source.ts'

/** A configuration, and what rules may know beside it. */
export type LintInput = Omit<ConfigInput, 'env'> & LintFacts

/**
 * What is valid and would still better be otherwise. The environment is not read. Never throws.
 *
 * @returns The configuration with what the rules found, errors among it, and the warnings that every
 *   command gives, less what comments ignore and with the severities that `lint.rules` wants; or,
 *   when it is not valid, the reasons and nothing else.
 */
export function lintConfig(input: LintInput, catalog: Catalog): Checked<Config> {
  const dataFiles = new Map<string, string>()
  const loaded = load(
    { ...input, data: remembering(input.data, dataFiles), env: undefined },
    catalog,
  )
  if (!loaded.ok) return loaded
  const { source, sources, config, root } = loaded.value
  const problems = createProblems(source)
  const settings = lintSettings(root, problems)
  const elsewhere: Diagnostic[] = []
  const add = (diagnostics: readonly Diagnostic[]): void => void elsewhere.push(...diagnostics)
  const basis = { problems, texts: input, dataFiles, facts: input, settings, add }
  const linting = createLinting(loaded.value, catalog, basis)
  for (const rule of rules) rule.check(linting)
  const findings = [...loaded.diagnostics, ...problems.list(), ...elsewhere]
  const asleep = new Set(rules.flatMap((rule) => rule.asleep?.(linting) ?? []))
  const all = [...sources, ...overlaysBeside(sources, input)]
  const watch = { isWhole: ({ file }: Source) => isWhole(file, input), asleep }
  const left = withSettings(withoutIgnored(all, findings, watch), settings)
  return { ok: true, value: config, diagnostics: once(sortedByPlace(left)) }
}

/** Notes by their paths how the files are named that are read. */
function remembering(data: ReadData | undefined, read: Map<string, string>): ReadData | undefined {
  return (
    data &&
    ((path) => {
      const file = data(path)
      if (file.ok) read.set(path, file.file)
      return file
    })
  )
}

/** The files of the other environments. */
function overlaysBeside(sources: readonly Source[], { overlays }: LintInput): readonly Source[] {
  const known = new Set(sources.map(({ file }) => file))
  return [...(overlays?.values() ?? [])]
    .filter(({ file }) => !known.has(file))
    .map(({ file, text }) => createSource(file, text))
}

/** With an environment, its own file is; without one, all but those of environments. */
function isWhole(file: string, { overlay, overlays }: LintInput): boolean {
  if (overlay !== undefined) return file === overlay.file
  return ![...(overlays?.values() ?? [])].some((each) => each.file === file)
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
