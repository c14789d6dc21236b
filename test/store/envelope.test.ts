import { createHash, hkdfSync } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import nacl from 'tweetnacl'
import { nonceBytes, type SealContext, seal, unseal } from '../../src/store/envelope.ts'
import { generateKey, parseKeys, type StoreKeys, storeKeys } from '../../src/store/keyring.ts'
import { nodeRandom } from './fixtures.ts'

const master = Uint8Array.from({ length: 32 }, (_, index) => index)
const salt = Buffer.alloc(32, 9)
const ring = parseKeys(`cmk1_${Buffer.from(master).toString('base64url')}`)
const keys = storeKeys(ring, salt.toString('base64url'))
const [keyId = ''] = ring.ids
const context: SealContext = {
  env: 'prod',
  provider: 'github',
  connection: 'release-bot',
  field: 'accessToken',
  generation: 7,
}

/** SHA-256 of the text below. It changes only with a new version tag, or old records are lost. */
const knownAnswer = 'f9dd0056aebf448024b100dd6d474f66683f5b17efae00c8f5d7ba94683ac346'

t.test('the layout is what it was', (t) => {
  const sealed = seal(keys, context, { text: 'fake-token', nonce: Buffer.alloc(24, 5) })
  t.match(sealed, `cm1.${keyId}.`)
  t.equal(createHash('sha256').update(sealed).digest('hex'), knownAnswer)
  t.equal(unseal(keys, context, sealed), 'fake-token')
  t.end()
})

t.test('another implementation opens it by the description alone', (t) => {
  const sealed = seal(keys, context, { text: 'fake-token', nonce: freshNonce() })
  const [, , , nonce = '', box = ''] = sealed.split('.')
  const info = 'credmgr/1|prod|github|release-bot|accessToken'
  const key = new Uint8Array(hkdfSync('sha256', master, salt, info, 32))
  const opened = nacl.secretbox.open(bytesOf(box), bytesOf(nonce), key)
  const packed = Buffer.from(opened ?? [])
  t.equal(packed.length % 256, 0)
  const headerEnd = 4 + packed.readUInt32BE(0)
  const header = JSON.parse(packed.toString('utf8', 4, headerEnd))
  t.strictSame(header, { v: 1, kid: keyId, ...context })
  const secretEnd = headerEnd + 4 + packed.readUInt32BE(headerEnd)
  t.equal(packed.toString('utf8', headerEnd + 4, secretEnd), 'fake-token')
  t.end()
})

t.test('a token of nearly any length gives a text of the same length', (t) => {
  const lengthOf = (text: string): number =>
    seal(keys, context, { text, nonce: freshNonce() }).length
  t.equal(lengthOf('short'), lengthOf('a token that is ten times as long as the first'))
  t.end()
})

t.test('whatever was sealed opens in its place', (t) => {
  const anyContext = fc.record({
    env: fc.string(),
    provider: fc.string(),
    connection: fc.string(),
    field: fc.string(),
    generation: fc.nat(),
  })
  const property = fc.property(anyContext, fc.string({ unit: 'grapheme' }), (place, text) => {
    t.equal(unseal(keys, place, seal(keys, place, { text, nonce: freshNonce() })), text)
  })
  fc.assert(property, { numRuns: 100 })
  t.end()
})

t.test('no record opens in the place of another', (t) => {
  const places = allPlaces()
  const sealed = places.map((place) => seal(keys, place, { text: 'fake', nonce: freshNonce() }))
  let tried = 0
  const opened: string[] = []
  for (const [from, text] of sealed.entries()) {
    for (const [to, place] of places.entries()) {
      if (from === to) continue
      tried++
      if (unseal(keys, place, text) !== undefined) opened.push(`${from} as ${to}`)
    }
  }
  t.strictSame(opened, [])
  t.equal(tried, 80 * 79)
  t.end()
})

