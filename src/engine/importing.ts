import {
  type Account,
  type ConnectionAddress,
  type Credential,
  CredmgrError,
  type EpochMs,
  isCredmgrError,
  resourceAddress,
  type State,
  satisfies,
} from '../model/index.ts'
import { accountOf, type TokenSet } from '../oauth/index.ts'
import type { Plan } from '../plan/index.ts'
import type { ApplyEvent } from './apply-events.ts'
import { bindingOf, openClient } from './binding.ts'
import { silentEvents } from './events.ts'
import { generationToReplace, summaryOrNone } from './records.ts'
import { needsReauth } from './renewal.ts'
import { notAuthorized, Renewer, type RenewingPorts } from './renewing.ts'
import { importPointer, type ReadSecret, type SecretHolder } from './secrets.ts'
import { type ServedConnection, servedConnections } from './serving.ts'

/** The imports of a plan as holders of secrets. */
export function importedSecrets({ imports = [] }: Pick<Plan, 'imports'>): readonly SecretHolder[] {
  return imports.map(({ to, refreshToken }) => {
    const address = resourceAddress('connection', to)
    return { address, secrets: { [importPointer]: refreshToken } }
  })
}

/**
 * Takes over the grants of a plan, after its commit. A grant that cannot be taken over leaves its
 * connection as one that waits for a consent.
 *
 * @returns The connections whose grant is dead, or of somebody else.
 */
export async function carryOutImports(
  ports: RenewingPorts,
  { state, secrets }: { readonly state: State; readonly secrets: readonly ReadSecret[] },
  report: (event: ApplyEvent) => void,
): Promise<readonly ConnectionAddress[]> {
  const tokens = secrets.filter(({ key }) => key.pointer === importPointer)
  if (tokens.length === 0) return []
  const served = new Map(
    [...servedConnections(state.resources).values()].map((each) => [
      resourceAddress('connection', each.spec.address),
      each,
    ]),
  )
  const failed: ConnectionAddress[] = []
  for (const { key, value } of tokens) {
    const connection = served.get(key.address)
    if (connection === undefined) continue
    const isDone = await isImported(ports, { connection, token: value }, report)
    if (!isDone) failed.push(connection.spec.address)
  }
  return failed
}

async function isImported(
  ports: RenewingPorts,
  { connection, token }: { readonly connection: ServedConnection; readonly token: string },
  report: (event: ApplyEvent) => void,
): Promise<boolean> {
  const { address } = connection.spec
  try {
    const { account, grantedScopes } = await importGrant(ports, connection, token)
    report({ type: 'imported', connection: address, grantedScopes, ...(account && { account }) })
    return true
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    const final = error.code === 'CONNECTION_NOT_AUTHORIZED' || error.code === 'PROVIDER_REJECTED'
    report({ type: 'importFailed', connection: address, problem: error.message, final })
    return !final
  }
}

/**
 * Takes over a grant that was made elsewhere for the same client, by one refresh: from then on it is
 * as if it had been consented to here. What is found of an import that did not come to its end is
 * finished, since the provider may have replaced the token that was given.
 *
 * @returns The credential as stored.
 * @throws `CONNECTION_NOT_AUTHORIZED` when the refresh token is dead (`invalid_grant`) or the account is
 *   not the one that is expected (`wrong_account`, `account_unknown`); nothing of it is kept then.
 *   `PROVIDER_UNREACHABLE`, `PROVIDER_REJECTED`, `PROVIDER_MISBEHAVED`: it may be tried again.
 * @throws `STATE_REFUSED` when the connection is connected already
 */
export async function importGrant(
  ports: RenewingPorts,
  connection: ServedConnection,
  token: string,
): Promise<Credential> {
  await seed(ports, connection, token)
  const seen: { tokens?: TokenSet } = {}
  const observe = (tokens: TokenSet): void => {
    seen.tokens = tokens
  }
  // Whose grant it is can only be asked with a token of it; nothing serves it before.
  const { expect: _asked, ...anybody } = connection.spec
  const { events: _toldAtTheEnd, ...quiet } = ports
  const renewer = new Renewer({ ...quiet, observe })
  const credential = await renewer.renew({ ...connection, spec: anybody })
  const account = await accountFor(ports, connection, seen.tokens ?? tokensOf(credential))
  const reason = satisfies(account, connection.spec.expect) ? undefined : refusalOf(account)
  return await settle(ports, connection, { account, reason })
}

