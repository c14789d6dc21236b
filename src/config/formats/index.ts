import type { Format } from './format.ts'
import { github } from './github.ts'
import { json } from './json.ts'
import { sarif } from './sarif.ts'

/**
 * The shelf of forms for machines; the one for people is `renderDiagnostics`. To add one: one file
 * here, one line below.
 */
export const formats: { readonly [name: string]: Format } = { json, github, sarif }
