import {
  type ConnectionAddress,
  connectionAddress,
  type ImportBlock,
  isConsented,
  ofKind,
  type ProviderSpec,
  type Resource,
} from '../../model/index.ts'
import { quote } from '../secret-text.ts'
import { type Entry, knownText, member, type Node } from '../tree.ts'
import { type Resolving, secretOf } from './context.ts'
import { reportUnknown } from './references.ts'

/** The blocks of `import`; reports `CM1004` and `CM1019`. */
export function importsOf(
  context: Resolving,
  items: readonly Node[],
  resources: readonly Resource[],
): readonly ImportBlock[] {
  const providers = items.length === 0 ? new Map() : providersOf(resources)
  const seen = new Map<ConnectionAddress, Node>()
  return items.flatMap((item): readonly ImportBlock[] => {
    const to = member(item, 'to')
    const token = member(member(item, 'from'), 'refreshToken')
    const connection = targetOf(context, to, providers)
    if (connection === undefined || to === undefined || token === undefined) return []
    const first = seen.get(connection)
    seen.set(connection, first ?? to)
    if (first !== undefined) {
      context.problems.error('CM1019', to.range, `two blocks are about ${quote(connection)}`, {
        label: 'second block',
        related: { range: first.range, label: 'first block' },
      })
    }
    const ref = secretOf(token)
    if (ref === undefined) return []
    const refreshToken = { ref, span: context.places.span(token.range) }
    return [{ to: connection, refreshToken, span: context.places.span(item.range) }]
  })
}

/** By the names of the connections. */
function providersOf(resources: readonly Resource[]): ReadonlyMap<string, ProviderSpec> {
  const providers = new Map(ofKind(resources, 'provider').map((each) => [each.name, each.spec]))
  const all = ofKind(resources, 'connection').flatMap(({ name, spec }) => {
    const provider = providers.get(spec.provider)
    return provider === undefined ? [] : [[name, provider] as const]
  })
  return new Map(all)
}

/** @returns `undefined` where it is none, which is reported, or not known yet. */
function targetOf(
  { declared, ...context }: Resolving,
  to: Node | undefined,
  providers: ReadonlyMap<string, ProviderSpec>,
): ConnectionAddress | undefined {
  const text = knownText(to)
  if (to === undefined || text === undefined) return undefined
  const connection = connectionAddress(text.replace(/^connection\./, ''))
  if (!text.startsWith('connection.') || connection === undefined) {
    context.problems.error('CM1019', to.range, `${quote(text)} is no connection`, {
      label: 'only a connection takes over a grant',
      help: ['for example connection.github/release-bot'],
    })
    return undefined
  }
  const provider = providers.get(connection)
  if (provider === undefined) {
    const reference = { kind: 'connection', plural: 'connections', name: connection }
    const owner = 'a block of "import"'
    const known: ReadonlyMap<string, Entry> = declared.connections
    reportUnknown({ declared, ...context }, { ...reference, owner, range: to.range }, known)
    return undefined
  }
  if (isConsented(provider.grant)) return connection
  context.problems.error(
    'CM1019',
    to.range,
    `${quote(connection)} has no refresh token to import`,
    {
      label: `its provider has the grant ${provider.grant}`,
    },
  )
  return undefined
}
