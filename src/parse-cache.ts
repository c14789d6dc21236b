import { createHash, randomBytes } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { TextCache } from './cli/index.ts'

/** So many texts are kept; the one that was used longest ago goes first. */
const mostEntries = 100

/**
 * Keeps what was made of a text in files of `<directory>/cache`, by the text's digest and the version
 * that made it. Only where `directory` is there. A cache that cannot be read or written is none.
 */
export function directoryCache(directory: string, version: string): TextCache {
  const folder = join(directory, 'cache')
  const fileOf = (text: string): string => {
    const digest = createHash('sha256').update(`${version}\n`).update(text).digest('hex')
    return join(folder, `${digest}.json`)
  }
  return {
    get: (text) => attempt(() => readFileSync(fileOf(text), 'utf8')),
    put: (text, made) => {
      attempt(() => {
        statSync(directory)
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        const file = fileOf(text)
        const aside = `${file}.${randomBytes(6).toString('hex')}.tmp`
        writeFileSync(aside, made, { flag: 'wx', mode: 0o600 })
        renameSync(aside, file)
        sweep(folder)
      })
    },
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

function sweep(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name))
  if (files.length <= mostEntries) return
  const byAge = files
    .map((file) => ({ file, time: statSync(file).mtimeMs }))
    .toSorted((left, right) => right.time - left.time)
  for (const { file } of byAge.slice(mostEntries)) rmSync(file, { force: true })
}
