import { type Account, accountName, type ConnectionAddress } from '../model/index.ts'
import { printable } from '../plan/index.ts'

/** Scopes as they stand in a sentence: `[read:org, repo]`. */
export function scopeList(scopes: readonly string[]): string {
  return `[${scopes.map(printable).join(', ')}]`
}

/** ` of release-bot`, or nothing where it is not known whose grant it is. */
export function ofAccount(account: Account | undefined): string {
  const whose = account && accountName(account)
  return whose === undefined ? '' : ` of ${printable(whose)}`
}

/** That somebody has consented: `connection.github/release-bot: Authorized by release-bot, granted [repo]`. */
export function authorized({
  address,
  account,
  grantedScopes,
}: {
  readonly address: ConnectionAddress
  readonly account: Account | null | undefined
  readonly grantedScopes: readonly string[]
}): string {
  const who = account ? accountName(account) : undefined
  const by = who === undefined ? '' : ` by ${printable(who)}`
  return `connection.${address}: Authorized${by}, granted ${scopeList(grantedScopes)}`
}
