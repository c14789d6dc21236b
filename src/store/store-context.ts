import type { Clock } from '../model/index.ts'
import type { Disk } from './disk.ts'
import { nonceBytes } from './envelope.ts'
import type { StoreKeys } from './keyring.ts'
import type { Layout } from './layout.ts'

/** What every part of an open store shares. */
export interface StoreContext {
  readonly disk: Disk
  readonly layout: Layout
  readonly keys: StoreKeys
  readonly env: string
  readonly lineage: string
  readonly clock: Clock
  /** Runs `work` while no other process runs work of the same name. Not reentrant. */
  readonly exclusively: <T>(name: string, work: () => Promise<T>) => Promise<T>
}

/** A nonce that was never used before. */
export function freshNonce({ disk }: StoreContext): Uint8Array {
  return Buffer.from(disk.random.token(nonceBytes), 'base64url')
}
