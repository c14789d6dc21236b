import { hasSharedSecret, isConsented, isMinted } from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { quote } from '../secret-text.ts'
import { type Entry, entryOf } from '../tree.ts'
import type { ResolvedConnection, ResolvedProvider, Resolving } from './context.ts'

/**
 * Every client that proves itself needs a secret: the provider's, or with client credentials the
 * connection's own. A secret belongs to one client, so another client id needs another secret.
 */
export function checkClients(
  context: Resolving,
  provider: ResolvedProvider,
  connections: readonly ResolvedConnection[],
): void {
  const { problems } = context
  const { spec, entry } = provider
  for (const connection of connections) checkOwnClient(context, provider, connection)
  const next = entryOf(entry.value, 'nextClientSecret')
  const own = entryOf(entry.value, 'clientSecret')
  if (!hasSharedSecret(spec.clientAuth) || own !== undefined || spec.registration) return
  const each = isMinted(spec.grant) && connections.length > 0
  const isTheirs =
    each && connections.every(({ spec: { clientSecret } }) => clientSecret !== undefined)
  if (isTheirs && next === undefined) return
  const owner = nameOf(['providers', entry.name])
  problems.error('CM1006', next?.key ?? entry.key, `${owner} lacks "clientSecret"`, {
    label: next === undefined ? `${String(spec.clientAuth)} needs a secret` : lonelyNext,
    help: [
      `add  clientSecret: { env: ${entry.name.replaceAll('-', '_').toUpperCase()}_CLIENT_SECRET }`,
      ...(isConsented(spec.grant) ? ['or, for a public client:  clientAuth: none'] : []),
    ],
  })
}

const lonelyNext = 'there is nothing whose place it could take'

function checkOwnClient(
  context: Resolving,
  { spec: { clientAuth } }: ResolvedProvider,
  connection: ResolvedConnection,
): void {
  const { value } = connection.entry
  const own = ['clientId', 'clientSecret', 'nextClientSecret'].flatMap(
    (field) => entryOf(value, field) ?? [],
  )
  // Nearly no connection has a client of its own.
  if (own.length === 0) return
  if (hasSharedSecret(clientAuth)) demandSecret(context, connection, own)
  else refuseSecrets(context, connection, own)
}

function demandSecret(
  { problems }: Resolving,
  { entry, spec }: ResolvedConnection,
  [first]: readonly Entry[],
): void {
  if (first === undefined || spec.clientSecret !== undefined) return
  const isNext = first.name === 'nextClientSecret'
  const label = isNext ? lonelyNext : 'a client of its own needs a secret of its own'
  const message = `${nameOf(['connections', entry.name])} lacks "clientSecret"`
  problems.error('CM1006', first.key, message, { label })
}

function refuseSecrets(
  { problems }: Resolving,
  { entry }: ResolvedConnection,
  own: readonly Entry[],
): void {
  const owner = nameOf(['connections', entry.name])
  for (const { name, key } of own.filter((each) => each.name !== 'clientId')) {
    const message = `${quote(name)} of ${owner} does not go with the provider’s "clientAuth"`
    problems.error('CM1007', key, message, { label: 'its clients have no shared secret' })
  }
}
