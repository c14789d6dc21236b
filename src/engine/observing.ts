import {
  type AnyCredmgrError,
  type DurationMs,
  type Endpoints,
  groupedBy,
  isCredmgrError,
  ofKind,
  type ResourceAddress,
  resourceAddress,
  type State,
  type StateResource,
  type Store,
} from '../model/index.ts'
import { discover } from '../oauth/index.ts'
import { type Drift, driftOf, type Observed, type ObservedCredential } from '../plan/index.ts'
import { clientHolder, clientRefusal } from './client-refusals.ts'
import { ProviderGates } from './gates.ts'
import { inParallel } from './in-parallel.ts'
import { credentialSummaries } from './planning.ts'
import { summaryOrNone } from './records.ts'
import { refreshNow, subjectTokens } from './refreshing.ts'
import { whyUnusable } from './renewal.ts'
import type { RenewingPorts } from './renewing.ts'
import { type ServedConnection, servedConnections } from './serving.ts'
import { standingOf } from './standing.ts'
import { withSubject } from './subject.ts'

export type ObservingPorts = Pick<RenewingPorts, 'store' | 'clock' | 'fetch' | 'events'>

/** A token that was obtained less than this ago has just been proved. */
const provedFor: DurationMs = 5 * 60_000

/** Providers at once, and requests at once to each. */
const limits = { providers: 2, requests: 4 } as const

/**
 * What is different from what was applied, by what is stored alone. Asks nobody.
 *
 * @param gatewaySerial What the gateway serves, where it was asked.
 */
export async function storedDrift(
  { vault }: Pick<Store, 'vault'>,
  state: State,
  gatewaySerial?: number | undefined,
): Promise<readonly Drift[]> {
  return driftOf({ state, gatewaySerial, credentials: await credentialsIn(vault, state) })
}

/**
 * As {@link storedDrift}, after the providers were asked about every grant and every issuer for its endpoints.
 * What an introspection endpoint does not confirm is tried by a refresh, through the one way by which tokens
 * are refreshed, and what that finds of a grant is stored with it.
 */
export async function refreshedDrift(
  ports: ObservingPorts,
  state: State,
  gatewaySerial?: number | undefined,
): Promise<readonly Drift[]> {
  const found: Findings = {
    lost: new Map(),
    refused: new Map(),
    endpoints: new Map(),
    unreachable: new Map(),
  }
  const asking = { ...ports, gates: new ProviderGates({ clock: ports.clock }) }
  const served = servedConnections(state.resources)
  const trying = { ...asking, tokenFor: subjectTokens(asking, served) }
  const byProvider = groupedBy(served.values(), ({ providerName }) => providerName)
  const providers = ofKind(state.resources, 'provider')
  await inParallel(providers, limits.providers, async (provider) => {
    await askIssuer(ports, provider, found)
    const own = byProvider.get(provider.name) ?? []
    await inParallel(own, limits.requests, (each) => tryGrant(trying, each, found))
  })
  const credentials = await credentialsIn(ports.store.vault, state)
  return driftOf({ state, gatewaySerial, credentials, ...found })
}

interface Findings {
  readonly lost: Map<ResourceAddress, string>
  readonly refused: Map<ResourceAddress, string>
  readonly endpoints: Map<ResourceAddress, Endpoints>
  readonly unreachable: Map<ResourceAddress, string>
}

async function credentialsIn(
  vault: Store['vault'],
  state: State,
): Promise<Observed['credentials']> {
  const served = servedConnections(state.resources)
  const summaries = await credentialSummaries(vault)
  return [...summaries.values()].flatMap((each): readonly ObservedCredential[] => {
    const connection = served.get(each.connection)
    return connection === undefined ? [] : [{ ...each, unusable: whyUnusable(connection, each) }]
  })
}

async function askIssuer(
  ports: ObservingPorts,
  { address, name, spec, discovered }: StateResource<'provider'>,
  { endpoints, unreachable }: Findings,
): Promise<void> {
  if (discovered === undefined || spec.issuer === undefined) return
  try {
    endpoints.set(address, await discover(ports, spec.issuer, name))
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    unreachable.set(address, error.message)
  }
}

async function tryGrant(
  ports: RenewingPorts,
  connection: ServedConnection,
  { lost, refused, unreachable }: Findings,
): Promise<void> {
  const holder = clientHolder(connection)
  if (refused.has(holder) || unreachable.has(holder)) return
  if (!(await isWorthTrying(ports, connection))) return
  const own = resourceAddress('connection', connection.spec.address)
  try {
    const standing = await standingOf(ports, connection)
    if (standing.is === 'toRefresh') await refreshNow(ports, connection)
    if (standing.is === 'lost') lost.set(own, standing.reason)
    if (standing.is === 'unknown') unreachable.set(own, 'its provider has nobody to ask about it')
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    note(error, connection, { refused, unreachable })
  }
}

/** That a grant is dead is stored with it. */
function note(
  error: AnyCredmgrError,
  connection: ServedConnection,
  { refused, unreachable }: Pick<Findings, 'refused' | 'unreachable'>,
): void {
  const holder = clientHolder(connection)
  const refusal = clientRefusal(error, connection)
  if (refusal !== undefined) refused.set(holder, refusal)
  if (refusal !== undefined || error.code === 'CONNECTION_NOT_AUTHORIZED') return
  const whole = error.code === 'PROVIDER_UNREACHABLE'
  const own = resourceAddress('connection', connection.spec.address)
  unreachable.set(whole ? holder : own, error.message)
}

/** Whether there is a grant that has not just been proved. */
async function isWorthTrying(
  { store, clock }: ObservingPorts,
  connection: ServedConnection,
): Promise<boolean> {
  const summary = await summaryOrNone(store.vault, connection.spec.address)
  if (summary === undefined) return false
  const served = await withSubject(connection, store.vault)
  if (whyUnusable(served, summary) !== undefined) return false
  return clock.now() - summary.obtainedAt >= provedFor || summary.intent !== undefined
}
