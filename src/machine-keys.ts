/**
 * The keys of stores on this machine: where they are, and what is done with them.
 *
 * @module
 */
import { readFileSync, statSync } from 'node:fs'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import type { KeyPorts, StoreLocation } from './cli/index.ts'
import { clock, machineFiles, random } from './host.ts'
import { CredmgrError } from './model/index.ts'
import type { FileStoreOptions, Keyring, KeyUse } from './store/index.ts'

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
  opener: async (location) => {
    const { createOpener } = await storeRoom()
    const open = createOpener(await readKeys(location), location.env)
    return async (place, sealed) => open(place, sealed)
  },
  create: async (location) => {
    const file = keyFileOf(location)
    return file !== undefined && (await makeKeyFile(location, file))
  },
  add: async (location) => {
    const { generateKey, parseKeys } = await storeRoom()
    const key = generateKey(random)
    await changeKeys(location, (text) => `${key}\n${text}`)
    return parseKeys(key).ids[0] ?? ''
  },
  remove: async (location, ids) => {
    const { parseKeys } = await storeRoom()
    const stays = (line: string): boolean =>
      !isKey(line) || !ids.includes(parseKeys(line).ids[0] ?? '')
    await changeKeys(location, (text) => text.split(/\r?\n/).filter(stays).join('\n'))
  },
  usesOfAll,
  check: async (location) => (await openKeyring(location)).check(),
  reseal: async (location) => (await openKeyring(location)).reseal(),
}

/** Stores stand side by side, and beside the key file that serves them. */
async function usesOfAll(location: StoreLocation): Promise<readonly KeyUse[]> {
  const { storeKeyUses } = await storeRoom()
  const file = keyFileOf(location)
  const parents = new Set([
    dirname(location.directory),
    ...(file === undefined ? [] : [dirname(file)]),
  ])
  const directories = new Set([location.directory])
  for (const parent of parents) {
    const entries = await readdir(parent, { withFileTypes: true })
    for (const each of entries) if (each.isDirectory()) directories.add(join(parent, each.name))
  }
  const uses: KeyUse[] = []
  for (const directory of directories) {
    if (statSync(join(directory, 'store.json'), { throwIfNoEntry: false }) === undefined) continue
    const found = await storeKeyUses({ directory, random })
    const name = relative(dirname(location.directory), directory)
    uses.push(...found.map(({ record, keyId }) => ({ record: `${name}/${record}`, keyId })))
  }
  return uses
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

/** Gives the text of a file when it has changed since the last time; a file that cannot be read has not. */
function changedText(file: string): () => string | undefined {
  let seen = identityOf(file)
  return () => {
    const now = identityOf(file)
    if (now === undefined || now === seen) return undefined
    try {
      const text = readFileSync(file, 'utf8')
      seen = now
      return text
    } catch {
      return undefined
    }
  }
}

function identityOf(file: string): string | undefined {
  try {
    const { ino, size, mtimeMs } = statSync(file)
    return `${ino} ${size} ${mtimeMs}`
  } catch {
    return undefined
  }
}

async function changeKeys(
  location: StoreLocation,
  change: (text: string) => string,
): Promise<void> {
  const file = keyFileOf(location)
  if (file === undefined) {
    const remedy = 'use a key file: CREDMGR_KEY_FILE'
    throw new CredmgrError('USAGE', 'CREDMGR_KEY cannot be changed from here', { remedy })
  }
  const { changeKeyFile } = await storeRoom()
  const read = (): Promise<string> => keyText(location)
  // What is no key file is told as that, and not as a lock that cannot be taken.
  await read()
  await changeKeyFile(file, { clock, random }, { read, change })
}

/**
 * A key that is there is never replaced.
 *
 * @returns Whether there was none.
 * @throws `KEY_MISSING` when there is a store already: a new key would not open it
 */
export async function makeKeyFile(location: StoreLocation, file: string): Promise<boolean> {
  const { createKeyFile, generateKey, neededKeyId } = await storeRoom()
  const keyId = await neededKeyId({ ...location, random })
  if ((await machineFiles.readText(file)) !== undefined) return false
  if (keyId !== undefined) throw keyMissing(file, keyId)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  return createKeyFile(file, `${generateKey(random)}\n`, { clock, random })
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
