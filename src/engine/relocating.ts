import {
  type ConnectionAddress,
  type Credential,
  type CredentialSummary,
  CredmgrError,
  canonicalJson,
  connectionAddress,
  isCredmgrError,
  type Lease,
  type ResourceAddress,
  resourceParts,
  type SecretRef,
  type SecretSource,
  type State,
  type StateResource,
  type Store,
  type Vault,
} from '../model/index.ts'
import { fingerprintKey, type Move } from '../plan/index.ts'
import { credentialSummaries } from './planning.ts'
import { generationToReplace } from './records.ts'
import { leaseName, refreshWait } from './renewing.ts'
import { isGrantOf } from './revoking.ts'
import { isPresented } from './secrets.ts'

export interface RelocatingPorts {
  readonly store: Store
  /** For an API key, of which the vault has only the fingerprint. */
  readonly secrets: SecretSource
}

export interface Relocation {
  readonly prior: State
  readonly moves: readonly Move[]
  /** At their new addresses, with the fingerprints that they had at the old ones. */
  readonly resources: readonly StateResource[]
}

/**
 * Takes tokens and secrets along to other addresses, around the commit that makes those addresses the
 * right ones. A record opens only at its own address, so each is opened and sealed anew.
 *
 * 1. Nobody refreshes meanwhile: the lease of every address, old or new, at which a record stands. What
 *    is minted where none stood is found in step 4.
 * 2. Each record is sealed at its new address. Nothing serves it there yet.
 * 3. `commit`: from here on the new address is served, and the old one is not.
 * 4. The old records go.
 *
 * Whenever it stops, the address that is served has its token; a copy that is left behind is served
 * by nobody, is removed by the next apply that creates its address, and told by `state verify`.
 *
 * @param commit Given the resources with the fingerprints that hold at their new addresses, and the
 *   connections whose records it leaves behind until step 4.
 * @throws `STATE_REFUSED` when a secret cannot be taken along, or a revocation is still to be carried
 *   out; `RECORD_UNREADABLE`; what `commit` throws. Nothing was changed then.
 */
export async function relocated<T>(
  ports: RelocatingPorts,
  { prior, moves, resources }: Relocation,
  commit: (resources: readonly StateResource[], left: readonly ConnectionAddress[]) => Promise<T>,
): Promise<T> {
  const pairs = connectionsOf(moves)
  const leases: Lease[] = []
  try {
    const stored = await credentialSummaries(ports.store.vault)
    const held = new Set(pairs.flat().filter((each) => stored.has(each)))
    for (const connection of [...held].sort()) {
      const options = { wait: refreshWait, operation: 'move' }
      leases.push(await ports.store.lock.acquire(leaseName(connection), options))
    }
    const next = await withFingerprints(ports, { prior, moves, resources })
    const copies = await copyRecords(ports, { prior, pairs, stored })
    const done = await committed(ports, copies, () =>
      commit(
        next,
        copies.map(({ from }) => from),
      ),
    )
    for (const pair of pairs) await emptied(ports.store, pair, copies)
    return done
  } finally {
    for (const lease of leases) await lease.release()
  }
}

type Pair = readonly [from: ConnectionAddress, to: ConnectionAddress]

function connectionsOf(moves: readonly Move[]): readonly Pair[] {
  return moves.flatMap(({ from, to }): Pair[] => {
    const [before, after] = [from, to].map((each) => connectionAddress(nameOf(each)))
    const isConnection = resourceParts(from)?.kind === 'connection'
    return isConnection && before && after ? [[before, after]] : []
  })
}

function nameOf(address: ResourceAddress): string {
  return resourceParts(address)?.name ?? ''
}

/** A record that stands at both addresses. */
interface Copy {
  readonly from: ConnectionAddress
  readonly generation: number
  readonly to: ConnectionAddress
  readonly copied: number
}

interface Copying {
  readonly prior: State
  readonly pairs: readonly Pair[]
  /** The connections that have a record. */
  readonly stored: ReadonlyMap<ConnectionAddress, CredentialSummary>
}

async function copyRecords(
  { store }: RelocatingPorts,
  { prior, pairs, stored }: Copying,
): Promise<readonly Copy[]> {
  const found: { readonly pair: Pair; readonly credential: Credential }[] = []
  for (const pair of pairs) {
    const credential = await store.vault.read(pair[0])
    refusePending(prior, pair, credential)
    if (credential !== undefined) found.push({ pair, credential })
    // What stands at the new address is of nobody, and must not come to life there.
    if (credential === undefined && stored.has(pair[1])) await cleared(store, pair[1])
  }
  const copies: Copy[] = []
  for (const { pair, credential } of found) {
    const [from, to] = pair
    const before = await generationToReplace(store.vault, to)
    await store.vault.write(to, { ...credential, generation: before + 1 }, before)
    copies.push({ from, generation: credential.generation, to, copied: before + 1 })
  }
  return copies
}

async function cleared({ vault }: Store, connection: ConnectionAddress): Promise<void> {
  await vault.remove(connection, await generationToReplace(vault, connection))
}

/** How often somebody may consent between two looks. */
const attempts = 5

/**
 * Takes the old record away. A consent waits for no lease: one that has come in between is newer than
 * what was copied, and goes along as well.
 */
