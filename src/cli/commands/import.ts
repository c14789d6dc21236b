import { resolve } from 'node:path'
import { didYouMean } from '../../config/index.ts'
import { importGrant, type ServedConnection, served } from '../../engine/index.ts'
import { CredmgrError, isConsented, type State } from '../../model/index.ts'
import { printable } from '../../plan/index.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'

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
    const connection = connectionIn(await store.state.read(), text)
    const token = await readToken(invocation)
    const ports = { store, clock: host.clock, fetch: host.fetch }
    const { account, grantedScopes, expiresAt } = await shielded(() =>
      importGrant(ports, connection, token),
    )
    const { address } = connection.spec
    const whose = account?.account ?? account?.email ?? account?.subject
    const by = whose === undefined ? '' : ` of ${printable(whose)}`
    const scopes = grantedScopes.map(printable).join(', ')
    out.result(
      out.paint('good', `connection.${address}: Imported the grant${by}, granted [${scopes}]`),
    )
    out.line({
      connection: address,
      account: account === undefined ? null : { ...account },
      grantedScopes,
      expiresAt: expiresAt ?? null,
    })
    return 0
  },
}

/** @throws `CONNECTION_UNKNOWN`, or `USAGE` for one that has no refresh token */
function connectionIn(state: State, text: string): ServedConnection {
  const connections = served(state)?.connections ?? new Map<string, ServedConnection>()
  const name = text.replace(/^connection\./, '')
  const found = [...connections.values()].find(({ spec }) => spec.address === name)
  if (found === undefined) {
    const suggestion = didYouMean(name, [...connections.keys()])
    throw new CredmgrError('CONNECTION_UNKNOWN', `no connection "${name}" is applied`, {
      connection: name,
      ...(suggestion !== undefined && { suggestion }),
    })
  }
  const { grant } = found.provider
  if (isConsented(grant)) return found
  throw new CredmgrError('USAGE', `"${name}" has no refresh token: its grant is ${grant}`, {
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
