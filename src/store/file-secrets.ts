import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { CredmgrError, canonicalJson, type SecretKey } from '../model/index.ts'
import { namesIn, readText, removeFile, replaceFile } from './disk.ts'
import { type SealContext, seal, unseal } from './envelope.ts'
import { signed, verified } from './signed-document.ts'
import { freshNonce, type StoreContext } from './store-context.ts'

/** Client secrets, one sealed file each, named by the digest of their key. */
export class FileSecrets {
  readonly #context: StoreContext

  constructor(context: StoreContext) {
    this.#context = context
  }

  async read(key: SecretKey): Promise<string | undefined> {
    const { disk, keys } = this.#context
    const text = await readText(disk, this.#path(key))
    if (text === undefined) return undefined
    const context = this.#sealContext(key)
    const document = verified(keys, context, text)
    if (!document.ok) throw unreadableSecret(key, document.problem)
    const value = unseal(keys, context, String(document.body['value']))
    if (value === undefined) throw unreadableSecret(key, 'does not open')
    return value
  }

  async write(key: SecretKey, value: string): Promise<void> {
    const { disk, keys } = this.#context
    const { address, pointer, fingerprint } = key
    const context = this.#sealContext(key)
    const sealed = seal(keys, context, { text: value, nonce: freshNonce(this.#context) })
    const text = signed(keys, context, { address, pointer, fingerprint, value: sealed })
    await replaceFile(disk, this.#path(key), text)
  }

  async prune(used: readonly SecretKey[]): Promise<void> {
    const { disk, layout } = this.#context
    const keep = new Set(used.map(fileNameOf))
    for (const name of await namesIn(disk, layout.secrets)) {
      if (!keep.has(name)) await removeFile(disk, join(layout.secrets, name))
    }
  }

  /** Whether the file of that name is the one of `key`. */
  isFileOf(key: SecretKey, name: string): boolean {
    return fileNameOf(key) === name
  }

  #path(key: SecretKey): string {
    return join(this.#context.layout.secrets, fileNameOf(key))
  }

  #sealContext({ address, pointer, fingerprint }: SecretKey): SealContext {
    const connection = `${pointer}#${fingerprint}`
    return { env: this.#context.env, provider: address, connection, field: 'secret', generation: 0 }
  }
}

function fileNameOf({ address, pointer, fingerprint }: SecretKey): string {
  const name = canonicalJson([address, pointer, fingerprint])
  return `${createHash('sha256').update(name).digest('hex')}.json`
}

function unreadableSecret({ address, pointer }: SecretKey, problem: string): CredmgrError {
  const record = `${address}#${pointer}`
  const message = `the record of "${record}" ${problem}`
  const remedy =
    'restore it from a backup; a client secret can also be given a new value and applied'
  return new CredmgrError('RECORD_UNREADABLE', message, { record, remedy })
}
