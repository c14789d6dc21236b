import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { connectionIn } from '../connections.ts'
import { showGateway } from '../consents.ts'

export const connect: Command = {
  name: 'connect',
  summary: 'make a consent link for a connection',
  positionals: 'ADDRESS',
  maxPositionals: 1,
  options: { open: { singleDash: true, summary: 'open it in the browser of this machine' } },
  details: [
    'ADDRESS is provider/name, for example github/release-bot. The link stands alone on standard',
    'output; it works once, for 24 hours, and is as good as a password until then.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, positionals, option, location } = invocation
    const [text] = positionals
    if (text === undefined) throw usage(connect, 'the address of a connection is missing')
    const store = await host.openStore(location)
    const state = await store.state.read()
    const connection = connectionIn(state, text).spec.address
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

/** The link was printed: without a browser the command has still done its work. */
async function open({ host, out }: Invocation, url: string): Promise<void> {
  try {
    await host.openBrowser(url)
  } catch {
    out.problem(`${out.paint('warning', 'Warning:')} no browser could be opened; use the link`)
  }
}
