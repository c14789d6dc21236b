import type { Command } from '../command.ts'
import { type SchemaKind, schemaKinds } from '../host.ts'

export const schema: Command = {
  name: 'schema',
  summary: 'print the JSON Schema of the configuration',
  positionals: '',
  maxPositionals: 0,
  options: {
    for: {
      value: 'KIND',
      choices: schemaKinds,
      summary: 'of the main file (default), of an included part, or of an environment',
    },
  },
  details: [
    'Editors read it by the first line of a file:',
    '    # yaml-language-server: $schema=./node_modules/credmgr/schemas/credmgr.schema.json',
    'Without the package in node_modules, print it into a file and name that one.',
  ].join('\n'),
  async run({ host, option }) {
    const named = option('for')
    const kind: SchemaKind = schemaKinds.find((each) => each === named) ?? 'main'
    host.terminal.stdout(await host.schema(kind))
    return 0
  },
}
