import { resolve } from 'node:path'
import { loadConfig } from '../config/index.ts'
import { type Checked, type Config, CredmgrError } from '../model/index.ts'
import type { Invocation } from './command.ts'
import { type Sources, showDiagnostics } from './problems.ts'

/** A configuration that was read: what it says, or what is wrong with it, and its text for showing where. */
export interface ReadConfig {
  readonly checked: Checked<Config>
  readonly sources: Sources
}

/**
 * Reads the configuration of an invocation.
 *
 * @param options.withEnvironment `false`: as `validate`, which must not look at the environment.
 * @throws `FILE_UNREADABLE`
 */
export async function readConfig(
  { host, config }: Invocation,
  { withEnvironment }: { readonly withEnvironment: boolean },
): Promise<ReadConfig> {
  const text = await host.files.readText(resolve(host.cwd, config))
  if (text === undefined) {
    const message = `there is no configuration "${config}"; make one with credmgr init, or name it with --config`
    throw new CredmgrError('FILE_UNREADABLE', message, { file: config })
  }
  const env = (name: string): string | undefined => host.env(name)
  const input = { file: config, text, ...(withEnvironment && { env }) }
  return {
    checked: loadConfig(input, host.catalog),
    sources: (file) => (file === config ? text : undefined),
  }
}

/**
 * Reads the configuration and shows its warnings.
 *
 * @returns The configuration, or `undefined` after its errors were shown.
 * @throws `FILE_UNREADABLE`
 */
export async function requireConfig(
  invocation: Invocation,
): Promise<{ readonly config: Config; readonly sources: Sources } | undefined> {
  const { checked, sources } = await readConfig(invocation, { withEnvironment: true })
  showDiagnostics(invocation.out, checked.diagnostics, sources)
  return checked.ok ? { config: checked.value, sources } : undefined
}
