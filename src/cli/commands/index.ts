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
  ['drift', async () => (await import('./drift.ts')).drift],
  ['show', async () => (await import('./show.ts')).show],
  ['status', async () => (await import('./status.ts')).status],
  ['connect', async () => (await import('./connect.ts')).connect],
  ['refresh', async () => (await import('./refresh.ts')).refresh],
  ['revoke', async () => (await import('./revoke.ts')).revoke],
  ['import', async () => (await import('./import.ts')).importCommand],
  ['can', async () => (await import('./can.ts')).can],
  ['test', async () => (await import('./test.ts')).test],
  ['serve', async () => (await import('./serve.ts')).serve],
  ['reload', async () => (await import('./reload.ts')).reload],
  ['state list', async () => (await import('./state-list.ts')).stateList],
  ['state show', async () => (await import('./state-show.ts')).stateShow],
  ['state mv', async () => (await import('./state-mv.ts')).stateMv],
  ['state rm', async () => (await import('./state-rm.ts')).stateRm],
  ['state history', async () => (await import('./state-history.ts')).stateHistory],
  ['state rollback', async () => (await import('./state-rollback.ts')).stateRollback],
  ['state verify', async () => (await import('./state-verify.ts')).stateVerify],
  ['state repair', async () => (await import('./state-repair.ts')).stateRepair],
  ['state pull', async () => (await import('./state-pull.ts')).statePull],
  ['state push', async () => (await import('./state-push.ts')).statePush],
  ['lock show', async () => (await import('./lock-show.ts')).lockShow],
  ['force-unlock', async () => (await import('./force-unlock.ts')).forceUnlock],
  ['secrets seal', async () => (await import('./secrets-seal.ts')).secretsSeal],
  ['secrets scan', async () => (await import('./secrets-scan.ts')).secretsScan],
  ['keys new', async () => (await import('./keys-new.ts')).keysNew],
  ['keys backup', async () => (await import('./keys-backup.ts')).keysBackup],
  ['keys check', async () => (await import('./keys-check.ts')).keysCheck],
  ['keys rotate', async () => (await import('./keys-rotate.ts')).keysRotate],
  ['schema', async () => (await import('./schema.ts')).schema],
  ['explain', async () => (await import('./explain.ts')).explain],
  ['help', async () => help],
])

const help: Command = {
  name: 'help',
  summary: 'tell about a command',
  positionals: '[COMMAND]',
  maxPositionals: 2,
  options: {},
  run: async ({ host, positionals }) => {
    const name = positionals.join(' ')
    const text = name === '' ? await overviewOfAll() : helpFor(await loadCommand(name))
    host.terminal.stdout(text)
    return 0
  },
}

/** @throws `USAGE` when there is no such command */
export async function loadCommand(name: string): Promise<Command> {
  const load = commands.get(name)
  if (load !== undefined) return await load()
  const names = [...commands.keys()]
  const under = names.filter((each) => each.startsWith(`${name} `))
  if (under.length > 0) throw usage(undefined, `"${name}" is one of: ${under.join(', ')}`)
  throw usage(undefined, `unknown command "${name}"${suggestion(name, names)}`)
}

/** What is told of all commands together. */
export async function overviewOfAll(): Promise<string> {
  return overview(await Promise.all([...commands.values()].map((load) => load())))
}
