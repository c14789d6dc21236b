/**
 * The OAuth protocol: from a client and a grant to tokens, and back when they are revoked.
 *
 * This room knows what is sent to an authorization server, what may be believed of its answers, and
 * what each well-known provider does differently. It hides oauth4webapi, HTTP and every provider's
 * oddities: other rooms see token sets, accounts and three errors. It keeps nothing between calls.
 *
 * @module
 */
export { accountFromClaims, accountOf, isTaken } from './account.ts'
export { grantBinding } from './binding.ts'
export type { OAuthClient, OAuthPorts } from './client.ts'
export { type ClientProof, proveClient } from './client-proof.ts'
export { discover } from './discovery.ts'
export { retryAfter } from './fetch.ts'
export * from './grants/index.ts'
export { introspect } from './introspection.ts'
export { type LoginClient, loginClaims, loginUrl } from './login.ts'
export { flawOfPrivateKey } from './private-key.ts'
export { afterLossOf, providerTemplates } from './providers/index.ts'
export { startAuthorization } from './pushed-authorization.ts'
export { deregisterClient, type RegisteredClient, registerClient } from './registration.ts'
export { type Revocation, revokeToken } from './revocation.ts'
export type { TokenSet } from './token-set.ts'
