import type { Diagnostic, DurationMs, Severity } from '../model/index.ts'
import type { Problems } from './problems.ts'
import { durationOf } from './resolve/durations.ts'
import { entriesOf, knownText, member, type Node } from './tree.ts'

/** What the section `lint` says. */
export interface LintSettings {
  /** Severities that a configuration wants, by code. */
  readonly rules: ReadonlyMap<string, Severity | 'off'>
  readonly maxSecretAge: DurationMs
}

const severities: readonly (Severity | 'off')[] = ['error', 'warning', 'info', 'off']

/** Reads the section; reports `CM1005` for an age that is out of range. */
export function lintSettings(root: Node, problems: Problems): LintSettings {
  const section = member(root, 'lint')
  const rules = entriesOf(member(section, 'rules')).flatMap(({ name, value }) => {
    const wanted = severities.find((each) => each === knownText(value))
    return wanted === undefined ? [] : [[name, wanted] as const]
  })
  const limits = { least: '1d', most: '3650d' }
  const age = durationOf(member(section, 'maxSecretAge'), limits, problems)
  return { rules: new Map(rules), maxSecretAge: age ?? 180 * 86_400_000 }
}

/** The findings with the severities that the configuration wants; the switched off ones left out. */
export function withSettings(
  findings: readonly Diagnostic[],
  { rules }: LintSettings,
): readonly Diagnostic[] {
  return findings.flatMap((each) => {
    const severity = rules.get(each.code) ?? each.severity
    return severity === 'off' ? [] : [{ ...each, severity }]
  })
}
