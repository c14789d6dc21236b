import { join, resolve } from 'node:path'
import type { Clock, DurationMs } from '../model/index.ts'
import { type Disk, type FileOperations, namesIn, privateDirectory, unless } from './disk.ts'

/** Where everything stands in the directory of a store. */
export interface Layout {
  readonly root: string
  /** Says what the store is; without it there is no store. */
  readonly marker: string
  readonly state: string
  /** The states that were applied before, `<serial>.json`. */
  readonly history: string
  /** `<provider>/<name>.json`, one sealed credential each. */
  readonly vault: string
  /** Credentials that did not open and were written over, kept for whoever has the key. */
  readonly unreadable: string
  /** Copies of what was there before somebody changed it by hand, a directory each. */
  readonly backups: string
  readonly secrets: string
  readonly tickets: string
  readonly transactions: string
  /** `<id>.json`, one event each that has still to be delivered to one webhook. */
  readonly outbox: string
  /** One directory for every lease that is held. */
  readonly leases: string
  /** The same for writes that compare before they replace. */
  readonly writes: string
  /** Unfinished files. */
  readonly temporary: string
}

export function layoutOf(directory: string): Layout {
  const root = resolve(directory)
  return {
    root,
    marker: join(root, 'store.json'),
    state: join(root, 'state.json'),
    history: join(root, 'history'),
    vault: join(root, 'vault'),
    unreadable: join(root, 'unreadable'),
    backups: join(root, 'backups'),
    secrets: join(root, 'secrets'),
    tickets: join(root, 'onetime', 'ticket'),
    transactions: join(root, 'onetime', 'transaction'),
    outbox: join(root, 'outbox'),
    leases: join(root, 'locks', 'leases'),
    writes: join(root, 'locks', 'writes'),
    temporary: join(root, 'tmp'),
  }
}

/** The file that changes with every write of the state: what to watch in order to follow it. */
export function stateFile(directory: string): string {
  return layoutOf(directory).state
}

/**
 * Makes every directory of the store that is missing, and closes each to other users.
 *
 * @throws as `privateDirectory`
 */
export async function secureDirectories(files: FileOperations, layout: Layout): Promise<void> {
  const { root, history, vault, unreadable, backups, secrets, tickets, transactions, outbox } =
    layout
  const parents = [root, join(root, 'onetime'), join(root, 'locks')]
  const children = [history, vault, unreadable, backups, secrets, tickets, transactions, outbox]
  for (const path of [...parents, ...children, layout.leases, layout.writes, layout.temporary]) {
    await privateDirectory(files, path)
  }
}

/** No write takes as long: an unfinished file of this age has lost its process. */
const abandonedAfter: DurationMs = 3_600_000

/** Removes what processes that died have left unfinished. */
export async function sweepTemporary(disk: Disk, clock: Clock): Promise<void> {
  const { files, temporary } = disk
  for (const name of await namesIn(disk, temporary)) {
    const path = join(temporary, name)
    const found = await unless(['ENOENT'], files.lstat(path))
    // The time of the change, not of the content: what was just moved here is not abandoned.
    if (found === undefined || clock.now() - found.ctimeMs < abandonedAfter) continue
    // A disk that cannot be written is no reason not to open the store and serve what it holds.
    await files.rm(path, { recursive: true, force: true }).catch(() => undefined)
  }
}
