import { canonicalJson } from '../../model/index.ts'
import { assemble } from '../assemble.ts'
import { nameOf } from '../naming.ts'
import { createProblems, type Problems } from '../problems.ts'
import { quote } from '../secret-text.ts'
import type { Places, Range } from '../source.ts'
import { entriesOf, member, type Node, toJson } from '../tree.ts'
import type { Rule } from './rule.ts'

/** CM3016: one client in two environments. */
export const sharedClients: Rule = {
  codes: ['CM3016'],
  asleep: ({ facts: { overlays } }) => ((overlays?.size ?? 0) < 2 ? ['CM3016'] : []),
  check({ facts: { overlays = new Map() }, texts, add }) {
    if (overlays.size < 2) return
    const seen = new Map<string, Client>()
    const told = new Set<string>()
    for (const [environment, overlay] of overlays) {
      const assembled = assemble({ ...texts, overlay })
      // What is wrong with it is for `lint --env` to say.
      if (!assembled.ok) continue
      const { source, root } = assembled.value
      const problems = createProblems(source)
      for (const client of clientsIn(environment, root)) {
        compare(client, { seen, told, problems, source })
      }
      add(problems.list())
    }
  },
}

/** A client that an environment uses. */
interface Client {
  readonly environment: string
  /** Whose it is, for a sentence. */
  readonly owner: string
  /** The same for the same client of the same server. */
  readonly key: string
  readonly range: Range
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
  const place = canonicalJson({ ...source.origin(client.range) })
  if (first === undefined || first.environment === client.environment || told.has(place)) return
  told.add(place)
  const both = `${quote(client.environment)} and ${quote(first.environment)}`
  problems.warning('CM3016', client.range, `${both} use one client of ${client.owner}`, {
    label: 'the same client id',
    help: ['register a client for each environment: what one may do, the other may not'],
  })
}

function clientsIn(environment: string, root: Node): readonly Client[] {
  const providers = member(root, 'providers')
  const owners = ['providers', 'connections'].flatMap((section) =>
    entriesOf(member(root, section)).map(({ name, value }) => ({ section, name, value })),
  )
  return owners.flatMap(({ section, name, value }) => {
    const id = member(value, 'clientId')
    const server = member(providers, name.split('/')[0] ?? '')
    if (id === undefined || server === undefined) return []
    const key = keyOf(id, server)
    // What comes from outside may differ.
    if (key.includes('${')) return []
    return [{ environment, owner: nameOf([section, name]), key, range: id.range }]
  })
}

/** A client by its id, and by what says which server knows it. */
function keyOf(id: Node, provider: Node): string {
  const token = member(member(provider, 'endpoints'), 'token')
  const fields = ['template', 'issuer', 'parameters'].map((field) => member(provider, field))
  const facts = [id, token, ...fields].map((node) => (node === undefined ? null : toJson(node)))
  return canonicalJson(facts)
}
