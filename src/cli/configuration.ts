import { basename, dirname, posix, resolve } from 'node:path'
import {
  type ConfigFile,
  type ConfigInput,
  type ConfigTexts,
  environmentsDirectory,
  includesOf,
  loadConfig,
  type ReadData,
  type Sources,
} from '../config/index.ts'
import { type Checked, type Config, CredmgrError } from '../model/index.ts'
import { suggestion } from './arguments.ts'
import type { Invocation } from './command.ts'
import { showDiagnostics } from './problems.ts'

/** A configuration that was read: what it says, or what is wrong with it, and its texts for showing where. */
export interface ReadConfig {
  readonly checked: Checked<Config>
  readonly sources: Sources
}

/** The files of a configuration, read and not understood yet. */
export interface ReadInput {
  readonly checked: Checked<ConfigInput>
  readonly sources: Sources
}

interface Options {
  /** `false`: as `validate`, which must not look at the environment. */
  readonly withEnvironment: boolean
}

/**
 * Reads the configuration of an invocation: the main file, what it includes, the file of the
 * environment and those of variables.
 *
 * @throws `FILE_UNREADABLE`; `USAGE` for an environment that there is not
 */
export async function readConfig(invocation: Invocation, options: Options): Promise<ReadConfig> {
  const { checked, sources } = await readInput(invocation, options)
  if (!checked.ok) return { checked, sources }
  return { checked: loadConfig(checked.value, invocation.host.catalog), sources }
}

/** As {@link readConfig}, up to the texts. */
export async function readInput(
  invocation: Invocation,
  { withEnvironment }: Options,
): Promise<ReadInput> {
  const { host, config, variables } = invocation
  const main = { file: config, text: await readFile(invocation, config, missing(config)) }
  const overlay = await readOverlay(invocation)
  const variableFiles = await readAll(invocation, invocation.variableFiles)
  const included = await readIncluded(invocation, main)
  const all = [main, overlay ?? [], variableFiles, included.ok ? included.value : []].flat()
  const texts = new Map(all.map(({ file, text }) => [file, text]))
  const sources: Sources = (file) => texts.get(file)
  if (!included.ok) return { checked: included, sources }
  const env = (name: string): string | undefined => host.env(name)
  const cache = host.parseCache(invocation.location)
  const read: ConfigTexts = { ...main, included: included.value, overlay, variableFiles, cache }
  const data = dataReader(invocation, (file, text) => texts.set(file, text))
  const value: ConfigInput = { ...read, data, variables, ...(withEnvironment && { env }) }
  return { checked: { ok: true, value, diagnostics: [] }, sources }
}

/** Reads data files, which are known only while the configuration is understood. */
function dataReader(
  { host, config }: Invocation,
  remember: (file: string, text: string) => void,
): ReadData {
  const directory = dirname(resolve(host.cwd, config))
  return (path) => {
    const read = host.files.readBelow(directory, path)
    if (!read.ok) return read
    const file = besideMain(config, path)
    remember(file, read.text)
    return { ok: true, file, text: read.text }
  }
}

/**
 * The files of a configuration by their names: the main file, what it includes, and the file of the
 * environment, or of all of them without one.
 *
 * @throws `FILE_UNREADABLE`; `USAGE` for an environment that there is not; `CONFIG_INVALID` when it
 *   cannot be told what is included
 */
export async function configurationFiles(invocation: Invocation): Promise<readonly string[]> {
  const { env } = invocation
  const files = await filesOf(invocation)
  const own = overlayName(invocation)
  if (env === 'default' || files.includes(own)) return files
  const all = await filesOf({ ...invocation, env: 'default' })
  const overlays = all.filter((file) => dirname(file) === dirname(own))
  throw noEnvironment(own, env, overlays)
}

async function filesOf(invocation: Invocation): Promise<readonly string[]> {
  const { host, config, env } = invocation
  const main = { file: config, text: await readFile(invocation, config, missing(config)) }
  const included = await listIncluded(invocation, main)
  if (!included.ok) {
    const { diagnostics } = included
    throw new CredmgrError('CONFIG_INVALID', 'the files cannot be told', { diagnostics })
  }
  const directory = dirname(resolve(host.cwd, config))
  const listing = await host.files.list(directory, { from: environmentsDirectory, depth: 1 })
  const overlays = listing.flatMap(({ path, outside }) =>
    outside === undefined && path.endsWith('.yaml') ? [besideMain(config, path)] : [],
  )
  const own = overlayName(invocation)
  const wanted = env === 'default' ? overlays : overlays.filter((each) => each === own)
  return [config, ...included.value, ...wanted.toSorted()]
}

/**
 * As {@link configurationFiles}, of one environment alone: the overlays of others are not `default`'s.
 * None where there is no configuration, as on a machine that only serves.
 */
