import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { Parser, stringify } from 'yaml'
import { parse } from '../../src/config/parse.ts'
import { quickRead } from '../../src/config/quick-read.ts'
import { createSource } from '../../src/config/source.ts'
import type { Node } from '../../src/config/tree.ts'
import { configuration } from './configurations.ts'
import { github, head } from './support.ts'

function quick(text: string): Node | undefined {
  return quickRead([...new Parser().parse(text)], 64)
}

/** What the package makes of a text: a mark behind it that only the package reads keeps it from the short way. */
function slow(text: string): Node | undefined {
  const parsed = parse(createSource('f', `${text.endsWith('\n') ? text : `${text}\n`}...\n`))
  return parsed.ok ? parsed.value : undefined
}

/** Maps as lists of their entries, so that they can be compared. */
function plain(node: Node): unknown {
  if (node.kind !== 'map')
    return node.kind === 'list' ? { ...node, items: node.items.map(plain) } : node
  return {
    ...node,
    entries: [...node.entries.values()].map((each) => ({ ...each, value: plain(each.value) })),
  }
}

const commented = `# first
version: 1 # one

# before
providers: # many
  github:
    # within
    template: github
    scopes: [repo, "read:org", 'it''s'] # in brackets
    list:
      - a # an item
      - b: c
        d: { e: f, g: [1, -2, true, null] }
      # behind

connections:
  github/bot: {}
  "github/other": { }
# at the end
`

const samples = [
  head + github,
  commented,
  'a: b\n',
  'a:\n- b\n- c\nd: e\n',
  '? a\n: b\n',
  'a: |\n  text\n',
]

t.test('what is read the short way is what the package reads, places included', async (t) => {
  for (const text of samples) {
    const read = quick(text)
    if (read !== undefined)
      t.strictSame(
        plain(read),
        plain(slow(text) ?? { kind: 'scalar', range: { start: 0, end: 0 }, value: null }),
      )
  }
  t.ok(quick(head + github) && quick(commented), 'and the usual is read the short way')
  const forms = fc.record({
    indent: fc.integer({ min: 1, max: 4 }),
    collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
    defaultStringType: fc.constantFrom(
      'PLAIN' as const,
      'QUOTE_DOUBLE' as const,
      'QUOTE_SINGLE' as const,
    ),
    lineWidth: fc.constantFrom(0, 40),
    flowCollectionPadding: fc.boolean(),
    indentSeq: fc.boolean(),
  })
  let count = 0
  fc.assert(
    fc.property(configuration, forms, (config, form) => {
      const text = stringify(config, { ...form, aliasDuplicateObjects: false })
      const read = quick(text)
      if (read === undefined) return
      count += 1
      t.strictSame(plain(read), plain(slow(text) ?? read))
      t.ok(slow(text))
    }),
    { numRuns: 60 },
  )
  t.ok(count > 20, `${count} of 60 were read the short way`)
})

t.test(
  'whatever is done to a text, the short way never reads what the package refuses or reads otherwise',
  async (t) => {
    const pieces = fc.constantFrom(
      ' ',
      '  ',
      '\n',
      '\t',
      ':',
      ': ',
      '-',
      '- ',
      '#',
      ' #',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '!t ',
      '|',
      '>',
      '<<',
      '?',
      '? ',
      '%',
      '@',
      '`',
      '0x1',
      '1e3',
      '.5',
      '+1',
      '~',
      'null',
      'yes',
      '---',
      '...',
      '\r\n',
      '\\',
      '${',
      'a',
      '\n\n',
      '\n  ',
      '\n    ',
    )
    const edits = fc.array(
      fc.record({ at: fc.nat(), gone: fc.nat(3), piece: fc.oneof(pieces, fc.constant('')) }),
      { minLength: 1, maxLength: 3 },
    )
    let accepted = 0
    fc.assert(
      fc.property(fc.constantFrom(...samples), edits, (sample, changes) => {
        const text = changes.reduce((each, { at, gone, piece }) => {
          const start = at % (each.length + 1)
          return each.slice(0, start) + piece + each.slice(start + gone)
        }, sample)
        const read = quick(text)
        if (read === undefined || !text.endsWith('\n')) return true
        accepted += 1
        const other = slow(text)
        return other !== undefined && isDeepStrictEqual(plain(read), plain(other))
      }),
      { numRuns: process.env['CREDMGR_HARD'] === '1' ? 100_000 : 4_000 },
    )
    t.ok(accepted > 100, `${accepted} were read`)
  },
)