async function emptied({ vault }: Store, pair: Pair, copies: readonly Copy[]): Promise<void> {
  const [from, to] = pair
  let copied = copies.find((each) => each.from === from)?.generation ?? 0
  for (let attempt = 0; attempt < attempts; attempt++) {
    const credential = await vault.read(from)
    if (credential === undefined) return
    if (credential.generation !== copied) {
      const before = await generationToReplace(vault, to)
      await vault.write(to, { ...credential, generation: before + 1 }, before)
      copied = credential.generation
    }
    if (await isRemoved(vault, from, copied)) return
  }
}

/** @returns `false` when there is a newer one. */
async function isRemoved(
  vault: Vault,
  connection: ConnectionAddress,
  generation: number,
): Promise<boolean> {
  try {
    await vault.remove(connection, generation)
    return true
  } catch (error) {
    if (isCredmgrError(error) && error.code === 'VAULT_CONFLICT') return false
    throw error
  }
}

/** A token that is to be revoked must not get away from its revocation. */
function refusePending(
  { pending }: State,
  [from, to]: Pair,
  credential: Credential | undefined,
): void {
  const due = pending.find(
    (each) =>
      each.connection === to ||
      (each.connection === from && credential !== undefined && isGrantOf(credential, each)),
  )
  if (due === undefined) return
  const message = `a token of "${due.connection}" is still to be revoked`
  throw new CredmgrError('STATE_REFUSED', message, {
    remedy: 'first let the revocation be carried out: credmgr apply',
  })
}

/** Where the commit has failed and the old addresses are served as before, the copies go. */
async function committed<T>(
  { store }: RelocatingPorts,
  copies: readonly Copy[],
  commit: () => Promise<T>,
): Promise<T> {
  try {
    return await commit()
  } catch (error) {
    const state = await store.state.read().catch(() => undefined)
    const served = new Set(state?.resources.map(({ name }) => name))
    for (const { from, to, copied } of copies) {
      if (state === undefined || !served.has(from) || served.has(to)) continue
      await store.vault.remove(to, copied).catch(() => undefined)
    }
    throw error
  }
}

/** A fingerprint is of a value at an address; at another one the same value has another. */
async function withFingerprints(
  ports: RelocatingPorts,
  { prior, moves, resources }: Relocation,
): Promise<readonly StateResource[]> {
  const origins = new Map(moves.map(({ from, to }) => [to, from]))
  const before = new Map(prior.resources.map((each) => [each.address, each]))
  const next: StateResource[] = []
  for (const resource of resources) {
    const origin = before.get(origins.get(resource.address) ?? resource.address)
    const isMoved = origin !== undefined && origin.address !== resource.address
    // Other fingerprints are of another client, and belong to this address already.
    const goesAlong = isMoved && isSameRecord(origin.fingerprints, resource.fingerprints)
    next.push(goesAlong ? await refingerprinted(ports, resource, origin) : resource)
  }
  return next
}

function isSameRecord(one: StateResource['fingerprints'], other: typeof one): boolean {
  return canonicalJson(one) === canonicalJson(other)
}

async function refingerprinted(
  { store, secrets }: RelocatingPorts,
  resource: StateResource,
  origin: StateResource,
): Promise<StateResource> {
  const fingerprints: Record<string, string> = {}
  for (const [pointer, fingerprint] of Object.entries(origin.fingerprints)) {
    const old = { address: origin.address, pointer, fingerprint }
    const sealed = isPresented(old)
    const value = sealed
      ? await store.vault.readSecret(old)
      : await appliedValue({ store, secrets }, origin, pointer)
    // A secret that is not there is sealed by the next apply: without a fingerprint it differs.
    if (value === undefined) continue
    const { address } = resource
    const now = store.vault.fingerprint(fingerprintKey(address, pointer), value)
    if (sealed) await store.vault.writeSecret({ address, pointer, fingerprint: now }, value)
    fingerprints[pointer] = now
  }
  return { ...resource, fingerprints }
}

/** The value that was applied, read where it came from: no other will do. */
async function appliedValue(
  { store, secrets }: RelocatingPorts,
  { address, spec, fingerprints }: StateResource,
  pointer: string,
): Promise<string> {
  const { apiKey, nextApiKey }: { apiKey?: SecretRef; nextApiKey?: SecretRef } =
    'type' in spec && spec.type === 'apiKey' ? spec : {}
  const ref = pointer === '/nextApiKey' ? nextApiKey : apiKey
  const answer = ref && (await secrets.read(ref, { address, pointer }))
  if (answer?.ok !== true) {
    throw keyNeeded(address, answer === undefined ? 'is not there' : answer.problem)
  }
  const now = store.vault.fingerprint(fingerprintKey(address, pointer), answer.value)
  if (now !== fingerprints[pointer]) throw keyNeeded(address, 'is not the one that was applied')
  return answer.value
}

function keyNeeded(address: ResourceAddress, problem: string): CredmgrError<'STATE_REFUSED'> {
  const message = `the API key of "${address}" ${problem}, and the state holds only its fingerprint`
  return new CredmgrError('STATE_REFUSED', message, {
    remedy: 'give this command the key that was applied, as credmgr apply was given it',
  })
}
