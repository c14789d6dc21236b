/**
 * A process that has tokens, and asks for them when it is told to:
 *
 *     forward MILLISECONDS     moves its clock on
 *     ask COUNT                asks for the first connection's token so often at once
 *
 * It answers each line with a line of JSON.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { createTokens, type ServedConnection } from '../../../src/engine/index.ts'
import type { Credential, Lock, Logger, Store, Vault } from '../../../src/model/index.ts'
import { openFileStore, parseKeys } from '../../../src/store/index.ts'
import { outcomeOf } from '../hostile-world.ts'
import { movableClock, random } from '../world.ts'

const [directory = '', keyText = '', served = '', ahead = '0', storeKind = 'file'] =
  process.argv.slice(2)
const clock = movableClock()
clock.forward(Number(ahead))
const place = { directory, env: 'default', keys: parseKeys(keyText), clock, random }
const file = await openFileStore(place)
const connections = JSON.parse(await readFile(served, 'utf8')) as readonly ServedConnection[]
const byAddress = new Map(connections.map((each) => [each.spec.address, each]))
const quiet: Logger = { info: () => {}, warn: () => {}, error: () => {} }
const tokens = createTokens({
  store: storeOf(storeKind),
  clock,
  fetch: (url, init) => fetch(url, { redirect: 'manual', ...init }),
  logger: quiet,
  connection: (each) => byAddress.get(each),
  patience: 60_000,
})

for await (const line of createInterface({ input: process.stdin })) {
  const [command, value = '0'] = line.split(' ')
  if (command === 'forward') clock.forward(Number(value))
  const said = command === 'ask' ? await ask(Number(value)) : {}
  process.stdout.write(`${JSON.stringify(said)}\n`)
}

async function ask(count: number): Promise<unknown> {
  const [first] = byAddress.keys()
  if (first === undefined) throw new Error('no connection')
  const seen = new Set<string>()
  const work = async () => {
    const { accessToken, ...rest } = await tokens.tokenFor(first)
    seen.add(createHash('sha256').update(accessToken).digest('hex'))
    return { ...rest, accessToken }
  }
  const outcomes = await Promise.all(
    Array.from({ length: count }, () => outcomeOf(work).catch((error: Error) => error.name)),
  )
  return { outcomes: [...new Set(outcomes)], tokens: [...seen] }
}

function storeOf(kind: string): Pick<Store, 'vault' | 'lock'> {
  if (kind === 'lowdb') return stockStore(file, `${directory}.lowdb.json`)
  return kind === 'forgetful' ? forgetful(file) : file
}

function forgetful({ vault, lock }: Store): Pick<Store, 'vault' | 'lock'> {
  const other: Pick<Vault, 'read' | 'summary' | 'write'> = {
    read: (connection) => vault.read(connection),
    summary: (connection) => vault.summary(connection),
    write: (connection, { intent: _intent, ...credential }, expected) =>
      vault.write(connection, credential, expected),
  }
  return { vault: other as Vault, lock }
}

/** Everything in one JSON file by stock lowdb, and nobody keeps anybody from writing. */
function stockStore({ vault }: Store, path: string): Pick<Store, 'vault' | 'lock'> {
  const database = new Low(new JSONFile<Record<string, Credential>>(path), {})
  const stock: Pick<Vault, 'read' | 'summary' | 'write' | 'readSecret'> = {
    summary: async (connection) => {
      await database.read()
      const credential = database.data[connection]
      return credential && { ...credential, connection, hasRefreshToken: true }
    },
    read: async (connection) => {
      await database.read()
      return database.data[connection]
    },
    write: async (connection, credential) => {
      await database.update((data) => {
        data[connection] = credential
      })
    },
    readSecret: (key) => vault.readSecret(key),
  }
  const free = { id: 'none', who: 'nobody', lost: new AbortController().signal }
  const lock: Pick<Lock, 'acquire'> = {
    acquire: async () => ({ ...free, release: async () => undefined }),
  }
  return { vault: stock as Vault, lock: lock as Lock }
}
