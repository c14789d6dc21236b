import fc from 'fast-check'
import t from 'tap'
import { stringify } from 'yaml'
import { renderDiagnostics } from '../../src/config/index.ts'
import type { Config } from '../../src/model/index.ts'
import { configuration } from './configurations.ts'
import { load } from './support.ts'

/** Texts that look like a configuration, more or less. */
const nearly = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'version: 1\n',
        'providers:\n',
        '  github:\n',
        '    template: github\n',
        '    clientSecret: ',
        'connections: { ',
        '"',
        "'",
        '[',
        ']',
        '{',
        '}',
        ': ',
        '- ',
        '&a ',
        '*a ',
        '!t ',
        '|\n',
        '<<',
        '${env:A}',
        '${',
        '\n',
        '  ',
        '\t',
        '__proto__: ',
        '? ',
        '---\n',
        '# ',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''))

t.test('whatever the text is, nothing is thrown and every refusal has a place', async () => {
  fc.assert(
    fc.property(fc.oneof(nearly, fc.string({ unit: 'binary' })), (text) => {
      const { ok, diagnostics } = load(text, { A: 'b' })
      renderDiagnostics(diagnostics, () => text, { color: false })
      return ok || (diagnostics.length > 0 && diagnostics.every((each) => each.span !== undefined))
    }),
    { numRuns: 300 },
  )
})

t.test('the order of keys, and of what is a set, changes nothing but places', async (t) => {
  fc.assert(
    fc.property(configuration, fc.infiniteStream(fc.nat()), (config, numbers) => {
      const one = load(stringify(config))
      const other = load(stringify(shuffled(config, () => numbers.next().value)))
      t.ok(one.ok && other.ok)
      if (one.ok && other.ok) t.strictSame(withoutPlaces(one.value), withoutPlaces(other.value))
    }),
    { numRuns: 40 },
  )
})

/** The same with the keys of every map, and the items of every list, in another order. */
function shuffled(value: unknown, next: () => number): unknown {
  if (Array.isArray(value)) return inAnyOrder(value, next).map((each) => shuffled(each, next))
  if (typeof value !== 'object' || value === null) return value
  const entries = inAnyOrder(Object.entries(value), next)
  return Object.fromEntries(entries.map(([key, each]) => [key, shuffled(each, next)]))
}

function inAnyOrder<T>(values: readonly T[], next: () => number): readonly T[] {
  return values
    .map((value) => ({ value, at: next() }))
    .toSorted((left, right) => left.at - right.at)
    .map(({ value }) => value)
}

function withoutPlaces({ resources }: Config): unknown {
  return JSON.parse(
    JSON.stringify(resources, (key, value: unknown) =>
      key === 'origin' || key === 'span' ? undefined : value,
    ),
  )
}
