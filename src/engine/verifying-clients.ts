import {
  type AnyCredmgrError,
  type ConnectionAddress,
  type CredentialSummary,
  CredmgrError,
  type DeclaredSecret,
  type Diagnostic,
  describeSecret,
  isCredmgrError,
  type ResourceAddress,
  type State,
} from '../model/index.ts'
import { clientCredentials } from '../oauth/index.ts'
import type { Change, Plan } from '../plan/index.ts'
import type { ApplyEvent } from './apply-events.ts'
import { openClient } from './binding.ts'
import { clientHolder, unprovenBy } from './client-refusals.ts'
import { needsConsent } from './consent-rules.ts'
import { inParallel } from './in-parallel.ts'
import { credentialSummaries } from './planning.ts'
import { refreshNow } from './refreshing.ts'
import { whyUnusable } from './renewal.ts'
import type { RenewingPorts } from './renewing.ts'
import { type ServedConnection, servedConnections } from './serving.ts'

/** The requests go through the same gates as any other of this process. */
export type VerifyingPorts = RenewingPorts & Required<Pick<RenewingPorts, 'gates'>>

/** A client whose way to prove itself changes, and a connection that can try it. */
export interface Trial {
  /** Of the provider, or of the connection that has a client of its own. */
  readonly address: ResourceAddress
  /** Where the secret is declared; absent for a client without one. */
  readonly secret?: DeclaredSecret | undefined
  /** Absent: nothing that is stored can try it. */
  readonly connection?: ServedConnection | undefined
}

/** How many clients are tried at once. */
const atOnce = 10

/**
 * Tries every client of a plan whose secret or authentication changes at its token endpoint, before
 * anything is committed: a client that acts for itself by obtaining a token, which is thrown away; one
 * that people have consented to by refreshing one of their grants, which is stored and valid whatever
 * becomes of the plan.
 *
 * @param after The state as the plan would make it; its secrets are sealed already.
 * @throws `CONFIG_INVALID` with `CM5003` at each secret that is refused; `PROVIDER_UNREACHABLE`,
 *   `PROVIDER_MISBEHAVED`
 */
export async function verifyClients(
  ports: VerifyingPorts,
  { plan, after }: { readonly plan: Plan; readonly after: () => State },
  report: (event: ApplyEvent) => void,
): Promise<void> {
  const changing = plan.changes.filter(changesClient)
  if (changing.length === 0) return
  const trials = trialsOf(changing, after(), await credentialSummaries(ports.store.vault))
  const refused = await inParallel(trials, atOnce, (trial) => tried(ports, trial, report))
  const diagnostics = refused.flatMap((each) => each ?? [])
  if (diagnostics.length === 0) return
  throw new CredmgrError('CONFIG_INVALID', 'a client secret is refused', { diagnostics })
}

/** Whether a client that works now proves itself otherwise afterwards. One that is new breaks nothing. */
function changesClient({ action, attributes }: Change): boolean {
  const changed = attributes.map(({ path }) => path.split('.')[0])
  return action === 'update' && (changed.includes('clientSecret') || changed.includes('clientAuth'))
}

/** Decides who tries what. */
function trialsOf(
  changes: readonly Change[],
  after: State,
  credentials: ReadonlyMap<ConnectionAddress, CredentialSummary>,
): readonly Trial[] {
  const served = [...servedConnections(after.resources).values()]
  return changes.map((change) => {
    const own = served.filter((each) => clientHolder(each) === change.address)
    const canTry = own.find((each) => {
      if (!needsConsent(each)) return true
      const credential = credentials.get(each.spec.address)
      const isUsable = credential !== undefined && whyUnusable(each, credential) === undefined
      return isUsable && credential.hasRefreshToken
    })
    const secret = change.after?.secrets['/clientSecret']
    return { address: change.address, secret, connection: canTry }
  })
}

async function tried(
  ports: VerifyingPorts,
  { address, secret, connection }: Trial,
  report: (event: ApplyEvent) => void,
): Promise<Diagnostic | undefined> {
  if (connection === undefined) {
    report({ type: 'unverified', address })
    return undefined
  }
  const started = ports.clock.now()
  const refusal = await refusalOf(ports, connection)
  if (refusal !== undefined) return diagnosticOf({ address, secret }, refusal)
  report({ type: 'verified', address, took: ports.clock.now() - started })
  return undefined
}

/** @returns The error by which the client is refused, or `undefined` when it is known there. */
async function refusalOf(
  ports: VerifyingPorts,
  connection: ServedConnection,
): Promise<string | undefined> {
  try {
    await attempt(ports, connection)
    return undefined
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    return refusalIn(error)
  }
}

/** @throws What says nothing about the client. */
function refusalIn(error: AnyCredmgrError): string | undefined {
  // The grant is dead, or a scope refused: whoever is told so has proved who it is.
  const isAnswer = error.code === 'CONNECTION_NOT_AUTHORIZED' || error.code === 'PROVIDER_REJECTED'
  if (isAnswer) return unprovenBy(error)
  throw error.code === 'PROVIDER_UNREACHABLE' ? notTried(error) : error
}

function notTried(error: CredmgrError<'PROVIDER_UNREACHABLE'>): CredmgrError {
  const why =
    'its changed client secret is tried before it is committed, unless --no-verify says not to'
  return new CredmgrError('PROVIDER_UNREACHABLE', `${error.message}; ${why}`, error.details, {
    cause: error,
  })
}

async function attempt(ports: VerifyingPorts, connection: ServedConnection): Promise<unknown> {
  if (needsConsent(connection)) {
    return await refreshNow(ports, connection)
  }
  const client = await openClient(connection, ports.store.vault)
  const { scopes } = connection.spec
  return await ports.gates.send(connection, () => clientCredentials(ports, client, scopes))
}

function diagnosticOf({ address, secret }: Trial, oauthError: string): Diagnostic {
  const what = secret === undefined ? 'client' : 'new client secret'
  return {
    code: 'CM5003',
    severity: 'error',
    message: `the token endpoint refuses the ${what} of "${address}" (${oauthError})`,
    ...(secret && { span: secret.span, label: `value read from ${describeSecret(secret.ref)}` }),
    notes: ['nothing was changed: the state is as it was, and the gateway uses the former one'],
    help: [
      'check it, then run the same command again; a saved plan stays valid',
      'if the provider means something else by that, commit it untried: --no-verify',
    ],
  }
}
