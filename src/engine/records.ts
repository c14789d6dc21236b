import {
  type Account,
  type ConnectionAddress,
  type Credential,
  type CredentialSummary,
  isConsented,
  isCredmgrError,
  type Vault,
} from '../model/index.ts'
import type { ServedConnection } from './serving.ts'

/**
 * The generation to name when a record is written over: that of the record, or 0 when there is none
 * or it does not open. The vault sets the latter aside.
 */
export async function generationToReplace(
  vault: Vault,
  connection: ConnectionAddress,
): Promise<number> {
  const summary = await summaryOrNone(vault, connection)
  return summary?.generation ?? 0
}

/** What the record says without being opened; one that is not readable counts as none. */
export function summaryOrNone(
  vault: Vault,
  connection: ConnectionAddress,
): Promise<CredentialSummary | undefined> {
  return unlessUnreadable(vault.summary(connection))
}

/**
 * Whether another stored credential may live by the same grant at the provider: many servers keep
 * one grant for a user and a client, and revoking one token of it ends them all.
 *
 * @param grant.account Whose it is; unknown counts as anybody's.
 * @param grant.except A connection that is not asked about.
 */
export async function isShared(
  vault: Vault,
  grant: {
    readonly binding: string
    readonly account: Account | undefined
    readonly except?: ConnectionAddress
  },
): Promise<boolean> {
  const { binding, account, except } = grant
  const summaries = await vault.summaries()
  return summaries.some((each) => {
    if (each.connection === except || each.status !== 'connected') return false
    return each.grantBinding === binding && maybeSame(each.account?.subject, account?.subject)
  })
}

function maybeSame(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other
}

/** The credential; a record that does not open counts as none. For whoever can make another. */
export function readOrNone(
  vault: Vault,
  connection: ConnectionAddress,
): Promise<Credential | undefined> {
  return unlessUnreadable(vault.read(connection))
}

async function unlessUnreadable<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (isCredmgrError(error) && error.code === 'RECORD_UNREADABLE') return undefined
    throw error
  }
}

/**
 * A record that does not open counts as none where the client can obtain another token by itself;
 * where a person must consent it is an error.
 */
export function readFor(
  vault: Vault,
  { spec, provider }: ServedConnection,
): Promise<Credential | undefined> {
  return isConsented(provider.grant) ? vault.read(spec.address) : readOrNone(vault, spec.address)
}
