import { pastState, tokenFates } from '../../engine/index.ts'
import {
  type ConnectionAddress,
  connectionAddress,
  type ResourceAddress,
  resourceParts,
  type State,
  type Store,
} from '../../model/index.ts'
import { countsOf, putBack, type StateEdit } from '../../plan/index.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { lockDetails } from '../locks.ts'
import { allowExecOption } from '../planning.ts'
import { approveOption, changeOptions, editState } from '../state-changing.ts'

export const stateRollback: Command = {
  name: 'state rollback',
  summary: 'serve an earlier state again, as a new serial',
  positionals: 'SERIAL',
  maxPositionals: 1,
  options: { ...approveOption, ...changeOptions, 'allow-exec': allowExecOption },
  details: [
    'The history stays, and this can be rolled back as well. Tokens stay where they are; one that was',
    'granted to another client than the earlier state names is not sent, and its connection needs a new',
    'consent. Connections that the earlier state does not have lose their tokens, which are revoked as',
    'apply would. Values of secrets are not rolled back. The configuration is not changed: the next apply',
    'brings back what it says, so put it back as well.',
    '',
    lockDetails,
  ].join('\n'),
  async run(invocation) {
    const { host, location, positionals } = invocation
    const serial = serialOf(positionals[0])
    const store = await host.openStore(location)
    const state = await store.state.read()
    const past = await pastState(store.upkeep, serial)
    const newest = (await store.upkeep.history()).at(-1)?.serial ?? 0
    const done = await editState(invocation, {
      command: stateRollback,
      store,
      state,
      operation: `state rollback ${serial}`,
      edit: (now) => putBack(now, past.resources),
      farewell: 'revoke',
      // Never one that was there: a gateway takes no older serial than the one that it serves.
      serial: newest + 1,
      show: (edit) => showPutBack(invocation, { store, state, title: 'Rollback' }, edit),
      question: {
        question: `Do you want to roll back to serial ${serial}?`,
        explanation: [
          'Gateways serve it at once, whatever the configuration says.',
          "Only 'yes' will be accepted to approve.",
        ],
        refused: 'Rollback cancelled.',
      },
    })
    return done === undefined && invocation.option('dry-run') === undefined ? 1 : 0
  },
}

function serialOf(text: string | undefined): number {
  if (text === undefined) throw usage(stateRollback, 'the serial is missing')
  if (!/^[1-9]\d{0,14}$/.test(text)) throw usage(stateRollback, `"${text}" is no serial`)
  return Number(text)
}

/** What becomes of resources and of tokens, if `edit` takes the place of `state`. */
export async function showPutBack(
  { host, out }: Invocation,
  { store, state, title }: { readonly store: Store; readonly state: State; readonly title: string },
  edit: StateEdit,
): Promise<void> {
  const { add, change, destroy } = countsOf(state, edit.resources)
  out.result(`${title}: ${add} to add, ${change} to change, ${destroy} to destroy.`)
  for (const { from, to } of edit.moves) out.result(`> ${from} moves to ${to}`)
  const all = await store.vault.summaries()
  const summaries = new Map(all.map((each) => [each.connection, each]))
  for (const address of edit.gone) {
    const connection = connectionOf(address)
    const hasToken = connection !== undefined && summaries.has(connection)
    out.result(`${out.paint('error', '-')} ${address}${hasToken ? '   its token is revoked' : ''}`)
    out.event('resource_removed', `${address} is removed`, { address, hasToken })
  }
  const moves = new Map(edit.moves.flatMap(({ from, to }) => pairOf(from, to)))
  for (const fate of tokenFates(edit.resources, summaries, { moves, now: host.clock.now() })) {
    const { connection, auth, reason } = fate
    if (auth === 'connected') continue
    out.result(`* connection.${connection}: ${auth}${reason === null ? '' : ` (${reason})`}`)
    out.event('token_fate', `${connection}: ${auth}`, { connection, auth, reason })
  }
}

function pairOf(
  from: ResourceAddress,
  to: ResourceAddress,
): readonly (readonly [ConnectionAddress, ConnectionAddress])[] {
  const [before, after] = [connectionOf(from), connectionOf(to)]
  return before === undefined || after === undefined ? [] : [[after, before]]
}

function connectionOf(address: ResourceAddress): ConnectionAddress | undefined {
  const parts = resourceParts(address)
  return parts?.kind === 'connection' ? connectionAddress(parts.name) : undefined
}
