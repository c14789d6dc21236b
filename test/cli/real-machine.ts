import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Test } from 'tap'
import { readBelow } from '../../src/data-files.ts'
import { machineFiles } from '../../src/host.ts'
import { listFiles } from '../../src/list-files.ts'
import { fileStoreOptions, keyFileOf, machineKeys, makeKeyFile } from '../../src/machine-keys.ts'
import { machineSecrets } from '../../src/secrets.ts'
import { initFileStore, openFileStore } from '../../src/store/index.ts'
import { type FakeMachine, fakeMachine } from './host.ts'

export interface RealMachine extends FakeMachine {
  /** Writes a file that only its owner can read. */
  write(name: string, text: string | Uint8Array): Promise<void>
  read(name: string): Promise<string>
}

/** As {@link fakeMachine}, with the files, keys and secrets of this machine. */
export async function realMachine(t: Test): Promise<RealMachine> {
  const machine = await fakeMachine(t)
  const path = (name: string): string => join(machine.cwd, name)
  machine.override = {
    files: { ...machineFiles, list: listFiles, readBelow },
    keys: machineKeys,
    secrets: ({ baseDirectory, allowExec, location }) =>
      machineSecrets({ baseDirectory, allowExec, opener: () => machineKeys.opener(location) }),
    initStore: async (location) => {
      const keyFile = keyFileOf(location) ?? ''
      const keyCreated = await makeKeyFile(location, keyFile)
      const { created } = await initFileStore(await fileStoreOptions(location))
      return { created, keyCreated, keyFile }
    },
    openStore: async (location) => openFileStore(await fileStoreOptions(location)),
  }
  return Object.assign(machine, {
    write: async (name: string, text: string | Uint8Array) => {
      await mkdir(dirname(path(name)), { recursive: true })
      await writeFile(path(name), text)
      await chmod(path(name), 0o600)
    },
    read: (name: string) => readFile(path(name), 'utf8'),
  })
}
