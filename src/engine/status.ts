import {
  type Account,
  type Clock,
  type Config,
  type ConnectionAddress,
  type CredentialSummary,
  canonicalJson,
  type DurationMs,
  type EpochMs,
  isConsented,
  isDeclared,
  isMinted,
  type ResourceAddress,
  resourceAddress,
  type State,
  type Store,
  specJson,
} from '../model/index.ts'
import { credentialSummaries } from './planning.ts'
import { whyUnusable } from './renewal.ts'
import { type ServedConnection, servedConnections } from './serving.ts'

export type AuthStatus =
  | 'pendingConsent'
  | 'connected'
  | 'expiring'
  | 'needsReauth'
  | 'error'
  | 'disabled'

/** One connection on two axes that are never mixed: does the state match the configuration, and does the token work. */
export interface ConnectionStatus {
  readonly address: ConnectionAddress
  readonly sync: 'synced' | 'outOfSync' | 'unknown'
  readonly auth: AuthStatus
  /** Stable code; `null` when there is nothing to say. */
  readonly reason: string | null
  readonly scopes: readonly string[]
  readonly grantedScopes: readonly string[]
  readonly expiresAt: EpochMs | null
  /** Until when somebody must have consented again; `null`: not foreseen. */
  readonly reconsentBy: EpochMs | null
  readonly account: Account | null
}

const day: DurationMs = 24 * 60 * 60 * 1000

/** A token that nothing renews is `expiring` when it has less than this to live. */
const expiringWithin = day

/** A grant is `expiring` when it ends within this: people are on holiday. */
const grantEndsWithin = 14 * day

/** @param config The configuration to compare with; absent: `sync` is `unknown`. */
export async function connectionStatuses(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  config?: Config,
): Promise<readonly ConnectionStatus[]> {
  const state = await store.state.read()
  const connections = [...servedConnections(state.resources).values()]
  const summaries = await credentialSummaries(store.vault)
  const applied = specTexts(state.resources)
  const declared = config === undefined ? undefined : specTexts(config.resources)
  return connections.map((connection) => {
    const { address, scopes } = connection.spec
    const summary = summaries.get(address)
    return {
      address,
      sync: syncOf(connection, applied, declared),
      ...authOf(connection, summary, clock.now()),
      scopes,
      grantedScopes: summary?.grantedScopes ?? [],
      expiresAt: summary?.expiresAt ?? null,
      reconsentBy: reconsentBy(connection, summary) ?? null,
      account: summary?.account ?? null,
    }
  })
}

/**
 * What would become of the stored tokens if `resources` were applied instead.
 *
 * @param moves Former addresses of connections, by the address that they would have.
 */
export function tokenFates(
  resources: State['resources'],
  summaries: ReadonlyMap<ConnectionAddress, CredentialSummary>,
  {
    moves,
    now,
  }: { readonly moves: ReadonlyMap<ConnectionAddress, ConnectionAddress>; readonly now: EpochMs },
): readonly ({ readonly connection: ConnectionAddress } & Auth)[] {
  return [...servedConnections(resources).values()].map((each) => {
    const { address } = each.spec
    const origin = moves.get(address) ?? address
    const summary = summaries.get(origin)
    return { connection: address, ...authOf(each, summary, now) }
  })
}

type Auth = Pick<ConnectionStatus, 'auth' | 'reason'>

/** The one place that says whether a connection's token works, from what is recorded. */
export function authOf(
  connection: ServedConnection,
  credential: CredentialSummary | undefined,
  now: EpochMs,
): Auth {
  // Nobody has to be asked for it, so whatever is wrong with the record is mended by the next request.
  if (isDeclared(connection.provider.grant)) return connected(null)
  if (isMinted(connection.provider.grant)) {
    return connected(credential === undefined ? 'not_minted_yet' : null)
  }
  if (credential === undefined) return { auth: 'pendingConsent', reason: 'never_consented' }
  if (credential.reason === 'record_unreadable') return { auth: 'error', reason: credential.reason }
  const reason = whyUnusable(connection, credential)
  if (reason !== undefined) return needsReauth(reason)
  return livingAuth(connection, credential, now)
}

/**
 * When the grant ends by itself, as far as that is known beforehand: the lifetime that its provider
 * gives every consent, or the end of a token that nothing renews.
 */
export function reconsentBy(
  { provider }: ServedConnection,
  credential: CredentialSummary | undefined,
): EpochMs | undefined {
  if (credential?.status !== 'connected' || !isConsented(provider.grant)) return undefined
  const { consentedAt, expiresAt, hasRefreshToken } = credential
  const { grantLifetime } = provider.refresh
  const ends = [
    ...(consentedAt === undefined || grantLifetime === undefined
      ? []
      : [consentedAt + grantLifetime]),
    ...(expiresAt === undefined || hasRefreshToken ? [] : [expiresAt]),
  ]
  return ends.length === 0 ? undefined : Math.min(...ends)
}

function livingAuth(
  connection: ServedConnection,
  credential: CredentialSummary,
  now: EpochMs,
): Auth {
  const { spec } = connection
  const { expiresAt, hasRefreshToken, requestedScopes, grantedScopes } = credential
  const left =
    expiresAt === undefined || hasRefreshToken ? Number.POSITIVE_INFINITY : expiresAt - now
  if (left <= 0) return needsReauth('expired')
  if (left < expiringWithin) return { auth: 'expiring', reason: 'no_refresh_token' }
  const end = hasRefreshToken ? reconsentBy(connection, credential) : undefined
  if (end !== undefined && end - now < grantEndsWithin) {
    return { auth: 'expiring', reason: 'grant_ends' }
  }
  const asked = new Set([...requestedScopes, ...grantedScopes])
  if (spec.scopes.some((scope) => !asked.has(scope))) return connected('scopes_added')
  const granted = new Set(grantedScopes)
  const refused = spec.scopes.some((scope) => !granted.has(scope))
  return connected(refused ? 'scopes_not_granted' : null)
}

function connected(reason: string | null): Auth {
  return { auth: 'connected', reason }
}

function needsReauth(reason: string): Auth {
  return { auth: 'needsReauth', reason }
}

/** Compares a connection and its provider as applied with the same two as declared. */
function syncOf(
  { spec }: ServedConnection,
  applied: SpecTexts,
  declared: SpecTexts | undefined,
): ConnectionStatus['sync'] {
  if (declared === undefined) return 'unknown'
  const addresses = [
    resourceAddress('connection', spec.address),
    resourceAddress('provider', spec.provider),
  ]
  const same = addresses.every((each) => applied.get(each) === declared.get(each))
  return same ? 'synced' : 'outOfSync'
}

type SpecTexts = ReadonlyMap<ResourceAddress, string>

function specTexts(resources: Config['resources'] | State['resources']): SpecTexts {
  return new Map(resources.map(({ address, spec }) => [address, canonicalJson(specJson(spec))]))
}

/** Whether every resource that is declared is applied as it is declared, and no other. */
export function configurationMatches(state: State, config: Config): boolean {
  const applied = specTexts(state.resources)
  const declared = specTexts(config.resources)
  if (applied.size !== declared.size) return false
  return [...declared].every(([address, text]) => applied.get(address) === text)
}
