import type { JsonObject } from './json.ts'
import type { EpochMs } from './time.ts'

/** The claim values that a token must carry, by claim name; an array claim must contain the value. */
export type RequiredClaims = { readonly [claim: string]: string }

/**
 * Who may do something. Names follow Azure API Management; `identity` is the name of one of the
 * configuration's `identities`, and a principal only ever matches a caller proved by that identity.
 *
 * - `servicePrincipal`: an application by its own token: `oid` is `objectId`, `tid` is `tenantId`
 *   when given, `azp` or `appid` is one of `appIds` when there are any.
 * - `user`: a person: `oid` is `objectId`, or `sub` is `subject`; `tenantId`, `appIds` as above.
 * - `group`: `groups` contains `objectId`.
 * - `managedIdentity`: the gateway itself, for `identityType: managed`.
 * - `claims`: every claim listed has exactly the value given.
 * - `apiKey`: the holder of that identity's API key.
 * - `owner`: the caller in whose name a connection was made from its template.
 */
export type Principal =
  | {
      readonly type: 'servicePrincipal'
      readonly identity: string
      readonly tenantId?: string
      readonly objectId: string
      readonly appIds: readonly string[]
    }
  | {
      readonly type: 'user'
      readonly identity: string
      readonly tenantId?: string
      readonly objectId?: string
      readonly subject?: string
      readonly appIds: readonly string[]
    }
  | {
      readonly type: 'group'
      readonly identity: string
      readonly tenantId?: string
      readonly objectId: string
    }
  | { readonly type: 'managedIdentity'; readonly name: 'gateway' }
  | { readonly type: 'claims'; readonly identity: string; readonly claims: RequiredClaims }
  | { readonly type: 'apiKey'; readonly identity: string }
  | { readonly type: 'owner' }

/** An authenticated caller, or the gateway acting for itself. Only verified facts stand here. */
export type Caller =
  | {
      readonly type: 'oidc'
      readonly identity: string
      readonly claims: JsonObject
      readonly expiresAt: EpochMs
    }
  | { readonly type: 'apiKey'; readonly identity: string }
  | { readonly type: 'managed' }

/** A short name for logs: the identity and the subject, never a credential. */
export function describeCaller(caller: Caller): string {
  switch (caller.type) {
    case 'managed':
      return 'managedIdentity gateway'
    case 'apiKey':
      return `apiKey ${caller.identity}`
    case 'oidc':
      return `${caller.identity} ${String(caller.claims['oid'] ?? caller.claims['sub'] ?? '?')}`
    default:
      return unreachable(caller)
  }
}

function unreachable(value: never): never {
  throw new TypeError(`unexpected caller ${JSON.stringify(value)}`)
}
