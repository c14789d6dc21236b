import {
  isCredmgrError,
  type LooseRegistration,
  ofKind,
  type State,
  type Store,
} from '../model/index.ts'
import { deregisterClient, type OAuthPorts } from '../oauth/index.ts'
import type { Plan } from '../plan/index.ts'
import type { ApplyEvent } from './apply-events.ts'
import { answerOf, withRegistrations } from './loose-registrations.ts'

/** The registrations for which no resource stands once `next` is committed. */
export function looseAfter(
  prior: State,
  next: State,
  isForgotten: (provider: string) => boolean = () => false,
): readonly LooseRegistration[] {
  const standing = new Set(
    ofKind(next.resources, 'provider').flatMap(({ registered }) => registered?.id ?? []),
  )
  const left = ofKind(prior.resources, 'provider').flatMap(
    ({ address, name, registered }): readonly LooseRegistration[] => {
      if (registered === undefined || isForgotten(name)) return []
      const { id, endpoint, client } = registered
      return [{ id, address, endpoint, client, attempts: 0 }]
    },
  )
  return [...(prior.registrations ?? []), ...left].filter(({ id }) => !standing.has(id))
}

/** The providers that `plan` lets go with a grant that is to stay valid: so does their client. */
export function forgottenProviders({ tokens }: Plan): (provider: string) => boolean {
  const forgotten = tokens.filter(({ effect }) => effect === 'forget')
  const names = new Set(forgotten.map(({ connection }) => connection.split('/')[0]))
  return (provider) => names.has(provider)
}

/**
 * What became of a registration that nothing needs.
 *
 * - `unsupported`: the server can not be asked to remove it (RFC 7592); a person can.
 * - `unheard`: an apply ended before the server was heard; there may be a client, of which nothing is known.
 */
export type DeregistrationOutcome = 'removed' | 'unsupported' | 'unheard'

/**
 * Removes at servers the clients that no resource stands for; what fails stays. After a commit, so that
 * nothing else is going to need them. Returns the state as stored then.
 */
export async function removeRegistrations(
  ports: OAuthPorts & { readonly store: Pick<Store, 'state' | 'vault'> },
  state: State,
  report: (event: ApplyEvent) => void,
): Promise<State> {
  const { registrations: due } = state
  if (due === undefined) return state
  const remaining: LooseRegistration[] = []
  for (const each of due) {
    const left = await removed(ports, { each, state }, report)
    if (left !== undefined) remaining.push(left)
  }
  const next = withRegistrations({ ...state, revision: state.revision + 1 }, remaining)
  await ports.store.state.write(next)
  return next
}

/** @returns What is left to do. */
async function removed(
  ports: OAuthPorts & { readonly store: Pick<Store, 'vault'> },
  { each, state }: { readonly each: LooseRegistration; readonly state: State },
  report: (event: ApplyEvent) => void,
): Promise<LooseRegistration | undefined> {
  const { id, address, endpoint } = each
  const host = new URL(endpoint).host
  const answer = await answerOf(ports.store.vault, id)
  const clientId = answer?.clientId ?? ''
  // It is still needed for what is to be revoked.
  if (state.pending.some((pending) => pending.clientId === clientId)) return each
  const told = { address, host, clientId }
  const outcome = answer === undefined ? 'unheard' : 'unsupported'
  if (answer?.management === undefined) {
    report({ type: 'deregistered', ...told, outcome })
    return undefined
  }
  try {
    const name = address.slice('provider.'.length)
    const done = await deregisterClient(ports, name, answer.management)
    report({ type: 'deregistered', ...told, outcome: done })
    return undefined
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    report({ type: 'deregistrationFailed', address, host, problem: error.message })
    return { ...each, attempts: each.attempts + 1, lastError: error.message }
  }
}
