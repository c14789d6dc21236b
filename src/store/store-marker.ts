import { CredmgrError } from '../model/index.ts'
import { createFile, type Disk, readText, replaceFile } from './disk.ts'
import { nonceBytes, type SealContext, seal, unseal } from './envelope.ts'
import { type Keyring, type StoreKeys, storeKeys } from './keyring.ts'
import type { Layout } from './layout.ts'
import { parsed, type Subject, signed, verified } from './signed-document.ts'
import { freshNonce, type StoreContext } from './store-context.ts'

/** What `store.json` says of a store, once the keyring has opened it. */
export interface Marker {
  readonly lineage: string
  readonly keys: StoreKeys
  /** Random text that lives as long as the store; sealed, so that another master key can take over. */
  readonly fingerprintKey: string
}

const secretBytes = 32
const lineageBytes = 16

/**
 * Creates `store.json` for a new store, unless there is one.
 *
 * @returns Whether it was created: of several processes at once, one does.
 */
export async function createMarker(
  disk: Disk,
  layout: Layout,
  { env, keys }: { readonly env: string; readonly keys: Keyring },
): Promise<boolean> {
  const { random } = disk
  const lineage = random.token(lineageBytes)
  const storeId = random.token(secretBytes)
  const bound = storeKeys(keys, storeId)
  const nonce = Buffer.from(random.token(nonceBytes), 'base64url')
  const text = random.token(secretBytes)
  const fingerprintKey = seal(bound, fingerprintContext(env, lineage), { text, nonce })
  const marker = signed(bound, subjectOf(env), { env, lineage, storeId, fingerprintKey })
  return await createFile(disk, layout.marker, marker)
}

/**
 * Reads `store.json`.
 *
 * @returns `undefined` when there is none.
 * @throws `USAGE` for a store of another environment; `KEY_MISMATCH` when its key is not in the
 *   keyring; `STATE_CORRUPT` or `STATE_TOO_NEW` when it cannot be read whole
 */
export async function readMarker(
  disk: Disk,
  layout: Layout,
  expected: { readonly env: string; readonly keys: Keyring },
): Promise<Marker | undefined> {
  const text = await readText(disk, layout.marker)
  if (text === undefined) return undefined
  const location = layout.marker
  const { env, keyId, storeId } = firstLook(location, text)
  if (env !== expected.env) throw wrongEnvironment(layout.root, env, expected.env)
  if (!expected.keys.ids.includes(keyId)) throw wrongKey(location, keyId, expected.keys.ids)
  const keys = storeKeys(expected.keys, storeId)
  const document = verified(keys, subjectOf(env), text)
  if (!document.ok) throw corrupt(location, document.problem)
  const lineage = String(document.body['lineage'])
  const context = fingerprintContext(env, lineage)
  const fingerprintKey = unseal(keys, context, String(document.body['fingerprintKey']))
  if (fingerprintKey === undefined) throw corrupt(location, 'holds a key that does not open')
  return { lineage, keys, fingerprintKey }
}

/** Seals `store.json` anew with the newest key; what it says stays. */
export async function resealMarker(context: StoreContext): Promise<void> {
  const { disk, layout, keys, env } = context
  await context.exclusively('store', async () => {
    const text = (await readText(disk, layout.marker)) ?? ''
    const document = verified(keys, subjectOf(env), text)
    if (!document.ok) throw corrupt(layout.marker, document.problem)
    const { lineage, storeId } = document.body
    const place = fingerprintContext(env, String(lineage))
    const opened = unseal(keys, place, String(document.body['fingerprintKey']))
    if (opened === undefined) throw corrupt(layout.marker, 'holds a key that does not open')
    const fingerprintKey = seal(keys, place, { text: opened, nonce: freshNonce(context) })
    const marker = signed(keys, subjectOf(env), { env, lineage, storeId, fingerprintKey })
    await replaceFile(disk, layout.marker, marker)
  })
}

/**
 * Looks at `store.json` without a keyring; what it says is not proven.
 *
 * @returns The id of the key that the store needs, or `undefined` when there is no store.
 * @throws as {@link readMarker}, but for what only a key shows
 */
export async function markedKeyId(disk: Disk, { marker }: Layout): Promise<string | undefined> {
  const text = await readText(disk, marker)
  return text === undefined ? undefined : firstLook(marker, text).keyId
}

/** `STATE_CORRUPT` for what is not the state itself. */
export function corrupt(location: string, problem: string): CredmgrError<'STATE_CORRUPT'> {
  const message = `"${location}" ${problem}; nothing was changed`
  const remedy = 'restore it from a backup of the store: no other file can take its place'
  return new CredmgrError('STATE_CORRUPT', message, { location, remedy })
}

/** What has to be known before the signature can be checked; nothing here is trusted yet. */
function firstLook(
  location: string,
  text: string,
): { readonly env: string; readonly keyId: string; readonly storeId: string } {
  const document = parsed(text)
  if (!document.ok) {
    const { problem, newerFormat: format } = document
    if (format === undefined) throw corrupt(location, problem)
    const message = `"${location}" ${problem}; nothing was changed`
    throw new CredmgrError('STATE_TOO_NEW', message, { location, format })
  }
  const { env, keyId, storeId } = document.body
  if (typeof env === 'string' && typeof keyId === 'string' && typeof storeId === 'string') {
    return { env, keyId, storeId }
  }
  throw corrupt(location, 'does not say which store it belongs to')
}

function wrongEnvironment(directory: string, actual: string, wanted: string): CredmgrError {
  const message = `the store in "${directory}" belongs to the environment "${actual}", not to "${wanted}"`
  const remedy = `name the environment "${actual}" with --env, or another store with --state`
  return new CredmgrError('USAGE', message, { remedy })
}

function wrongKey(location: string, expectedKeyId: string, ids: readonly string[]): CredmgrError {
  const present = ids.map((id) => `"${id}"`).join(', ')
  const message = `"${location}" needs key "${expectedKeyId}", the keyring has ${present}`
  return new CredmgrError('KEY_MISMATCH', message, { expectedKeyId, actualKeyIds: ids })
}

function subjectOf(env: string): Subject {
  return { env, provider: 'store', connection: 'store.json' }
}

function fingerprintContext(env: string, lineage: string): SealContext {
  return { env, provider: 'store', connection: lineage, field: 'fingerprintKey', generation: 0 }
}
