import type { AuthorizationContext, Vault } from '../model/index.ts'
import { notAuthorized } from './renewing.ts'
import type { ServedConnection } from './serving.ts'

/**
 * What a route learns of a `static` connection: an API key as it is, or what stands behind `Basic `
 * (RFC 7617, in UTF-8). It does not expire.
 *
 * @throws `CONNECTION_NOT_AUTHORIZED` when its secret is not in the vault, `RECORD_UNREADABLE`
 */
export async function declaredContext(
  { spec, declared }: ServedConnection,
  vault: Pick<Vault, 'readSecret'>,
): Promise<AuthorizationContext> {
  const secret = declared === undefined ? undefined : await vault.readSecret(declared)
  if (secret === undefined) throw notAuthorized(spec.address, 'secret_missing')
  const { basic } = spec
  const accessToken = basic === undefined ? secret : base64(`${basic.username}:${secret}`)
  const tokenType = basic === undefined ? 'Bearer' : 'Basic'
  return { accessToken, tokenType, scope: '', claims: {} }
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
