import { basename, dirname, resolve } from 'node:path'
import type { AppliedFacts, ConfigFile, LintFacts, RepositoryFacts } from '../config/index.ts'
import { ofKind } from '../model/index.ts'
import type { Invocation } from './command.ts'
import { configurationFiles, readOverlays } from './configuration.ts'
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

/** What a repository must not hold: the store of an environment, a key, a saved plan. */
const privateForm = /(?:^|\/)(?:\.credmgr(?:-[a-z0-9-]+)?\/.*|credmgr\.key|(?:[^/]*\.)?plan\.json)$/

async function repositoryFacts(invocation: Invocation): Promise<RepositoryFacts | undefined> {
  const { host, config } = invocation
  const directory = dirname(resolve(host.cwd, config))
  const tracked = await host.trackedFiles(directory)
  // Where nothing of the configuration is tracked, it is no repository of this configuration.
  if (tracked === undefined || !tracked.includes(basename(config))) return undefined
  const known = new Set(tracked.map((file) => resolve(directory, file)))
  const files = await configurationFiles({ ...invocation, env: 'default' })
  return {
    untracked: files.filter((file) => !known.has(resolve(host.cwd, file))),
    exposed: tracked.filter((file) => privateForm.test(file)),
  }
}

async function appliedFacts({ host, location }: Invocation): Promise<AppliedFacts> {
  const store = await host.openStore(location)
  const state = await store.state.read()
  const summaries = await store.vault.summaries()
  const guarded = ofKind(state.resources, 'connection').filter(
    ({ spec }) => spec.lifecycle.preventDestroy,
  )
  return {
    protected: new Map(guarded.map(({ name, origin }) => [name, origin])),
    granted: new Map(summaries.map((each) => [each.connection, each.grantedScopes])),
  }
}
