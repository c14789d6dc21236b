import type {
  AuthorizationContext,
  Clock,
  ConnectionAddress,
  Fetch,
  Vault,
} from '../model/index.ts'
import { grants, type TokenSet } from '../oauth/index.ts'
import { openClient } from './binding.ts'
import type { ServedConnection } from './serving.ts'

/** Gives a token of a connection that is valid now. */
export type TokenFor = (
  connection: ConnectionAddress,
) => AuthorizationContext | Promise<AuthorizationContext>

export interface MintingPorts {
  readonly store: { readonly vault: Pick<Vault, 'readSecret'> }
  readonly clock: Clock
  readonly fetch: Fetch
}

/**
 * The token that a connection exchanges, before anything is asked of its own provider, which may have to
 * renew it.
 *
 * @param ports.tokenFor Tokens of other connections.
 * @returns `undefined` for a connection that exchanges none.
 * @throws as `Tokens.tokenFor`
 */
export async function subjectOf(
  { tokenFor }: { readonly tokenFor?: TokenFor },
  { spec }: ServedConnection,
): Promise<AuthorizationContext | undefined> {
  return spec.subjectToken && (await tokenFor?.(spec.subjectToken.connection))
}

/**
 * A token that the client of a connection obtains by itself. It is not stored.
 *
 * @param subject As {@link subjectOf}.
 * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`
 */
export async function mintTokens(
  ports: MintingPorts,
  connection: ServedConnection,
  subject: AuthorizationContext | undefined,
): Promise<TokenSet> {
  const { spec, provider } = connection
  const { mint } = grants[provider.grant]
  if (mint === undefined) throw new TypeError(`${provider.grant} obtains no token by itself`)
  const client = await openClient(connection, ports.store.vault)
  return mint(ports, client, {
    scopes: spec.scopes,
    ...(subject === undefined ? {} : { subjectToken: subject.accessToken }),
  })
}
