import fc from 'fast-check'
import t from 'tap'
import type { ResourceAddress } from '../../src/model/index.ts'
import {
  createOpener,
  generateKey,
  parseKeys,
  publicSealingKey,
  reloadingKeyring,
  type SealedPlace,
  sealedKeyId,
  sealValue,
  unsealValue,
} from '../../src/store/index.ts'
import { nodeRandom } from './fixtures.ts'

const keys = parseKeys(generateKey())
const place: SealedPlace = {
  env: 'prod',
  address: 'provider.github' as ResourceAddress,
  pointer: '/clientSecret',
}

function sealed(value: string, at: SealedPlace = place, ring = keys): string {
  const text = sealValue(publicSealingKey(ring, at.env), at, { value, random: nodeRandom })
  if (text === undefined) throw new TypeError('nothing was sealed')
  return text
}

t.test('whatever is sealed opens where it was sealed for', async () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const opened = unsealValue(keys, place, sealed(value))
      return opened.ok && opened.value === value
    }),
    { numRuns: 30 },
  )
})

t.test(
  'a sealed value opens in no other environment, resource or field, and with no other key',
  async (t) => {
    const text = sealed('fake')
    const others: readonly SealedPlace[] = [
      { ...place, env: 'dev' },
      { ...place, address: 'provider.gitlab' as ResourceAddress },
      { ...place, address: 'provider.github/clientSecret' as ResourceAddress, pointer: '' },
      { ...place, pointer: '/apiKey' },
    ]
    for (const other of others) {
      t.match(unsealValue(keys, other, text), { ok: false, problem: /was not sealed for/ })
    }
    const stranger = parseKeys(generateKey())
    t.match(unsealValue(stranger, place, text), {
      ok: false,
      problem: `needs the key "${sealedKeyId(text)}", and the keyring has "${stranger.ids[0]}"`,
    })
    t.match(unsealValue(keys, place, text), { ok: true, value: 'fake' }, 'and in its own it does')
  },
)

const word = fc.stringMatching(/^[a-z][a-z0-9./|%-]{0,8}$/)
const places = fc.record({ env: word, address: word, pointer: word }).map((each) => ({
  ...each,
  address: each.address as ResourceAddress,
  pointer: `/${each.pointer}`,
}))

t.test('of two places whatever, a value opens in the one that it was sealed for', async () => {
  fc.assert(
    fc.property(places, places, (one, other) => {
      const text = sealed('fake', one)
      const isSame = JSON.stringify(one) === JSON.stringify(other)
      return unsealValue(keys, one, text).ok && unsealValue(keys, other, text).ok === isSame
    }),
    { numRuns: 40 },
  )
})

t.test(
  'values of one environment are opened one after the other, and the ring may grow',
  async (t) => {
    const [old, newest] = [generateKey(), generateKey()]
    let text = old
    const open = createOpener(
      reloadingKeyring(parseKeys(old), () => text),
      place.env,
    )
    const later = sealed('fake', place, parseKeys(newest))
    t.match(open(place, sealed('one', place, parseKeys(old))), { ok: true, value: 'one' })
    t.match(open(place, later), { ok: false, problem: /needs the key/ })
    text = `${newest}\n${old}`
    t.match(open(place, later), { ok: true, value: 'fake' })
  },
)

t.test('no changed or cut text opens, and none says anything of the value', async () => {
  const text = sealed('fake-value-that-must-not-show')
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom('A', 'z', '-', ''), (at, character) => {
      const changed = text.slice(0, at) + character + text.slice(at + 1)
      if (changed === text) return true
      const opened = unsealValue(keys, place, changed)
      return !opened.ok && !opened.problem.includes('fake-value')
    }),
    { numRuns: 150 },
  )
})

t.test('one value sealed twice gives two texts, whose length tells little', async (t) => {
  t.not(sealed('a'), sealed('a'))
  t.equal(sealed('a').length, sealed('a-longer-secret').length)
})

t.test('with an older key in the ring what it has sealed still opens', async (t) => {
  const old = generateKey()
  const text = sealed('fake', place, parseKeys(old))
  const ring = parseKeys(`${generateKey()}\n${old}`)
  t.match(unsealValue(ring, place, text), { ok: true, value: 'fake' })
  t.not(sealedKeyId(sealed('fake', place, ring)), sealedKeyId(text), 'the newest key seals')
})

t.test('nothing is sealed with a text that is no public key', async (t) => {
  for (const key of ['', 'cmp1:00000000:AAAA', publicSealingKey(keys, 'prod').slice(0, -4)]) {
    t.equal(sealValue(key, place, { value: 'fake', random: nodeRandom }), undefined)
  }
})
