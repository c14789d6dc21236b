/**
 * From YAML text to a {@link Config}, or to what is wrong with the text.
 *
 * This room knows the shape of the file, where each value stands in it, and what may be left out.
 * It hides YAML, JSON Schema, interpolation and defaults: no other room sees a document, only a
 * configuration or a list of diagnostics.
 *
 * @module
 */

export { type AccessTest, readAccessTests, type TestCaller } from './access-tests.ts'
export type { ConfigTexts } from './assemble.ts'
export { didYouMean } from './did-you-mean.ts'
export { type Explanation, explanations } from './explanations.ts'
export type { DataFile, ReadData } from './filling.ts'
export { type Formatted, formatConfig } from './format.ts'
export type { Format, Report } from './formats/format.ts'
export { formats } from './formats/index.ts'
export { diagnosticsJson } from './formats/json.ts'
export { isVisible, type Search } from './glob.ts'
export { configGraph, type Graph } from './graph.ts'
export { mermaidOf } from './graph-mermaid.ts'
export { svgOf } from './graph-svg.ts'
export {
  type ConfigFile,
  environmentsDirectory,
  type Includes,
  includesOf,
  type Listed,
} from './include.ts'
export { mergedConfig, type Provenance, provenanceOf, toYaml } from './inspect.ts'
export type { AppliedFacts, LintFacts, RepositoryFacts } from './lint-facts.ts'
export { type LintInput, lintConfig } from './linting.ts'
export { type ConfigInput, loadConfig } from './load.ts'
export type { TextCache } from './parsed.ts'
export { renderDiagnostics } from './render.ts'
export {
  type SecretEdit,
  type SecretField,
  scanForSecrets,
  secretFieldsOf,
  withSealed,
} from './secret-fields.ts'
export { hideSecrets } from './secret-text.ts'
export type { Sources } from './shown-lines.ts'
export { starterConfig, starterOverlay } from './starter.ts'
