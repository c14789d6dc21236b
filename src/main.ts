#!/usr/bin/env node
/**
 * The one place where concrete parts are chosen: which store, which key, which gateway.
 *
 * @module
 */
import { once } from 'node:events'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { openBrowser } from './browser.ts'
import {
  type CliHost,
  runCli,
  type ServeOptions,
  type StoreInit,
  type StoreLocation,
} from './cli/index.ts'
import { readBelow } from './data-files.ts'
import type { Consent } from './engine/index.ts'
import { policies } from './gateway/policies/index.ts'
import {
  clock,
  createLogger,
  gatewayAnswers,
  interruptionSignal,
  machineFetch,
  machineFiles,
  machineSecrets,
  machineTerminal,
  quietLogger,
  random,
} from './host.ts'
import { listFiles } from './list-files.ts'
import { CredmgrError, isCredmgrError, type Store } from './model/index.ts'
import { providerTemplates } from './oauth/providers/index.ts'
import { directoryCache } from './parse-cache.ts'
import type { RunningGateway } from './serve.ts'
import type { FileStoreOptions, Keyring } from './store/index.ts'

const version = '0.1.0'

/** Loaded when it is needed: `validate`, `explain` and `help` start without it. */
const storeRoom = (): Promise<typeof import('./store/index.ts')> => import('./store/index.ts')

function createCliHost(): CliHost {
  const interruption = interruptionSignal()
  return {
    version,
    cwd: process.cwd(),
    terminal: machineTerminal(interruption),
    files: { ...machineFiles, list: listFiles, readBelow },
    catalog: { templates: providerTemplates, policies },
    clock,
    random,
    fetch: machineFetch,
    interruption,
    parseCache: ({ directory }) => directoryCache(directory, version),
    env: (name) => process.env[name],
    secrets: machineSecrets,
    initStore,
    openStore,
    consent,
    gatewayAnswers,
    openBrowser,
    schema: () => readFile(new URL('../schemas/credmgr.schema.json', import.meta.url), 'utf8'),
    serve: (options) => serveUntilInterrupted(options, interruption),
  }
}

async function consent(store: Store): Promise<Consent> {
  const { createConsent, served } = await import('./engine/index.ts')
  return createConsent({
    store,
    clock,
    random,
    fetch: machineFetch,
    logger: quietLogger,
    served: async () => served(await store.state.read()),
  })
}

async function serveUntilInterrupted(
  { location, json }: ServeOptions,
  interruption: AbortSignal,
): Promise<{ readonly stopped: Promise<number> }> {
  const logger = await createLogger(process.env['CREDMGR_LOG_LEVEL'] || 'info')
  const [store, { serveGateway }] = await Promise.all([openStore(location), import('./serve.ts')])
  const { stateFile } = await storeRoom()
  const gateway = await serveGateway(store, { stateFile: stateFile(location.directory), logger })
  process.on('SIGHUP', () => void gateway.reload())
  // Without a listener Node opens its inspector on this signal, to whoever can send it.
  process.on('SIGUSR1', () => logger.warn('SIGUSR1 is ignored'))
  const [data, admin] = gateway.listening
  const line = json
    ? JSON.stringify({ type: 'serving', gateway: `http://${data}`, admin: `http://${admin}` })
    : `Serving on http://${data}, API on http://${admin}`
  process.stdout.write(`${line}\n`)
  return { stopped: stopAt(interruption, gateway) }
}

async function stopAt(interruption: AbortSignal, gateway: RunningGateway): Promise<number> {
  if (!interruption.aborted) await once(interruption, 'abort')
  // A terminal has just echoed ^C without ending the line.
  if (process.stderr.isTTY) {
    process.stderr.write('\nStopping once the requests under way have ended; again: at once.\n')
  }
  await gateway.stop()
  return 0
}

async function openStore(location: StoreLocation): Promise<Store> {
  const { openFileStore } = await storeRoom()
  return openFileStore(await fileStoreOptions(location))
}

async function initStore(location: StoreLocation): Promise<StoreInit> {
  const file = keyFileOf(location)
  const keyCreated = file !== undefined && (await makeKeyFile(location, file))
  const { initFileStore } = await storeRoom()
  const { created } = await initFileStore(await fileStoreOptions(location))
  return { created, keyCreated, ...(file === undefined ? {} : { keyFile: file }) }
}

async function fileStoreOptions(location: StoreLocation): Promise<FileStoreOptions> {
  const { directory, env } = location
  return { directory, env, keys: await readKeys(location), clock, random }
}

/** The file that holds the key, or `undefined` when the environment does. */
function keyFileOf({ directory }: StoreLocation): string | undefined {
  if (process.env['CREDMGR_KEY']) return undefined
  const named = process.env['CREDMGR_KEY_FILE']
  return named ? resolve(named) : join(dirname(directory), 'credmgr.key')
}

async function readKeys(location: StoreLocation): Promise<Keyring> {
  const { neededKeyId, parseKeys } = await storeRoom()
  const file = keyFileOf(location)
  if (file === undefined) return parseKeys(process.env['CREDMGR_KEY'] ?? '')
  const text = await machineFiles.readText(file)
  if (text === undefined) throw keyMissing(file, await neededKeyId({ ...location, random }))
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) {
    const message = `the key file "${file}" is open to other users`
    throw new CredmgrError('KEY_INVALID', message, {
      remedy: `close it to them: chmod 600 ${file}`,
    })
  }
  return parseKeys(text)
}

/**
 * A key that is there is never replaced.
 *
 * @returns Whether there was none.
 * @throws `KEY_MISSING` when there is a store already: a new key would not open it
 */
async function makeKeyFile(location: StoreLocation, file: string): Promise<boolean> {
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

const host = createCliHost()
process.exitCode = await runCli(process.argv.slice(2), host)
// What an interruption has left behind, a request that nobody waits for any more, must not go on.
if (host.interruption.aborted) process.exit()
