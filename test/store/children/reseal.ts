/**
 * Seals a store anew and kills itself at one of its steps: `reseal.ts DIRECTORY KEYS STEP`, where
 * KEYS are separated by commas. Exits with 0 when it came to its end first.
 */
import * as nodeFiles from 'node:fs/promises'
import { type FileOperations, openStoreKeyring, parseKeys } from '../../../src/store/index.ts'
import { movableClock, nodeRandom } from '../fixtures.ts'

const [directory = '', keys = '', step = ''] = process.argv.slice(2)
const fatal = new Set(['open', 'rename', 'rm', 'mkdir', 'writeFile', 'unlink', 'link', 'chmod'])
let count = 0

const files = new Proxy(nodeFiles, {
  get(target, name, receiver) {
    const operation: unknown = Reflect.get(target, name, receiver)
    if (typeof operation !== 'function' || !fatal.has(String(name))) return operation
    return (...args: unknown[]) => {
      count += 1
      if (count === Number(step)) process.kill(process.pid, 'SIGKILL')
      return Reflect.apply(operation, target, args)
    }
  },
}) as unknown as FileOperations

const keyring = await openStoreKeyring({
  directory,
  env: 'test',
  keys: parseKeys(keys.replaceAll(',', '\n')),
  clock: movableClock(),
  random: nodeRandom,
  files,
})
await keyring.reseal()
