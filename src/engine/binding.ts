import type { Vault } from '../model/index.ts'
import { grantBinding, type OAuthClient } from '../oauth/index.ts'
import type { ServedConnection } from './serving.ts'

/** What a grant made for `connection` now would belong to; see `grantBinding`. */
export function bindingOf(connection: ServedConnection): string {
  return grantBinding(clientOf(connection, undefined))
}

/** The OAuth client of a connection, its secret opened. */
export async function openClient(
  connection: ServedConnection,
  vault: Pick<Vault, 'readSecret'>,
): Promise<OAuthClient> {
  const { clientSecret } = connection
  const secret = clientSecret === undefined ? undefined : await vault.readSecret(clientSecret)
  return clientOf(connection, secret)
}

function clientOf(
  { providerName, provider, clientId }: ServedConnection,
  clientSecret: string | undefined,
): OAuthClient {
  return {
    name: providerName,
    provider,
    clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
  }
}
