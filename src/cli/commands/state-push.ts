import { resolve } from 'node:path'
import { CredmgrError, type State } from '../../model/index.ts'
import { putBack, stateFromText, type WrittenState } from '../../plan/index.ts'
import { usage } from '../arguments.ts'
import type { Command, Invocation } from '../command.ts'
import { lockDetails } from '../locks.ts'
import { allowExecOption } from '../planning.ts'
import { approveOption, changeOptions, editState } from '../state-changing.ts'
import { showPutBack } from './state-rollback.ts'

export const statePush: Command = {
  name: 'state push',
  summary: 'put a state that was pulled and edited in the place of the one that there is',
  positionals: 'FILE',
  maxPositionals: 1,
  options: {
    force: { singleDash: true, summary: 'also one of another lineage, or that is not newer' },
    ...approveOption,
    ...changeOptions,
    'allow-exec': allowExecOption,
  },
  details: [
    'FILE is what credmgr state pull printed, with a serial that is one higher; - is standard input.',
    'Only its resources are taken: what is still to be revoked stays, and so do tokens and the lineage.',
    'As with credmgr state rollback, connections that it does not have lose their tokens, and a client',
    'secret that is not sealed here is sealed by the next apply.',
    '',
    lockDetails,
  ].join('\n'),
  async run(invocation) {
    const { host, location, positionals, option } = invocation
    const [file] = positionals
    if (file === undefined) throw usage(statePush, 'the file is missing')
    const written = stateFromText(await textOf(invocation, file), file)
    const store = await host.openStore(location)
    const state = await store.state.read()
    refuseStranger(invocation, written)
    if (option('force') === undefined) refuseOther(written, state)
    const newest = (await store.upkeep.history()).at(-1)?.serial ?? 0
    const done = await editState(invocation, {
      command: statePush,
      store,
      state,
      operation: `state push ${written.serial}`,
      edit: (now) => putBack(now, written.resources),
      farewell: 'revoke',
      serial: Math.max(written.serial, newest + 1),
      show: (edit) => showPutBack(invocation, { store, state, title: 'Push' }, edit),
      question: {
        question: 'Do you want to replace the state?',
        explanation: [
          'Gateways serve it at once, whatever the configuration says.',
          "Only 'yes' will be accepted to approve.",
        ],
        refused: 'Push cancelled.',
      },
    })
    return done === undefined && option('dry-run') === undefined ? 1 : 0
  },
}

async function textOf({ host }: Invocation, file: string): Promise<string> {
  const path = file === '-' ? '/dev/stdin' : resolve(host.cwd, file)
  const text = await host.files.readText(path)
  if (text !== undefined) return text
  throw new CredmgrError('FILE_UNREADABLE', `there is no file "${file}"`, { file })
}

function refuseStranger({ env }: Invocation, written: WrittenState): void {
  if (written.env === env) return
  const message = `the state is of the environment "${written.env}", not of "${env}"`
  const remedy = `name it: --env ${written.env}`
  throw new CredmgrError('STATE_REFUSED', message, { remedy })
}

function refuseOther(written: WrittenState, state: State): void {
  if (written.lineage !== state.lineage) {
    const message = `the state has lineage "${written.lineage}", and this store "${state.lineage}"`
    const remedy = 'it is of another store; --force takes its resources all the same'
    throw new CredmgrError('STATE_REFUSED', message, { remedy })
  }
  if (written.serial > state.serial) return
  const message = `the state has serial ${written.serial}, and the store is at ${state.serial}`
  const remedy = `somebody may have applied since; pull anew, and give it serial ${state.serial + 1}`
  throw new CredmgrError('STATE_REFUSED', message, { remedy })
}
