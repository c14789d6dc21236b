import {
  type ConnectionAddress,
  type Credential,
  isCredmgrError,
  type OnTokenEvent,
  type Store,
} from '../model/index.ts'
import type { ServedConnection } from './serving.ts'

/**
 * Writes what a provider answered. What could not be written is kept in memory and written before
 * anything else is asked: a provider does not give a rotated token twice.
 */
export class Saver {
  readonly #ports: { readonly store: Pick<Store, 'vault'>; readonly onEvent?: OnTokenEvent }
  readonly #unsaved = new Map<ConnectionAddress, Credential>()

  constructor(ports: { readonly store: Pick<Store, 'vault'>; readonly onEvent?: OnTokenEvent }) {
    this.#ports = ports
  }

  /** @returns `credential`, which survives a power cut now. */
  async save(served: ServedConnection, credential: Credential): Promise<Credential> {
    const { address } = served.spec
    try {
      await this.#ports.store.vault.write(address, credential, credential.generation - 1)
    } catch (error) {
      const superseded = isCredmgrError(error) && error.code === 'VAULT_CONFLICT'
      if (!superseded) this.#unsaved.set(address, credential)
      throw error
    }
    this.#tell(served, credential)
    return credential
  }

  async saveUnsaved(address: ConnectionAddress): Promise<void> {
    const credential = this.#unsaved.get(address)
    if (credential === undefined) return
    try {
      await this.#ports.store.vault.write(address, credential, credential.generation - 1)
    } catch (error) {
      // Somebody has written a newer record, so the one kept here is of no use any more.
      if (!isCredmgrError(error) || error.code !== 'VAULT_CONFLICT') throw error
    }
    this.#unsaved.delete(address)
  }

  async flush(): Promise<void> {
    for (const address of this.#unsaved.keys()) await this.saveUnsaved(address)
  }

  #tell({ spec, providerName }: ServedConnection, { expiresAt }: Credential): void {
    const end = expiresAt === undefined ? {} : { expiresAt }
    const whose = { provider: providerName, connection: spec.address }
    this.#ports.onEvent?.({ type: 'refreshed', ...whose, ...end })
  }
}
