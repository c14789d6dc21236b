/**
 * Puts a key in front of a key file and kills itself at one of its steps: `key-file.ts FILE KEY STEP`.
 * Exits with 0 when it came to its end first.
 */
import * as nodeFiles from 'node:fs/promises'
import { changeKeyFile, type FileOperations } from '../../../src/store/index.ts'
import { movableClock, nodeRandom } from '../fixtures.ts'

const [file = '', key = '', step = ''] = process.argv.slice(2)
let count = 0

const files = new Proxy(nodeFiles, {
  get(target, name, receiver) {
    const operation: unknown = Reflect.get(target, name, receiver)
    if (typeof operation !== 'function') return operation
    return (...args: unknown[]) => {
      count += 1
      if (count === Number(step)) process.kill(process.pid, 'SIGKILL')
      return Reflect.apply(operation, target, args)
    }
  },
}) as unknown as FileOperations

await changeKeyFile(
  file,
  { clock: movableClock(), random: nodeRandom, files },
  {
    read: () => nodeFiles.readFile(file, 'utf8'),
    change: (text) => `${key}\n${text}`,
  },
)
