/**
 * State, vault, one-time entries and locks made real.
 *
 * This room knows files: what is on disk before what, who may read it, and how a record is sealed
 * to its place. It hides keys, formats and durability: no other room sees a path, a box or a lock
 * file. A backend is one `open…` function that gives a `Store`, and passes the one contract suite.
 *
 * @module
 */
export type { FileOperations } from './disk.ts'
export type { LeaseTimes } from './file-lease.ts'
export {
  type FileStoreOptions,
  initFileStore,
  neededKeyId,
  openFileStore,
  openStoreKeyring,
  type StoreKeyring,
  storeKeyUses,
} from './file-store.ts'
export { changeKeyFile, createKeyFile } from './key-file.ts'
export { generateKey, type Keyring, parseKeys, reloadingKeyring } from './keyring.ts'
export { stateFile } from './layout.ts'
export type { RecordCheck } from './record-check.ts'
export type { KeyUse, Resealed } from './reseal.ts'
export {
  createOpener,
  publicSealingKey,
  type SealedPlace,
  sealedKeyId,
  sealValue,
  unsealValue,
} from './sealing.ts'
