import type { Store } from '../../../src/model/index.ts'
import { openFileStore, parseKeys } from '../../../src/store/index.ts'
import { movableClock, nodeRandom } from '../fixtures.ts'

/** The store that a parent process has made. */
export function openFor(directory: string, keyText: string, env = 'test'): Promise<Store> {
  const keys = parseKeys(keyText)
  return openFileStore({ directory, env, keys, clock: movableClock(), random: nodeRandom })
}
