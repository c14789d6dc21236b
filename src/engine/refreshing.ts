import { type ConnectionAddress, type Credential, CredmgrError } from '../model/index.ts'
import type { TokenFor } from './minting.ts'
import { contextOf } from './renewal.ts'
import { notAuthorized, Renewer, type RenewingPorts, readFor } from './renewing.ts'
import type { ServedConnection } from './serving.ts'
import { withSubject } from './subject.ts'

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
  const served = await withSubject(connection, ports.store.vault)
  const before = await readFor(ports.store.vault, served)
  const renewer = new Renewer(ports)
  const after = await renewer.renew(served, before?.generation)
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
