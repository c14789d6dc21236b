import type { Clock, Credential, Fetch, Logger, Store } from '../model/index.ts'
import { Renewer } from './renewing.ts'
import type { ServedConnection } from './serving.ts'

const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} }

/**
 * Renews the token of a connection now, though it may be fresh: by a refresh, or a new token where the
 * client obtains it alone.
 *
 * @returns The credential as stored; the one that was there, when nothing can renew it.
 * @throws `CONNECTION_NOT_AUTHORIZED`, `PROVIDER_UNREACHABLE`, `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`
 */
export function renewNow(
  ports: {
    readonly store: Pick<Store, 'vault' | 'lock'>
    readonly clock: Clock
    readonly fetch: Fetch
  },
  connection: ServedConnection,
): Promise<Credential> {
  return new Renewer({ ...ports, logger: silent }).renew(connection, { always: true })
}
