import type { Clock, CredentialSummary, DurationMs } from '../model/index.ts'
import type { Events } from './events.ts'
import type { ServedConnection } from './serving.ts'
import { authOf, reconsentBy } from './status.ts'

/** How long after the end of a grant it is remembered that it was told of. */
const remembered: DurationMs = 24 * 60 * 60 * 1000

/** Tells once of a grant that ends soon by itself, however often its record is looked at. */
export async function tellExpiring(
  { clock, events }: { readonly clock: Clock; readonly events: Events },
  connection: ServedConnection,
  credential: CredentialSummary,
): Promise<void> {
  const now = clock.now()
  const { auth, reason } = authOf(connection, credential, now)
  const end = reconsentBy(connection, credential)
  if (auth !== 'expiring' || end === undefined) return
  const { address } = connection.spec
  const happening = {
    type: 'expiring',
    connection: address,
    reason: reason ?? 'grant_ends',
  } as const
  await events.tell(happening, {
    key: `${address} ${end}`,
    until: Math.max(end, now) + remembered,
  })
}
