import { suggestion, usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { helpFor, overview } from '../help.ts'
import { apply } from './apply.ts'
import { config } from './config.ts'
import { connect } from './connect.ts'
import { destroy } from './destroy.ts'
import { explain } from './explain.ts'
import { fmt } from './fmt.ts'
import { graph } from './graph.ts'
import { init } from './init.ts'
import { lint } from './lint.ts'
import { plan } from './plan.ts'
import { schema } from './schema.ts'
import { serve } from './serve.ts'
import { status } from './status.ts'
import { validate } from './validate.ts'

/** The shelf of commands, in the order in which help shows them. To add one: one file here, one line below. */
export const commands: readonly Command[] = [
  init,
  validate,
  config,
  lint,
  fmt,
  graph,
  plan,
  apply,
  destroy,
  status,
  connect,
  serve,
  schema,
  explain,
  {
    name: 'help',
    summary: 'tell about a command',
    positionals: '[COMMAND]',
    maxPositionals: 1,
    options: {},
    run: async ({ host, positionals: [name] }) => {
      const command = commands.find((each) => each.name === name)
      if (name !== undefined && command === undefined) {
        const names = commands.map((each) => each.name)
        throw usage(undefined, `unknown command "${name}"${suggestion(name, names)}`)
      }
      host.terminal.stdout(command === undefined ? overview(commands) : helpFor(command))
      return 0
    },
  },
]
