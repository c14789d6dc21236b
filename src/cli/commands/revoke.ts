import { withdrawable, withdrawGrant } from '../../engine/index.ts'
import { isConsented, isMinted } from '../../model/index.ts'
import { assertAskable, isApproved, showPending } from '../applying.ts'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { connectionIn } from '../connections.ts'
import { lockOptions, lockWait } from '../locks.ts'
import { planningPorts } from '../planning.ts'
import { reportTo } from '../progress.ts'
import { approveOption } from '../state-changing.ts'
import { eventsFor } from '../telling.ts'

export const revoke: Command = {
  name: 'revoke',
  summary: 'revoke the grant of a connection; it waits for a new consent then',
  positionals: 'ADDRESS',
  maxPositionals: 1,
  options: { ...approveOption, ...lockOptions },
  details: [
    'ADDRESS is an applied connection, for example github/release-bot. Its token is wiped here first, and then',
    'revoked at its provider (RFC 7009), where that can be asked for; what a provider that does not answer has',
    'not revoked is tried again by the next apply. The connection stays, with its policies and routes. One with',
    'lifecycle.preventDestroy is left alone.',
  ].join('\n'),
  async run(invocation) {
    const { host, out, positionals, location, shielded } = invocation
    const [text] = positionals
    if (text === undefined) throw usage(revoke, 'the address of a connection is missing')
    const wait = lockWait(invocation, revoke)
    const store = await host.openStore(location)
    const state = await store.state.read()
    const { address } = connectionIn(state, text).spec
    const { provider } = withdrawable(state, address)
    assertAskable(invocation, 'use --auto-approve')
    const approved = await isApproved(invocation, {
      question: `Do you really want to revoke the grant of connection.${address}?`,
      explanation: [
        isMinted(provider.grant)
          ? 'The next request obtains another token.'
          : 'Nothing is served with it until somebody consents again.',
        "There is no undo. Only 'yes' will be accepted to confirm.",
      ],
      refused: 'Nothing was revoked.',
    })
    if (!approved) return 1
    const ports = { ...planningPorts(invocation, store), fetch: host.fetch }
    const events = eventsFor(invocation, store, state)
    const options = { lockWait: wait, signal: host.interruption, report: reportTo(out), events }
    const pending = await shielded(() => withdrawGrant(ports, address, options))
    showPending(invocation, { pendingRevocations: pending })
    if (isConsented(provider.grant)) {
      out.result(`A new consent: credmgr connect ${address}`)
    }
    out.event('connection_revoked', `connection.${address}: revoked`, {
      connection: address,
      pendingRevocations: pending,
    })
    return 0
  },
}