/** Stores the refresh token as a grant that has no access token yet. */
async function seed(
  { store: { vault }, clock }: RenewingPorts,
  connection: ServedConnection,
  token: string,
): Promise<void> {
  const { address, scopes } = connection.spec
  const summary = await summaryOrNone(vault, address)
  if (summary?.status === 'connected' && summary.grantBinding === bindingOf(connection)) {
    if (summary.consentedAt === undefined) return
    const remedy = 'a new consent replaces its grant: credmgr connect'
    throw new CredmgrError('STATE_REFUSED', `"${address}" is connected already`, { remedy })
  }
  const generation = await generationToReplace(vault, address)
  const now = clock.now()
  const seeded: Credential = {
    generation: generation + 1,
    status: 'connected',
    grantBinding: bindingOf(connection),
    grantedScopes: scopes,
    requestedScopes: scopes,
    tokenType: 'Bearer',
    refreshToken: token,
    claims: {},
    obtainedAt: now,
    expiresAt: now,
  }
  await vault.write(address, seeded, generation)
}

function tokensOf({ accessToken = '', tokenType, grantedScopes, claims }: Credential): TokenSet {
  return { accessToken, tokenType, grantedScopes, claims }
}

async function accountFor(
  ports: RenewingPorts,
  connection: ServedConnection,
  tokens: TokenSet,
): Promise<Account | undefined> {
  try {
    return await accountOf(ports, await openClient(connection, ports.store.vault), tokens)
  } catch (error) {
    // Without an expectation the account is only shown, so a failure to learn it costs nothing.
    if (connection.spec.expect !== undefined || !isCredmgrError(error)) throw error
    return undefined
  }
}

function refusalOf(account: Account | undefined): string {
  return account === undefined ? 'account_unknown' : 'wrong_account'
}

/** How often a gateway may refresh between two looks. */
const attempts = 3

interface Verdict {
  readonly account: Account | undefined
  /** Why the grant is not taken over. */
  readonly reason: string | undefined
}

async function settle(
  ports: RenewingPorts,
  { spec: { address } }: ServedConnection,
  verdict: Verdict,
): Promise<Credential> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const found = await ports.store.vault.read(address)
    if (found === undefined) throw notAuthorized(address, 'never_consented')
    const next = settled(found, verdict, ports.clock.now())
    if (!(await isWritten(ports, address, next))) continue
    if (verdict.reason !== undefined) throw notAuthorized(address, verdict.reason)
    return next
  }
  throw new CredmgrError('VAULT_CONFLICT', `"${address}" is written by others all the time`, {
    record: address,
  })
}

function settled(found: Credential, { account, reason }: Verdict, now: EpochMs): Credential {
  if (reason !== undefined) return needsReauth(found, reason)
  const whose = account === undefined ? {} : { account }
  return { ...found, generation: found.generation + 1, consentedAt: now, ...whose }
}

/** @returns `false` when somebody has written it meanwhile. */
async function isWritten(
  ports: RenewingPorts,
  address: ConnectionAddress,
  credential: Credential,
): Promise<boolean> {
  try {
    await write(ports, address, credential)
    return true
  } catch (error) {
    if (isCredmgrError(error) && error.code === 'VAULT_CONFLICT') return false
    throw error
  }
}

async function write(
  { store: { vault }, events = silentEvents }: RenewingPorts,
  connection: ConnectionAddress,
  credential: Credential,
): Promise<void> {
  const { generation, status } = credential
  const work = (): Promise<void> => vault.write(connection, credential, generation - 1)
  if (status !== 'connected') return await work()
  await events.around({ type: 'connected', connection }, { generation }, work)
}
