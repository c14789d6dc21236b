import {
  type Clock,
  type Endpoints,
  type Fetch,
  isCredmgrError,
  isSameJson,
  type LooseRegistration,
  type Random,
  type RegisteredAs,
  type ResourceAddress,
  type State,
  type Store,
} from '../model/index.ts'
import { type RegisteredClient, registerClient } from '../oauth/index.ts'
import { fingerprintKey, type Plan, type Registered } from '../plan/index.ts'
import type { ApplyEvent } from './apply-events.ts'
import { inParallel } from './in-parallel.ts'
import { answerKey, answerOf, withRegistrations } from './loose-registrations.ts'
import type { ReadSecret } from './secrets.ts'
import { type WantedRegistration, wantedRegistrations } from './wanted-registrations.ts'

export interface RegisteringPorts {
  readonly store: Pick<Store, 'state' | 'vault'>
  readonly clock: Clock
  readonly random: Random
  readonly fetch: Fetch
}

/** What registrations are decided by. */
export interface Registering {
  readonly plan: Plan
  /** As it is stored. */
  readonly state: State
  /** Resources of `state` at the addresses that the plan gives them. */
  readonly applied: State['resources']
  readonly discovered: ReadonlyMap<ResourceAddress, Endpoints>
  readonly secrets: readonly ReadSecret[]
}

/** How many clients are registered at once. */
const atOnce = 10

/**
 * Registers the clients that a plan wants, before its commit, in steps that may each be the last before a
 * crash:
 *
 * 1. What is begun is recorded in the state: a server may have registered a client of which nobody here
 *    has heard.
 * 2. Each server is asked, and its answer sealed at once.
 * 3. The commit lets the provider stand for the registration.
 *
 * A later apply uses an answer that no commit has come to, where the same is still wanted, and has the
 * rest removed at the server; see `removeRegistrations`.
 *
 * @returns The registered clients, and the state as stored then.
 * @throws `CONFIG_INVALID` with `CM5004` where a server registers nobody; `PROVIDER_REJECTED`,
 *   `PROVIDER_UNREACHABLE`, `PROVIDER_MISBEHAVED`
 */
export async function registerClients(
  ports: RegisteringPorts,
  work: Registering,
  report: (event: ApplyEvent) => void,
): Promise<{
  readonly registered: ReadonlyMap<ResourceAddress, Registered>
  readonly state: State
}> {
  const wanted = wantedRegistrations(work)
  if (wanted.length === 0) return { registered: new Map(), state: work.state }
  const begun = await begin(ports, wanted, work.state)
  const registered = new Map<ResourceAddress, Registered>()
  const refused = new Set<string>()
  const one = async (entry: Begun): Promise<void> => {
    const answer = await answered(ports, entry, { secrets: work.secrets, refused })
    registered.set(entry.wanted.address, await sealed(ports, entry, answer))
    const host = new URL(entry.loose.endpoint).host
    const { clientId } = answer
    report({ type: 'registered', address: entry.wanted.address, host, clientId })
  }
  try {
    await inParallel(begun.entries, atOnce, one)
  } catch (error) {
    if (refused.size > 0) await forget(ports, begun.state, refused)
    throw error
  }
  return { registered, state: begun.state }
}

interface Begun {
  readonly wanted: WantedRegistration
  readonly loose: LooseRegistration
  /** Of an earlier apply that did not come to its commit. */
  readonly answer?: RegisteredClient | undefined
}

/** Step 1. */
async function begin(
  ports: RegisteringPorts,
  wanted: readonly WantedRegistration[],
  state: State,
): Promise<{ readonly entries: readonly Begun[]; readonly state: State }> {
  const earlier = state.registrations ?? []
  const answers = new Map<string, RegisteredClient>()
  for (const { id } of earlier) {
    const answer = await answerOf(ports.store.vault, id)
    if (answer !== undefined) answers.set(id, answer)
  }
  const entries = wanted.map((each): Begun => {
    const found = earlier.find((one) => answers.has(one.id) && isOf(one, each))
    const loose = found ?? looseOf(each, `g_${ports.random.token(12)}`)
    return { wanted: each, loose, answer: answers.get(loose.id) }
  })
  const begun = entries.flatMap(({ loose, answer }) => (answer === undefined ? [loose] : []))
  const revision = state.revision + 1
  const next = withRegistrations({ ...state, revision }, [...earlier, ...begun])
  await ports.store.state.write(next)
  return { entries, state: next }
}

function isOf(
  { address, endpoint, client }: LooseRegistration,
  wanted: WantedRegistration,
): boolean {
  if (address !== wanted.address || endpoint !== wanted.endpoint) return false
  return isSameJson({ ...client }, { ...wanted.client })
}

function looseOf({ address, endpoint, client }: WantedRegistration, id: string): LooseRegistration {
  return { id, address, endpoint, client, attempts: 0 }
}

/** Step 2. */
async function answered(
  ports: RegisteringPorts,
  { wanted, loose, answer }: Begun,
  { secrets, refused }: { readonly secrets: readonly ReadSecret[]; readonly refused: Set<string> },
): Promise<RegisteredClient> {
  if (answer !== undefined) return answer
  const { address, endpoint, client, name } = wanted
  const token = secrets.find(
    ({ key }) => key.address === address && key.pointer === '/registration/initialAccessToken',
  )
  const initial = token === undefined ? {} : { initialAccessToken: token.value }
  try {
    const made = await registerClient(ports, { provider: name, endpoint, client, ...initial })
    await ports.store.vault.writeSecret(answerKey(loose.id), JSON.stringify(made))
    return made
  } catch (error) {
    if (isCredmgrError(error) && error.code === 'PROVIDER_REJECTED') refused.add(loose.id)
    throw error
  }
}

/** A server that has refused has registered nobody. */
async function forget(
  { store }: RegisteringPorts,
  state: State,
  refused: ReadonlySet<string>,
): Promise<void> {
  const left = (state.registrations ?? []).filter(({ id }) => !refused.has(id))
  await store.state.write(withRegistrations({ ...state, revision: state.revision + 1 }, left))
}

/** What the commit lets the provider stand for; its secret is sealed where that of a declared client is. */
async function sealed(
  { store: { vault } }: RegisteringPorts,
  { wanted: { address }, loose }: Begun,
  { clientId, clientAuth, clientSecret }: RegisteredClient,
): Promise<Registered> {
  const { id, endpoint, client } = loose
  const as: RegisteredAs = { id, endpoint, client, clientId, clientAuth }
  if (clientSecret === undefined) return { as, fingerprints: {} }
  const pointer = '/clientSecret'
  const fingerprint = vault.fingerprint(fingerprintKey(address, pointer), clientSecret)
  await vault.writeSecret({ address, pointer, fingerprint }, clientSecret)
  return { as, fingerprints: { [pointer]: fingerprint } }
}
