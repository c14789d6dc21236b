/**
 * One file that others replace, in whatever way they do it.
 *
 * @module
 */
import { once } from 'node:events'
import { lstat, readlink, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, parse, sep } from 'node:path'
import type { FSWatcher } from 'chokidar'
import type { DurationMs } from './model/index.ts'

export interface WatchOptions {
  /**
   * How often the file is looked at even when no change was reported: some file systems report none,
   * and a directory that was replaced as a whole takes its watch along.
   *
   * @default 5_000 (5 seconds)
   */
  readonly lookEvery?: DurationMs
}

/** As many as Linux follows before it says `ELOOP`. */
const mostLinks = 40

/**
 * Calls `changed` after the file at `path` was written, replaced, renamed over, or reached by another
 * symbolic link on the way to it, as when Kubernetes turns `..data` to a new directory. It may be
 * called more than once for one change. Directories are watched, not the file: a watch on a file dies
 * when the file is replaced.
 *
 * @param path Absolute. Nothing needs to be there yet, but the directory.
 * @returns A function that ends the watch.
 */
export async function watchFile(
  path: string,
  changed: () => void,
  { lookEvery = 5_000 }: WatchOptions = {},
): Promise<() => Promise<void>> {
  const { watch } = await import('chokidar')
  let names = await namesOnTheWay(path)
  const watcher = watch(directoriesOf(names), {
    depth: 0,
    followSymlinks: false,
    ignoreInitial: true,
    ignored: (each) => !names.has(each) && !directoriesOf(names).includes(each),
  })
  const tell = async (): Promise<void> => {
    changed()
    const before = names
    names = await namesOnTheWay(path)
    if (!watcher.closed) turn(watcher, directoriesOf(before), directoriesOf(names))
  }
  const looks = startLooking(path, lookEvery, tell)
  watcher.on('all', (_event, each) => {
    if (!names.has(each)) return
    void tell()
    looks.soon()
  })
  await once(watcher, 'ready')
  return async () => {
    looks.end()
    await watcher.close()
  }
}

/** Reports that come within 50 ms of another are not passed on, and the last one is what counts. */
const settleAfter: DurationMs = 100

interface Looks {
  /** Looks again once things have settled. */
  soon(): void
  end(): void
}

/** Looks every now and then whether the file is another than at the look before. */
function startLooking(path: string, every: DurationMs, changed: () => void): Looks {
  let seen: string | undefined
  let settling: NodeJS.Timeout | undefined
  const look = async (): Promise<void> => {
    const now = await identityOf(path)
    const isOther = seen !== undefined && now !== seen
    seen = now
    if (!isOther) return
    changed()
    soon()
  }
  const soon = (): void => {
    settling ??= setTimeout(() => {
      settling = undefined
      void look()
    }, settleAfter).unref()
  }
  void look()
  const timer = setInterval(() => void look(), every).unref()
  return {
    soon,
    end: () => {
      clearTimeout(settling)
      clearInterval(timer)
    },
  }
}

function turn(watcher: FSWatcher, before: readonly string[], after: readonly string[]): void {
  const gone = before.filter((each) => !after.includes(each))
  const come = after.filter((each) => !before.includes(each))
  if (gone.length > 0) watcher.unwatch(gone)
  if (come.length > 0) watcher.add(come)
}

async function identityOf(path: string): Promise<string> {
  try {
    const { dev, ino, size, mtimeMs } = await stat(path)
    return `${dev} ${ino} ${size} ${mtimeMs}`
  } catch {
    return 'nothing'
  }
}

function directoriesOf(names: ReadonlySet<string>): string[] {
  return [...new Set([...names].map((each) => dirname(each)))]
}

/** Paths, free of links, of every symbolic link on the way to the file, and of the file itself. */
async function namesOnTheWay(path: string): Promise<ReadonlySet<string>> {
  const names = new Set<string>()
  let way: Way | undefined = { at: parse(path).root, rest: segmentsOf(path) }
  while (way !== undefined && names.size < mostLinks) way = await walk(way, names)
  return names
}

/** A directory that has been reached, and what is still to go from there. */
interface Way {
  readonly at: string
  readonly rest: readonly string[]
}

/** Goes one segment on, and notes it where it may be replaced. */
async function walk({ at, rest }: Way, names: Set<string>): Promise<Way | undefined> {
  const [segment = '', ...further] = rest
  const next = join(at, segment)
  const found = await find(next)
  if (found === 'plain' && further.length > 0) return { at: next, rest: further }
  names.add(next)
  if (found === 'plain' || found === 'nothing') return undefined
  const start = isAbsolute(found.link) ? parse(next).root : at
  return { at: start, rest: [...segmentsOf(found.link), ...further] }
}

function segmentsOf(path: string): readonly string[] {
  return path
    .slice(parse(path).root.length)
    .split(sep)
    .filter((each) => each !== '')
}

async function find(path: string): Promise<'nothing' | 'plain' | { readonly link: string }> {
  try {
    const status = await lstat(path)
    return status.isSymbolicLink() ? { link: await readlink(path) } : 'plain'
  } catch {
    return 'nothing'
  }
}
