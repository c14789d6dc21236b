/**
 * The keys of stores on this machine: where they are, and what is done with them.
 *
 * @module
 */
import { readFileSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { KeyPorts, StoreLocation } from './cli/index.ts'
import { clock, machineFiles, random } from './host.ts'
import { CredmgrError, isCredmgrError } from './model/index.ts'
import type { FileStoreOptions, Keyring } from './store/index.ts'

/** Loaded when it is needed: `validate`, `explain` and `help` start without it. */
export const storeRoom = (): Promise<typeof import('./store/index.ts')> =>
  import('./store/index.ts')

export const machineKeys: KeyPorts = {
  file: keyFileOf,
  ids: async (location) => (await readKeys(location)).ids,
  text: (location) => keyText(location),
  publicKey: async (location) => {
    const { publicSealingKey } = await storeRoom()
    return publicSealingKey(await readKeys(location), location.env)
  },
  seal: async (publicKey, place, value) => {
    const { sealValue } = await storeRoom()
    return sealValue(publicKey, place, { value, random })
  },
  unseal: async (location, place, sealed) => {
    const { unsealValue } = await storeRoom()
    return unsealValue(await readKeys(location), { ...place, env: location.env }, sealed)
  },
  create: async (location) => {
    const file = keyFileOf(location)
    return file !== undefined && (await makeKeyFile(location, file))
  },
  add: async (location) => {
    const { generateKey, parseKeys } = await storeRoom()
    const text = `${generateKey(random)}\n${await keyText(location)}`
    await replaceKeys(location, text)
    return parseKeys(text).ids[0] ?? ''
  },
  retain: async (location, ids) => {
    const { parseKeys } = await storeRoom()
    const lines = (await keyText(location)).split(/\r?\n/)
    const kept = lines.filter((line) => !isKey(line) || ids.includes(parseKeys(line).ids[0] ?? ''))
    await replaceKeys(location, kept.join('\n'))
  },
  uses: async (location) => (await openKeyring(location)).uses(),
  reseal: async (location) => (await openKeyring(location)).reseal(),
}

function isKey(line: string): boolean {
  return line.trim() !== '' && !line.trim().startsWith('#')
}

async function openKeyring(
  location: StoreLocation,
): Promise<import('./store/index.ts').StoreKeyring> {
  const { openStoreKeyring } = await storeRoom()
  return openStoreKeyring(await fileStoreOptions(location))
}

export async function fileStoreOptions(location: StoreLocation): Promise<FileStoreOptions> {
  const { directory, env } = location
  return { directory, env, keys: await readKeys(location), clock, random }
}

/** The file that holds the key, or `undefined` when the environment does. */
export function keyFileOf({ directory }: StoreLocation): string | undefined {
  if (process.env['CREDMGR_KEY']) return undefined
  const named = process.env['CREDMGR_KEY_FILE']
  return named ? resolve(named) : join(dirname(directory), 'credmgr.key')
}

async function keyText(location: StoreLocation): Promise<string> {
  const file = keyFileOf(location)
  if (file === undefined) return process.env['CREDMGR_KEY'] ?? ''
  const text = await machineFiles.readText(file)
  if (text === undefined) {
    const { neededKeyId } = await storeRoom()
    throw keyMissing(file, await neededKeyId({ ...location, random }))
  }
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) {
    const message = `the key file "${file}" is open to other users`
    throw new CredmgrError('KEY_INVALID', message, {
      remedy: `close it to them: chmod 600 ${file}`,
    })
  }
  return text
}

async function readKeys(location: StoreLocation): Promise<Keyring> {
  const { parseKeys, reloadingKeyring } = await storeRoom()
  const keys = parseKeys(await keyText(location))
  const file = keyFileOf(location)
  return file === undefined ? keys : reloadingKeyring(keys, changedText(file))
}

/** Gives the text of a file when it has changed since the last time. */
function changedText(file: string): () => string | undefined {
  let seen = identityOf(file)
  return () => {
    const now = identityOf(file)
    if (now === undefined || now === seen) return undefined
    seen = now
    return readFileSync(file, 'utf8')
  }
}

function identityOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false })
  return found && `${found.ino} ${found.size} ${found.mtimeMs}`
}

async function replaceKeys(location: StoreLocation, text: string): Promise<void> {
  const file = keyFileOf(location)
  if (file === undefined) {
    const remedy = 'use a key file: CREDMGR_KEY_FILE'
    throw new CredmgrError('USAGE', 'CREDMGR_KEY cannot be changed from here', { remedy })
  }
  await machineFiles.replaceText(file, text)
}

/**
 * A key that is there is never replaced.
 *
 * @returns Whether there was none.
 * @throws `KEY_MISSING` when there is a store already: a new key would not open it
 */
export async function makeKeyFile(location: StoreLocation, file: string): Promise<boolean> {
  const { generateKey, neededKeyId } = await storeRoom()
  const keyId = await neededKeyId({ ...location, random })
  if ((await machineFiles.readText(file)) !== undefined) return false
  if (keyId !== undefined) throw keyMissing(file, keyId)
  try {
    await machineFiles.writeNew(file, `${generateKey(random)}\n`, 0o600)
    return true
  } catch (error) {
    // Made by another process since we looked.
    if (isCredmgrError(error) && error.code === 'FILE_EXISTS') return false
    throw error
  }
}

/** @param keyId The key that the store needs; `undefined` when there is no store. */
function keyMissing(file: string, keyId: string | undefined): CredmgrError<'KEY_MISSING'> {
  if (keyId === undefined) {
    const remedy = 'set CREDMGR_KEY or CREDMGR_KEY_FILE, or run "credmgr init" to make a key'
    return new CredmgrError('KEY_MISSING', `there is no key in "${file}"`, { remedy })
  }
  const message = `there is no key in "${file}", and the store needs the key "${keyId}"`
  const remedy = 'restore that file from a backup, or name it with CREDMGR_KEY_FILE or CREDMGR_KEY'
  return new CredmgrError('KEY_MISSING', message, { remedy })
}
