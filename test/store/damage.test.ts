import { readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { State, Store } from '../../src/model/index.ts'
import { encodeCredential, openCredential } from '../../src/store/credential-file.ts'
import { nonceBytes } from '../../src/store/envelope.ts'
import {
  type FileStoreOptions,
  initFileStore,
  openFileStore,
  stateFile,
} from '../../src/store/index.ts'
import { generateKey, parseKeys, storeKeys } from '../../src/store/keyring.ts'
import { fromFile, toFile } from '../../src/store/state-file.ts'
import { address, codeOf, credential, nodeRandom, state, storeOptions } from './fixtures.ts'

const bot = address('github/release-bot')
const other = address('github/other')

t.test('a state that is not as it was written is refused and left alone', async (t) => {
  const { options, store, lineage } = await opened(t)
  await store.state.write(state(lineage, 1))
  await store.state.write(state(lineage, 2))
  const path = stateFile(options.directory)
  const text = await readFile(path, 'utf8')
  const history = await readFile(join(options.directory, 'history/1.json'), 'utf8')
  const percent = Array.from({ length: 100 }, (_, part) =>
    text.slice(0, (text.length * part) / 100),
  )
  const damaged: readonly [string, string][] = [
    ...percent.map((each): [string, string] => [each, 'STATE_CORRUPT']),
    ...damages(text).map((each): [string, string] => [each, 'STATE_CORRUPT']),
    [text.replace('"format": 1', '"format": 2'), 'STATE_TOO_NEW'],
    [text.replace('"format": 1', '"format": 0'), 'STATE_CORRUPT'],
    [text.replace('"format": 1', '"format": "1"'), 'STATE_CORRUPT'],
  ]
  for (const [content, code] of damaged) {
    await writeFile(path, content)
    t.equal(await codeOf(store.state.read()), code, JSON.stringify(content.slice(0, 40)))
    t.equal(await codeOf(store.state.write(state(lineage, 3))), code)
    t.equal(await readFile(path, 'utf8'), content)
  }
  const advice = { message: /nothing was changed, and earlier states are in ".*history"$/ }
  await t.rejects(store.state.read(), advice)
  await writeFile(path, history)
  t.match(await store.state.read(), { revision: 1 }, 'a copy from the history is a state')
})

t.test('a state that is gone is not the first run', async (t) => {
  const { options, store, lineage } = await opened(t)
  await store.state.write(state(lineage, 1))
  await unlink(stateFile(options.directory))
  t.equal(await codeOf(store.state.read()), 'STATE_CORRUPT')
  t.equal(await codeOf(store.state.write(state(lineage, 1))), 'STATE_CORRUPT')
})

t.test('the history holds the last 50 serials, each in its last revision', async (t) => {
  const { options, store, lineage } = await opened(t)
  for (let revision = 1; revision <= 55; revision++) {
    const serial = Math.min(revision, 53)
    await store.state.write(state(lineage, revision, { serial }))
  }
  const names = await readdir(join(options.directory, 'history'))
  const serials = names.map((name) => Number.parseInt(name, 10)).toSorted((a, b) => a - b)
  t.strictSame(
    serials,
    Array.from({ length: 50 }, (_, index) => index + 4),
  )
  const last = JSON.parse(await readFile(join(options.directory, 'history/53.json'), 'utf8'))
  t.match(last, { serial: 53, revision: 55 })
})

t.test('a state goes through its file unchanged', (t) => {
  const states: readonly State[] = [
    state('lineage', 3),
    { ...state('lineage', 4), pending: [pending] },
    { lineage: 'l', serial: 0, revision: 1, resources: [], pending: [], usedPlans: [] },
  ]
  for (const each of states) {
    t.strictSame(fromFile(1, JSON.parse(JSON.stringify(toFile(each, 'test')))), each)
  }
  t.end()
})

t.test('no byte of a record can be changed, and the others open all the same', async (t) => {
  const { options, store } = await opened(t)
  await store.vault.write(bot, credential(1), 0)
  await store.vault.write(other, credential(1), 0)
  const path = recordOf(options, 'release-bot')
  const bytes = await readFile(path)
  // Each byte is tried below; here some of them, because a file takes its time.
  for (let index = 0; index < bytes.length; index += 23) {
    await writeFile(path, withTurnedBit(bytes, index))
    t.equal(await codeOf(store.vault.read(bot)), 'RECORD_UNREADABLE', `byte ${index}`)
  }
  for (const content of damages(bytes.toString())) {
    await writeFile(path, content)
    t.equal(await codeOf(store.vault.read(bot)), 'RECORD_UNREADABLE')
    t.equal(await codeOf(store.vault.summary(bot)), 'RECORD_UNREADABLE')
  }
  t.strictSame(await store.vault.read(other), credential(1))
  await writeFile(path, bytes)
  t.strictSame(await store.vault.read(bot), credential(1), 'undamaged: control')
})

t.test('not one byte of a record’s text can be changed', (t) => {
  const keys = storeKeys(parseKeys(generateKey()), Buffer.alloc(32, 9).toString('base64url'))
  const place = { keys, env: 'test', connection: bot }
  const nonce = () => Buffer.from(nodeRandom.token(nonceBytes), 'base64url')
  const bytes = Buffer.from(encodeCredential(place, credential(1), nonce))
  const opens = (each: Buffer): boolean => openCredential(place, each.toString()).ok
  t.ok(opens(bytes), 'undamaged: control')
  t.strictSame(
    [...bytes.keys()].filter((index) => opens(withTurnedBit(bytes, index))),
    [],
  )
  t.end()
})

t.test('no record opens as another, and no part of one in another', async (t) => {
  const { options, store } = await opened(t)
  await store.vault.write(other, credential(1), 0)
  await store.vault.write(bot, credential(1), 0)
  const path = recordOf(options, 'release-bot')
  const first = await readFile(path, 'utf8')
  await store.vault.write(bot, credential(2), 1)
  const [stranger, own] = [
    await readFile(recordOf(options, 'other'), 'utf8'),
    await readFile(path, 'utf8'),
  ]
  const [theirs, mine, old] = [JSON.parse(stranger), JSON.parse(own), JSON.parse(first)]
  const { accessToken, refreshToken, claims } = mine.sealed
  const swaps: readonly [string, string][] = [
    ['another record', stranger],
    ['another record by this name', stranger.replaceAll(other, bot)],
    ['the tokens of another record', text({ ...mine, sealed: theirs.sealed })],
    [
      'the tokens swapped',
      text({ ...mine, sealed: { accessToken: refreshToken, refreshToken: accessToken, claims } }),
    ],
    ['the older tokens', text({ ...mine, sealed: old.sealed })],
    [
      'one older token',
      text({ ...mine, sealed: { ...mine.sealed, refreshToken: old.sealed.refreshToken } }),
    ],
    ['the older summary', text({ ...old, sealed: mine.sealed })],
    ['a token cut out', text({ ...mine, sealed: { accessToken, claims } })],
    ['the claims cut out', text({ ...mine, sealed: { accessToken, refreshToken } })],
    ['the older claims', text({ ...mine, sealed: { ...mine.sealed, claims: old.sealed.claims } })],
    ['another account', text({ ...mine, account: { subject: 'attacker' } })],
    ['another binding', text({ ...mine, grantBinding: 'attacker' })],
    ['another member', text({ ...mine, more: true })],
    ['the signature of the older one', text({ ...mine, mac: old.mac })],
    ['other white space', JSON.stringify(mine)],
    ['a member twice', own.replace('"generation": 2,', '"generation": 1,\n  "generation": 2,')],
  ]
  for (const [name, content] of swaps) {
    await writeFile(path, content)
    t.equal(await codeOf(store.vault.read(bot)), 'RECORD_UNREADABLE', name)
  }
  await writeFile(path, text(mine))
  t.strictSame(await store.vault.read(bot), credential(2), 'as it was: control')
})

t.test('a record that does not open can be replaced by who knows it, and is kept', async (t) => {
  const { options, store } = await opened(t)
  await store.vault.write(bot, credential(1), 0)
  await store.vault.write(bot, credential(2), 1)
  await writeFile(recordOf(options, 'release-bot'), 'damaged')
  t.match(await store.vault.summaries(), [
    { connection: bot, generation: 0, status: 'needsReauth', reason: 'record_unreadable' },
  ])
  t.equal(await codeOf(store.vault.write(bot, credential(3), 2)), 'RECORD_UNREADABLE')
  await store.vault.write(bot, credential(1), 0)
  t.strictSame(await store.vault.read(bot), credential(1))
  const [kept = ''] = await readdir(join(options.directory, 'unreadable'))
  t.equal(await readFile(join(options.directory, 'unreadable', kept), 'utf8'), 'damaged')
})

t.test('a record that does not open can be removed by who knows it, and is kept', async (t) => {
  const { options, store } = await opened(t)
  await store.vault.write(bot, credential(1), 0)
  await writeFile(recordOf(options, 'release-bot'), 'damaged')
  t.equal(await codeOf(store.vault.remove(bot, 1)), 'RECORD_UNREADABLE')
  t.equal(await codeOf(store.vault.summary(bot)), 'RECORD_UNREADABLE')
  await store.vault.remove(bot, 0)
  t.strictSame(await store.vault.summaries(), [])
  t.equal((await readdir(join(options.directory, 'unreadable'))).length, 1)
})

t.test('a client secret and a one-time entry open only as what they were written', async (t) => {
  const { options, store } = await opened(t)
  const key = { address: state('l', 1).resources[0]?.address, pointer: '/a', fingerprint: 'x' }
  const keys = [key, { ...key, fingerprint: 'y' }] as Parameters<typeof store.vault.readSecret>[0][]
  for (const each of keys) await store.vault.writeSecret(each, `fake-${each.fingerprint}`)
  for (const id of ['one', 'two']) await store.oneTime.put('ticket', id, id, Date.now() + 60_000)
  await swapFiles(join(options.directory, 'secrets'))
  await swapFiles(join(options.directory, 'onetime/ticket'))
  for (const each of keys) t.equal(await codeOf(store.vault.readSecret(each)), 'RECORD_UNREADABLE')
  for (const id of ['one', 'two']) {
    t.equal(await codeOf(store.oneTime.peek('ticket', id)), 'RECORD_UNREADABLE')
    t.equal(await codeOf(store.oneTime.take('ticket', id)), 'RECORD_UNREADABLE')
  }
})

const pending = {
  id: 'v_1',
  grant: { binding: 'binding-of-a-test', consentedAt: 1_700_000_000_000 },
  connection: bot,
  provider: {
    endpoints: { token: 'https://idp.example/token' },
    grant: 'authorizationCode',
    clientId: 'client',
    clientAuth: 'none',
    scopes: [],
    authorizationParams: {},
    tokenParams: {},
    parameters: {},
    apiHosts: [],
    refresh: { margin: 60_000 },
  },
  clientId: 'client',
  since: 1_700_000_000_456,
  attempts: 2,
  lastError: 'timeout',
} as const

async function opened(t: Test): Promise<{
  readonly options: FileStoreOptions
  readonly store: Store
  readonly lineage: string
}> {
  const options = await storeOptions(t)
  const { lineage } = await initFileStore(options)
  return { options, lineage, store: await openFileStore(options) }
}

function damages(text: string): readonly string[] {
  const contents = ['', ' \n', 'null\n', '[]\n', '"text"\n', '{}\n', 'no JSON', '\0\0\0\0']
  const changed = [
    text.replace(/\n$/, ''),
    `${text}\n`,
    `${text}\0`,
    text + text,
    text.replaceAll('\n', '\r\n'),
    text.replace('fake-fingerprint', 'more-fingerprint').replace('binding-of-a-test', 'mine'),
    text.replace(/"mac": ".{43}"/, '"mac": ""'),
    text.replace(/,\s*"mac": ".{43}"/, ''),
    text.replace(/"keyId": ".{8}"/, '"keyId": "00000000"'),
    text.replace(/"keyId": ".{8}"/, '"keyId": 7'),
  ]
  return [...contents, ...changed]
}

/** The same bytes with one bit of one of them turned. */
function withTurnedBit(bytes: Buffer, index: number): Buffer {
  const damaged = Buffer.from(bytes)
  damaged.writeUInt8(damaged.readUInt8(index) ^ (1 << (index % 8)), index)
  return damaged
}

function recordOf({ directory }: FileStoreOptions, name: string): string {
  return join(directory, 'vault/github', `${name}.json`)
}

function text(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`
}

async function swapFiles(directory: string): Promise<void> {
  const [one = '', two = ''] = await readdir(directory)
  await rename(join(directory, one), join(directory, 'kept'))
  await rename(join(directory, two), join(directory, one))
  await rename(join(directory, 'kept'), join(directory, two))
}
