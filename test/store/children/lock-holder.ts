/** Takes the lock, says its id, and holds it until it is killed. */
import { openFor } from './open.ts'

const [directory = '', keyText = '', env] = process.argv.slice(2)
const store = await openFor(directory, keyText, env)
const lease = await store.lock.acquire('state', { wait: 0, operation: 'apply' })
process.stdout.write(`${lease.id}\n`)
process.stdin.resume()
