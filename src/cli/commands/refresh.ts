import { refreshNow, type ServedConnection, served, subjectTokens } from '../../engine/index.ts'
import { type Credential, CredmgrError, isDeclared } from '../../model/index.ts'
import { printable } from '../../plan/index.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { connectionIn } from '../connections.ts'
import { describeDuration } from '../durations.ts'
import { scopeList } from '../grants.ts'
import { eventsFor } from '../telling.ts'

export const refresh: Command = {
  name: 'refresh',
  summary: 'renew the token of a connection now',
  positionals: 'ADDRESS',
  maxPositionals: 1,
  options: {},
  details: [
    'ADDRESS is an applied connection, for example github/release-bot. The provider is asked as the gateway',
    'asks it: once, alone among all processes, and the answer is sealed before anything is told of it. No',
    'token is shown. Only a person can help where the grant is dead; then this says so and exits with 1.',
  ].join('\n'),
  async run(invocation) {
    const { host, positionals, location, shielded } = invocation
    const [text] = positionals
    if (text === undefined) throw usage(refresh, 'the address of a connection is missing')
    const store = await host.openStore(location)
    const state = await store.state.read()
    const connection = renewable(connectionIn(state, text))
    const { address, scopes } = connection.spec
    const events = eventsFor(invocation, store, state)
    const asking = { store, clock: host.clock, fetch: host.fetch, events }
    const tokenFor = subjectTokens(asking, served(state)?.connections ?? new Map())
    const credential = await shielded(() => refreshNow({ ...asking, tokenFor }, connection))
    show(invocation, { address, scopes, credential })
    return 0
  },
}

/** @throws `USAGE` for a connection that declares its credential */
function renewable(connection: ServedConnection): ServedConnection {
  const { spec, provider } = connection
  if (!isDeclared(provider.grant)) return connection
  const message = `"${spec.address}" has no token: its grant is ${provider.grant}`
  throw new CredmgrError('USAGE', message, {
    remedy: 'change what it declares, then credmgr apply',
  })
}

function show(
  { host, out }: Invocation,
  {
    address,
    scopes,
    credential,
  }: {
    readonly address: string
    readonly scopes: readonly string[]
    readonly credential: Credential
  },
): void {
  const { grantedScopes, expiresAt } = credential
  const missing = scopes.filter((scope) => !grantedScopes.includes(scope))
  const said = `connection.${address}: Refreshed, granted ${scopeList(grantedScopes)}`
  out.result(out.paint('good', said))
  if (missing.length > 0) {
    const names = missing.map(printable).join(', ')
    out.result(out.paint('warning', `Not granted: ${names}`))
  }
  out.result(untilOf(expiresAt, host.clock.now()))
  out.line({
    address,
    scopes,
    grantedScopes,
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
  })
}

function untilOf(expiresAt: number | undefined, now: number): string {
  if (expiresAt === undefined) return 'The access token does not expire.'
  const left = describeDuration(Math.max(0, expiresAt - now))
  return `The access token is valid until ${new Date(expiresAt).toISOString()}, for ${left}.`
}
