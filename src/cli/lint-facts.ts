import { basename, dirname, resolve, sep } from 'node:path'
import type { AppliedFacts, ConfigFile, LintFacts, RepositoryFacts } from '../config/index.ts'
import { type EpochMs, ofKind } from '../model/index.ts'
import { isPlanText } from '../plan/index.ts'
import type { Invocation } from './command.ts'
import { besideMain, readOverlays } from './configuration.ts'
import { sealingKeyIdOf } from './sealing-key.ts'

/** What lint rules may know beside the configuration; the state only where `--with-state` asks for it. */
export async function lintFacts(invocation: Invocation): Promise<LintFacts> {
  const { host, env, option } = invocation
  const overlays: ReadonlyMap<string, ConfigFile> = await readOverlays(invocation)
  return {
    environment: env === 'default' ? undefined : env,
    overlays,
    now: host.clock.now(),
    sealingKeyId: await sealingKeyIdOf(invocation),
    repository: await repositoryFacts(invocation),
    applied: option('with-state') === undefined ? undefined : await appliedFacts(invocation),
  }
}

/** What a repository must not hold, by name: the store of an environment, and its key. */
const privateForm = /(?:^|\/)(?:\.credmgr[^/]*\/.*|credmgr\.key)$/

/** What may be a saved plan, by name. */
const planForm = /(?:^|[./_-])(?:tf)?plan(?:$|[._-][^/]*$)/i

async function repositoryFacts(invocation: Invocation): Promise<RepositoryFacts | undefined> {
  const { host, config } = invocation
  const directory = dirname(resolve(host.cwd, config))
  const tracked = await host.trackedFiles(directory)
  if (tracked === undefined) return undefined
  const exposed: string[] = []
  for (const file of tracked) {
    if (await isExposed(invocation, file, resolve(directory, file))) exposed.push(file)
  }
  const main = tracked.includes(basename(config)) ? [config] : []
  const names = tracked.map((file) => besideMain(config, file))
  const changedAt = await changedLines(invocation, directory, tracked)
  return { tracked: new Set([...names, ...main]), exposed, changedAt }
}

/** Blocks of which somebody may have forgotten that they are done. */
const blockForm = /^["']?(?:moved|removed|import)["']?\s*:/m

/** Only for `--with-state`: what is done stands there. */
async function changedLines(
  { host, config, option }: Invocation,
  directory: string,
  tracked: readonly string[],
): Promise<RepositoryFacts['changedAt']> {
  if (option('with-state') === undefined) return undefined
  const found = new Map<string, readonly EpochMs[]>()
  for (const file of tracked.filter((each) => /\.ya?ml$/.test(each))) {
    const text = await host.files.readText(resolve(directory, file))
    if (text === undefined || !blockForm.test(text)) continue
    const lines = await host.changedLines(directory, file)
    if (lines !== undefined) found.set(besideMain(config, file), lines)
  }
  return found
}

async function isExposed(invocation: Invocation, file: string, path: string): Promise<boolean> {
  const { host, location } = invocation
  const key = host.env('CREDMGR_KEY_FILE')
  if (privateForm.test(file) || path.startsWith(`${location.directory}${sep}`)) return true
  if (key !== undefined && path === resolve(host.cwd, key)) return true
  return planForm.test(file) && isPlanText((await host.files.readText(path)) ?? '')
}

async function appliedFacts({ host, location }: Invocation): Promise<AppliedFacts> {
  const store = await host.openStore(location)
  const state = await store.state.read()
  const summaries = await store.vault.summaries()
  const guarded = ofKind(state.resources, 'connection').filter(
    ({ spec }) => spec.lifecycle.preventDestroy,
  )
  return {
    addresses: new Set(state.resources.map(({ address }) => address)),
    protected: new Map(guarded.map(({ name, origin }) => [name, origin])),
    granted: new Map(
      summaries
        .filter(({ status }) => status === 'connected')
        .map((each) => [each.connection, each.grantedScopes]),
    ),
  }
}
