import { csv } from './csv.ts'
import type { DataFormat } from './format.ts'
import { json } from './json.ts'
import { ndjson } from './ndjson.ts'

/** The shelf of data formats. To add one: one file here, one line below. */
export const dataFormats: readonly DataFormat[] = [csv, ndjson, json]
