import { createHmac } from 'node:crypto'
import { dirname, join } from 'node:path'
import {
  type ConnectionAddress,
  type Credential,
  type CredentialSummary,
  CredmgrError,
  canonicalJson,
  connectionAddress,
  partsOf,
  type SecretKey,
  type Vault,
} from '../model/index.ts'
import {
  type CredentialPlace,
  encodeCredential,
  type Opened,
  openCredential,
  openSummary,
} from './credential-file.ts'
import { createFile, namesIn, privateDirectory, readText, removeFile } from './disk.ts'
import { type Codec, durableAdapter, readDocument, writeDocument } from './durable-adapter.ts'
import { FileSecrets } from './file-secrets.ts'
import { freshNonce, type StoreContext } from './store-context.ts'

/** How many credentials `summaries` has open at a time. */
const atOnce = 32

/**
 * Credentials in files of their own, so that a write costs the same whatever else is stored.
 *
 * A record that does not open has generation 0 for `write` and `remove`: a new consent can replace
 * it, and the old file is put aside in `unreadable`.
 */
export class FileVault implements Vault {
  readonly #context: StoreContext
  readonly #secrets: FileSecrets
  readonly #fingerprintKey: string

  /** @param fingerprintKey Random text that lives as long as the store. */
  constructor(context: StoreContext, fingerprintKey: string) {
    this.#context = context
    this.#secrets = new FileSecrets(context)
    this.#fingerprintKey = fingerprintKey
  }

  async read(connection: ConnectionAddress): Promise<Credential | undefined> {
    return (await readDocument(this.#adapter(connection), null)) ?? undefined
  }

  async write(
    connection: ConnectionAddress,
    credential: Credential,
    expected: number,
  ): Promise<void> {
    if (credential.generation !== expected + 1) {
      throw new RangeError(`"generation" must be ${expected + 1}, got ${credential.generation}`)
    }
    await this.#exclusively(connection, async () => {
      await this.#expect(connection, expected)
      await privateDirectory(this.#context.disk.files, dirname(this.#path(connection)))
      await writeDocument(this.#adapter(connection), credential)
    })
  }

  async remove(connection: ConnectionAddress, expected: number): Promise<void> {
    await this.#exclusively(connection, async () => {
      await this.#expect(connection, expected)
      await removeFile(this.#context.disk, this.#path(connection))
    })
  }

  async summary(connection: ConnectionAddress): Promise<CredentialSummary | undefined> {
    const opened = await this.#summary(connection)
    if (opened === undefined || opened.ok) return opened?.value
    throw unreadableRecord(connection, opened.problem)
  }

  /** A record that does not open stands there as `needsReauth` with the reason `record_unreadable`. */
  async summaries(): Promise<readonly CredentialSummary[]> {
    const connections = await this.#connections()
    const found: CredentialSummary[] = []
    for (let start = 0; start < connections.length; start += atOnce) {
      const batch = connections.slice(start, start + atOnce)
      found.push(...(await Promise.all(batch.map((each) => this.#listed(each)))).flat())
    }
    return found
  }

  readSecret(key: SecretKey): Promise<string | undefined> {
    return this.#secrets.read(key)
  }

  writeSecret(key: SecretKey, value: string): Promise<void> {
    return this.#secrets.write(key, value)
  }

  pruneSecrets(used: readonly SecretKey[]): Promise<void> {
    return this.#secrets.prune(used)
  }

  fingerprint(context: string, value: string): string {
    const mac = createHmac('sha256', Buffer.from(this.#fingerprintKey, 'base64url'))
    return mac.update(canonicalJson([context, value])).digest('base64url')
  }

  async #expect(connection: ConnectionAddress, expected: number): Promise<void> {
    const opened = await this.#summary(connection)
    if (opened !== undefined && !opened.ok) {
      if (expected !== 0) throw unreadableRecord(connection, opened.problem)
      await this.#putAside(connection)
      return
    }
    const actual = opened?.value.generation ?? 0
    if (actual === expected) return
    const message = `"${connection}" was written by somebody else: generation ${actual} instead of ${expected}`
    throw new CredmgrError('VAULT_CONFLICT', message, { record: connection })
  }

  /** The evidence is kept: a key that is found again may open it. */
  async #putAside(connection: ConnectionAddress): Promise<void> {
    const { disk, layout } = this.#context
    const text = await readText(disk, this.#path(connection))
    const { provider, name } = partsOf(connection)
    const aside = join(layout.unreadable, `${provider}.${name}.${disk.random.token(12)}.json`)
    if (text !== undefined) await createFile(disk, aside, text)
  }

  async #listed(connection: ConnectionAddress): Promise<readonly CredentialSummary[]> {
    const opened = await this.#summary(connection)
    if (opened === undefined) return []
    return [opened.ok ? opened.value : unreadableSummary(connection)]
  }

  async #summary(connection: ConnectionAddress): Promise<Opened<CredentialSummary> | undefined> {
    const text = await readText(this.#context.disk, this.#path(connection))
    return text === undefined ? undefined : openSummary(this.#place(connection), text)
  }

  async #connections(): Promise<readonly ConnectionAddress[]> {
    const { disk, layout } = this.#context
    const found: ConnectionAddress[] = []
    for (const provider of await namesIn(disk, layout.vault)) {
      const names = await namesIn(disk, join(layout.vault, provider))
      const addresses = names.map((name) => `${provider}/${name.replace(/\.json$/, '')}`)
      found.push(...addresses.flatMap((each) => connectionAddress(each) ?? []))
    }
    return found
  }

  #adapter(connection: ConnectionAddress): ReturnType<typeof durableAdapter<Credential>> {
    const place = this.#place(connection)
    const codec: Codec<Credential> = {
      encode: (credential) => encodeCredential(place, credential, () => freshNonce(this.#context)),
      decode(text) {
        const opened = openCredential(place, text)
        if (!opened.ok) throw unreadableRecord(connection, opened.problem)
        return opened.value
      },
    }
    return durableAdapter(this.#context.disk, this.#path(connection), codec)
  }

  #place(connection: ConnectionAddress): CredentialPlace {
    return { keys: this.#context.keys, env: this.#context.env, connection }
  }

  #path(connection: ConnectionAddress): string {
    // What is not an address could point out of the directory.
    if (connectionAddress(connection) === undefined) {
      throw new RangeError(`"${connection}" is not the address of a connection`)
    }
    const { provider, name } = partsOf(connection)
    return join(this.#context.layout.vault, provider, `${name}.json`)
  }

  #exclusively<T>(connection: ConnectionAddress, work: () => Promise<T>): Promise<T> {
    return this.#context.exclusively(`vault/${connection}`, work)
  }
}

function unreadableRecord(connection: ConnectionAddress, problem: string): CredmgrError {
  const message = `the record of "${connection}" ${problem}`
  const remedy = `restore it from a backup, or consent again: credmgr connect ${connection}`
  return new CredmgrError('RECORD_UNREADABLE', message, { record: connection, remedy })
}

function unreadableSummary(connection: ConnectionAddress): CredentialSummary {
  return {
    connection,
    generation: 0,
    status: 'needsReauth',
    reason: 'record_unreadable',
    grantBinding: '',
    grantedScopes: [],
    requestedScopes: [],
    tokenType: 'bearer',
    obtainedAt: 0,
    hasRefreshToken: false,
  }
}
