import {
  type Account,
  type AccountEndpoint,
  isConsented,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../model/index.ts'
import type { OAuthClient, OAuthPorts } from './client.ts'
import { attempt, misbehaved } from './failure.ts'
import { getWith } from './protected-resource.ts'
import type { TokenSet } from './token-set.ts'

/**
 * Whose account a grant is, from the first of these that says so: the id_token; the account endpoint
 * of the provider's template; the userinfo endpoint, if the token is meant for it. An id_token with
 * nothing but a subject is completed by userinfo.
 *
 * An e-mail address is taken only when the same answer says that the provider has verified it: some
 * let anybody write any address into a tenant of their own.
 *
 * @returns `undefined` when nothing says so, also when an endpoint refuses the token with 4xx.
 * @throws `PROVIDER_UNREACHABLE`; `PROVIDER_MISBEHAVED` also when userinfo is of another subject than
 *   the id_token (OpenID Connect Core 1.0 section 5.3.2)
 */
export async function accountOf(
  ports: OAuthPorts,
  client: OAuthClient,
  tokens: TokenSet,
): Promise<Account | undefined> {
  const known = tokens.idClaims === undefined ? undefined : accountFromClaims(tokens.idClaims)
  if (known?.account !== undefined || known?.email !== undefined) return known
  const { accountEndpoint } = client.provider
  if (known !== undefined || accountEndpoint === undefined) return completed(ports, client, tokens)
  const members = await ask(ports, client, { url: accountEndpoint.url, tokens })
  return members && accountFromMembers(members, accountEndpoint)
}

async function completed(
  ports: OAuthPorts,
  client: OAuthClient,
  tokens: TokenSet,
): Promise<Account | undefined> {
  const { idClaims = {} } = tokens
  const known = accountFromClaims(idClaims)
  const url = userinfoOf(client, tokens)
  const claims = url === undefined ? undefined : await ask(ports, client, { url, tokens })
  if (claims !== undefined && (idClaims['sub'] ?? claims['sub']) !== claims['sub']) {
    throw misbehaved(client.name, 'its userinfo is not of the subject of its id_token')
  }
  const told = claims && accountFromClaims(claims)
  return told === undefined ? known : { ...known, ...told }
}

/**
 * Whether the provider still takes an access token, asked where it says whose account it is.
 *
 * @returns `undefined` when there is nobody to ask, or the answer is neither yes nor 401.
 * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_MISBEHAVED`; see `failure`
 */
export async function isTaken(
  ports: OAuthPorts,
  client: OAuthClient,
  token: Pick<TokenSet, 'accessToken' | 'grantedScopes'>,
): Promise<boolean | undefined> {
  const { accessToken } = token
  const url = client.provider.accountEndpoint?.url ?? userinfoOf(client, token)
  if (url === undefined) return undefined
  return attempt(client.name, [accessToken], async () => {
    const { status } = await getWith(ports, client, { url, accessToken })
    if (status === 401) return false
    return status === 200 ? true : undefined
  })
}

/**
 * Where a token is asked about. An OpenID provider's userinfo takes tokens with the scope `openid`; one
 * that was declared without an issuer is declared for this.
 */
function userinfoOf(
  { provider }: OAuthClient,
  { grantedScopes = provider.scopes }: Pick<TokenSet, 'grantedScopes'>,
): string | undefined {
  if (!isConsented(provider.grant)) return undefined
  const takesToken = provider.issuer === undefined || grantedScopes.includes('openid')
  return takesToken ? provider.endpoints.userinfo : undefined
}

async function ask(
  ports: OAuthPorts,
  client: OAuthClient,
  { url, tokens }: { readonly url: string; readonly tokens: TokenSet },
): Promise<JsonObject | undefined> {
  const { name } = client
  const { accessToken } = tokens
  return attempt(name, [accessToken], async () => {
    const response = await getWith(ports, client, { url, accessToken })
    if (response.status >= 400) return undefined
    const json: unknown = response.status === 200 ? await response.json() : undefined
    if (isJsonObject(json)) return json
    throw misbehaved(name, 'it does not say whose account it is as a JSON object')
  })
}

/** The standard claims of an id_token or of userinfo that say whose account it is. */
export function accountFromClaims(claims: JsonObject): Account | undefined {
  return accountWith({
    subject: claims['sub'],
    account: claims['preferred_username'] ?? claims['upn'],
    email: claims['email_verified'] === true ? claims['email'] : undefined,
    tenant: claims['tid'],
  })
}

function accountFromMembers(body: JsonObject, { members }: AccountEndpoint): Account | undefined {
  const entries = Object.entries(members).map(([name, member]) => [name, body[member]] as const)
  return accountWith(Object.fromEntries(entries))
}

function accountWith(
  members: { readonly [Member in keyof Account]: Json | undefined },
): Account | undefined {
  const said = Object.entries(members).flatMap(([name, value]) => {
    const text = typeof value === 'number' ? String(value) : value
    return typeof text === 'string' && text !== '' ? [[name, text] as const] : []
  })
  return said.length === 0 ? undefined : Object.fromEntries(said)
}
