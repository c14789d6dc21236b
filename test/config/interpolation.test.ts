import t from 'tap'
import { ofKind } from '../../src/model/index.ts'
import { github, head, load } from './support.ts'

const set = { NAME: 'value', EMPTY: '', BRACES: '${env:NAME}', YAML: '[a, *b]: "' }

/** Written, and what it becomes. */
const values: readonly (readonly [string, string])[] = [
  ['${env:NAME}', 'value'],
  ['a-${env:NAME}-${env:NAME}', 'a-value-value'],
  ['${env:NAME:-other}', 'value'],
  ['${env:NOPE:-other}', 'other'],
  ['${env:NOPE:-}', ''],
  ['x${env:EMPTY:-}', 'x'],
  ['${env:EMPTY:-other}', 'other'],
  ['${env:NOPE:-http://a.example:80/}', 'http://a.example:80/'],
  ['${env:NAME:?needed}', 'value'],
  ['$${env:NAME}', '${env:NAME}'],
  ['$$${env:NAME}', '$${env:NAME}'],
  ['a$b $ {', 'a$b $ {'],
  ['${env:BRACES}', '${env:NAME}'],
  ['${env:YAML}', '[a, *b]: "'],
]

for (const [written, expected] of values) {
  t.test(`${written} becomes ${JSON.stringify(expected)}`, async (t) => {
    const text = `${head}${github.replace('bot: {}', () => `bot: { labels: { a: '${written}' } }`)}`
    const result = load(text, set)
    t.ok(result.ok)
    if (!result.ok) return
    t.strictSame(ofKind(result.value.resources, 'connection')[0]?.spec.labels, { a: expected })
  })
}

/** Written, environment, and what is said. */
const refusals: readonly (readonly [string, string, string])[] = [
  ['${env:NOPE}', 'CM1010', 'no value and no default'],
  ['${env:NOPE:?ask the platform team}', 'CM1010', 'ask the platform team'],
  ['${env:EMPTY}', 'CM1010', 'no value and no default'],
  ['${NAME}', 'CM1011', 'the form is ${env:NAME}'],
  ['${}', 'CM1011', 'the form is ${env:NAME}'],
  ['${env:}', 'CM1011', 'the form is ${env:NAME}'],
  ['${env:1}', 'CM1011', 'the form is ${env:NAME}'],
  ['${env:NAME:+x}', 'CM1011', 'the form is ${env:NAME}'],
  ['${ENV:NAME}', 'CM1011', 'the form is ${env:NAME}'],
  ['${env:NAME', 'CM1011', 'the "}" is missing'],
  ['${each.key}', 'CM1011', 'it stands in an object with "forEach"'],
]

for (const [written, code, label] of refusals) {
  t.test(`${written} is refused with ${code}`, async (t) => {
    const text = `${head}${github.replace('Iv1.fake', `'${written}'`)}`
    t.match(load(text, set), { ok: false, diagnostics: [{ code, label }] })
  })
}

t.test('a whole reference is read as a boolean or number where one is wanted', async (t) => {
  const text = (value: string): string =>
    `version: \${env:V}\n${github.replace('bot: {}', `bot: { lifecycle: { preventDestroy: "${value}" } }`)}`
  const result = load(text('${env:B}'), { V: '1', B: 'true' })
  t.ok(result.ok)
  if (result.ok) {
    t.equal(ofKind(result.value.resources, 'connection')[0]?.spec.lifecycle.preventDestroy, true)
  }
  t.match(load(text('${env:B}'), { V: '1', B: 'yes' }), { diagnostics: [{ code: 'CM1005' }] })
  t.match(load(text('${env:B}${env:B}'), { V: '1', B: 'true' }), { ok: false })
  t.match(load(text('true'), { V: '1' }), { ok: false })
})

t.test('without an environment what depends on it is not checked, and the rest is', async (t) => {
  const unknown = `gateway: { publicUrl: "\${env:A}", timeouts: { connect: "\${env:A}" } }\n${github
    .replace('grant: authorizationCode', 'grant: ${env:GRANT}')
    .replace('template: github', 'template: ${env:TEMPLATE}')
    .replace('[repo]', '["${env:SCOPE}"]')}`
  t.match(load(head + unknown), { ok: true })
  t.match(load(head + unknown.replace('bot: {}', 'bot: { expcet: 1 }')), {
    ok: false,
    diagnostics: [{ code: 'CM1002' }],
  })
})

t.test('without an environment defaults are used and checked', async (t) => {
  const text = (url: string): string =>
    `${head}gateway: { publicUrl: "\${env:A:-${url}}" }\n${github}`
  t.match(load(text('https://a.example')), { ok: true })
  t.match(load(text('http://a.example')), { diagnostics: [{ code: 'CM3011' }] })
})
