import { type Adapter, Low } from 'lowdb'
import { type Disk, readText, replaceFile } from './disk.ts'

/** How a value is written as the text of a file. Both may throw; `decode` refuses what is not whole. */
export interface Codec<T> {
  encode(value: T): string
  decode(text: string): T
}

/**
 * A lowdb adapter that loses nothing: the file is replaced in one step, what `write` has
 * acknowledged survives a power cut, and nobody but the owner can read it. lowdb's own writes a
 * fixed temporary name and never calls fsync.
 */
export function durableAdapter<T>(disk: Disk, path: string, codec: Codec<T>): Adapter<T> {
  return {
    async read() {
      const text = await readText(disk, path)
      return text === undefined ? null : codec.decode(text)
    },
    write: (value) => replaceFile(disk, path, codec.encode(value)),
  }
}

/**
 * Reads a document from disk. A fresh `Low` each time: another process may have written since, and
 * what is in memory never runs ahead of the disk.
 */
export async function readDocument<T, M>(adapter: Adapter<T>, missing: M): Promise<T | M> {
  const document = new Low<T | M>({ read: adapter.read, write: refuseWriting }, missing)
  await document.read()
  return document.data
}

/** Replaces a document on disk. */
export async function writeDocument<T>(adapter: Adapter<T>, value: T): Promise<void> {
  await new Low(adapter, value).write()
}

function refuseWriting(): Promise<never> {
  return Promise.reject(new TypeError('what was opened for reading is not written'))
}
