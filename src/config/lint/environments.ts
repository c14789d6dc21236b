import { assemble } from '../assemble.ts'
import { isProduction } from '../lint-facts.ts'
import { parse } from '../parse.ts'
import { createProblems, type Problems } from '../problems.ts'
import { quote } from '../secret-text.ts'
import { createSource, type Places, type Range } from '../source.ts'
import { type Entry, entriesOf, entryOf, member, type Node, textOf } from '../tree.ts'
import type { Linting, Rule } from './rule.ts'

/**
 * What only the files of all environments show together: CM3016, one client in two of them; CM3303,
 * what production alone changes.
 */
export const environments: Rule = {
  codes: ['CM3016', 'CM3303'],
  check(linting) {
    const { overlays = new Map() } = linting.facts
    if (overlays.size < 2) return
    checkClients(linting)
    checkProduction(linting)
  },
}

/** A client that an environment uses. */
interface Client {
  readonly environment: string
  readonly provider: string
  /** The same for the same client of the same server. */
  readonly key: string
  readonly range: Range
}

function checkClients({ facts, texts, add }: Linting): void {
  const seen = new Map<string, Client>()
  const told = new Set<string>()
  for (const [environment, overlay] of facts.overlays ?? []) {
    const assembled = assemble({ ...texts, overlay })
    if (!assembled.ok) continue
    const { source, root } = assembled.value
    const problems = createProblems(source)
    for (const client of clientsIn(environment, root))
      compare(client, { seen, told, problems, source })
    add(problems.list())
  }
}

interface Comparing {
  readonly seen: Map<string, Client>
  readonly told: Set<string>
  readonly problems: Problems
  readonly source: Places
}

/** A client that stands in the files of all environments is told of once. */
function compare(client: Client, { seen, told, problems, source }: Comparing): void {
  const first = seen.get(client.key)
  seen.set(client.key, first ?? client)
  const place = JSON.stringify(source.origin(client.range))
  if (first === undefined || told.has(place)) return
  told.add(place)
  const both = `${quote(client.environment)} and ${quote(first.environment)}`
  const message = `${both} use one client of provider ${quote(client.provider)}`
  problems.warning('CM3016', client.range, message, {
    label: 'the same client id',
    help: ['register a client for each environment: what one may do, the other may not'],
  })
}

/** Client ids that are written out; what comes from outside may differ. */
function clientsIn(environment: string, root: Node): readonly Client[] {
  return entriesOf(member(root, 'providers')).flatMap(({ name, value }) => {
    const id = member(value, 'clientId')
    const owner = ['issuer', 'template'].map((field) => textOf(member(value, field)) ?? '')
    const text = textOf(id)
    if (id === undefined || text === undefined || text.includes('${')) return []
    const key = JSON.stringify([text, ...owner])
    return [{ environment, provider: name, key, range: id.range }]
  })
}

function checkProduction({ facts, add }: Linting): void {
  const trees = [...(facts.overlays ?? [])].flatMap(([environment, { file, text }]) => {
    const source = createSource(file, text)
    const parsed = parse(source)
    return parsed.ok ? [{ environment, source, root: parsed.value }] : []
  })
  const others = new Set(
    trees
      .filter(({ environment }) => !isProduction(environment))
      .flatMap(({ root }) => changesIn(root).map(({ path }) => path)),
  )
  for (const { environment, source, root } of trees) {
    if (!isProduction(environment)) continue
    const problems = createProblems(source)
    for (const { path, entry } of changesIn(root).filter((each) => !others.has(each.path))) {
      const message = `only ${quote(environment)} changes ${quote(path)}`
      problems.warning('CM3303', entry.key, message, {
        label: 'no other environment has tried it',
      })
    }
    add(problems.list())
  }
}

const watched = [
  ['providers', 'scopes'],
  ['connections', 'scopes'],
  ['routes', 'upstream'],
] as const

/** Scopes and upstreams that an overlay changes, of objects that are not its own. */
function changesIn(root: Node): readonly { readonly path: string; readonly entry: Entry }[] {
  return watched.flatMap(([section, field]) =>
    entriesOf(member(root, section)).flatMap(({ name, value }) => {
      const entry = entryOf(value, field)
      if (entry === undefined || entryOf(value, 'new') !== undefined) return []
      return [{ path: `${section}.${name}.${field}`, entry }]
    }),
  )
}
