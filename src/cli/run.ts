import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CredmgrError, isCredmgrError, namePattern } from '../model/index.ts'
import { type ParsedArguments, parseArguments, splitCommand, usage } from './arguments.ts'
import type { Invocation } from './command.ts'
import { commands, loadCommand, overviewOfAll } from './commands/index.ts'
import { helpFor } from './help.ts'
import type { CliHost, StoreLocation } from './host.ts'
import { createOutput, type Output } from './output.ts'
import { showProblem } from './problems.ts'

/** Wrong usage; not 2, which means "changes present" (EX_USAGE of sysexits). */
const usageExit = 64

/** What a shell reports for a process that a signal has ended. */
const interruptedExits: { readonly [signal: string]: number } = { SIGINT: 130, SIGTERM: 143 }

/**
 * Runs one command.
 *
 * @param argv The arguments behind the program's name.
 * @returns The exit code: 0; 1 for an error; 2 and 3 only where an option asks for them; 64 for wrong
 *   usage; 78 when `serve` has nothing to serve; 130 or 143 when interrupted. Never throws.
 */
export async function runCli(argv: readonly string[], host: CliHost): Promise<number> {
  const json = argv.includes('--json') || argv.includes('-json')
  const color = host.terminal.color && !argv.includes('--no-color') && !argv.includes('-no-color')
  const out = createOutput(host.terminal, host.clock, { json, color })
  try {
    return await dispatch(argv, host, out)
  } catch (error) {
    if (isInterruption(error, host)) return interruptedExit(host)
    showProblem(out, error, { debug: host.env('CREDMGR_DEBUG') === '1', sources: () => undefined })
    return isCredmgrError(error) && error.code === 'USAGE' ? usageExit : 1
  }
}

async function dispatch(argv: readonly string[], host: CliHost, out: Output): Promise<number> {
  const { name, rest } = splitCommand(argv, (name) => commands.has(name))
  if (name === undefined) return withoutCommand(rest, host)
  const command = await loadCommand(name)
  const given = parseArguments(command, rest)
  const { positionals, options } = given
  const values = (each: string): readonly string[] => given.values.get(each) ?? []
  if (options.has('help')) {
    host.terminal.stdout(helpFor(command))
    return 0
  }
  const settings = settingsOf(given, host)
  const { shielded, interrupted } = createShield(host, out)
  const option = (each: string): string | undefined => options.get(each)
  const running = command.run({ host, out, positionals, ...settings, option, values, shielded })
  return command.ownsInterruption === true ? running : Promise.race([running, interrupted])
}

async function withoutCommand(
  args: readonly string[],
  { terminal, version }: CliHost,
): Promise<number> {
  const has = (...names: readonly string[]): boolean => args.some((each) => names.includes(each))
  if (has('--version', '-version', '-v')) {
    const text = has('--json', '-json')
      ? JSON.stringify({ credmgr: version })
      : `credmgr ${version}`
    terminal.stdout(`${text}\n`)
    return 0
  }
  if (has('--help', '-help', '-h')) {
    terminal.stdout(await overviewOfAll())
    return 0
  }
  const unknown = args.find((each) => each.startsWith('-'))
  if (unknown !== undefined) throw usage(undefined, `no command, only "${unknown}"`)
  terminal.stderr(await overviewOfAll())
  return usageExit
}

type Settings = Pick<Invocation, 'config' | 'env' | 'location' | 'variables' | 'variableFiles'>

const nameForm = new RegExp(`^${namePattern}$`)

function settingsOf({ options, values }: ParsedArguments, host: CliHost): Settings {
  const env = options.get('env') ?? (host.env('CREDMGR_ENV') || 'default')
  if (!nameForm.test(env)) {
    const message = `"${env}" cannot be the name of an environment`
    const remedy = 'a lower case letter, then letters, digits and hyphens: --env prod'
    throw new CredmgrError('USAGE', message, { remedy })
  }
  const config = options.get('config') ?? (host.env('CREDMGR_CONFIG') || 'credmgr.config.yaml')
  const url = options.get('state') ?? (host.env('CREDMGR_STATE') || defaultState(env))
  return {
    config,
    env,
    location: locationOf(url, env, host.cwd),
    variables: new Map(values.get('var')?.map(assignment)),
    variableFiles: values.get('var-file') ?? [],
  }
}

/** Each environment has a state of its own, side by side, so that one key file serves them all. */
function defaultState(env: string): string {
  return env === 'default' ? 'file:.credmgr' : `file:.credmgr-${env}`
}

function assignment(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  // What was given may be the value alone, and that is not for show.
  const message = 'option "--var" needs a name and a value'
  throw new CredmgrError('USAGE', message, { remedy: 'for example: --var region=eu' })
}

function locationOf(url: string, env: string, cwd: string): StoreLocation {
  if (/^postgres(ql)?:/.test(url)) {
    // The rest of the URL may hold a password.
    const message = 'a state in PostgreSQL is not available in this version'
    throw new CredmgrError('USAGE', message, { remedy: 'use a directory: --state file:.credmgr' })
  }
  const [, path] = /^file:(.+)$/.exec(url) ?? []
  if (path === undefined || !(url.startsWith('file:///') || !path.startsWith('//'))) {
    const message = 'the state is not named by a URL of the form file:DIRECTORY'
    throw new CredmgrError('USAGE', message, { remedy: 'for example: --state file:.credmgr' })
  }
  const directory = path.startsWith('//') ? fileURLToPath(url) : resolve(cwd, path)
  return { backend: 'file', directory, url, env }
}

/** The first interruption ends a command at once, but for work under its shield, which ends first. */
function createShield(
  host: CliHost,
  out: Output,
): { readonly shielded: Invocation['shielded']; readonly interrupted: Promise<number> } {
  let work: Promise<unknown> = Promise.resolve()
  let isBusy = false
  const interrupted = new Promise<number>((done) => {
    const end = async (): Promise<void> => {
      if (isBusy) out.problem('Interrupted. What has begun is brought to its end first.')
      await work.catch(() => {})
      done(interruptedExit(host))
    }
    if (host.interruption.aborted) void end()
    host.interruption.addEventListener('abort', () => void end(), { once: true })
  })
  const shielded = async <T>(begin: () => Promise<T>): Promise<T> => {
    host.interruption.throwIfAborted()
    const begun = begin()
    work = begun
    isBusy = true
    try {
      return await begun
    } finally {
      isBusy = false
    }
  }
  return { shielded, interrupted }
}

function interruptedExit({ interruption }: CliHost): number {
  return interruptedExits[String(interruption.reason)] ?? 130
}

/** What was waited for was abandoned because of the interruption, and that is no problem to show. */
function isInterruption(error: unknown, { interruption }: CliHost): boolean {
  if (!interruption.aborted) return false
  return error === interruption.reason || (error instanceof Error && error.name === 'AbortError')
}
