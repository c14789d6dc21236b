import type { ConnectionAddress, Store } from '../../model/index.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { connectionIn } from '../connections.ts'
import { showGateway } from '../consents.ts'
import { beginByDevice, deviceFacts, isByDevice, whereToType } from '../device-consents.ts'
import { authorized } from '../grants.ts'

export const connect: Command = {
  name: 'connect',
  summary: 'make a consent link for a connection',
  positionals: 'ADDRESS',
  maxPositionals: 1,
  options: { open: { singleDash: true, summary: 'open it in the browser of this machine' } },
  details: [
    'ADDRESS is provider/name, for example github/release-bot. The link stands alone on standard',
    'output; it works once, for 24 hours, and is as good as a password until then. With the grant',
    'deviceCode it shows a code and where to type it in, on any device, and waits until that is done.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, positionals, option, location } = invocation
    const [text] = positionals
    if (text === undefined) throw usage(connect, 'the address of a connection is missing')
    const store = await host.openStore(location)
    const state = await store.state.read()
    const connection = connectionIn(state, text).spec.address
    if (isByDevice(state, connection)) return await connectDevice(invocation, store, connection)
    const link = await (await host.consent(store)).issueLink(connection)
    const expiresAt = new Date(link.expiresAt).toISOString()
    out.progress(`Consent link for ${connection}, good for one use until ${expiresAt}:`)
    out.result(link.url)
    out.line({ connection, url: link.url, expiresAt })
    await showGateway(invocation, state)
    if (option('open') !== undefined) await open(invocation, link.url)
    return 0
  },
}

/** Shows the code, and waits until it was typed in and its consent is stored. */
async function connectDevice(
  invocation: Invocation,
  store: Store,
  connection: ConnectionAddress,
): Promise<number> {
  const { host, out, option } = invocation
  const consent = await beginByDevice(invocation, store, connection)
  const facts = deviceFacts(consent)
  out.progress(`Consent for ${connection}, until ${facts.expiresAt}; open and type in:`)
  out.result(whereToType(consent))
  out.line({ connection, ...facts })
  if (option('open') !== undefined) {
    await open(invocation, consent.verificationUriComplete ?? consent.verificationUri)
  }
  const { account, grantedScopes } = await consent.wait(host.interruption)
  out.progress(authorized({ address: connection, account, grantedScopes }))
  return 0
}

/** The link was printed: without a browser the command has still done its work. */
async function open({ host, out }: Invocation, url: string): Promise<void> {
  try {
    await host.openBrowser(url)
  } catch {
    out.problem(`${out.paint('warning', 'Warning:')} no browser could be opened; use the link`)
  }
}
