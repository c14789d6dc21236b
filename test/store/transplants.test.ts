import { readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import nacl from 'tweetnacl'
import type { ConnectionAddress, Credential, CredentialSummary } from '../../src/model/index.ts'
import {
  encodeCredential,
  type Opened,
  openCredential,
  openSummary,
} from '../../src/store/credential-file.ts'
import { nonceBytes } from '../../src/store/envelope.ts'
import { type FileStoreOptions, initFileStore, openFileStore } from '../../src/store/index.ts'
import { generateKey, parseKeys, type StoreKeys, storeKeys } from '../../src/store/keyring.ts'
import { address, codeOf, credential, nodeRandom, storeOptions } from './fixtures.ts'

/** One kind of record, as it is written and read; a worse one is compared with it. */
interface Codec {
  encode(place: Place, credential: Credential): string
  open(place: Place, text: string): Opened<Credential>
  summary(place: Place, text: string): Opened<CredentialSummary>
}

interface Place {
  readonly env: string
  readonly connection: ConnectionAddress
}

/** A text that stands where another one belongs, or is no longer what was written. */
interface Damage {
  readonly what: string
  readonly place: Place
  readonly text: string
}

const storeId = nodeRandom.token(32)
const ring = parseKeys(generateKey())
const nonce = () => new Uint8Array(Buffer.from(nodeRandom.token(nonceBytes), 'base64url'))

const real = codecWith(storeKeys(ring, storeId))

/** One key for every place: what HKDF is there to prevent. */
const oneKey = storeKeys(ring, storeId)
const withoutSubkeys = codecWith({
  sealing: oneKey.sealing,
  subkey: (id) => oneKey.subkey(id, 'the same for all'),
})

function codecWith(keys: StoreKeys): Codec {
  return {
    encode: (place, each) => encodeCredential({ keys, ...place }, each, nonce),
    open: (place, text) => openCredential({ keys, ...place }, text),
    summary: (place, text) => openSummary({ keys, ...place }, text),
  }
}

/** A whole record in one box, as the library's example has it. */
const stockSecretbox: Codec = (() => {
  const key = nacl.randomBytes(nacl.secretbox.keyLength)
  const open = (text: string): Credential | undefined => {
    const bytes = new Uint8Array(Buffer.from(text, 'base64'))
    const opened = nacl.secretbox.open(bytes.subarray(24), bytes.subarray(0, 24), key)
    return opened === null ? undefined : JSON.parse(Buffer.from(opened).toString())
  }
  const codec: Codec = {
    encode: (_place, each) => {
      const once = nonce()
      const box = nacl.secretbox(new Uint8Array(Buffer.from(JSON.stringify(each))), once, key)
      return Buffer.concat([once, box]).toString('base64')
    },
    open: (_place, text) => {
      const value = open(text)
      return value === undefined ? { ok: false, problem: 'does not open' } : { ok: true, value }
    },
    summary: ({ connection }, text) => {
      const value = open(text)
      if (value === undefined) return { ok: false, problem: 'does not open' }
      return { ok: true, value: { ...value, connection, hasRefreshToken: true } }
    },
  }
  return codec
})()

const places: readonly Place[] = ['prod', 'dev'].flatMap((env) =>
  ['github/bot', 'github/users', 'gitlab/bot', 'gitlab/users'].map((name) => ({
    env,
    connection: address(name),
  })),
)

/** Every record in the place of every other, of its own environment and of another. */
function moved(codec: Codec): readonly Damage[] {
  const texts = places.map((place) => codec.encode(place, credential(3)))
  return places.flatMap((place, to) =>
    places.flatMap((from, index) =>
      index === to
        ? []
        : [{ what: `${named(from)} as ${named(place)}`, place, text: texts[index] ?? '' }],
    ),
  )
}

/** Sealed fields of other records, other generations and other fields. Every byte else is right. */
function transplanted(codec: Codec): readonly Damage[] {
  const damages: Damage[] = []
  for (const place of places) {
    const mine = JSON.parse(codec.encode(place, credential(3)))
    const older = JSON.parse(codec.encode(place, credential(2)))
    const put = (what: string, sealed: object): void => {
      const document = { ...mine, sealed: { ...mine.sealed, ...sealed } }
      damages.push({ what: `${named(place)}: ${what}`, place, text: laidOut(document) })
    }
    const { accessToken, refreshToken, claims } = mine.sealed
    put('fields swapped', { accessToken: refreshToken, refreshToken: accessToken })
    put('claims for a token', { refreshToken: claims })
    for (const field of ['accessToken', 'refreshToken', 'claims'] as const) {
      put(`the older ${field}`, { [field]: older.sealed[field] })
      put(`no ${field}`, { [field]: undefined })
      put(`an empty ${field}`, { [field]: '' })
    }
    for (const other of places.filter((each) => each !== place)) {
      const theirs = JSON.parse(codec.encode(other, credential(3)))
      put(`the refresh token of ${named(other)}`, { refreshToken: theirs.sealed.refreshToken })
    }
    damages.push(
      { what: 'older head', place, text: laidOut({ ...older, sealed: mine.sealed }) },
      { what: 'older mac', place, text: laidOut({ ...mine, mac: older.mac }) },
      { what: 'later', place, text: laidOut({ ...mine, generation: 4 }) },
    )
  }
  return damages
}

/** Cut at every class of length, grown, and with single bits turned. */
function corrupted(codec: Codec): readonly Damage[] {
  const place = { env: 'prod', connection: address('github/bot') }
  const text = codec.encode(place, credential(3))
  const lengths = new Set([0, 1, 2, text.length - 2, text.length - 1])
  for (let part = 1; part < 64; part++) lengths.add(Math.floor((text.length * part) / 64))
  const cut = [...lengths].map((length) => ({
    what: `cut to ${length}`,
    text: text.slice(0, length),
  }))
  const bytes = Buffer.from(text)
  const flips = Array.from({ length: 256 }, (_, index) => {
    const flipped = Buffer.from(bytes)
    const at = Math.floor((bytes.length * index) / 256)
    flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << (index % 8)), at)
    return { what: `bit ${index % 8} of byte ${at}`, text: flipped.toString() }
  })
  const grown = ['\0', '{}', ' ', text].map((more) => ({
    what: 'something behind it',
    text: text + more,
  }))
  return [...cut, ...flips, ...grown].map((each) => ({ ...each, place }))
}

