import { readFileSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { BelowFile } from './cli/index.ts'
import { codeOf } from './host.ts'
import { flawOfUtf8 } from './utf8.ts'

/** A data file may have this many bytes. */
const dataFileLimit = 64 * 1024 * 1024

/** Reads a file as `CliFiles.readBelow` says. */
export function readBelow(directory: string, path: string): BelowFile {
  try {
    const root = realpathSync(directory)
    const file = realpathSync(join(directory, path))
    if (!file.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)) {
      return refused('leads out of the directory of the configuration')
    }
    // A pipe or a device might never end.
    const status = statSync(file)
    if (!status.isFile()) return refused('is not a file')
    if (status.size > dataFileLimit) return refused('is larger than 64 MB')
    const bytes = readFileSync(file)
    const flaw = flawOfUtf8(bytes)
    return flaw === undefined ? { ok: true, text: new TextDecoder().decode(bytes) } : refused(flaw)
  } catch (error) {
    return refused(problems[codeOf(error)] ?? `cannot be read: ${codeOf(error)}`)
  }
}

const problems: { readonly [code: string]: string } = {
  ENOENT: 'is not there',
  ENOTDIR: 'is not there',
}

function refused(problem: string): BelowFile {
  return { ok: false, problem }
}
