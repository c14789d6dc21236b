import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { loadConfig } from '../../src/config/index.ts'
import { type Config, emptyState, type State } from '../../src/model/index.ts'
import {
  makePlan,
  type Plan,
  planEvents,
  planFromText,
  planToText,
  renderMarkdown,
  renderPlan,
} from '../../src/plan/index.ts'
import { catalog } from '../config/catalog.ts'
import { isGolden } from '../support/golden.ts'
import { applied, credential, credentialsOf, planInput } from './worlds.ts'

const golden = join(import.meta.dirname, 'golden')

interface Row {
  readonly key: string
  readonly email: string
}

const keys = Array.from({ length: 14 }, (_, at) => `u-${String(at).padStart(3, '0')}`)
const rowsOf = (some: readonly string[]): readonly Row[] =>
  some.map((key) => ({ key, email: `${key}@acme.example` }))

interface Many {
  readonly rows: readonly Row[]
  readonly scopes?: string
  readonly routes?: readonly string[]
}

/** Connections of rows, one of its own, and routes of a list. */
function configOf({ rows, scopes = 'read:org', routes = [] }: Many): Config {
  const text = `version: 1
identities: { batch: { apiKey: { env: K } } }
providers:
  github: { template: github, grant: authorizationCode, clientId: a, clientSecret: { env: S }, scopes: [repo] }
connections:
  github/bot: {}
  github/{key}:
    forEach: { file: users.ndjson }
    scopes: [repo, ${scopes}]
    expect: { email: "\${each.value.email}" }
accessPolicies: { all: { connections: [github/*], allow: [{ apiKey: batch }] } }
routes:
  r-{key}:
    forEach: [${routes.join(', ')}]
    match: { path: "/\${each.key}/**" }
    upstream: https://api.github.com
    policies: []
`
  const data = rows.map((row) => JSON.stringify(row)).join('\n')
  const checked = loadConfig(
    {
      file: 'credmgr.config.yaml',
      text,
      env: () => 'value',
      data: (file) => ({ ok: true, file, text: data }),
    },
    catalog,
  )
  if (checked.ok) return checked.value
  throw new Error(JSON.stringify(checked.diagnostics))
}

const style = { color: false, width: 100 }
const nothing = emptyState('lineage-1')
const state = (many: Many): State => applied(nothing, makePlan(planInput(configOf(many))))
const connected = (some: readonly string[]) =>
  credentialsOf(
    ...some.map((key) =>
      credential(`github/${key}`, {
        requestedScopes: ['repo', 'read:org'],
        account: { email: `${key}@acme.example` },
      }),
    ),
  )

t.test('instances with one fate are shown as one, with the first and the last', async (t) => {
  const plan = makePlan(planInput(configOf({ rows: rowsOf(keys), routes: ['a', 'b'] })))
  isGolden(t, join(golden, 'many-created.txt'), renderPlan(plan, style))
  isGolden(t, join(golden, 'many-created.md'), renderMarkdown(plan, { maxBytes: 60_000 }))
  const compact = renderPlan(plan, { ...style, compact: true })
  t.match(compact, '14 instances (first: "u-000", last: "u-013"; --compact=false lists them)')
  t.notMatch(compact, 'will be created')
})

t.test('each is listed by itself on request, in a stream and when there are few', async (t) => {
  const plan = makePlan(planInput(configOf({ rows: rowsOf(keys) })))
  const every = renderPlan(plan, { ...style, every: true })
  const markdown = renderMarkdown(plan, { maxBytes: 60_000, every: true })
  for (const key of keys) {
    t.match(every, `# connection.github/${key} will be created`)
    t.match(markdown, ` connection.github/${key}  `)
  }
  t.equal(planEvents(plan).filter(({ type }) => type === 'planned_change').length, 19)
  const few = renderPlan(makePlan(planInput(configOf({ rows: rowsOf(keys.slice(0, 10)) }))), style)
  t.notMatch(few, 'instances')
  t.match(few, ' connection.github/u-009  ')
})

