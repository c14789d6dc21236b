/** Adds one to a shared number as often as it is told, once somebody says go. */
import { once } from 'node:events'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { isCredmgrError } from '../../../src/model/index.ts'
import { address, credential } from '../fixtures.ts'
import { openFor } from './open.ts'

const [how = '', place = '', keyText = '', times = '0'] = process.argv.slice(2)
const increment = how === 'vault' ? await inVault() : inStockLowdb()
process.stdout.write('ready\n')
await once(process.stdin, 'data')
let acknowledged = 0
while (acknowledged < Number(times)) {
  if (await increment()) acknowledged++
}
process.exit()

async function inVault(): Promise<() => Promise<boolean>> {
  const { vault } = await openFor(place, keyText)
  const connection = address('github/release-bot')
  return async () => {
    const stored = await vault.read(connection)
    const expected = stored?.generation ?? 0
    const count = Number(stored?.claims['count'] ?? 0) + 1
    try {
      await vault.write(connection, credential(expected + 1, { claims: { count } }), expected)
      return true
    } catch (error) {
      if (isCredmgrError(error) && error.code === 'VAULT_CONFLICT') return false
      throw error
    }
  }
}

function inStockLowdb(): () => Promise<boolean> {
  const database = new Low(new JSONFile<{ count: number }>(place), { count: 0 })
  return async () => {
    try {
      await database.read()
      database.data = { count: database.data.count + 1 }
      await database.write()
      return true
    } catch {
      return true
    }
  }
}
