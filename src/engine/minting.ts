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
  /** Tokens of other connections, for those that exchange them. */
  readonly tokenFor?: TokenFor
}

/**
 * A token that the client of a connection obtains by itself. It is not stored.
 *
 * @throws `PROVIDER_UNREACHABLE`, `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`; and as `tokenFor`, for the
 *   token that is exchanged
 */
export async function mintTokens(
  ports: MintingPorts,
  connection: ServedConnection,
): Promise<TokenSet> {
  const { spec, provider } = connection
  const { mint } = grants[provider.grant]
  if (mint === undefined) throw new TypeError(`${provider.grant} obtains no token by itself`)
  const client = await openClient(connection, ports.store.vault)
  const subject = spec.subjectToken && (await ports.tokenFor?.(spec.subjectToken.connection))
  return mint(ports, client, {
    scopes: spec.scopes,
    ...(subject === undefined ? {} : { subjectToken: subject.accessToken }),
  })
}
