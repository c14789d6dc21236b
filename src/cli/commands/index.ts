import { suggestion, usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { helpFor, overview } from '../help.ts'

/**
 * The shelf of commands by name, in the order in which help shows them. To add one: one file here,
 * one line below. Each is loaded when it is called: most need only a part of the program.
 */
export const commands: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ['init', async () => (await import('./init.ts')).init],
  ['validate', async () => (await import('./validate.ts')).validate],
  ['config', async () => (await import('./config.ts')).config],
  ['lint', async () => (await import('./lint.ts')).lint],
  ['fmt', async () => (await import('./fmt.ts')).fmt],
  ['graph', async () => (await import('./graph.ts')).graph],
  ['plan', async () => (await import('./plan.ts')).plan],
  ['apply', async () => (await import('./apply.ts')).apply],
  ['destroy', async () => (await import('./destroy.ts')).destroy],
  ['status', async () => (await import('./status.ts')).status],
  ['connect', async () => (await import('./connect.ts')).connect],
  ['serve', async () => (await import('./serve.ts')).serve],
  ['schema', async () => (await import('./schema.ts')).schema],
  ['explain', async () => (await import('./explain.ts')).explain],
  ['help', async () => help],
])

const help: Command = {
  name: 'help',
  summary: 'tell about a command',
  positionals: '[COMMAND]',
  maxPositionals: 1,
  options: {},
  run: async ({ host, positionals: [name] }) => {
    const text = name === undefined ? await overviewOfAll() : helpFor(await loadCommand(name))
    host.terminal.stdout(text)
    return 0
  },
}

/** @throws `USAGE` when there is no such command */
export async function loadCommand(name: string): Promise<Command> {
  const load = commands.get(name)
  if (load !== undefined) return await load()
  throw usage(undefined, `unknown command "${name}"${suggestion(name, [...commands.keys()])}`)
}

/** What is told of all commands together. */
export async function overviewOfAll(): Promise<string> {
  return overview(await Promise.all([...commands.values()].map((load) => load())))
}
