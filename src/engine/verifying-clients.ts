import {
  type AnyCredmgrError,
  CredmgrError,
  type Diagnostic,
  describeSecret,
  isCredmgrError,
  isMinted,
  type Random,
  type State,
} from '../model/index.ts'
import { type ClientProof, proveClient } from '../oauth/index.ts'
import type { Plan } from '../plan/index.ts'
import type { ApplyEvent } from './apply-events.ts'
import { openClient } from './binding.ts'
import { unprovenBy } from './client-refusals.ts'
import { changesClient, type Trial, trialsOf } from './client-trials.ts'
import { inParallel } from './in-parallel.ts'
import { mintTokens, subjectOf, type TokenFor } from './minting.ts'
import { credentialSummaries } from './planning.ts'
import { refreshNow, subjectTokens } from './refreshing.ts'
import type { RenewingPorts } from './renewing.ts'
import { type ServedConnection, servedConnections } from './serving.ts'

/** The requests go through the same gates as any other of this process. */
export type VerifyingPorts = RenewingPorts &
  Required<Pick<RenewingPorts, 'gates'>> & { readonly random: Random }

/** How many clients are tried at once. */
const atOnce = 10

/**
 * Tries every client of a plan whose secret, key, certificate or authentication changes at its token
 * endpoint, before anything is committed: a client that acts for itself by obtaining a token, which is
 * thrown away; one that people have consented to by a refresh token that was never issued. Only where the
 * answer to that tells nothing one of their grants is refreshed, which is stored and valid whatever
 * becomes of the plan. Of two secrets each that has changed is tried by itself.
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
  const served = servedConnections(after().resources)
  const trying = { ...ports, tokenFor: subjectTokens(ports, served) }
  const credentials = await credentialSummaries(ports.store.vault)
  const refused = await inParallel(changing, atOnce, (change) =>
    triedInTurn(trying, trialsOf(change, served, credentials), report),
  )
  const diagnostics = refused.flat()
  if (diagnostics.length === 0) return
  throw new CredmgrError('CONFIG_INVALID', 'a client is refused', { diagnostics })
}

/** Who tries, and at what. */
type TryingPorts = VerifyingPorts & { readonly tokenFor: TokenFor }

/** One after the other: two refreshes of one grant at the same time would be one. */
async function triedInTurn(
  ports: TryingPorts,
  trials: readonly Trial[],
  report: (event: ApplyEvent) => void,
): Promise<readonly Diagnostic[]> {
  const diagnostics: Diagnostic[] = []
  for (const trial of trials) {
    const started = ports.clock.now()
    const { address, what } = trial
    const verdict = await verdictOn(ports, trial)
    if (typeof verdict === 'object') diagnostics.push(diagnosticOf(trial, verdict.refusal))
    else if (verdict === 'unverified') report({ type: 'unverified', address, what })
    else report({ type: 'verified', address, what, took: ports.clock.now() - started })
  }
  return diagnostics
}

/** Whether the client is known there, or the error by which it is refused. */
type Verdict = 'verified' | 'unverified' | { readonly refusal: string }

/** A grant is touched only where the provider gives no other proof. */
async function verdictOn(ports: TryingPorts, { connection, canObtain }: Trial): Promise<Verdict> {
  if (connection === undefined) return 'unverified'
  try {
    const proof = isMinted(connection.provider.grant) ? 'unknown' : await proofOf(ports, connection)
    if (typeof proof === 'object') return proof
    if (proof === 'unknown' && !canObtain) return 'unverified'
    if (proof === 'unknown') await obtain(ports, connection)
    return 'verified'
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    return verdictIn(error, connection)
  }
}

async function proofOf(ports: TryingPorts, connection: ServedConnection): Promise<ClientProof> {
  const client = await openClient(connection, ports.store.vault)
  const madeUp = ports.random.token(32)
  return await ports.gates.send(connection, () => proveClient(ports, client, madeUp))
}

/** @throws What says nothing about the client. */
function verdictIn(error: AnyCredmgrError, { provider }: ServedConnection): Verdict {
  // The grant is dead: whoever is told so has proved who it is. Of an exchange it is another's.
  if (error.code === 'CONNECTION_NOT_AUTHORIZED') {
    return isMinted(provider.grant) ? 'unverified' : 'verified'
  }
  if (error.code === 'PROVIDER_REJECTED') {
    const refusal = unprovenBy(error)
    return refusal === undefined ? 'verified' : { refusal }
  }
  throw error.code === 'PROVIDER_UNREACHABLE' ? notTried(error) : error
}

function notTried(error: CredmgrError<'PROVIDER_UNREACHABLE'>): CredmgrError {
  const why =
    'a client that changes is tried before it is committed, unless --no-verify says not to'
  return new CredmgrError('PROVIDER_UNREACHABLE', `${error.message}; ${why}`, error.details, {
    cause: error,
  })
}

async function obtain(ports: TryingPorts, connection: ServedConnection): Promise<unknown> {
  if (!isMinted(connection.provider.grant)) return await refreshNow(ports, connection)
  const subject = await subjectOf(ports, connection)
  return await ports.gates.send(connection, () => mintTokens(ports, connection, subject))
}

function diagnosticOf({ address, what, secret }: Trial, oauthError: string): Diagnostic {
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
