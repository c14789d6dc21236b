import { stateToText } from '../../plan/index.ts'
import type { Command } from '../command.ts'

export const statePull: Command = {
  name: 'state pull',
  summary: 'print the state as JSON; there is no secret in it',
  positionals: '',
  maxPositionals: 0,
  options: {},
  details: 'What it prints can be edited with care and given to credmgr state push.',
  async run({ host, env, location }) {
    const store = await host.openStore(location)
    host.terminal.stdout(stateToText(await store.state.read(), env))
    return 0
  },
}
