/**
 * A disk that can be full, or closed to writing: a real one where this process may mount one, else
 * file operations that fail as those of such a disk do. What is promised is the same with both.
 *
 * @module
 */
import { execFileSync } from 'node:child_process'
import { promises, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import type { FileOperations } from '../../src/store/index.ts'

export interface SmallDisk {
  readonly kind: 'mounted' | 'injected'
  readonly directory: string
  readonly files: FileOperations
  /** From here on there is no byte left. */
  fill(): void
  /** From here on nothing can be written. */
  close(): void
  /** There is room again, and it can be written. */
  free(): void
}

export async function smallDisk(t: Test): Promise<SmallDisk> {
  const directory = await mkdtemp(join(tmpdir(), 'credmgr-disk-'))
  t.teardown(() => rm(directory, { recursive: true, force: true }))
  return isMounted(directory) ? mountedDisk(t, directory) : injectedDisk(directory)
}

function isMounted(directory: string): boolean {
  try {
    const args = ['-t', 'tmpfs', '-o', 'size=1m,mode=700', 'tmpfs', directory]
    execFileSync('mount', args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function mountedDisk(t: Test, directory: string): SmallDisk {
  t.teardown(() => execFileSync('umount', ['-l', directory]))
  const filler = join(directory, 'filler')
  const remount = (how: string): void => {
    execFileSync('mount', ['-o', `remount,${how}`, directory])
  }
  return {
    kind: 'mounted',
    directory,
    files: promises,
    fill: () => fillWith(filler),
    close: () => remount('ro'),
    free() {
      remount('rw')
      rmSync(filler, { force: true })
    },
  }
}

function fillWith(file: string): void {
  for (let size = 64 * 1024; size > 0; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' })
    } catch {
      // As much as that does not fit any more.
    }
  }
}

function injectedDisk(directory: string): SmallDisk {
  let code: 'ENOSPC' | 'EROFS' | undefined
  const refuse = (): void => {
    if (code !== undefined) throw Object.assign(new Error('injected'), { code })
  }
  const files: FileOperations = {
    ...promises,
    open: async (...args) => {
      const [path, flags] = args
      const isWriting = typeof flags === 'number' && (flags & 1) === 1
      if (isWriting) refuse()
      return promises.open(path, flags, args[2])
    },
    rename: async (...args) => {
      if (code === 'EROFS') refuse()
      return promises.rename(...args)
    },
    unlink: async (...args) => {
      if (code === 'EROFS') refuse()
      return promises.unlink(...args)
    },
  }
  return {
    kind: 'injected',
    directory,
    files,
    fill: () => {
      code = 'ENOSPC'
    },
    close: () => {
      code = 'EROFS'
    },
    free: () => {
      code = undefined
    },
  }
}
