#!/usr/bin/env node
/**
 * The one place where concrete parts are chosen: which store, which key, which gateway.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { openBrowser } from './browser.ts'
import {
  type CliHost,
  runCli,
  type ServeOptions,
  type StoreInit,
  type StoreLocation,
} from './cli/index.ts'
import { isWorker, workerInterruption } from './crew.ts'
import { readBelow } from './data-files.ts'
import type { Consent } from './engine/index.ts'
import { policies } from './gateway/policies/index.ts'
import { changedLines, gitHead, trackedFiles } from './git.ts'
import {
  clock,
  gatewayAnswers,
  interruptionSignal,
  machineFetch,
  machineFiles,
  machineTerminal,
  quietLogger,
  random,
  servedSerial,
} from './host.ts'
import { listFiles } from './list-files.ts'
import { fileStoreOptions, keyFileOf, machineKeys, makeKeyFile, storeRoom } from './machine-keys.ts'
import type { Store } from './model/index.ts'
import { providerTemplates } from './oauth/providers/index.ts'
import { directoryCache } from './parse-cache.ts'
import { machineSecrets } from './secrets.ts'
import { expectShortLife } from './short-life.ts'

const version = '0.1.0'

function createCliHost(): CliHost {
  const interruption = interruptionOf()
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
    every: (interval, work) => {
      const timer = setInterval(work, interval)
      return () => clearInterval(timer)
    },
    trackedFiles,
    changedLines,
    gitHead,
    parseCache: ({ directory }) => directoryCache(directory, version),
    env: (name) => process.env[name],
    secrets: ({ baseDirectory, location, allowExec }) =>
      machineSecrets({ baseDirectory, allowExec, opener: () => machineKeys.opener(location) }),
    keys: machineKeys,
    initStore,
    openStore,
    consent,
    gatewayAnswers,
    servedSerial,
    openBrowser,
    schema: (kind) => {
      const name = kind === 'main' ? 'credmgr' : `credmgr.${kind}`
      return readFile(new URL(`../schemas/${name}.schema.json`, import.meta.url), 'utf8')
    },
    serve: (options) => serve(options, interruption),
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

/** In one of several processes signals are for the one that started it. */
function interruptionOf(): AbortSignal {
  return isWorker() ? workerInterruption() : interruptionSignal()
}

async function serve(
  options: ServeOptions,
  interruption: AbortSignal,
): Promise<{ readonly stopped: Promise<number> }> {
  const { runServe } = await import('./running.ts')
  return runServe(options, { openStore, interruption })
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

const argv = process.argv.slice(2)
if (!argv.includes('serve')) expectShortLife()
const host = createCliHost()
process.exitCode = await runCli(argv, host)
// What an interruption has left behind, a request that nobody waits for any more, must not go on; and a
// worker that has nothing to serve must not wait for messages.
if (host.interruption.aborted || isWorker()) process.exit()
