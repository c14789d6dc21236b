import { type ConnectionAddress, type Credential, CredmgrError } from '../model/index.ts'
import type { TokenFor } from './minting.ts'
import { readFor } from './records.ts'
import { contextOf } from './renewal.ts'
import { notAuthorized, Renewer, type RenewingPorts } from './renewing.ts'
import type { ServedConnection } from './serving.ts'

/**
 * Renews the token of a connection now, however long the stored one has to live, on the way on which
 * the gateway does it: alone among all processes, and sealed before it is told. When another process
 * renews it at the same moment, that renewal is the one.
 *
 * @returns The credential as stored.
 * @throws `CONNECTION_NOT_AUTHORIZED` when only a person can help, also with the reason
 *   `no_refresh_token` for a token that lives and that nothing can renew; and as `Tokens.tokenFor`
 */
export async function refreshNow(
  ports: RenewingPorts,
  connection: ServedConnection,
): Promise<Credential> {
  const before = await readFor(ports.store.vault, connection)
  const after = await new Renewer(ports).renew(connection, { outdated: before?.obtainedAt })
  if (after.generation !== before?.generation) return after
  throw notAuthorized(connection.spec.address, 'no_refresh_token')
}

/** Valid tokens of `connections`, for those that exchange them: what is stored, or one that is had now. */
export function subjectTokens(
  ports: RenewingPorts,
  connections: ReadonlyMap<ConnectionAddress, ServedConnection>,
): TokenFor {
  const renewer = new Renewer(ports)
  return async (address) => {
    const connection = connections.get(address)
    if (connection === undefined) {
      const message = `there is no connection "${address}"`
      throw new CredmgrError('CONNECTION_UNKNOWN', message, { connection: address })
    }
    const context = contextOf(await renewer.renew(connection))
    if (context === undefined) throw notAuthorized(address, 'needs_reauth')
    return context
  }
}
