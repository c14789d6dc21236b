import type { Command } from '../command.ts'

export const schema: Command = {
  name: 'schema',
  summary: 'print the JSON Schema of the configuration',
  positionals: '',
  maxPositionals: 0,
  options: {},
  async run({ host }) {
    host.terminal.stdout(await host.schema())
    return 0
  },
}
