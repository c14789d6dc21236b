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
import { reportTwice, type Written } from './written.ts'

/** The blocks of `import`; reports `CM1004` and `CM1019`. */
export function importsOf(
  context: Resolving,
  items: readonly Node[],
  resources: readonly Resource[],
): readonly ImportBlock[] {
  const providers = providersOf(resources)
  const targets = items.flatMap((item): readonly Written[] => {
    const [to, text] = [member(item, 'to'), knownText(member(item, 'to'))]
    return to === undefined || text === undefined ? [] : [{ text, range: to.range }]
  })
  reportTwice(targets, context)
  return items.flatMap((item): readonly ImportBlock[] => {
    const to = member(item, 'to')
    const token = member(member(item, 'from'), 'refreshToken')
    const connection = targetOf(context, to, providers)
    const ref = token && secretOf(token)
    if (connection === undefined || token === undefined || ref === undefined) return []
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
