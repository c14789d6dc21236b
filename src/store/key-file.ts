/**
 * The file that holds the keys of one or several stores.
 *
 * A key that is lost is worse than one that is late: a file is changed by one process at a time, and
 * is on disk, with its name, before anything is sealed with what stands in it.
 */
import { realpath } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Clock, Random } from '../model/index.ts'
import { createFile, type Disk, type FileOperations, nodeFiles, replaceFile } from './disk.ts'
import { leaseTimes } from './file-lease.ts'
import { FileLock } from './file-lock.ts'

export interface KeyFilePorts {
  readonly clock: Clock
  readonly random: Random
  /** @default `node:fs/promises` */
  readonly files?: FileOperations
}

/**
 * Creates a key file that only its owner can read, in a directory that is there.
 *
 * @returns `false` when there is such a file already; it is left alone.
 * @throws `STORE_UNWRITABLE`
 */
export function createKeyFile(file: string, text: string, ports: KeyFilePorts): Promise<boolean> {
  return createFile(diskBeside(file, ports), file, text)
}

/**
 * Replaces the text of a key file by what `change` makes of it, while no other process does. A
 * symbolic link goes on leading to it.
 *
 * @param read Gives the text, or throws when it may not be used.
 * @throws `STATE_LOCKED` after 30 seconds, `STORE_UNWRITABLE`; the old text stands there then
 */
export async function changeKeyFile(
  file: string,
  ports: KeyFilePorts,
  { read, change }: { read(): Promise<string>; change(text: string): string },
): Promise<void> {
  const path = await realpath(file)
  const disk = diskBeside(path, ports)
  const options = { disk, clock: ports.clock, times: leaseTimes, directory: disk.temporary }
  const lock = new FileLock({ ...options, patient: true })
  const lease = await lock.acquire(basename(path), { wait: 30_000, operation: 'keys' })
  try {
    const before = await read()
    const after = change(before)
    if (after !== before) await replaceFile(disk, path, after)
  } finally {
    await lease.release()
  }
}

/** Unfinished files and the lock stand beside it: nothing else is sure to be on the same file system. */
function diskBeside(file: string, { random, files = nodeFiles }: KeyFilePorts): Disk {
  return { files, random, temporary: dirname(file) }
}
