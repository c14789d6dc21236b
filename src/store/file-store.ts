import { dirname } from 'node:path'
import {
  type Clock,
  CredmgrError,
  isCredmgrError,
  type Random,
  type Store,
} from '../model/index.ts'
import {
  type Disk,
  type FileOperations,
  isOpenToOthers,
  namesIn,
  nodeFiles,
  unreadable,
  unwritable,
} from './disk.ts'
import { type LeaseTimes, leaseTimes } from './file-lease.ts'
import { FileLock } from './file-lock.ts'
import { FileOneTimeStore } from './file-one-time-store.ts'
import { FileOutbox } from './file-outbox.ts'
import { FileStateStore } from './file-state-store.ts'
import { FileUpkeep } from './file-upkeep.ts'
import { FileVault } from './file-vault.ts'
import type { Keyring } from './keyring.ts'
import { type Layout, layoutOf, secureDirectories, sweepTemporary } from './layout.ts'
import { checkRecords, type RecordCheck } from './record-check.ts'
import { type KeyUse, keyUses, type Resealed, resealAll } from './reseal.ts'
import type { StoreContext } from './store-context.ts'
import { corrupt, createMarker, type Marker, markedKeyId, readMarker } from './store-marker.ts'

/** Which store, and what it needs. */
export interface FileStoreOptions {
  /** Relative to the working directory, or absolute. */
  readonly directory: string
  /** The environment that the store belongs to. */
  readonly env: string
  readonly keys: Keyring
  readonly clock: Clock
  readonly random: Random
  /** @default a heartbeat every 10 seconds, a lifetime of 60 seconds */
  readonly times?: LeaseTimes
  /** @default `node:fs/promises` */
  readonly files?: FileOperations
}

/**
 * Makes a store, or checks the one that is there. Safe to run twice, and in two processes at once.
 *
 * @throws `KEY_MISMATCH`, `USAGE` (another environment), `STATE_CORRUPT`, `STATE_TOO_NEW`,
 *   `STORE_UNREADABLE`, `STORE_UNWRITABLE`; an existing store is as it was then
 */
export async function initFileStore(
  options: FileStoreOptions,
): Promise<{ readonly created: boolean; readonly lineage: string }> {
  const { disk, layout } = placeOf(options)
  const found = await readMarker(disk, layout, options)
  if (found !== undefined) {
    await secureDirectories(disk.files, layout)
    return { created: false, lineage: found.lineage }
  }
  await refuseOrphans(disk, layout)
  await refuseStrangers(disk, layout)
  await makeParents(disk.files, layout)
  await secureDirectories(disk.files, layout)
  const created = await createMarker(disk, layout, options)
  const marker = await readMarker(disk, layout, options)
  if (marker === undefined) throw notInitialized(layout)
  return { created, lineage: marker.lineage }
}

/**
 * Opens a store that `initFileStore` has made. Everything that is open to other users is closed to
 * them, or refused.
 *
 * @throws `STORE_NOT_INITIALIZED`, and as {@link initFileStore}
 */
export async function openFileStore(options: FileStoreOptions): Promise<Store> {
  return storeOf(await openContext(options))
}

/** What the keys of a store open, and how to be rid of old ones. */
export interface StoreKeyring {
  /** As {@link checkRecords}. */
  check(): Promise<readonly RecordCheck[]>
  /** As {@link resealAll}. */
  reseal(): Promise<Resealed>
}

/** @throws as {@link openFileStore} */
export async function openStoreKeyring(options: FileStoreOptions): Promise<StoreKeyring> {
  const { context } = await openContext(options)
  return { check: () => checkRecords(context), reseal: () => resealAll(context) }
}

async function openContext(options: FileStoreOptions): Promise<Opened> {
  const { disk, layout } = placeOf(options)
  const marker = await readMarker(disk, layout, options)
  if (marker === undefined) {
    await refuseOrphans(disk, layout)
    throw notInitialized(layout)
  }
  await secureDirectories(disk.files, layout)
  await sweepTemporary(disk, options.clock)
  return assembled(options, { disk, layout, marker })
}

