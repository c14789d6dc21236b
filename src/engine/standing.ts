import { type Credential, isConsented, isCredmgrError, type Store } from '../model/index.ts'
import { introspect, isTaken, type OAuthClient, type OAuthPorts } from '../oauth/index.ts'
import { openClient } from './binding.ts'
import { isAlive, sameSet, whyUnusable } from './renewal.ts'
import type { ServedConnection } from './serving.ts'

export interface StandingPorts extends OAuthPorts {
  readonly store: Pick<Store, 'vault'>
}

/** What a provider says of a grant, asked in a way that changes nothing there. */
export type Standing =
  | { readonly is: 'good' }
  | { readonly is: 'lost'; readonly reason: 'expired' | 'inactive' }
  /** It does not say so, or says something new: a refresh tells, and stores what it finds. */
  | { readonly is: 'toRefresh' }
  /** Nothing can refresh it, and nobody can be asked. */
  | { readonly is: 'unknown' }

/**
 * Asks the introspection endpoint about the refresh token. Of a grant that nothing can refresh the
 * access token is asked about, at the endpoint that says whose account it is where there is no other.
 *
 * @throws `PROVIDER_UNREACHABLE`; as `Vault.read` and `Vault.readSecret`
 */
export async function standingOf(
  ports: StandingPorts,
  connection: ServedConnection,
): Promise<Standing> {
  const { vault } = ports.store
  const hasGrant = isConsented(connection.provider.grant)
  const credential = hasGrant ? await vault.read(connection.spec.address) : undefined
  // It may be of another grant than the one that was looked at, and then it goes nowhere.
  if (credential === undefined || whyUnusable(connection, credential) !== undefined) {
    return { is: 'toRefresh' }
  }
  const client = await openClient(connection, vault)
  const { refreshToken } = credential
  return refreshToken === undefined
    ? await standingOfAccess(ports, client, credential)
    : await standingOfRefresh(ports, client, { ...credential, refreshToken })
}

async function standingOfRefresh(
  ports: OAuthPorts,
  client: OAuthClient,
  credential: Credential & { readonly refreshToken: string },
): Promise<Standing> {
  const { refreshToken, grantedScopes, intent } = credential
  // Whatever is said of a token that may have been used up, only a refresh ends that doubt.
  if (intent !== undefined) return { is: 'toRefresh' }
  const asked = introspect(ports, client, refreshToken, 'refresh_token')
  const said = await asked.catch(unlessUnreachable)
  if (said?.active !== true) return { is: 'toRefresh' }
  const { scopes = grantedScopes } = said
  return { is: sameSet(scopes, grantedScopes) ? 'good' : 'toRefresh' }
}

async function standingOfAccess(
  ports: OAuthPorts,
  client: OAuthClient,
  credential: Credential,
): Promise<Standing> {
  const { accessToken, grantedScopes } = credential
  if (accessToken === undefined || !isAlive(credential, ports.clock.now())) {
    return { is: 'lost', reason: 'expired' }
  }
  const asked = introspect(ports, client, accessToken, 'access_token')
  const isActive = (await asked.catch(unlessUnreachable))?.active
  if (isActive === true) return { is: 'good' }
  const tried = isTaken(ports, client, { accessToken, grantedScopes })
  const says = (await tried.catch(unlessUnreachable)) ?? isActive
  if (says === undefined) return { is: 'unknown' }
  return says ? { is: 'good' } : { is: 'lost', reason: 'inactive' }
}

/** An endpoint that refuses to tell is as good as none. */
function unlessUnreachable(error: unknown): undefined {
  if (isCredmgrError(error) && error.code !== 'PROVIDER_UNREACHABLE') return undefined
  throw error
}
