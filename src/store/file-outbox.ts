import { join } from 'node:path'
import type { Delivery, Outbox } from '../model/index.ts'
import { createFile, namesIn, readText, removeFile, replaceFile } from './disk.ts'
import { type Subject, signed, verified } from './signed-document.ts'
import type { StoreContext } from './store-context.ts'

const idForm = /^[\w-][\w.-]{0,200}$/

/** One signed file an entry. What stands in it stands in the state as well, so nothing is sealed. */
export class FileOutbox implements Outbox {
  readonly #context: StoreContext

  constructor(context: StoreContext) {
    this.#context = context
  }

  put(delivery: Delivery): Promise<boolean> {
    return createFile(this.#context.disk, this.#path(delivery.id), this.#text(delivery))
  }

  replace(delivery: Delivery): Promise<void> {
    return replaceFile(this.#context.disk, this.#path(delivery.id), this.#text(delivery))
  }

  async remove(id: string): Promise<void> {
    await removeFile(this.#context.disk, this.#path(id))
  }

  async ids(): Promise<readonly string[]> {
    const names = await namesIn(this.#context.disk, this.#context.layout.outbox)
    return names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []))
  }

  async read(id: string): Promise<Delivery | undefined> {
    const { disk, keys } = this.#context
    const text = await readText(disk, this.#path(id))
    if (text === undefined) return undefined
    const document = verified(keys, this.#subject(id), text)
    // The signature says that `put` or `replace` made it.
    return document.ok ? (document.body['delivery'] as unknown as Delivery) : undefined
  }

  #text(delivery: Delivery): string {
    return signed(this.#context.keys, this.#subject(delivery.id), { delivery })
  }

  #subject(id: string): Subject {
    return { env: this.#context.env, provider: 'outbox', connection: id }
  }

  #path(id: string): string {
    // What is not an id could point out of the directory.
    if (!idForm.test(id)) throw new RangeError(`"${id}" is not the id of a delivery`)
    return join(this.#context.layout.outbox, `${id}.json`)
  }
}
