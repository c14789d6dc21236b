import { join } from 'node:path'
import {
  connectionAddress,
  type Found,
  type Inspection,
  isCredmgrError,
  type OneTimeKind,
  type PastState,
  type SecretKey,
  type State,
} from '../model/index.ts'
import { openCredential, openSummary } from './credential-file.ts'
import { namesIn, readText } from './disk.ts'
import type { FileOneTimeStore } from './file-one-time-store.ts'
import { FileSecrets } from './file-secrets.ts'
import { historyFile, serialsIn } from './history.ts'
import { parsed } from './signed-document.ts'
import { stateCodec } from './state-file.ts'
import type { StoreContext } from './store-context.ts'

/** Opens every document of a store; see `Inspection`. */
export async function inspected(
  context: StoreContext,
  oneTime: FileOneTimeStore,
): Promise<Inspection> {
  const { disk, layout } = context
  const state = await readState(context, layout.state, 'state.json')
  return {
    state,
    history: await pastStates(context),
    credentials: await credentials(context),
    secrets: await secrets(context),
    oneTime: [
      ...(await entries(context, oneTime, 'ticket')),
      ...(await entries(context, oneTime, 'transaction')),
    ],
    leftovers: (await namesIn(disk, layout.temporary)).map((name) => `tmp/${name}`),
  }
}

/** The history, the oldest first, each state opened by itself. */
export async function pastStates(context: StoreContext): Promise<readonly PastState[]> {
  const found: PastState[] = []
  for (const serial of await serialsIn(context)) {
    const path = historyFile(context.layout, serial)
    const state = await readState(context, path, `history/${serial}.json`)
    // Removed since the names were read: fifty newer ones are there.
    if (state !== undefined) found.push({ ...named(state, serial), serial })
  }
  return found
}

/** A state that says another serial than the name of its file was put there by somebody. */
function named(state: Found<State>, serial: number): Found<State> {
  if (!state.ok || state.value.serial === serial) return state
  const problem = `holds serial ${state.value.serial}`
  return { record: state.record, ok: false, problem }
}

async function readState(
  context: StoreContext,
  path: string,
  record: string,
): Promise<Found<State> | undefined> {
  const { disk, keys, layout } = context
  return found(record, async () => {
    const text = await readText(disk, path)
    const codec = stateCodec(keys, { path, history: layout.history }, context)
    return text === undefined ? undefined : codec.decode(text)
  })
}

async function credentials(context: StoreContext): Promise<Inspection['credentials']> {
  const { disk, layout, keys, env } = context
  const all: Inspection['credentials'][number][] = []
  for (const provider of await namesIn(disk, layout.vault)) {
    for (const file of await namesIn(disk, join(layout.vault, provider))) {
      const connection = connectionAddress(`${provider}/${file.replace(/\.json$/, '')}`)
      const text = await readText(disk, join(layout.vault, provider, file))
      if (connection === undefined || text === undefined) continue
      const record = `vault/${provider}/${file}`
      const place = { keys, env, connection }
      const opened = openCredential(place, text)
      const summary = opened.ok ? openSummary(place, text) : opened
      all.push({ connection, record, ...summary })
    }
  }
  return all
}

async function secrets(context: StoreContext): Promise<readonly Found<SecretKey>[]> {
  const { disk, layout } = context
  const all: Found<SecretKey>[] = []
  for (const name of await namesIn(disk, layout.secrets)) {
    const record = `secrets/${name}`
    const text = await readText(disk, join(layout.secrets, name))
    if (text === undefined) continue
    all.push((await found(record, () => secretIn(context, name, text))) ?? gone(record))
  }
  return all
}

/** Reads the secret by the key that its file names: under another name there is none. */
async function secretIn(
  context: StoreContext,
  name: string,
  text: string,
): Promise<SecretKey | undefined> {
  const document = parsed(text)
  if (!document.ok) throw new RangeError(document.problem)
  const { address, pointer, fingerprint } = document.body as unknown as SecretKey
  const secrets = new FileSecrets(context)
  const key = { address, pointer, fingerprint }
  return secrets.isFileOf(key, name) && (await secrets.read(key)) !== undefined ? key : undefined
}

function gone(record: string): Found<never> {
  return { record, ok: false, problem: 'is not what its name says' }
}

async function entries(
  { disk, layout }: StoreContext,
  oneTime: FileOneTimeStore,
  kind: OneTimeKind,
): Promise<readonly Found<undefined>[]> {
  const directory = kind === 'ticket' ? layout.tickets : layout.transactions
  const all: Found<undefined>[] = []
  for (const name of await namesIn(disk, directory)) {
    const record = `onetime/${kind}/${name}`
    const problem = await problemOf(() => oneTime.check(kind, name.replace(/\.json$/, '')))
    all.push(
      problem === undefined
        ? { record, ok: true, value: undefined }
        : { record, ok: false, problem },
    )
  }
  return all
}

async function found<T>(
  record: string,
  read: () => Promise<T | undefined>,
): Promise<Found<T> | undefined> {
  let value: T | undefined
  const problem = await problemOf(async () => {
    value = await read()
  })
  if (problem !== undefined) return { record, ok: false, problem }
  return value === undefined ? undefined : { record, ok: true, value }
}

/** What is said of a document that does not open; anything else is no document's fault. */
const documentCodes: ReadonlySet<string> = new Set([
  'STATE_CORRUPT',
  'STATE_TOO_NEW',
  'RECORD_UNREADABLE',
  'STORE_UNREADABLE',
])

async function problemOf(read: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await read()
    return undefined
  } catch (error) {
    if (error instanceof RangeError) return error.message
    if (isCredmgrError(error) && documentCodes.has(error.code)) return clauseOf(error.message)
    throw error
  }
}

/** `"…/state.json" is empty; nothing was changed…` without what every such message says. */
function clauseOf(message: string): string {
  return message.replace(/^(?:"[^"]*"|the record of "[^"]*"|a \w+) /, '').replace(/; .*$/s, '')
}
