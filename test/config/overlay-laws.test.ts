import fc from 'fast-check'
import t from 'tap'
import { stringify } from 'yaml'
import { isFaithful } from '../../src/config/format.ts'
import {
  type ConfigInput,
  formatConfig,
  loadConfig,
  provenanceOf,
  renderDiagnostics,
} from '../../src/config/index.ts'
import type { Checked, Config } from '../../src/model/index.ts'
import { catalog } from './catalog.ts'
import { configuration, written } from './configurations.ts'

type Data = { readonly [key: string]: unknown }

function lay(base: unknown, overlay: string | undefined): Checked<Config> {
  const input: ConfigInput = {
    file: 'main.yaml',
    text: stringify(base, { aliasDuplicateObjects: false }),
  }
  if (overlay === undefined) return loadConfig(input, catalog)
  return loadConfig(
    { ...input, overlay: { file: 'environments/prod.yaml', text: overlay } },
    catalog,
  )
}

/** What a configuration says, without where it says so; or the codes of what is wrong with it. */
function said(checked: Checked<Config>): string {
  if (!checked.ok) return checked.diagnostics.map(({ code }) => code).join(' ')
  return JSON.stringify(checked.value.resources, (key, value: unknown) =>
    key === 'origin' || key === 'span' ? undefined : value,
  )
}

function yaml(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false })
}

function isMap(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Some of the members of a tree of mappings; lists and secret references are taken as a whole. */
function partOf(value: Data, next: () => number): Data {
  const kept = Object.entries(value).filter(() => next() % 3 > 0)
  return Object.fromEntries(
    kept.map(([key, each]) => [
      key,
      isMap(each) && key !== 'clientSecret' ? partOf(each, next) : each,
    ]),
  )
}

t.test('an overlay that says nothing, or what is there already, changes nothing', async (t) => {
  fc.assert(
    fc.property(configuration, fc.infiniteStream(fc.nat()), (data, numbers) => {
      const next = (): number => numbers.next().value ?? 0
      const base = said(lay(data, undefined))
      t.equal(said(lay(data, 'version: 1\n')), base, 'nothing')
      t.equal(said(lay(data, yaml(data))), base, 'all of it')
      t.equal(said(lay(data, yaml({ version: 1, ...partOf(data, next) }))), base, 'a part of it')
    }),
    { numRuns: 30 },
  )
})

t.test('an overlay of a whole object makes it what the overlay says', async (t) => {
  fc.assert(
    fc.property(configuration, configuration, (one, other) => {
      // Only what both have may be changed; what one of them lacks is new or deleted.
      const connections = Object.fromEntries([
        ...Object.keys(one.connections).map((key) => [key, null] as const),
        ...Object.entries(other.connections).map(
          ([key, value]) =>
            [key, key in one.connections ? value : { new: true, ...value }] as const,
        ),
      ])
      const providers = Object.fromEntries(
        Object.entries(other.providers).map(([key, value]) => [
          key,
          key in one.providers ? value : { new: true, ...value },
        ]),
      )
      const result = lay(one, yaml({ version: 1, providers, connections }))
      if (!result.ok) return t.fail(said(result))
      const names = result.value.resources.flatMap((each) =>
        each.kind === 'connection' ? [each.name] : [],
      )
      return t.strictSame(names, Object.keys(other.connections).sort())
    }),
    { numRuns: 30 },
  )
})

t.test('a set is changed the same by signs and by add and remove, and back again', async (t) => {
  const scope = fc.stringMatching(/^[a-z][a-z:]{0,5}$/)
  const sets = fc.record({
    have: fc.uniqueArray(scope, { minLength: 1, maxLength: 5 }),
    want: fc.uniqueArray(scope, { minLength: 1, maxLength: 5 }),
  })
  fc.assert(
    fc.property(configuration, sets, (data, { have, want }) => {
      const [name = ''] = Object.keys(data.providers)
      const withScopes = (scopes: readonly string[]): Data => ({
        ...data,
        providers: { ...data.providers, [name]: { ...data.providers[name], scopes } },
      })
      const add = want.filter((each) => !have.includes(each))
      const remove = have.filter((each) => !want.includes(each))
      const signed = [...add.map((each) => `+${each}`), ...remove.map((each) => `-${each}`)]
      const over = (scopes: unknown): string => yaml({ providers: { [name]: { scopes } } })
      const wanted = said(lay(withScopes(want), undefined))
      t.equal(said(lay(withScopes(have), over({ add, remove }))), wanted, 'add and remove')
      t.equal(said(lay(withScopes(have), over(want))), wanted, 'the whole list')
      if (signed.length > 0) t.equal(said(lay(withScopes(have), over(signed))), wanted, 'signs')
    }),
    { numRuns: 30 },
  )
})

t.test('however an overlay is written, it is formatted once and changes the same', async (t) => {
  fc.assert(
    fc.property(configuration, fc.infiniteStream(fc.nat()), (data, numbers) => {
      const next = (): number => numbers.next().value ?? 0
      const overlay = { version: 1, ...partOf(data, next) }
      const text = written(overlay, next)
      const once = formatConfig({ file: 'environments/prod.yaml', text }, catalog)
      if (once.outcome !== 'formatted') return t.fail(`${once.outcome}:\n${text}`)
      const twice = formatConfig({ file: 'environments/prod.yaml', text: once.text }, catalog)
      t.match(twice, { outcome: 'formatted', text: once.text })
      t.ok(isFaithful(text, once.text, catalog))
      return t.equal(said(lay(data, once.text)), said(lay(data, text)))
    }),
    { numRuns: 40 },
  )
})

/** Any bytes, as the reader of files would hand them on. */
const bytes = fc.uint8Array({ maxLength: 60 }).map((each) => Buffer.from(each).toString('utf8'))
const pieces = fc
  .array(
    fc.constantFrom(
      ...[
        'providers:\n',
        '  github:\n',
        '    scopes: ',
        '[+a, -b]',
        '{ add: [a] }',
        'null\n',
        '~',
        '\n',
      ],
      ...[
        'connections: ',
        '{ a/b: null }',
        '  new: true\n',
        'x-a: ',
        '*a ',
        '&a ',
        '- ',
        '? ',
        'vars: { a: ',
      ],
    ),
    { maxLength: 15 },
  )
  .map((each) => each.join(''))

t.test(
  'whatever stands in any of the files, nothing is thrown and a refusal has a place',
  async () => {
    const text = fc.oneof(bytes, pieces, fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(configuration, text, text, text, (data, one, other, values) => {
        const input: ConfigInput = {
          file: 'main.yaml',
          text: yaml(data),
          included: [{ file: 'a.yaml', text: one }],
          overlay: { file: 'environments/prod.yaml', text: other },
          variableFiles: [{ file: 'values.yaml', text: values }],
          env: () => undefined,
        }
        const { ok, diagnostics } = loadConfig(input, catalog)
        provenanceOf(input, 'providers.a')
        renderDiagnostics(diagnostics, () => one, { color: true })
        return ok || (diagnostics.length > 0 && diagnostics.every(({ span }) => span !== undefined))
      }),
      { numRuns: 200 },
    )
  },
)
