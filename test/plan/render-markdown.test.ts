import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import {
  leastBytes,
  makePlan,
  type Plan,
  renderMarkdown,
  renderState,
  stateJsonText,
} from '../../src/plan/index.ts'
import { isGolden } from '../support/golden.ts'
import { configOf, credential, credentialsOf, planInput, stateOf, type World } from './worlds.ts'

const golden = join(import.meta.dirname, 'golden')

const before: World = {
  providers: { idp: { clientSecret: { env: 'SECRET' } }, old: {} },
  connections: { 'idp/bot': {}, 'old/bot': {} },
}
const after: World = {
  providers: { idp: { clientId: 'new', clientSecret: { env: 'SECRET' } } },
  connections: {
    'idp/bot': { description: 'ends a block: ``` and </details> @everyone' },
    'idp/new': {},
  },
  routes: { r: { public: true } },
}
const prior = stateOf(before)
const credentials = credentialsOf(credential('idp/bot'), credential('old/bot'))
const plan = makePlan(planInput(configOf(after), prior, { credentials, env: 'prod' }))

function manyPlan(count: number): Plan {
  const names = Array.from({ length: count }, (_, index) => `idp/user-${index}`)
  const connections = Object.fromEntries(
    names.map((name) => [name, { description: 'ä'.repeat(9) }]),
  )
  return makePlan(planInput(configOf({ providers: { idp: {} }, connections })))
}

t.test('a comment on a pull request, and what is applied, as people read them', async (t) => {
  isGolden(t, join(golden, 'changes.md'), renderMarkdown(plan, { maxBytes: 60_000 }))
  isGolden(t, join(golden, 'state.txt'), renderState(prior, { color: false, width: 80 }))
  const empty = makePlan(planInput(configOf(before), prior, { credentials }))
  t.equal(
    renderMarkdown(empty, { maxBytes: 60_000 }),
    [
      '<!-- credmgr-plan:default -->',
      '### credmgr plan for default',
      '',
      '**No changes. Your configuration matches the applied state.**',
      '',
    ].join('\n'),
  )
})

t.test('what does not fit is left out whole, and counted', async (t) => {
  const shown = (text: string, form: RegExp): number => [...text.matchAll(form)].length
  const some = renderMarkdown(manyPlan(40), { maxBytes: 6_000 })
  const bodies = shown(some, /^ {2}# .* will be created/gm)
  t.ok(bodies > 0 && bodies < 42)
  t.match(some, `\n${42 - bodies} more objects are in the plan artifact.\n`)
  t.equal(shown(some, /^\+ .* create/gm), 42, 'the list is whole')
  const list = renderMarkdown(manyPlan(4_000), { maxBytes: 6_000 })
  const rows = shown(list, /^\+ .* create/gm)
  t.match(list, `\n${4_002 - rows} more objects are in the plan artifact.\n`)
  t.notMatch(list, '<details>')
  t.match(list, 'Plan: 4002 to add', 'the totals are never cut')
})

t.test('a comment is never longer than it may be, and closes what it opens', async (t) => {
  const plans = [plan, manyPlan(0), manyPlan(30), manyPlan(150)]
  fc.assert(
    fc.property(
      fc.constantFrom(...plans),
      fc.integer({ min: leastBytes, max: 20_000 }),
      (each, maxBytes) => {
        const text = renderMarkdown(each, { maxBytes })
        const fences = text.split('\n').filter((line) => /^`{3,}(?:diff)?$/.test(line))
        const isClosed = text.includes('<details>') === /<\/details>\n/.test(text)
        return Buffer.byteLength(text) <= maxBytes && fences.length % 2 === 0 && isClosed
      },
    ),
    { numRuns: 40 },
  )
  t.ok(Buffer.byteLength(renderMarkdown(manyPlan(150), { maxBytes: 20_000 })) > 15_000)
})

t.test('what is applied is shown as JSON without secrets and fingerprints', async (t) => {
  const text = stateJsonText({ ...prior, pending: [] })
  const shown = JSON.parse(text)
  t.match(shown, { formatVersion: '1.0', lineage: 'lineage-1', serial: 1, pendingRevocations: [] })
  t.match(shown.resources[1], {
    address: 'provider.idp',
    spec: { clientSecret: { env: 'SECRET' } },
    createdSerial: 1,
  })
  t.notMatch(text, 'fp-v1')
  t.equal(
    renderState({ ...prior, resources: [] }, { color: false, width: 80 }),
    'Nothing is applied.\n',
  )
})
