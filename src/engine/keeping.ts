import {
  type Account,
  type Consenter,
  type Credential,
  type EpochMs,
  type Expect,
  isCredmgrError,
  satisfies,
} from '../model/index.ts'
import { accountOf, type OAuthClient, revokeToken, type TokenSet } from '../oauth/index.ts'
import { bindingOf } from './binding.ts'
import type { ConsentPorts } from './consent.ts'
import { refused } from './consent-rules.ts'
import { silentEvents } from './events.ts'
import { generationToReplace, isShared } from './records.ts'
import { granted } from './renewal.ts'
import type { ServedConnection } from './serving.ts'

export type KeepingPorts = Pick<ConsentPorts, 'store' | 'clock' | 'fetch' | 'events'> &
  Partial<Pick<ConsentPorts, 'logger'>>

/** What somebody has consented to. */
export interface Grant {
  readonly connection: ServedConnection
  readonly client: OAuthClient
  /** What was asked for. */
  readonly scopes: readonly string[]
  readonly tokens: TokenSet
  /** As far as somebody had to say who it is. */
  readonly consentedBy?: Consenter
  /** When it was asked for. */
  readonly now: EpochMs
  /** Uses up what led to it, so that it is done once. */
  readonly useUp?: () => Promise<void>
}

/** Stores the grant when it is of the account that is expected, or gives it back. */
export async function keep(ports: KeepingPorts, grant: Grant): Promise<Credential> {
  let account: Account | undefined
  try {
    account = await accountOfGrant(ports, grant)
    refuseAccount(grant.connection, account)
    await grant.useUp?.()
    return await store(ports, grant, account)
  } catch (error) {
    await withdraw(ports, grant, account)
    throw error
  }
}

/** How often to write again when somebody else wrote the record in between. */
const attempts = 5

async function accountOfGrant(
  ports: KeepingPorts,
  { connection, client, tokens }: Grant,
): Promise<Account | undefined> {
  try {
    return await accountOf(ports, client, tokens)
  } catch (error) {
    // Without an expectation the account is only shown, so a failure to learn it costs nothing.
    if (connection.spec.expect !== undefined || !isCredmgrError(error)) throw error
    return undefined
  }
}

function refuseAccount({ spec }: ServedConnection, account: Account | undefined): void {
  const { expect, address } = spec
  if (satisfies(account, expect) || expect === undefined) return
  const facts = { connection: address, expect }
  if (account === undefined || !contradicts(account, expect)) {
    throw refused('account_unknown', facts)
  }
  throw refused('wrong_account', { ...facts, account })
}

/** Whether the provider has said something else, and not only less than what is expected. */
function contradicts(account: Account, expect: Expect): boolean {
  const members = ['subject', 'account', 'email', 'tenant'] as const
  return members.some((name) => {
    const [said, wanted] = [account[name], expect[name]]
    return said !== undefined && wanted !== undefined && said !== wanted
  })
}

async function store(
  ports: KeepingPorts,
  { connection, tokens, scopes, consentedBy, now }: Grant,
  account: Account | undefined,
): Promise<Credential> {
  const { vault } = ports.store
  const { events = silentEvents } = ports
  const { address } = connection.spec
  const connected = { type: 'connected', connection: address } as const
  const asked = { ...connection, spec: { ...connection.spec, scopes } }
  const given = {
    consentedAt: ports.clock.now(),
    ...(account && { account }),
    ...(consentedBy && { consentedBy }),
  }
  for (let attempt = 1; ; attempt++) {
    const expected = await generationToReplace(vault, address)
    const grant = granted(asked, tokens, { generation: expected + 1, now })
    const credential = { ...grant, ...given }
    const write = (): Promise<void> => vault.write(address, credential, expected)
    try {
      await events.around(connected, { generation: expected + 1 }, write)
      return credential
    } catch (error) {
      const conflict = isCredmgrError(error) && error.code === 'VAULT_CONFLICT'
      if (!conflict || attempt === attempts) throw error
    }
  }
}

/** Gives back a grant that is not going to be used. The refusal matters more than whether this works. */
async function withdraw(
  ports: KeepingPorts,
  { connection, client, tokens }: Grant,
  account: Account | undefined,
): Promise<void> {
  const { refreshToken, accessToken } = tokens
  const hint = refreshToken === undefined ? 'access_token' : 'refresh_token'
  try {
    const grant = { binding: bindingOf(connection), account }
    if (await isShared(ports.store.vault, grant)) return
    await revokeToken(ports, client, refreshToken ?? accessToken, hint)
  } catch (error) {
    if (!isCredmgrError(error)) throw error
    ports.logger?.warn('a refused grant could not be revoked', { provider: client.name })
  }
}
