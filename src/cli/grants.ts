import { type Account, accountName } from '../model/index.ts'
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
