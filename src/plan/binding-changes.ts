import {
  type ConnectionSpec,
  canStayRegistered,
  type ProviderSpec,
  type RegisteredAs,
  registrationOf,
} from '../model/index.ts'
import { originOf } from './origins.ts'

/** A connection together with its provider, in one of the two worlds. */
export interface Bound {
  readonly connection: ConnectionSpec
  readonly provider: ProviderSpec
  readonly discoveredToken: string | undefined
  readonly registered: RegisteredAs | undefined
}

/** Reasons that stand for a difference between two declarations which the stored grant can not survive. */
export const bindingReasons: readonly string[] = [
  'client_changed',
  'issuer_changed',
  'grant_changed',
  'token_host_changed',
  'audience_changed',
  'subject_changed',
]

/** Why the grant that `from` has can not go on in `to`, by what is declared. */
export function bindingChanges(from: Bound, to: Bound): readonly string[] {
  if (from.provider === to.provider && from.connection === to.connection) return []
  const differs: { readonly [reason: string]: boolean } = {
    client_changed: clientIdOf(from) !== clientIdOf(to) || isRegisteredAnew(from, to),
    issuer_changed: from.provider.issuer !== to.provider.issuer,
    grant_changed: from.provider.grant !== to.provider.grant,
    token_host_changed: hasOtherTokenHost(from, to),
    audience_changed:
      from.provider.audience !== to.provider.audience ||
      from.provider.resource !== to.provider.resource,
    subject_changed:
      from.connection.subjectToken?.connection !== to.connection.subjectToken?.connection,
  }
  return bindingReasons.filter((reason) => differs[reason] === true)
}

function clientIdOf({ connection, provider }: Bound): string {
  return connection.clientId ?? provider.clientId
}

/** Whether another client is registered in the place of the one that grants were made for. */
function isRegisteredAnew({ registered }: Bound, { connection, provider }: Bound): boolean {
  const wanted = registrationOf(provider)
  if (registered === undefined || wanted === undefined) return false
  return connection.clientId === undefined && !canStayRegistered(registered.client, wanted)
}

/**
 * With the same issuer, what discovery has found out stays true until it is looked up again; a
 * configuration that names the same host explicitly changes nothing.
 */
function hasOtherTokenHost(from: Bound, to: Bound): boolean {
  if (from.provider.issuer !== to.provider.issuer) return false
  const before = from.provider.endpoints.token ?? from.discoveredToken ?? from.provider.issuer
  const after = to.provider.endpoints.token ?? from.discoveredToken ?? to.provider.issuer
  return before !== after && originOf(before) !== originOf(after)
}
