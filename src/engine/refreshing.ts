import type { Credential } from '../model/index.ts'
import { readFor } from './records.ts'
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