function named({ env, connection }: Place): string {
  return `${env} ${connection}`
}

function laidOut(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`
}

/** What opens of them, as a credential or as its summary. */
function opened(codec: Codec, damages: readonly Damage[]): readonly string[] {
  return damages.flatMap(({ what, place, text }) =>
    codec.open(place, text).ok || codec.summary(place, text).ok ? [what] : [],
  )
}

t.test('of 500 moved, transplanted and corrupted records none opens', (t) => {
  const damages = [...moved(real), ...transplanted(real), ...corrupted(real)]
  t.ok(damages.length >= 500, `${damages.length} records`)
  t.strictSame(opened(real, damages), [])
  const whole = places.map((place) => ({
    what: named(place),
    place,
    text: real.encode(place, credential(3)),
  }))
  t.equal(opened(real, whole).length, places.length, 'each in its own place: control')
  t.end()
})

t.test('records without subkeys, or in a stock box, open in other places: control', (t) => {
  t.equal(opened(stockSecretbox, moved(stockSecretbox)).length, moved(real).length)
  t.ok(opened(withoutSubkeys, moved(withoutSubkeys)).length > 0)
  t.end()
})

t.test('in the store none of them opens and none is taken for an empty place', async (t) => {
  const { options, write } = await storeWith(t)
  const store = await openFileStore(options)
  const bot = address('github/bot')
  await store.vault.write(bot, credential(1), 0)
  const damages = [...moved(real), ...corrupted(real)].filter((_, index) => index % 4 === 0)
  for (const { what, text } of damages) {
    await write('github/bot', text)
    t.equal(await codeOf(store.vault.read(bot)), 'RECORD_UNREADABLE', what)
    t.match(await store.vault.summaries(), [{ connection: bot, reason: 'record_unreadable' }])
    t.equal(await codeOf(store.vault.write(bot, credential(2), 1)), 'RECORD_UNREADABLE', what)
  }
})

t.test(
  'an older record as a whole, and one that is gone, are not told from right ones',
  async (t) => {
    const { options, read, write, remove } = await storeWith(t)
    const store = await openFileStore(options)
    const bot = address('github/bot')
    await store.vault.write(bot, credential(1), 0)
    const older = await read('github/bot')
    await store.vault.write(bot, credential(2), 1)
    await write('github/bot', older)
    t.match(
      await store.vault.read(bot),
      { generation: 1 },
      'nothing outside of it says which is newest',
    )
    await remove('github/bot')
    t.equal(await store.vault.read(bot), undefined)
  },
)

async function storeWith(t: Test): Promise<{
  readonly options: FileStoreOptions
  read(record: string): Promise<string>
  write(record: string, text: string): Promise<void>
  remove(record: string): Promise<void>
}> {
  const options = await storeOptions(t, { keys: ring })
  await initFileStore(options)
  const path = (record: string): string => join(options.directory, 'vault', `${record}.json`)
  return {
    options,
    read: (record) => readFile(path(record), 'utf8'),
    write: (record, text) => writeFile(path(record), text),
    remove: (record) => unlink(path(record)),
  }
}
