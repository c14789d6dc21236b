import { ofKind, type State, type Store } from '../../model/index.ts'
import { forgetResources, type StateEdit } from '../../plan/index.ts'
import { resourceIn } from '../addresses.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { lockDetails } from '../locks.ts'
import { approveOption, changeOptions, editState } from '../state-changing.ts'

export const stateRm: Command = {
  name: 'state rm',
  summary: 'forget resources without revoking anything at a provider',
  positionals: 'ADDRESS...',
  maxPositionals: Number.POSITIVE_INFINITY,
  options: { ...approveOption, ...changeOptions },
  details: [
    'The sealed tokens and client secrets of what is forgotten are wiped here, and are in no backup; at',
    'the provider they live on until they expire or are revoked there. Where they are to be revoked as',
    'well, remove the resource from the configuration and apply. What refers to a resource has to be',
    'forgotten together with it.',
    '',
    lockDetails,
  ].join('\n'),
  async run(invocation) {
    const { host, location, positionals } = invocation
    if (positionals.length === 0) throw usage(stateRm, 'the address of a resource is missing')
    const store = await host.openStore(location)
    const state = await store.state.read()
    const addresses = [...new Set(positionals.map((each) => resourceIn(state, each).address))]
    const done = await editState(invocation, {
      command: stateRm,
      store,
      state,
      operation: `state rm ${addresses.join(' ')}`,
      edit: (now) => forgetResources(now, addresses),
      farewell: 'forget',
      show: (edit) => showForgotten(invocation, { store, state }, edit),
      question: {
        question: 'Do you really want to forget these resources?',
        explanation: [
          'Nothing is revoked at a provider, and the tokens are wiped here.',
          "There is no undo. Only 'yes' will be accepted to confirm.",
        ],
        refused: 'Nothing was forgotten.',
      },
    })
    return done === undefined && invocation.option('dry-run') === undefined ? 1 : 0
  },
}

async function showForgotten(
  { out }: Invocation,
  { store, state }: { readonly store: Store; readonly state: State },
  { gone }: StateEdit,
): Promise<void> {
  const summaries = await store.vault.summaries()
  const stored = new Set<string>(summaries.map(({ connection }) => connection))
  const tokens = new Set<string>(
    ofKind(state.resources, 'connection')
      .filter(({ spec }) => stored.has(spec.address))
      .map(({ address }) => address),
  )
  for (const address of gone) {
    const hasToken = tokens.has(address)
    const note = hasToken ? '   its token is wiped and not revoked' : ''
    out.result(`${out.paint('error', '-')} ${address}${note}`)
    out.event('resource_forgotten', `${address} is forgotten`, { address, hasToken })
  }
}
