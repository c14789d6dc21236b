import fc from 'fast-check'
import t from 'tap'
import { flawOfUtf8 } from '../src/utf8.ts'

const rows: readonly (readonly [what: string, bytes: readonly number[], place: string])[] = [
  ['at the beginning', [0xff, 0x61], 'byte 0xFF at line 1, column 1'],
  ['on a later line', [0x61, 0x0a, 0x0a, 0x62, 0xe9, 0x0a], 'byte 0xE9 at line 3, column 2'],
  ['behind letters of two bytes', [0xc3, 0xa4, 0xc3, 0xb6, 0xfc], 'byte 0xFC at line 1, column 3'],
  ['a character that is cut short', [0x61, 0xe2, 0x82], 'byte 0xE2 at line 1, column 2'],
  ['a surrogate half', [0x61, 0xed, 0xa0, 0x80], 'byte 0xED at line 1, column 2'],
  ['more bytes than needed', [0xc0, 0x80], 'byte 0xC0 at line 1, column 1'],
  [
    'behind a replacement character that is meant',
    [0xef, 0xbf, 0xbd, 0x0a, 0xef, 0xbf, 0xbd, 0xfe],
    'byte 0xFE at line 2, column 2',
  ],
]

for (const [what, bytes, place] of rows) {
  t.test(`a byte that is no UTF-8 is told with its place: ${what}`, async (t) => {
    t.equal(flawOfUtf8(Buffer.from(bytes)), `is not text in UTF-8: ${place}`)
  })
}

t.test('UTF-16 is recognized by its mark', async (t) => {
  t.equal(flawOfUtf8(Buffer.from('\uFEFFä', 'utf16le')), 'is UTF-16; save it as UTF-8')
  t.equal(flawOfUtf8(Buffer.from([0xfe, 0xff, 0, 0x61])), 'is UTF-16; save it as UTF-8')
})

t.test('a text is never refused, and whatever is refused could not be kept', async () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      (text) => flawOfUtf8(Buffer.from(text)) === undefined,
    ),
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (array) => {
      const bytes = Buffer.from(array)
      const isKept = Buffer.from(bytes.toString('utf8')).equals(bytes)
      return (flawOfUtf8(bytes) === undefined) === isKept
    }),
  )
})