t.test('a plan that was saved is shown as it was', async (t) => {
  const plan = makePlan(planInput(configOf({ rows: rowsOf(keys) })))
  t.equal(renderPlan(planFromText(planToText(plan), 'p.json'), style), renderPlan(plan, style))
})

t.test('what is an instance is not remembered: the state is as it is without groups', async (t) => {
  t.notMatch(JSON.stringify(state({ rows: rowsOf(keys) })), 'instanceOf')
})

t.test('what goes, is made anew or has another fate stands by itself', async (t) => {
  const gone = ['x-1', 'x-2', ...Array.from({ length: 12 }, (_, at) => `y-${at}`)]
  const before = state({ rows: rowsOf([...keys, ...gone]) })
  const [first = '', second = '', ...others] = keys
  const rows = rowsOf(keys).map((row) =>
    row.key === 'u-005' ? { ...row, email: 'other@acme.example' } : row,
  )
  const plan = makePlan(
    planInput(configOf({ rows, scopes: 'gist' }), before, {
      credentials: connected([first, ...others]),
      selection: { ...everySelection, replace: ['github/u-007'] },
    }),
  )
  const text = renderPlan(plan, style)
  isGolden(t, join(golden, 'many-changed.txt'), text)
  const list = text.slice(text.lastIndexOf('\n\n  '))
  for (const name of [...gone, second, 'u-005', 'u-007'])
    t.match(list, `connection.github/${name} `)
  t.match(list, '11 instances (first: "u-000", last: "u-013"')
})

const everySelection = {
  targets: [],
  excludes: [],
  labels: [],
  noDelete: false,
  replace: [],
  reconsent: [],
}

t.test('a route that opens another path than the rest is not in a group', async (t) => {
  const rows = rowsOf(keys.slice(0, 1))
  const plan = makePlan(planInput(configOf({ rows, routes: keys })))
  const text = renderPlan(plan, { ...style, compact: true })
  for (const key of keys) t.match(text, `route.r-${key} `)
})

t.test('nothing that goes is hidden, and every change is counted, whatever is mixed', async (t) => {
  const fates = ['keep', 'gone', 'other', 'connected', 'replaced'] as const
  const each = fc.array(fc.constantFrom(...fates), { minLength: 14, maxLength: 40 })
  fc.assert(
    fc.property(each, (some) => {
      const names = some.map((_, at) => `u-${String(at).padStart(3, '0')}`)
      const having = (fate: (typeof fates)[number]) => names.filter((_, at) => some[at] === fate)
      const before = state({ rows: rowsOf(names) })
      const left = names.filter((name) => !having('gone').includes(name))
      const rows = rowsOf(left).map((row) =>
        having('other').includes(row.key) ? { ...row, email: 'other@acme.example' } : row,
      )
      if (rows.length === 0) return true
      const plan = makePlan(
        planInput(configOf({ rows, scopes: 'gist' }), before, {
          credentials: connected(having('connected')),
          selection: {
            ...everySelection,
            replace: having('replaced').map((one) => `github/${one}`),
          },
        }),
      )
      return isHonest(plan, renderPlan(plan, { ...style, compact: true }))
    }),
    { numRuns: process.env['CREDMGR_HARD'] === '1' ? 1_000 : 60 },
  )
  const plan = makePlan(planInput(undefined, state({ rows: rowsOf(keys) })))
  const text = renderPlan(plan, { ...style, compact: true })
  t.ok(isHonest(plan, text))
  t.notOk(isHonest(plan, text.replace(/^.*u-007.*\n/m, '')), 'a line that is missing is found')
})

/** Whether what goes is named, and the lines stand for as many changes as there are. */
function isHonest({ changes, summary }: Plan, text: string): boolean {
  const lines = text.split('\n').filter((line) => /^ {2}[-+~]/.test(line))
  const counts = lines.map((line) => Number(/(\d+) instances/.exec(line)?.[1] ?? 1))
  const named = changes
    .filter(({ action }) => action === 'delete' || action === 'replace')
    .every(({ address }) => lines.some((line) => line.includes(` ${address} `)))
  const total = counts.reduce((sum, count) => sum + count, 0)
  return named && total === changes.length && text.includes(`${summary.destroy} to destroy`)
}