t.test('without the subkey of a place, the box of another place opens: control', (t) => {
  const shared = ring.derive(keyId, salt, 'the same for all') ?? new Uint8Array()
  const oneKey: StoreKeys = { sealing: keyId, subkey: () => shared }
  const sealed = seal(oneKey, context, { text: 'fake-token', nonce: freshNonce() })
  const [, , , nonce = '', box = ''] = sealed.split('.')
  t.ok(nacl.secretbox.open(bytesOf(box), bytesOf(nonce), shared))
  const elsewhere = { ...context, connection: 'other' }
  t.equal(unseal(oneKey, elsewhere, sealed), undefined, 'and the header is the second wall')
  t.equal(unseal(oneKey, context, sealed), 'fake-token')
  t.end()
})

t.test('no edit of a sealed text opens', (t) => {
  const sealed = seal(keys, context, { text: 'fake-token', nonce: freshNonce() })
  const other = seal(keys, context, { text: 'fake-other', nonce: freshNonce() })
  const edits = [...changedCharacters(sealed), ...cuts(sealed), ...swappedParts(sealed, other)]
  const opened = edits.filter((edit) => unseal(keys, context, edit) !== undefined)
  t.strictSame(opened, [])
  t.ok(edits.length > 500)
  t.end()
})

t.test('a text of another generation, version, key or store does not open', (t) => {
  const sealed = seal(keys, context, { text: 'fake-token', nonce: freshNonce() })
  const second = storeKeys(parseKeys(generateKey()), salt.toString('base64url'))
  const stranger = storeKeys(ring, Buffer.alloc(32, 8).toString('base64url'))
  const renamed: StoreKeys = { sealing: 'ffffffff', subkey: (_, info) => keys.subkey(keyId, info) }
  const refusals: readonly [string, StoreKeys, SealContext, string][] = [
    ['an older generation', keys, { ...context, generation: 8 }, sealed],
    ['another version', keys, context, sealed.replace('cm1.', 'cm2.')],
    ['a key id that is not in the ring', keys, context, sealed.replace(keyId, '00000000')],
    ['a key id that names the same key', renamed, context, sealed.replace(keyId, 'ffffffff')],
    ['another master key', second, context, sealed],
    ['another store', stranger, context, sealed],
  ]
  for (const [name, with_, place, text] of refusals) {
    t.equal(unseal(with_, place, text), undefined, name)
  }
  t.end()
})

t.test('a nonce of the wrong length seals nothing', (t) => {
  for (const nonce of [new Uint8Array(), new Uint8Array(23), new Uint8Array(25)]) {
    t.throws(() => seal(keys, context, { text: 'fake', nonce }), RangeError)
  }
  t.end()
})

function freshNonce(): Uint8Array {
  return bytesOf(nodeRandom.token(nonceBytes))
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'base64url'))
}

/** 20 records of 4 fields. */
function allPlaces(): readonly SealContext[] {
  const fields = ['accessToken', 'refreshToken', 'secret', 'value']
  return Array.from({ length: 80 }, (_, index) => ({
    env: index < 40 ? 'prod' : 'dev',
    provider: `p${Math.floor(index / 20) % 2}`,
    connection: `c${Math.floor(index / 4) % 5}`,
    field: fields[index % 4] ?? '',
    generation: 1,
  }))
}

function changedCharacters(text: string): readonly string[] {
  const put = (index: number, character: string): string =>
    text.slice(0, index) + character + text.slice(index + 1)
  return [...text].flatMap((character, index) =>
    ['A', 'B', '_', '.', '='].filter((each) => each !== character).map((each) => put(index, each)),
  )
}

function cuts(text: string): readonly string[] {
  const shorter = [...text].map((_, index) => text.slice(0, index))
  return [...shorter, `${text}A`, `${text}.`, `${text}.AAAA`, ` ${text}`, `${text}\n`]
}

function swappedParts(text: string, other: string): readonly string[] {
  const [parts, others] = [text.split('.'), other.split('.')]
  // The version, the key and its commitment are the same for both: only nonce and box differ.
  return [3, 4].map((index) => parts.with(index, others[index] ?? '').join('.'))
}
