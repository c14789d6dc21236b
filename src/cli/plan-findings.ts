import { lintConfig } from '../config/index.ts'
import type { Diagnostic } from '../model/index.ts'
import { counted, printable } from '../plan/index.ts'
import type { Invocation } from './command.ts'
import { readInput } from './configuration.ts'
import { lintFacts } from './lint-facts.ts'

/** What `credmgr lint` would say of the configuration: its errors and warnings. */
export async function lintFindings(invocation: Invocation): Promise<readonly Diagnostic[]> {
  const { checked } = await readInput(invocation, { withEnvironment: false })
  if (!checked.ok) return checked.diagnostics
  const facts = await lintFacts(invocation)
  const { diagnostics } = lintConfig({ ...checked.value, ...facts }, invocation.host.catalog)
  return diagnostics.filter(({ severity }) => severity !== 'info')
}

/** `Lint: 0 errors, 1 warning  CM3107 credmgr.config.yaml:12 (credmgr lint)`; `undefined` when there is nothing to say. */
export function lintLine(findings: readonly Diagnostic[]): string | undefined {
  const first = findings.find(({ severity }) => severity === 'error') ?? findings[0]
  if (first === undefined) return undefined
  const count = (severity: string): number =>
    findings.filter((each) => each.severity === severity).length
  const totals = `${counted(count('error'), 'error')}, ${counted(count('warning'), 'warning')}`
  const { span } = first
  const place = span === undefined ? '' : ` ${printable(span.file)}:${span.line}`
  const more = findings.length > 1 ? ' …' : ''
  return `Lint: ${totals}  ${first.code}${place}${more} (credmgr lint)`
}