/**
 * Finds out, without any key, which one a store needs.
 *
 * @returns The id of its key, or `undefined` when there is no store.
 * @throws `STORE_UNREADABLE`, `STATE_CORRUPT`, `STATE_TOO_NEW`
 */
export function neededKeyId(
  options: Pick<FileStoreOptions, 'directory' | 'random' | 'files'>,
): Promise<string | undefined> {
  const { disk, layout } = placeOf(options)
  return markedKeyId(disk, layout)
}

/**
 * Finds out, without any key, which one each document of a store needs.
 *
 * @returns None when there is no store.
 * @throws `STORE_UNREADABLE`
 */
export function storeKeyUses(
  options: Pick<FileStoreOptions, 'directory' | 'random' | 'files'>,
): Promise<readonly KeyUse[]> {
  return keyUses(placeOf(options))
}

function placeOf(options: Pick<FileStoreOptions, 'directory' | 'random' | 'files'>): {
  readonly disk: Disk
  readonly layout: Layout
} {
  const layout = layoutOf(options.directory)
  const { files = nodeFiles, random } = options
  return { layout, disk: { files, random, temporary: layout.temporary } }
}

interface Opened {
  readonly context: StoreContext
  readonly fingerprintKey: string
  readonly leases: FileLock
}

function assembled(
  { env, clock, times = leaseTimes }: FileStoreOptions,
  opened: { readonly disk: Disk; readonly layout: Layout; readonly marker: Marker },
): Opened {
  const { disk, layout, marker } = opened
  const { lineage, keys, fingerprintKey } = marker
  const leases = new FileLock({ disk, clock, times, directory: layout.leases, patient: false })
  const writes = new FileLock({ disk, clock, times, directory: layout.writes, patient: true })
  const exclusively = exclusion(writes, times)
  const context: StoreContext = { disk, layout, keys, env, lineage, clock, exclusively }
  return { context, fingerprintKey, leases }
}

function storeOf({ context, fingerprintKey, leases }: Opened): Store {
  const oneTime = new FileOneTimeStore(context)
  return {
    state: new FileStateStore(context),
    vault: new FileVault(context, fingerprintKey),
    oneTime,
    outbox: new FileOutbox(context),
    lock: leases,
    upkeep: new FileUpkeep(context, oneTime),
  }
}

/** A write waits for as long as one that has died can be in its way. */
function exclusion(lock: FileLock, { lifetime }: LeaseTimes): StoreContext['exclusively'] {
  return async (name, work) => {
    const options = { wait: 2 * lifetime, operation: 'write' }
    const lease = await lock.acquire(name, options).catch((error: unknown) => {
      if (!isCredmgrError(error) || error.code !== 'STATE_LOCKED') throw error
      throw unwritable(name, error)
    })
    try {
      return await work()
    } finally {
      await lease.release()
    }
  }
}

/** Records without a marker are a store that has lost it, never a place for a new one. */
async function refuseOrphans(disk: Disk, layout: Layout): Promise<void> {
  const inside = [layout.history, layout.vault].map((path) => namesIn(disk, path))
  const records = (await Promise.all(inside)).flat()
  const names = await namesIn(disk, layout.root)
  // Made by another process since we looked: its marker was there before its records.
  if (names.includes('store.json')) return
  if (!names.includes('state.json') && records.length === 0) return
  throw corrupt(layout.marker, 'is missing, though there are records beside it')
}

/** A directory that is in use for something else is not ours to close to its users. */
async function refuseStrangers(disk: Disk, { root }: Layout): Promise<void> {
  const open = await isOpenToOthers(disk.files, root).catch((cause: unknown) => {
    throw unreadable(root, cause)
  })
  if (!open || (await namesIn(disk, root)).length === 0) return
  throw unreadable(root, undefined, 'is open to other users and holds other files')
}

async function makeParents(files: FileOperations, { root }: Layout): Promise<void> {
  const parent = dirname(root)
  try {
    await files.mkdir(parent, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw unwritable(parent, cause)
  }
}

function notInitialized({ root }: Layout): CredmgrError {
  const message = `there is no store in "${root}"; make one with "credmgr init"`
  return new CredmgrError('STORE_NOT_INITIALIZED', message, { location: root })
}
