import { canonicalJson } from '../../model/index.ts'
import { assemble } from '../assemble.ts'
import { isProduction } from '../lint-facts.ts'
import { parse } from '../parse.ts'
import { createProblems } from '../problems.ts'
import { quote } from '../secret-text.ts'
import { createSource, type Source } from '../source.ts'
import { type Entry, entriesOf, entryOf, member, type Node, nodeAt, toJson } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/** CM3303: scopes or an upstream that the overlay of production changes, and no other one. */
export const productionOnly: Rule = {
  codes: ['CM3303'],
  asleep: (linting) => (isComparable(linting) ? [] : ['CM3303']),
  check(linting) {
    const base = assemble({ ...linting.texts, overlay: undefined })
    if (!isComparable(linting) || !base.ok) return
    const changes = changesOfAll(linting, base.value.root)
    const tried = new Set(
      changes.filter((each) => !isProduction(each.environment)).map(({ path }) => path),
    )
    for (const { environment, path, entry, source } of changes) {
      if (!isProduction(environment) || tried.has(path)) continue
      const problems = createProblems(source)
      problems.warning('CM3303', entry.key, `only ${quote(environment)} changes ${quote(path)}`, {
        label: 'no other environment has tried it',
      })
      linting.add(problems.list())
    }
  },
}

/** There is an environment of each kind. */
function isComparable({ facts: { overlays } }: Linting): boolean {
  const names = [...(overlays?.keys() ?? [])]
  return names.some((name) => isProduction(name)) && !names.every((name) => isProduction(name))
}

interface Change {
  readonly environment: string
  /** `routes.erp.upstream` */
  readonly path: string
  readonly entry: Entry
  readonly source: Source
}

function changesOfAll({ facts }: Linting, base: Node): readonly Change[] {
  return [...(facts.overlays ?? [])].flatMap(([environment, { file, text }]) => {
    const source = createSource(file, text)
    const parsed = parse(source)
    if (!parsed.ok) return []
    return changesIn(parsed.value, base).map((each) => ({ ...each, environment, source }))
  })
}

const watched = [
  ['providers', 'scopes'],
  ['connections', 'scopes'],
  ['routes', 'upstream'],
] as const

/** Scopes and upstreams that an overlay changes, of objects that are not its own. */
function changesIn(root: Node, base: Node): readonly Pick<Change, 'path' | 'entry'>[] {
  return watched.flatMap(([section, field]) =>
    entriesOf(member(root, section)).flatMap(({ name, value }) => {
      const entry = entryOf(value, field)
      if (entry === undefined || entryOf(value, 'new') !== undefined) return []
      const before = nodeAt(base, [section, name, field])
      if (before !== undefined && isSame(before, entry.value)) return []
      return [{ path: `${section}.${name}.${field}`, entry }]
    }),
  )
}

function isSame(left: Node, right: Node): boolean {
  return canonicalJson(toJson(left)) === canonicalJson(toJson(right))
}
