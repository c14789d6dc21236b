import { constants, promises } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CredmgrError, type Random } from '../model/index.ts'

/** What the store asks of the file system; `node:fs/promises` is one. */
export type FileOperations = Pick<
  typeof promises,
  | 'chmod'
  | 'link'
  | 'lstat'
  | 'mkdir'
  | 'open'
  | 'readdir'
  | 'rename'
  | 'rm'
  | 'rmdir'
  | 'unlink'
  | 'utimes'
>

/** The disk of one store. */
export interface Disk {
  readonly files: FileOperations
  readonly random: Random
  /** A directory for unfinished files, on the same file system as the rest. */
  readonly temporary: string
}

/** The real file system. */
export const nodeFiles: FileOperations = promises

const fileMode = 0o600
const directoryMode = 0o700
const openToOthers = 0o077
const { O_CREAT, O_DIRECTORY, O_EXCL, O_NOFOLLOW, O_RDONLY, O_WRONLY } = constants

/**
 * Replaces `path` by a file that holds `text`. A reader sees the old file or the new one; when this
 * returns, the new one survives a power cut.
 *
 * @throws `STORE_UNWRITABLE`; nothing is left behind then
 */
export async function replaceFile(disk: Disk, path: string, text: string): Promise<void> {
  await placed(disk, { path, text }, (temporary) => disk.files.rename(temporary, path))
}

/**
 * Creates `path` with `text`, whole or not at all, as durably as {@link replaceFile}.
 *
 * @returns `false` when there is such a file already; it is left alone.
 * @throws `STORE_UNWRITABLE`
 */
export async function createFile(disk: Disk, path: string, text: string): Promise<boolean> {
  // `link` refuses an existing name as O_EXCL does, but nobody ever sees a half-written file.
  return await placed(disk, { path, text }, async (temporary) => {
    const linked = await unless(['EEXIST'], disk.files.link(temporary, path).then(yes))
    await disk.files.unlink(temporary)
    return linked ?? false
  })
}

/**
 * Removes `path` for good.
 *
 * @returns `false` when there was no such file.
 * @throws `STORE_UNWRITABLE`
 */
export async function removeFile(disk: Disk, path: string): Promise<boolean> {
  try {
    await disk.files.unlink(path)
    await syncDirectory(disk.files, dirname(path))
    return true
  } catch (cause) {
    if (isCode(cause, ['ENOENT'])) return false
    throw unwritable(path, cause)
  }
}

/**
 * The text of a file, whose permissions are narrowed when others could read it.
 *
 * @returns `undefined` when there is no such file.
 * @throws `STORE_UNREADABLE`, also for a symbolic link
 */
export async function readText(disk: Disk, path: string): Promise<string | undefined> {
  try {
    const handle = await disk.files.open(path, O_RDONLY | O_NOFOLLOW)
    try {
      const { mode } = await handle.stat()
      if ((mode & openToOthers) !== 0) await handle.chmod(fileMode)
      // As a whole: decoded piece by piece, a long text costs three times as much.
      return (await handle.readFile()).toString('utf8')
    } finally {
      await handle.close()
    }
  } catch (cause) {
    if (isCode(cause, ['ENOENT'])) return undefined
    throw unreadable(path, cause)
  }
}

/** @returns The names in a directory, sorted; none when it does not exist. */
export async function namesIn(disk: Disk, path: string): Promise<readonly string[]> {
  try {
    return ((await unless(['ENOENT'], disk.files.readdir(path))) ?? []).sort()
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

/**
 * Sees to it that `path` is a directory that only its owner can enter.
 *
 * @returns Whether it was created.
 * @throws `STORE_UNREADABLE` for a symbolic link, a file, or a directory that is open to others and
 *   cannot be closed; `STORE_UNWRITABLE` when it cannot be created
 */
export async function privateDirectory(files: FileOperations, path: string): Promise<boolean> {
  const made = await makeDirectory(files, path)
  const found = await files.lstat(path).catch((cause: unknown) => {
    throw unreadable(path, cause)
  })
  if (!found.isDirectory())
    throw unreadable(path, undefined, 'is a file or a link, not a directory')
  if ((found.mode & openToOthers) === 0) return made
  try {
    await files.chmod(path, directoryMode)
    return made
  } catch (cause) {
    throw unreadable(path, cause, 'is open to other users and cannot be closed to them')
  }
}

/** @returns Whether `path` is there and others may enter it. */
export async function isOpenToOthers(files: FileOperations, path: string): Promise<boolean> {
  const found = await unless(['ENOENT'], files.lstat(path))
  return found !== undefined && (found.mode & openToOthers) !== 0
}

/** Makes a link, a rename or a removal in `path` survive a power cut. */
export async function syncDirectory(files: FileOperations, path: string): Promise<void> {
  const handle = await files.open(path, O_RDONLY | O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes a new file that only its owner can read; to disk when `sync` says so. */
export async function writeNew(
  files: FileOperations,
  path: string,
  { text, sync }: { readonly text: string; readonly sync: boolean },
): Promise<void> {
  const handle = await files.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, fileMode)
  try {
    await handle.writeFile(text)
    if (sync) await handle.sync()
  } finally {
    await handle.close()
  }
}

/** @returns What `work` gives, or `undefined` when it fails with one of `codes`. */
export async function unless<T>(
  codes: readonly string[],
  work: Promise<T>,
): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (isCode(error, codes)) return undefined
    throw error
  }
}

export function isCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

export function unwritable(path: string, cause: unknown): CredmgrError {
  const message = `"${path}" cannot be written${reasonOf(cause)}`
  return new CredmgrError('STORE_UNWRITABLE', message, { location: path }, { cause })
}

export function unreadable(path: string, cause: unknown, problem?: string): CredmgrError {
  const message = `"${path}" ${problem ?? 'cannot be read'}${reasonOf(cause)}`
  return new CredmgrError('STORE_UNREADABLE', message, { location: path }, { cause })
}

async function placed<T>(
  disk: Disk,
  { path, text }: { readonly path: string; readonly text: string },
  place: (temporary: string) => Promise<T>,
): Promise<T> {
  const { files, random } = disk
  const temporary = join(disk.temporary, `${basename(path)}.${random.token(12)}`)
  try {
    await writeNew(files, temporary, { text, sync: true })
    const result = await place(temporary)
    await syncDirectory(files, dirname(path))
    return result
  } catch (cause) {
    await files.unlink(temporary).catch(() => undefined)
    throw unwritable(path, cause)
  }
}

async function makeDirectory(files: FileOperations, path: string): Promise<boolean> {
  try {
    await files.mkdir(path, { mode: directoryMode })
    await syncDirectory(files, dirname(path))
    return true
  } catch (cause) {
    if (isCode(cause, ['EEXIST'])) return false
    throw unwritable(path, cause)
  }
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : ''
}

function yes(): boolean {
  return true
}
