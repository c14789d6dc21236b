import { type Adapter, Low } from 'lowdb'
import { type Disk, readText, replaceFile } from './disk.ts'

/** How a value is written as the text of a file. Both may throw; `decode` refuses what is not whole. */
export interface Codec<T> {
  encode(value: T): string
  decode(text: string): T
}

/**
 * The same, where a value is made of a text once and a text of a value once, as long as somebody
 * holds the value.
 */
export function remembering<T extends object>(codec: Codec<T>): Codec<T> {
  const read = new WeakMap<T, string>()
  const written = new WeakMap<T, string>()
  let latest: WeakRef<T> | undefined
  const remember = (value: T, text: string): T => {
    read.set(value, text)
    latest = new WeakRef(value)
    return value
  }
  return {
    encode(value) {
      const text = written.get(value) ?? codec.encode(value)
      written.set(value, text)
      return text
    },
    decode(text) {
      const known = latest?.deref()
      if (known !== undefined && read.get(known) === text) return known
      return remember(codec.decode(text), text)
    },
  }
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
