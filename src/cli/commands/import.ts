import { resolve } from 'node:path'
import { importGrant, type ServedConnection } from '../../engine/index.ts'
import { CredmgrError, isConsented } from '../../model/index.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { connectionIn } from '../connections.ts'
import { ofAccount, scopeList } from '../grants.ts'
import { eventsFor } from '../telling.ts'

export const importCommand: Command = {
  name: 'import',
  summary: 'take over a grant that was made elsewhere, by its refresh token',
  positionals: 'ADDRESS',
  maxPositionals: 1,
  options: {
    'token-file': {
      value: 'FILE',
      summary: 'read the refresh token from a file; - is standard input',
    },
  },
  details: [
    'ADDRESS is an applied connection that waits for a consent. The refresh token must have been granted to',
    'the client of its provider; it is asked for without being shown, or read from standard input. It is used',
    'once, at once: that proves it, tells the scopes that were granted, and at a provider that rotates refresh',
    'tokens makes it void for whoever had it before. A block of "import" in the configuration does the same.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, positionals, location, shielded } = invocation
    const [text] = positionals
    if (text === undefined) throw usage(importCommand, 'the address of a connection is missing')
    const store = await host.openStore(location)
    const state = await store.state.read()
    const connection = consented(connectionIn(state, text))
    const token = await readToken(invocation)
    const events = eventsFor(invocation, store, state)
    const ports = { store, clock: host.clock, fetch: host.fetch, events }
    const { account, grantedScopes, expiresAt } = await shielded(() =>
      importGrant(ports, connection, token),
    )
    const { address } = connection.spec
    const said = `connection.${address}: Imported the grant${ofAccount(account)}, granted ${scopeList(grantedScopes)}`
    out.result(out.paint('good', said))
    out.line({
      connection: address,
      account: account === undefined ? null : { ...account },
      grantedScopes,
      expiresAt: expiresAt ?? null,
    })
    return 0
  },
}

/** @throws `USAGE` for a connection that has no refresh token */
function consented(found: ServedConnection): ServedConnection {
  const { grant } = found.provider
  if (isConsented(grant)) return found
  const message = `"${found.spec.address}" has no refresh token: its grant is ${grant}`
  throw new CredmgrError('USAGE', message, {
    remedy: 'its tokens are obtained with the client alone; nothing has to be imported',
  })
}

async function readToken({ host, option }: Invocation): Promise<string> {
  const file = option('token-file')
  const text =
    file === undefined || file === '-'
      ? await host.terminal.secret('Refresh token: ')
      : await host.files.readText(resolve(host.cwd, file))
  const token = text?.trim()
  if (token !== undefined && token !== '' && !/\s/.test(token)) return token
  const message =
    token === undefined || token === ''
      ? 'there is no refresh token'
      : 'what was given is no refresh token: it has spaces or more than one line'
  throw new CredmgrError('USAGE', message, {
    remedy: 'type it, give it on standard input, or name a file with --token-file',
  })
}
