import t from 'tap'
import { didYouMean, loadConfig } from '../../src/config/index.ts'
import { ofKind } from '../../src/model/index.ts'
import { catalog } from './catalog.ts'
import { github, head, load, places } from './support.ts'

const bomb = [
  'x-0: &a0 [a, a]',
  ...Array.from(
    { length: 9 },
    (_, at) => `x-${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]`,
  ),
].join('\n')

/** Inputs made to hurt, and the code that refuses them. */
const hostile: readonly (readonly [string, string, string])[] = [
  ['a hundred thousand brackets', `a: ${'['.repeat(100_000)}`, 'CM1009'],
  [
    'a hundred thousand closed brackets',
    `a: ${'['.repeat(100_000)}${']'.repeat(100_000)}`,
    'CM1009',
  ],
  ['deep lists', '- '.repeat(5000), 'CM1009'],
  ['65 levels', `a: ${'['.repeat(65)}${']'.repeat(65)}`, 'CM1009'],
  ['a bomb of aliases', bomb, 'CM1009'],
  ['101 aliases', `x-a: &a 1\nx-b: [${Array(101).fill('*a').join(', ')}]`, 'CM1009'],
  [
    'aliases to much',
    `x-a: &a [${Array(20_000).fill('1').join(', ')}]\nx-b: [*a, *a, *a, *a, *a, *a]`,
    'CM1009',
  ],
  ['two that contain each other', 'x-a: &a { b: &b { c: *a }, d: *b }', 'CM1008'],
  ['a scalar', '"text"', 'CM1005'],
  ['a list', '- a', 'CM1005'],
  ['a list of keys', '? [a, b]\n: c', 'CM1001'],
  ['an alias as a key', 'x-a: &a b\n*a : c', 'CM1001'],
  ['a raw escape', 'x-a: "\u001b[2J"', 'CM1009'],
  ['a long line of nothing', ' '.repeat(1_000_000), 'CM1006'],
]

for (const [what, text, code] of hostile) {
  t.test(`${what} is refused with ${code}`, async (t) => {
    const { diagnostics } = load(text)
    t.ok(diagnostics.length > 0)
    t.strictSame([...new Set(diagnostics.map((each) => each.code))], [code])
  })
}

t.test('64 levels and 100 aliases are accepted', async (t) => {
  const levels = `x-a: ${'['.repeat(63)}${']'.repeat(63)}\n`
  t.match(load(head + levels + github), { ok: true })
  t.match(load(`${head}x-a: &a 1\nx-b: [${Array(100).fill('*a').join(', ')}]\n${github}`), {
    ok: true,
  })
})

t.test('names of Object are names like any other', async (t) => {
  const names = ['constructor', 'toString', 'hasOwnProperty'].map((name) => name.toLowerCase())
  const text = github.replace(
    'bot: {}',
    `bot: { labels: { constructor: a, toString: b } }\n${names.map((name) => `  github/${name}: {}`).join('\n')}`,
  )
  const result = load(head + text)
  t.ok(result.ok)
  if (!result.ok) return
  const connections = ofKind(result.value.resources, 'connection')
  t.strictSame(
    connections.map((each) => each.name),
    ['github/bot', 'github/constructor', 'github/hasownproperty', 'github/tostring'],
  )
  t.strictSame(connections[0]?.spec.labels, { constructor: 'a', toString: 'b' })
})

t.test('a key named __proto__ is refused and changes nothing', async (t) => {
  for (const text of [
    `${head}__proto__: { polluted: 1 }\n${github}`,
    head + github.replace('bot: {}', 'bot: { __proto__: { polluted: 1 } }'),
    head + github.replace('bot: {}', 'bot: { labels: { __proto__: a } }'),
    `${head}constructor: { prototype: { polluted: 1 } }\n${github}`,
  ]) {
    t.match(load(text), { ok: false, diagnostics: [{ code: 'CM1002' }] })
    t.equal(Reflect.get({}, 'polluted'), undefined)
  }
})

t.test('a byte order mark and carriage returns move no place', async (t) => {
  const text = `${head}${github.replace('scopes', 'scops')}`
  const expected = places(load(text).diagnostics)
  t.strictSame(places(load(`\uFEFF${text}`).diagnostics), expected)
  t.strictSame(places(load(text.replaceAll('\n', '\r\n')).diagnostics), expected)
})

t.test('a file of more than 8 MB is refused unread', async (t) => {
  const text = '#'.repeat(8 * 1024 * 1024 + 1)
  t.match(loadConfig({ file: 'f', text }, catalog), { diagnostics: [{ code: 'CM1009' }] })
})

t.test('ten thousand keys are checked for duplicates without looking at each pair', async (t) => {
  const many = Array.from({ length: 10_000 }, (_, at) => `  github/bot-${at}: {}`).join('\n')
  const result = load(head + github.replace('  github/bot: {}', many))
  t.ok(result.ok)
})

t.test('a word is recognized within a third of its length', async (t) => {
  const words = ['github', 'google', 'scopes', 'grant']
  const table: readonly (readonly [string, string | undefined])[] = [
    ['githb', 'github'],
    ['gihtub', 'github'],
    ['GITHUB', 'github'],
    ['gogle', 'google'],
    ['grnat', 'grant'],
    ['g', undefined],
    ['xyz', undefined],
    ['githubenterprise', undefined],
    ['', undefined],
  ]
  for (const [word, expected] of table) t.equal(didYouMean(word, words), expected, word)
  t.equal(didYouMean('ab', ['ac', 'aa']), 'aa', 'the first of equals by alphabet')
})
