import {
  isCredmgrError,
  type LooseRegistration,
  resourceAddress,
  type SecretKey,
  type State,
  type Store,
} from '../model/index.ts'
import type { RegisteredClient } from '../oauth/index.ts'

/** `state` with these registrations, or with none. */
export function withRegistrations(state: State, loose: readonly LooseRegistration[]): State {
  const { registrations: _former, ...rest } = state
  return loose.length === 0 ? rest : { ...rest, registrations: loose }
}

/** Where the answer of a server is sealed: under no address of a provider, which may move. */
export function answerKey(id: string): SecretKey {
  const address = resourceAddress('gateway', 'gateway')
  return { address, pointer: '/registrations', fingerprint: id }
}

/** @returns `undefined` when the server was not heard, or the answer does not open. */
export async function answerOf(
  vault: Store['vault'],
  id: string,
): Promise<RegisteredClient | undefined> {
  try {
    const text = await vault.readSecret(answerKey(id))
    // It opened under this store's key, so it is what `register` wrote.
    return text === undefined ? undefined : (JSON.parse(text) as RegisteredClient)
  } catch (error) {
    if (isCredmgrError(error) && error.code === 'RECORD_UNREADABLE') return undefined
    throw error
  }
}
