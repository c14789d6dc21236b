import {
  type Diagnostic,
  type DiagnosticCode,
  diagnosticCodes,
  type JsonObject,
  type Severity,
  type Span,
} from '../../model/index.ts'
import { explanations } from '../explanations.ts'
import { compareText } from '../problems.ts'
import type { Format } from './format.ts'

/** SARIF 2.1.0 (OASIS), as code scanning services read it: one run, its rules, its results. */
export const sarif: Format = ({ diagnostics, version }) => {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort(compareText)
  const driver = { name: 'credmgr', semanticVersion: version, rules: codes.map(ruleOf) }
  const results = diagnostics.map((each) => resultOf(each, codes.indexOf(each.code)))
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function ruleOf(code: DiagnosticCode): JsonObject {
  return {
    id: code,
    shortDescription: { text: diagnosticCodes[code] },
    help: { text: explanations[code].text.join('\n\n') },
  }
}

const levels: { readonly [S in Severity]: string } = {
  error: 'error',
  warning: 'warning',
  info: 'note',
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number): JsonObject {
  const { code, severity, message, label, span, related } = diagnostic
  const text = label === undefined ? message : `${message}; ${label}`
  const result = { ruleId: code, ruleIndex, level: levels[severity], message: { text } }
  if (span === undefined) return result
  const locations = [{ physicalLocation: physicalLocation(span) }]
  if (related === undefined) return { ...result, locations }
  const other = {
    id: 1,
    message: { text: related.label },
    physicalLocation: physicalLocation(related.span),
  }
  return { ...result, locations, relatedLocations: [other] }
}

/** Lines and columns count from 1; the end is the first column that does not belong to it. */
function physicalLocation({ file, line, column, endLine, endColumn }: Span): JsonObject {
  return {
    artifactLocation: { uri: uriOf(file) },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  }
}

/** A relative reference stays relative: to the directory in which the command ran. */
function uriOf(file: string): string {
  const path = file.split('/').map(encodeURIComponent).join('/')
  return path.startsWith('/') ? `file://${path}` : path
}
