import {
  type ConnectionAddress,
  type CredentialSummary,
  type DeclaredSecret,
  isMinted,
  type ResourceAddress,
} from '../model/index.ts'
import type { Change } from '../plan/index.ts'
import { clientHolder } from './client-refusals.ts'
import { whyUnusable } from './renewal.ts'
import { clientKeysIn, type ServedConnection } from './serving.ts'

/** A way in which a client is going to prove itself, and a connection that can try it. */
export interface Trial {
  /** Of the provider, or of the connection that has a client of its own. */
  readonly address: ResourceAddress
  /** What is proved with, for people. */
  readonly what: string
  /** Where that is declared; absent for a client that only presents the same otherwise. */
  readonly secret?: DeclaredSecret | undefined
  /** Proves itself by this alone. Absent: there is none. */
  readonly connection?: ServedConnection | undefined
  /** Whether `connection` has what obtains a token. */
  readonly canObtain: boolean
}

/** Attributes by which a client proves itself. */
const proofs = ['clientSecret', 'nextClientSecret', 'clientAuth', 'assertion'] as const

/** Those of them that change. */
function changedProofs({ attributes }: Change): readonly string[] {
  const changed = new Set(attributes.map(({ path }) => path.split('.')[0]))
  return proofs.filter((each) => changed.has(each))
}

/** Whether a client that works now proves itself otherwise afterwards. One that is new breaks nothing. */
export function changesClient(change: Change): boolean {
  return change.action === 'update' && changedProofs(change).length > 0
}

/**
 * Decides who tries what of a change that {@link changesClient}; never nothing.
 *
 * @param served As the plan would make it.
 */
export function trialsOf(
  change: Change,
  served: ReadonlyMap<ConnectionAddress, ServedConnection>,
  credentials: ReadonlyMap<ConnectionAddress, CredentialSummary>,
): readonly Trial[] {
  const own = [...served.values()].filter((each) => provesBy(each, change.address))
  const able = own.find((each) => canObtain(each, credentials))
  const connection = able ?? own[0]
  return proofsIn(change).map(({ pointer, what }) => ({
    address: change.address,
    what,
    secret: change.after?.secrets[pointer],
    connection: connection && provingBy(connection, pointer),
    canObtain: able !== undefined,
  }))
}

/** Whether it is a client of `address`, or proves itself by what is declared there. */
function provesBy(connection: ServedConnection, address: ResourceAddress): boolean {
  if (clientHolder(connection) === address) return true
  return Object.values(clientKeysIn(connection)).some((key) => key.address === address)
}

function canObtain(
  connection: ServedConnection,
  credentials: ReadonlyMap<ConnectionAddress, CredentialSummary>,
): boolean {
  const { subjectToken, address } = connection.spec
  if (isMinted(connection.provider.grant)) {
    return subjectToken === undefined || credentials.has(subjectToken.connection)
  }
  const credential = credentials.get(address)
  const isUsable = credential !== undefined && whyUnusable(connection, credential) === undefined
  return isUsable && credential.hasRefreshToken
}

interface Proof {
  readonly pointer: string
  readonly what: string
}

/** What a client proves itself with, by where it is declared; the first of those that are is told of. */
const proofsByPlace: readonly Proof[] = [
  { pointer: '/clientSecret', what: 'client secret' },
  { pointer: '/clientAuth/privateKeyJwt/key', what: 'client key' },
  { pointer: '/clientAuth/tls/cert', what: 'client certificate' },
  { pointer: '/assertion/serviceAccount', what: 'service account' },
  { pointer: '/assertion/key', what: 'key of the assertion' },
]

const nextProof: Proof = { pointer: '/nextClientSecret', what: 'next client secret' }

/** One for all that is presented together, and one for the secret that is to take another's place. */
function proofsIn(change: Change): readonly Proof[] {
  const changed = changedProofs(change)
  const declared = proofsByPlace.filter(({ pointer }) => change.after?.secrets[pointer])
  const told = declared.find(({ pointer }) => changed.includes(pointer.split('/')[1] ?? ''))
  const present = told ?? declared[0] ?? { pointer: '', what: 'client' }
  const hasNext = change.after?.secrets[nextProof.pointer] !== undefined
  const isOnlyNext = changed.every((each) => each === 'nextClientSecret')
  if (!hasNext) return [present]
  if (isOnlyNext) return [nextProof]
  return changed.includes('clientSecret') && changed.length === 1 ? [present] : [present, nextProof]
}

/** As if there were no other secret than the one at `pointer`. */
function provingBy(connection: ServedConnection, pointer: string): ServedConnection {
  const { nextClientSecret, ...alone } = connection
  const isNext = pointer === nextProof.pointer && nextClientSecret !== undefined
  return isNext ? { ...alone, clientSecret: nextClientSecret } : alone
}
