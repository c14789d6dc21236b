import {
  type ConnectionAddress,
  type Credential,
  isCredmgrError,
  type Store,
} from '../model/index.ts'
import { type Events, silentEvents } from './events.ts'

interface SaverPorts {
  readonly store: Pick<Store, 'vault'>
  readonly events?: Events
}

/**
 * Writes what a provider answered, and tells of it. What could not be written is kept in memory and
 * written before anything else is asked: a provider does not give a rotated token twice.
 */
export class Saver {
  readonly #vault: Store['vault']
  readonly #events: Events
  readonly #unsaved = new Map<ConnectionAddress, Credential>()

  constructor({ store, events = silentEvents }: SaverPorts) {
    this.#vault = store.vault
    this.#events = events
  }

  /** @returns `credential`, which survives a power cut now. */
  async save(address: ConnectionAddress, credential: Credential): Promise<Credential> {
    try {
      await this.#write(address, credential)
      return credential
    } catch (error) {
      if (!isSuperseded(error)) this.#unsaved.set(address, credential)
      throw error
    }
  }

  async saveUnsaved(address: ConnectionAddress): Promise<void> {
    const credential = this.#unsaved.get(address)
    if (credential === undefined) return
    try {
      await this.#write(address, credential)
    } catch (error) {
      if (!isSuperseded(error)) throw error
    }
    this.#unsaved.delete(address)
  }

  async flush(): Promise<void> {
    for (const address of this.#unsaved.keys()) await this.saveUnsaved(address)
  }

  async #write(connection: ConnectionAddress, credential: Credential): Promise<void> {
    const { generation } = credential
    const write = (): Promise<void> => this.#vault.write(connection, credential, generation - 1)
    await this.#events.around({ type: 'refreshed', connection }, { generation }, write)
  }
}

/** Somebody has written a newer record, so that this one is of no use any more. */
function isSuperseded(error: unknown): boolean {
  return isCredmgrError(error) && error.code === 'VAULT_CONFLICT'
}
