import { join } from 'node:path'
import type { Test } from 'tap'
import { isGolden as isGoldenText } from '../support/golden.ts'
import type { Run } from './host.ts'

const golden = join(import.meta.dirname, 'golden')

/** Run with `UPDATE_GOLDEN=1` to write what is printed now, then look at the difference. */
export function isGolden(t: Test, name: string, { code, stdout, stderr }: Run): void {
  const text = `${stdout}\n---- stderr, exit ${code} ----\n${stderr}`
  // Who runs the test, where, is different every time.
  const same = text.replace(/\S+@\S+ \(pid \d+\)/g, 'ann@host (pid 1)')
  const file = join(golden, `${name}.txt`)
  isGoldenText(t, file, same)
}
