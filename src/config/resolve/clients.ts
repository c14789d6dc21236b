import { nameOf } from '../naming.ts'
import { entryOf } from '../tree.ts'
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
  for (const { entry, spec } of connections) {
    const id = entryOf(entry.value, 'clientId')
    if (id === undefined || spec.clientSecret !== undefined) continue
    problems.error(
      'CM1006',
      id.key,
      `${nameOf(['connections', entry.name])} lacks "clientSecret"`,
      {
        label: 'a client of its own needs a secret of its own',
      },
    )
  }
  if (provesItself(provider)) return
  const { spec, entry } = provider
  const each = spec.grant === 'clientCredentials' && connections.length > 0
  if (each && connections.every((connection) => connection.spec.clientSecret !== undefined)) return
  problems.error('CM1006', entry.key, `${nameOf(['providers', entry.name])} lacks "clientSecret"`, {
    label: `${spec.clientAuth} needs a secret`,
    help: [
      `add  clientSecret: { env: ${entry.name.replaceAll('-', '_').toUpperCase()}_CLIENT_SECRET }`,
      ...(spec.grant === 'authorizationCode' ? ['or, for a public client:  clientAuth: none'] : []),
    ],
  })
}

/** Whether nothing is missing: a public client, a key, or a secret. */
function provesItself({ spec, entry }: ResolvedProvider): boolean {
  const needsNone = spec.clientAuth === 'none' || spec.clientAuth === 'privateKeyJwt'
  return needsNone || entryOf(entry.value, 'clientSecret') !== undefined
}
