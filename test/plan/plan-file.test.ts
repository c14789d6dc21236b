import fc from 'fast-check'
import t from 'tap'
import { keysOf, pathOf } from '../../src/plan/attribute-path.ts'
import { makePlan, type Plan, planFromText, planToText } from '../../src/plan/index.ts'
import { configOf, credential, credentialsOf, planInput, stateOf } from './worlds.ts'

const config = configOf({
  gateway: { listen: '127.0.0.1:9000' },
  identities: { key: { type: 'apiKey', apiKey: { env: 'KEY' } } },
  providers: { idp: { clientSecret: { file: './secret' } } },
  connections: { 'idp/bot': { expect: { account: 'acme' } } },
  accessPolicies: { p: { connections: ['idp/*'], allow: [{ type: 'apiKey', identity: 'key' }] } },
  routes: { r: { policies: [{ policy: 'set-header', options: { a: 'b' } }] } },
})
const state = stateOf({ providers: { old: {} }, connections: { 'old/one': {} } })
const plan = makePlan(
  planInput(config, state, { credentials: credentialsOf(credential('old/one')) }),
)

t.test('a plan that was saved is the same plan', async (t) => {
  const text = planToText(plan)
  t.match(text, /^\{\n {2}"formatVersion": "1\.0",\n {2}"planId": "p_2",\n/)
  t.ok(text.endsWith('}\n'))
  const read = planFromText(text, 'plan.json')
  t.same(read, plan)
  t.equal(planToText(read), text)
})

t.test('a secret reference is saved, a secret is not', async (t) => {
  t.match(plan.changes.find(({ kind }) => kind === 'provider')?.after, {
    secrets: { '/clientSecret': { ref: { file: './secret' } } },
  })
})

const damages: readonly (readonly [title: string, damage: (file: Draft) => void, says: RegExp])[] =
  [
    ['another format', (file) => (file['formatVersion'] = '2.0'), /format "2\.0"/],
    ['no format', (file) => delete file['formatVersion'], /format null/],
    ['no end', (file) => delete file['expiresAt'], /"expiresAt"/],
    ['a configuration without digest', (file) => delete file['config'].digest, /"config.digest"/],
    ['a commit that is none', (file) => (file['config'].git = { commit: 1 }), /"config"/],
    ['complete, though something is left out', (file) => (file['leftOut'] = 1), /"complete"/],
    ['a basis that is no digest', (file) => (file['basis'] = { gateway: 1 }), /"basis"/],
    ['an unknown reason', (file) => (first(file).reason = 'because'), /"changes"/],
    ['access that is no list', (file) => (first(file).widens = 'all'), /"changes"/],
    ['no plan id', (file) => delete file['planId'], /"planId"/],
    ['a plan id of another kind', (file) => (file['planId'] = 'x'), /"planId"/],
    ['a negative serial', (file) => (file['prior'].serial = -1), /"prior"/],
    ['a serial that is text', (file) => (file['prior'].serial = '1'), /"prior"/],
    ['no changes', (file) => delete file['changes'], /"changes"/],
    ['an unknown action', (file) => (first(file).action = 'explode'), /"changes"/],
    ['an unknown kind', (file) => (first(file).kind = 'secret'), /"changes"/],
    [
      'another address than its name',
      (file) => (created(file).address = 'provider.x'),
      /"changes"/,
    ],
    ['another resource than announced', (file) => (created(file).after.name = 'x'), /"changes"/],
    ['no resource to create', (file) => delete created(file).after, /"changes"/],
    ['a resource to delete', (file) => (created(file).action = 'delete'), /"changes"/],
    ['a half specification', (file) => delete created(file).after.spec.endpoints, /"changes"/],
    ['a literal secret', (file) => (created(file).after.secrets = { '/a': 'x' }), /"changes"/],
    ['an unknown token effect', (file) => (file['tokens'][0].effect = 'steal'), /"tokens"/],
    [
      'an address outside of any store',
      (file) => (file['tokens'][0].connection = '../x'),
      /"tokens"/,
    ],
    ['a fingerprint that is none', (file) => (file['fingerprints'] = { a: 1 }), /"fingerprints"/],
    ['a change more than summed up', (file) => file['changes'].pop(), /"summary"/],
    ['several parts', (file) => Object.assign(file, { env: '', tokens: 1 }), /"env", "tokens"/],
  ]

t.test('what is not a whole plan of this format is refused, and says what is wrong', async (t) => {
  for (const [title, damage, says] of damages) {
    const file: Draft = JSON.parse(planToText(plan))
    damage(file)
    const expected = { code: 'PLAN_INVALID', details: { file: 'my.plan' }, message: says }
    t.throws(() => planFromText(JSON.stringify(file), 'my.plan'), expected, title)
  }
})

t.test('any other text is refused', async (t) => {
  const cut = planToText(plan).slice(0, -20)
  for (const text of ['', 'null', '[]', '1', '{}', '{"formatVersion":"1.0"}', 'PK\u0003', cut]) {
    t.throws(
      () => planFromText(text, 'p'),
      { code: 'PLAN_INVALID' },
      JSON.stringify(text.slice(0, 9)),
    )
  }
  fc.assert(
    fc.property(fc.json(), (text) => {
      try {
        planFromText(text, 'p')
        return false
      } catch (error) {
        return error instanceof Error && 'code' in error && error.code === 'PLAN_INVALID'
      }
    }),
  )
})

t.test('the path of an attribute can be read back, whatever its keys are', async (t) => {
  t.equal(pathOf(['match', 'headers', 'a.b']), 'match.headers["a.b"]')
  const key = fc.oneof(fc.string(), fc.constantFrom('a', 'b-c', '"]', '\\', '', '["x"]'))
  fc.assert(
    fc.property(fc.array(key, { minLength: 1 }), (keys) => {
      return JSON.stringify(keysOf(pathOf(keys))) === JSON.stringify(keys)
    }),
  )
  t.same(keysOf(pathOf(['labels', ''])), ['labels', ''])
})

// biome-ignore lint/suspicious/noExplicitAny: these tests put into a file what no type allows
type Draft = { [key: string]: any }

function first(file: Draft): Draft {
  return file['changes'][0]
}

function created(file: Draft): Draft {
  const isCreated = (each: Plan['changes'][number]): boolean =>
    each.action === 'create' && each.kind === 'provider'
  return file['changes'].find(isCreated)
}
