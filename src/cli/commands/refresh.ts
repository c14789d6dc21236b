import { renewNow } from '../../engine/index.ts'
import { connectionIn } from '../addresses.ts'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { describeDuration } from '../durations.ts'
import { scopeList } from '../grants.ts'

export const refresh: Command = {
  name: 'refresh',
  summary: 'renew the token of a connection now, and tell what it is good for',
  positionals: 'ADDRESS',
  maxPositionals: 1,
  options: {},
  details: [
    'By the one way in which the gateway does it, which no two processes go at once; a gateway uses the new',
    'token within half a minute. A connection whose grant is dead waits for a consent afterwards.',
  ].join('\n'),
  async run({ host, out, positionals, location, shielded }) {
    const [text] = positionals
    if (text === undefined) throw usage(refresh, 'the address of a connection is missing')
    const store = await host.openStore(location)
    const connection = connectionIn(await store.state.read(), text)
    const { address } = connection.spec
    const before = await store.vault.summary(address)
    const ports = { store, clock: host.clock, fetch: host.fetch }
    const after = await shielded(() => renewNow(ports, connection))
    const { grantedScopes, expiresAt } = after
    const renewed = after.generation !== before?.generation
    const left = expiresAt === undefined ? undefined : expiresAt - host.clock.now()
    const until = left === undefined ? 'does not expire' : `expires in ${describeDuration(left)}`
    const what = renewed ? 'Refreshed' : 'Not refreshed: the provider gave no refresh token'
    out.result(`connection.${address}: ${what}; granted ${scopeList(grantedScopes)}, ${until}`)
    out.line({ connection: address, renewed, grantedScopes, expiresAt: expiresAt ?? null })
    return renewed ? 0 : 1
  },
}
