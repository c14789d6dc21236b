import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { isVisible, type Listed, type Search } from './config/index.ts'
import { codeOf } from './host.ts'
import { CredmgrError } from './model/index.ts'

/** So many files can be one configuration; more is a directory that was not meant. */
const mostFiles = 100_000

interface Walk {
  /** The directory that nothing may leave, as the system knows it. */
  readonly root: string
  readonly base: string
  readonly found: Listed[]
}

/** Lists files as `CliFiles.list` says. */
export async function listFiles(
  directory: string,
  { from, depth = Number.POSITIVE_INFINITY }: Search,
): Promise<readonly Listed[]> {
  const walk: Walk = { root: await realpath(directory), base: directory, found: [] }
  const steps = from === '.' ? [] : from.split('/')
  // Any directory on the way may be a link.
  for (const at of steps.keys()) {
    const path = steps.slice(0, at + 1).join('/')
    if (await leadsOutside(walk, path)) return [{ path, outside: 'directory' }]
  }
  await visit(walk, from === '.' ? '' : from, depth)
  return walk.found
}

async function visit(walk: Walk, path: string, depth: number): Promise<void> {
  for (const entry of await entriesOf(join(walk.base, path))) {
    if (isVisible(entry.name)) await look(walk, entry, { path, depth })
    if (walk.found.length <= mostFiles) continue
    const message = `"${walk.base}" has more than ${mostFiles} files to look through`
    throw new CredmgrError('FILE_UNREADABLE', message, { file: walk.base })
  }
}

async function look(
  walk: Walk,
  entry: Dirent,
  { path, depth }: { readonly path: string; readonly depth: number },
): Promise<void> {
  const here = path === '' ? entry.name : `${path}/${entry.name}`
  if (entry.isFile()) walk.found.push({ path: here })
  if (entry.isSymbolicLink()) await addLink(walk, here)
  if (entry.isDirectory() && depth > 1) await visit(walk, here, depth - 1)
}

async function addLink(walk: Walk, path: string): Promise<void> {
  const kind = await kindOf(join(walk.base, path))
  const isOutside = await leadsOutside(walk, path)
  if (kind !== undefined && isOutside) walk.found.push({ path, outside: kind })
  if (kind !== 'directory' && !isOutside) walk.found.push({ path })
}

/** What a link leads to; `undefined` for nowhere. */
async function kindOf(path: string): Promise<'file' | 'directory' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'file'
  } catch {
    return undefined
  }
}

async function leadsOutside({ root, base }: Walk, path: string): Promise<boolean> {
  try {
    const real = await realpath(join(base, path))
    return real !== root && !real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)
  } catch {
    // Nothing is there to be read.
    return false
  }
}

async function entriesOf(path: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return []
    const message = `"${path}" cannot be listed: ${codeOf(error)}`
    throw new CredmgrError('FILE_UNREADABLE', message, { file: path }, { cause: error })
  }
}
