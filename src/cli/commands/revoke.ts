import { withdrawGrant } from '../../engine/index.ts'
import { connectionIn } from '../addresses.ts'
import { assertAskable, isApproved, showPending } from '../applying.ts'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { lockOptions, lockWait } from '../locks.ts'
import { planningPorts } from '../planning.ts'
import { reportTo } from '../progress.ts'

export const revoke: Command = {
  name: 'revoke',
  summary:
    'end the grant of a connection at its provider; the connection stays and waits for a consent',
  positionals: 'ADDRESS',
  maxPositionals: 1,
  options: { 'auto-approve': { singleDash: true, summary: 'do not ask' }, ...lockOptions },
  details: [
    'The token is wiped here whatever the provider says. What the provider does not answer is recorded and',
    'tried again by the next apply. lifecycle.preventDestroy forbids it.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, positionals, location } = invocation
    const [text] = positionals
    if (text === undefined) throw usage(revoke, 'the address of a connection is missing')
    assertAskable(invocation, 'use --auto-approve')
    const store = await host.openStore(location)
    const { address } = connectionIn(await store.state.read(), text).spec
    const question = {
      question: `Do you really want to revoke the grant of connection.${address}?`,
      explanation: ["A person will have to consent again. Only 'yes' will be accepted to confirm."],
      refused: 'Revoke cancelled.',
    }
    if (!(await isApproved(invocation, question))) return 1
    const ports = { ...planningPorts(invocation, store), fetch: host.fetch }
    const options = {
      lockWait: lockWait(invocation, revoke),
      signal: host.interruption,
      report: reportTo(out),
    }
    const { found, pending } = await invocation.shielded(() =>
      withdrawGrant(ports, address, options),
    )
    const said = found
      ? `connection.${address} has no grant any more; a new one: credmgr connect ${address}`
      : `connection.${address} had no grant`
    out.result(said)
    out.line({ connection: address, revoked: found })
    showPending(invocation, { pendingRevocations: pending })
    return 0
  },
}
