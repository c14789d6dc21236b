/**
 * From YAML text to a {@link Config}, or to what is wrong with the text.
 *
 * This room knows the shape of the file, where each value stands in it, and what may be left out.
 * It hides YAML, JSON Schema, interpolation and defaults: no other room sees a document, only a
 * configuration or a list of diagnostics.
 *
 * @module
 */
export { didYouMean } from './did-you-mean.ts'
export { type ConfigInput, loadConfig } from './load.ts'
export { renderDiagnostics } from './render.ts'
export { starterConfig } from './starter.ts'
