import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Test } from 'tap'

/**
 * Asserts that `text` is what stands in `file`. Run with `UPDATE_GOLDEN=1` to write what is printed
 * now, then read the difference.
 */
export function isGolden(t: Test, file: string, text: string): void {
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  t.equal(text, readFileSync(file, 'utf8'), basename(file))
}
