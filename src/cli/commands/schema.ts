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
    'An editor finds it by the first line of a file, which "credmgr init" writes:',
    '    # yaml-language-server: $schema=./node_modules/credmgr/schemas/credmgr.schema.json',
    'Without the package in node_modules, keep a copy beside the configuration, and renew it with',
    'every new version:',
    '    credmgr schema > schemas/credmgr.schema.json',
    '    credmgr schema --for environment > schemas/credmgr.environment.schema.json',
    '    credmgr schema --for part > schemas/credmgr.part.schema.json',
  ].join('\n'),
  async run({ host, option }) {
    const named = option('for')
    const kind: SchemaKind = schemaKinds.find((each) => each === named) ?? 'main'
    host.terminal.stdout(await host.schema(kind))
    return 0
  },
}
