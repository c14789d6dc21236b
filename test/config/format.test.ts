import fc from 'fast-check'
import t from 'tap'
import { isFaithful } from '../../src/config/format.ts'
import { formatConfig, starterConfig } from '../../src/config/index.ts'
import { catalog } from './catalog.ts'
import { configuration, written } from './configurations.ts'
import { github, head, places } from './support.ts'

/** The formatted text; fails for any other outcome. */
function formatted(text: string): string {
  const result = formatConfig({ file: 'credmgr.config.yaml', text }, catalog)
  if (result.outcome !== 'formatted') throw new Error(`${result.outcome}:\n${text}`)
  return result.text
}

t.test('however a configuration is written, it is formatted once and says the same', async () => {
  fc.assert(
    fc.property(configuration, fc.infiniteStream(fc.nat()), (config, numbers) => {
      const text = written(config, () => numbers.next().value)
      const once = formatted(text)
      return formatted(once) === once && isFaithful(text, once, catalog)
    }),
    { numRuns: 60 },
  )
})

t.test('whatever the text is, it is formatted for good or refused', async () => {
  const pieces = fc.constantFrom(
    'version: 1\n',
    'providers:\n',
    '  github:\n',
    '    template: github\n',
    'connections: { ',
    'b: 1\n',
    '  - a: 1\n',
    '"',
    '[',
    '}',
    ': ',
    '- ',
    '? ',
    '&a ',
    '*a ',
    '!!str ',
    '>-\n',
    '|+\n',
    '\n',
    '\r\n',
    '  ',
    '---\n',
    '# c\n',
    ' # d\n',
    '    # e\n',
  )
  const text = fc.array(pieces, { maxLength: 12 }).map((each) => each.join(''))
  fc.assert(
    fc.property(text, (each) => {
      const result = formatConfig({ file: 'f', text: each }, catalog)
      return result.outcome !== 'formatted' || formatted(result.text) === result.text
    }),
    { numRuns: 300 },
  )
})

const long = 'a'.repeat(40)

const forms: readonly (readonly [title: string, before: string, after: string])[] = [
  [
    'sections and fields in the order of the schema, names as they are',
    `routes: {}
connections: { b/a: { expect: { account: x }, scopes: [b, a] }, a/a: {} }
version: 1
`,
    `version: 1
connections: { b/a: { scopes: [b, a], expect: { account: x } }, a/a: {} }
routes: {}
`,
  ],
  [
    'a modeline stays at the top; other comments go with what they stand above',
    `# yaml-language-server: $schema=./a.json
# the providers
providers:
    a: {} # one

    # in the block

# the version
version:    1
# the end
`,
    `# yaml-language-server: $schema=./a.json

# the version
version: 1

# the providers
providers:
  a: {} # one

  # in the block

# the end
`,
  ],
  [
    'a comment indented less than a block belongs to what follows it',
    `version: 1
providers:
  a: {}
  # of the providers
# of the connections
connections:
  a/b: {}
`,
    `version: 1

providers:
  a: {}
  # of the providers

# of the connections
connections:
  a/b: {}
`,
  ],
  [
    'a comment on the line of a key stays there',
    'version: 1\nproviders:   # all\n\n  # first\n  a: {}\n',
    'version: 1\n\nproviders: # all\n  # first\n  a: {}\n',
  ],
  [
    'notes stay behind the field that they follow',
    'x-first: 1\nroutes: {}\nx-routes: 2\nversion: 1\nx-version: 3\n',
    'x-first: 1\nversion: 1\nx-version: 3\nroutes: {}\nx-routes: 2\n',
  ],
  [
    'brackets that do not fit become a block, those inside of it stay when they fit',
    `version: 1\nx-a: {b: [${long}], c: [${long}], d: [${long}, ${long}, ${long}]}\n`,
    `version: 1

x-a:
  b: [${long}]
  c: [${long}]
  d:
    - ${long}
    - ${long}
    - ${long}
`,
  ],
  [
    'brackets over several lines that fit on one',
    'version: 1\nx-a: [ a,\n  b ]\n',
    'version: 1\nx-a: [a, b]\n',
  ],
  [
    'brackets with a comment inside become a block',
    'version: 1\nx-a: [a, # one\n  b]\n',
    'version: 1\n\nx-a:\n  - a # one\n  - b\n',
  ],
  [
    'a value on one line stays as it is written',
    `version: 1\nx-a: ["\\u00e9", 'b', c, 1.50, 0x1F, ~, ${'word '.repeat(20)}end]\n`.replace(
      /\[(.*)\]/,
      (_, items: string) =>
        items
          .split(', ')
          .map((each) => `\n  -   ${each}`)
          .join(''),
    ),
    `version: 1\n\nx-a:\n  - "\\u00e9"\n  - 'b'\n  - c\n  - 1.50\n  - 0x1F\n  - ~\n  - ${'word '.repeat(20)}end\n`,
  ],
  [
    'a folded text is filled up, a literal one is not touched',
    `version: 1\nx-a: >-\n    one\n    two\n\n    three\nx-b: |\n    one\n      two\n`,
    `version: 1\nx-a: >-\n  one two\n\n  three\nx-b: |\n  one\n    two\n`,
  ],
  [
    'an alias is not moved before its anchor',
    'version: 1\nproviders: { a: { scopes: &s [a] } }\nidentities: { b: { audience: *s } }\n',
    'version: 1\nproviders: { a: { scopes: &s [a] } }\nidentities: { b: { audience: *s } }\n',
  ],
  ['the line ends of Windows', 'version:  1\r\nx-a: 2\r\n', 'version: 1\r\nx-a: 2\r\n'],
  ['a byte order mark goes', '\uFEFFversion: 1', 'version: 1\n'],
]

t.test('there is one form', async (t) => {
  for (const [title, before, after] of forms) {
    t.equal(formatted(before), after, title)
    t.equal(formatted(after), after, `${title}, again`)
  }
})

t.test('a text with a mistake in its syntax is refused with its place', async (t) => {
  const rows: readonly (readonly [text: string, place: string])[] = [
    ['version: 1\nproviders: [\n', 'CM1001 2:12-2:13'],
    ['version: 1\nversion: 1\n', 'CM1003 2:1-2:8'],
    ['version: !a 1\n', 'CM1008 1:10-1:12'],
    ['', 'CM1006 1:1-1:1'],
  ]
  for (const [text, place] of rows) {
    const result = formatConfig({ file: 'f', text }, catalog)
    t.equal(result.outcome, 'refused', place)
    if (result.outcome === 'refused') t.strictSame(places(result.diagnostics), [place])
  }
})

t.test('a text that does not say the same is recognized', async (t) => {
  const text = `${head}${github}# a comment\n`
  t.equal(isFaithful(text, text, catalog), true)
  const others: readonly (readonly [title: string, text: string])[] = [
    ['another value', text.replace('Iv1.fake', 'Iv1.faked')],
    ['a string for a number', text.replace('version: 1', "version: '1'")],
    ['a lost field', text.replace('    scopes: [repo]\n', '')],
    ['a lost comment', text.replace('# a comment\n', '')],
    ['a changed comment', text.replace('# a comment', '# another')],
    ['a broken text', `${text}]`],
    ['nothing', ''],
  ]
  for (const [title, other] of others) t.equal(isFaithful(text, other, catalog), false, title)
})

t.test('what credmgr init writes is formatted', async (t) => {
  t.equal(formatted(starterConfig), starterConfig)
})