export async function environmentFiles(invocation: Invocation): Promise<readonly string[]> {
  const { host, config, env } = invocation
  if ((await host.files.readText(resolve(host.cwd, config))) === undefined) return []
  const files = await filesOf(invocation)
  const overlays = besideMain(config, `${environmentsDirectory}/`)
  return env === 'default' ? files.filter((each) => !each.startsWith(overlays)) : files
}

function missing(config: string): string {
  return `there is no configuration "${config}"; make one with credmgr init, or name it with --config`
}

async function readFile(
  { host }: Invocation,
  file: string,
  otherwise = `there is no file "${file}"`,
): Promise<string> {
  const text = await host.files.readText(resolve(host.cwd, file))
  if (text === undefined) throw new CredmgrError('FILE_UNREADABLE', otherwise, { file })
  return text
}

async function readAll(
  invocation: Invocation,
  names: readonly string[],
): Promise<readonly ConfigFile[]> {
  const files: ConfigFile[] = []
  for (const file of names) files.push({ file, text: await readFile(invocation, file) })
  return files
}

async function readIncluded(
  invocation: Invocation,
  main: ConfigFile,
): Promise<Checked<readonly ConfigFile[]>> {
  const names = await listIncluded(invocation, main)
  return names.ok ? { ...names, value: await readAll(invocation, names.value) } : names
}

async function listIncluded(
  invocation: Invocation,
  main: ConfigFile,
): Promise<Checked<readonly string[]>> {
  const { host, config } = invocation
  const includes = includesOf(main, basename(config))
  if (!includes.ok) return includes
  const directory = dirname(resolve(host.cwd, config))
  const { searches, select } = includes.value
  const listings = []
  for (const search of searches) listings.push(await host.files.list(directory, search))
  const selected = select(listings.flat())
  if (!selected.ok) return selected
  return { ...selected, value: selected.value.map((path) => besideMain(config, path)) }
}

/** How a file is named that is found from the main file's directory. */
export function besideMain(config: string, path: string): string {
  return posix.join(dirname(config), path)
}

/** The file of an environment, as it is named from where the command runs. */
export function overlayName({ config, env }: Pick<Invocation, 'config' | 'env'>): string {
  return besideMain(config, `${environmentsDirectory}/${env}.yaml`)
}

/** The files of all environments by their names, in the order of these. */
export async function readOverlays(
  invocation: Invocation,
): Promise<ReadonlyMap<string, ConfigFile>> {
  const directory = besideMain(invocation.config, `${environmentsDirectory}/`)
  const overlays = new Map<string, ConfigFile>()
  for (const file of await configurationFiles({ ...invocation, env: 'default' })) {
    const name = file.startsWith(directory) ? file.slice(directory.length) : ''
    const [, env] = /^([^/]+)\.yaml$/.exec(name) ?? []
    if (env !== undefined) overlays.set(env, { file, text: await readFile(invocation, file) })
  }
  return overlays
}

/** The environment `default` is the configuration as it is. */
async function readOverlay(invocation: Invocation): Promise<ConfigFile | undefined> {
  const { host, config, env } = invocation
  if (env === 'default') return undefined
  const directory = dirname(resolve(host.cwd, config))
  const listing = await host.files.list(directory, { from: environmentsDirectory, depth: 1 })
  const path = `${environmentsDirectory}/${env}.yaml`
  const file = overlayName(invocation)
  const listed = listing.find((each) => each.path === path || each.path === environmentsDirectory)
  if (listed !== undefined && listed.outside === undefined) {
    return { file, text: await readFile(invocation, file) }
  }
  if (listed !== undefined) {
    const message = `"${file}" leads out of the directory of the configuration`
    throw new CredmgrError('FILE_UNREADABLE', message, { file })
  }
  throw noEnvironment(
    file,
    env,
    listing.map((each) => each.path),
  )
}

function noEnvironment(file: string, env: string, paths: readonly string[]): CredmgrError {
  const names = paths.flatMap((path) => /([^/]+)\.yaml$/.exec(path)?.[1] ?? []).sort()
  const message = `there is no environment "${env}", because there is no file "${file}"${suggestion(env, names)}`
  const remedy = names.length === 0 ? `write "${file}"` : `environments: ${names.join(', ')}`
  return new CredmgrError('USAGE', message, { remedy })
}

/**
 * Reads the configuration and shows its warnings.
 *
 * @returns The configuration, or `undefined` after its errors were shown.
 * @throws `FILE_UNREADABLE`, `USAGE`
 */
export async function requireConfig(
  invocation: Invocation,
): Promise<{ readonly config: Config; readonly sources: Sources } | undefined> {
  const { checked, sources } = await readConfig(invocation, { withEnvironment: true })
  showDiagnostics(invocation.out, checked.diagnostics, sources)
  return checked.ok ? { config: checked.value, sources } : undefined
}
