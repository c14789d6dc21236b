import { isJsonObject, type JsonObject } from '../model/index.ts'
import type { OAuthClient } from './client.ts'
import { oddities } from './providers/index.ts'

/**
 * The issuer that `idToken` must name: the declared one, except at providers that have many behind
 * one address. Nothing is believed by this: the library then checks the same token against it.
 */
export function idTokenIssuer({ provider }: OAuthClient, idToken: unknown): string | undefined {
  const own = oddities.find((each) => each.appliesTo(provider))
  if (provider.issuer === undefined || own?.idTokenIssuer === undefined) return provider.issuer
  return own.idTokenIssuer(provider.issuer, payloadOf(idToken))
}

function payloadOf(idToken: unknown): JsonObject {
  const [, payload = ''] = typeof idToken === 'string' ? idToken.split('.') : []
  try {
    const json: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    return isJsonObject(json) ? json : {}
  } catch {
    return {}
  }
}
