import { basename, join } from 'node:path'
import {
  type ConnectionAddress,
  connectionAddress,
  isCredmgrError,
  type SecretKey,
} from '../model/index.ts'
import { encodeCredential, openCredential } from './credential-file.ts'
import { namesIn, readText, replaceFile } from './disk.ts'
import { FileOutbox } from './file-outbox.ts'
import { FileSecrets } from './file-secrets.ts'
import { parsed } from './signed-document.ts'
import { stateCodec } from './state-file.ts'
import { freshNonce, type StoreContext } from './store-context.ts'
import { resealMarker } from './store-marker.ts'

/** One document of a store and the key that it needs. */
export interface KeyUse {
  /** `vault/github/bot.json`, relative to the store. */
  readonly record: string
  /** `undefined`: it cannot be told. */
  readonly keyId: string | undefined
}

/** What was sealed anew, and what could not be: its record, and one clause that says why. */
export interface Resealed {
  readonly records: readonly string[]
  readonly failures: readonly { readonly record: string; readonly problem: string }[]
}

/** Which key each document of a store needs, in the order in which they are sealed anew; none is opened. */
export async function keyUses(
  context: Pick<StoreContext, 'disk' | 'layout'>,
): Promise<readonly KeyUse[]> {
  const { disk, layout } = context
  const uses: KeyUse[] = []
  for (const record of await records(context)) {
    const text = await readText(disk, join(layout.root, record))
    if (text === undefined) continue
    const document = parsed(text)
    const keyId = document.ok ? document.body['keyId'] : undefined
    uses.push({ record, keyId: typeof keyId === 'string' ? keyId : undefined })
  }
  return uses
}

/**
 * Seals everything anew that an older key than the newest has sealed, but for consent links and
 * authorization requests, which are used or expire within a day. Each document is replaced by
 * itself and keeps its generation or revision: it may stop anywhere, and be begun again.
 *
 * What does not open stays as it is, and holds up nothing else.
 *
 * @throws `STORE_UNWRITABLE`; what came before is done
 */
export async function resealAll(context: StoreContext): Promise<Resealed> {
  const records: string[] = []
  const failures: { record: string; problem: string }[] = []
  for (const { record, keyId } of await keyUses(context)) {
    if (keyId === undefined || keyId === context.keys.sealing) continue
    const problem = await resealOne(context, record).catch(unopened)
    if (problem !== undefined) failures.push({ record, problem })
    else if (!record.startsWith('onetime/')) records.push(record)
  }
  return { records, failures }
}

/** What one record suffers from; anything else would befall the others as well. */
function unopened(error: unknown): string {
  if (!isCredmgrError(error)) throw error
  if (error.code !== 'RECORD_UNREADABLE' && error.code !== 'STATE_CORRUPT') throw error
  return error.message
}

async function records({
  disk,
  layout,
}: Pick<StoreContext, 'disk' | 'layout'>): Promise<readonly string[]> {
  const below = async (...steps: readonly string[]): Promise<readonly string[]> =>
    (await namesIn(disk, join(layout.root, ...steps))).map((name) => [...steps, name].join('/'))
  const providers = await namesIn(disk, layout.vault)
  const credentials = await Promise.all(providers.map((name) => below('vault', name)))
  return [
    'store.json',
    'state.json',
    ...(await below('history')),
    ...credentials.flat(),
    ...(await below('secrets')),
    ...(await below('outbox')),
    ...(await below('onetime', 'ticket')),
    ...(await below('onetime', 'transaction')),
  ].filter((record) => record.endsWith('.json'))
}

/** @returns Why it was not, where a record does not open. */
async function resealOne(context: StoreContext, record: string): Promise<string | undefined> {
  const [kind, provider = '', name = ''] = record.replace(/\.json$/, '').split('/')
  if (kind === 'store') await resealMarker(context)
  if (kind === 'state' || kind === 'history') await resealState(context, record)
  if (kind === 'secrets') await resealSecret(context, record)
  if (kind === 'outbox') await resealDelivery(context, record)
  const connection = connectionAddress(`${provider}/${name}`)
  if (kind !== 'vault' || connection === undefined) return undefined
  return await resealCredential(context, connection, record)
}

async function resealState(context: StoreContext, record: string): Promise<void> {
  const { disk, layout, keys } = context
  const path = join(layout.root, record)
  const codec = stateCodec(keys, { path, history: layout.history }, context)
  await context.exclusively('state', async () => {
    const text = await readText(disk, path)
    if (text !== undefined) await replaceFile(disk, path, codec.encode(codec.decode(text)))
  })
}

/** The generation stays: a refresh that is under way finds what it has left. */
async function resealCredential(
  context: StoreContext,
  connection: ConnectionAddress,
  record: string,
): Promise<string | undefined> {
  const { disk, layout, keys, env } = context
  const path = join(layout.root, record)
  const place = { keys, env, connection }
  return await context.exclusively(`vault/${connection}`, async () => {
    const text = await readText(disk, path)
    if (text === undefined) return undefined
    const opened = openCredential(place, text)
    if (!opened.ok) return opened.problem
    const sealed = encodeCredential(place, opened.value, () => freshNonce(context))
    await replaceFile(disk, path, sealed)
    return undefined
  })
}

async function resealDelivery(context: StoreContext, record: string): Promise<void> {
  const outbox = new FileOutbox(context)
  const delivery = await outbox.read(basename(record, '.json'))
  if (delivery !== undefined) await outbox.replace(delivery)
}

async function resealSecret(context: StoreContext, record: string): Promise<void> {
  const text = await readText(context.disk, join(context.layout.root, record))
  const document = parsed(text ?? '')
  if (!document.ok) return
  const { address, pointer, fingerprint } = document.body as unknown as SecretKey
  const secrets = new FileSecrets(context)
  const key = { address, pointer, fingerprint }
  const value = await secrets.read(key)
  if (value !== undefined) await secrets.write(key, value)
}
