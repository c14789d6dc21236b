import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import {
  CredmgrError,
  type EpochMs,
  type Json,
  type OneTimeKind,
  type OneTimeStore,
} from '../model/index.ts'
import {
  namesIn,
  readText,
  removeFile,
  replaceFile,
  syncDirectory,
  unless,
  unwritable,
} from './disk.ts'
import { type SealContext, seal, unseal } from './envelope.ts'
import { parsed, signed, verified } from './signed-document.ts'
import { freshNonce, type StoreContext } from './store-context.ts'

/** Which entry; the id itself is not kept. */
export interface Entry {
  readonly kind: OneTimeKind
  readonly digest: string
}

/** One sealed file an entry, named by the SHA-256 of its id: whoever lists them can use none. */
export class FileOneTimeStore implements OneTimeStore {
  readonly #context: StoreContext

  constructor(context: StoreContext) {
    this.#context = context
  }

  async put(kind: OneTimeKind, id: string, value: Json, expiresAt: EpochMs): Promise<void> {
    const { disk, keys } = this.#context
    const entry = entryOf(kind, id)
    const context = sealContext(this.#context.env, entry)
    const secret = { text: JSON.stringify(value), nonce: freshNonce(this.#context) }
    const text = signed(keys, context, { expiresAt, value: seal(keys, context, secret) })
    await replaceFile(disk, this.#path(entry), text)
  }

  async peek(kind: OneTimeKind, id: string): Promise<Json | undefined> {
    const entry = entryOf(kind, id)
    const text = await readText(this.#context.disk, this.#path(entry))
    return text === undefined ? undefined : this.#open(entry, text)
  }

  async take(kind: OneTimeKind, id: string): Promise<Json | undefined> {
    const { disk } = this.#context
    const entry = entryOf(kind, id)
    const mine = join(disk.temporary, `${entry.digest}.${disk.random.token(12)}`)
    if (!(await this.#claim(this.#path(entry), mine))) return undefined
    const text = await readText(disk, mine)
    await removeFile(disk, mine)
    return text === undefined ? undefined : this.#open(entry, text)
  }

  /**
   * Whether the entry of that digest opens; what it says goes to nobody.
   *
   * @throws `RECORD_UNREADABLE`
   */
  async check(kind: OneTimeKind, digest: string): Promise<void> {
    const entry = { kind, digest }
    const text = await readText(this.#context.disk, this.#path(entry))
    if (text !== undefined) this.#open(entry, text)
  }

  async sweep(): Promise<void> {
    const { disk, layout, clock } = this.#context
    for (const directory of [layout.tickets, layout.transactions]) {
      for (const name of await namesIn(disk, directory)) {
        const path = join(directory, name)
        const expiresAt = clearExpiry((await readText(disk, path)) ?? '')
        if (expiresAt !== undefined && expiresAt <= clock.now()) await removeFile(disk, path)
      }
    }
  }

  /** One of all who try moves the file; that it is gone is on disk before anybody uses it. */
  async #claim(path: string, mine: string): Promise<boolean> {
    const { files } = this.#context.disk
    try {
      const moved = await unless(
        ['ENOENT'],
        files.rename(path, mine).then(() => true),
      )
      if (moved) await syncDirectory(files, dirname(path))
      return moved ?? false
    } catch (cause) {
      throw unwritable(path, cause)
    }
  }

  #open(entry: Entry, text: string): Json | undefined {
    const opened = openEntry(this.#context, entry, text)
    return opened.expiresAt <= this.#context.clock.now() ? undefined : opened.value
  }

  #path({ kind, digest }: Entry): string {
    const { tickets, transactions } = this.#context.layout
    return join(kind === 'ticket' ? tickets : transactions, `${digest}.json`)
  }
}

/** @throws `RECORD_UNREADABLE` */
export function openEntry(
  { keys, env }: Pick<StoreContext, 'keys' | 'env'>,
  entry: Entry,
  text: string,
): { readonly value: Json; readonly expiresAt: EpochMs } {
  const context = sealContext(env, entry)
  const document = verified(keys, context, text)
  if (!document.ok) throw unreadableEntry(entry, document.problem)
  const { expiresAt, value } = document.body
  const opened = unseal(keys, context, String(value))
  if (opened === undefined) throw unreadableEntry(entry, 'does not open')
  return { value: JSON.parse(opened) as Json, expiresAt: Number(expiresAt) }
}

function sealContext(env: string, { kind, digest }: Entry): SealContext {
  return { env, provider: `onetime/${kind}`, connection: digest, field: 'value', generation: 0 }
}

function entryOf(kind: OneTimeKind, id: string): Entry {
  return { kind, digest: createHash('sha256').update(id).digest('hex') }
}

function clearExpiry(text: string): EpochMs | undefined {
  const document = parsed(text)
  const expiresAt = document.ok ? document.body['expiresAt'] : undefined
  return typeof expiresAt === 'number' ? expiresAt : undefined
}

function unreadableEntry({ kind }: Entry, problem: string): CredmgrError {
  const remedy = 'make a new consent link: credmgr connect ADDRESS'
  return new CredmgrError('RECORD_UNREADABLE', `a ${kind} ${problem}`, { record: kind, remedy })
}
