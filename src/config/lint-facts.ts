import type { EpochMs } from '../model/index.ts'
import type { ConfigFile } from './include.ts'

/** What rules may know beside the configuration. What is absent is not looked at. */
export interface LintFacts {
  /** The environment that is linted. */
  readonly environment?: string | undefined
  /** The files of all environments, by the environment's name. */
  readonly overlays?: ReadonlyMap<string, ConfigFile> | undefined
  readonly now?: EpochMs | undefined
  /** Id of the key that values are sealed to. */
  readonly sealingKeyId?: string | undefined
  readonly applied?: AppliedFacts | undefined
  readonly repository?: RepositoryFacts | undefined
}

/** What the state and the vault say. */
export interface AppliedFacts {
  /** Connections with `lifecycle.preventDestroy`, by address, and where they stood. */
  readonly protected: ReadonlyMap<string, string>
  /** Scopes that were granted, by the connection's address. */
  readonly granted: ReadonlyMap<string, readonly string[]>
  /** Of every resource. */
  readonly addresses: ReadonlySet<string>
}

/** What version control says. */
export interface RepositoryFacts {
  /** All files that are in it, named as the files of the configuration are. */
  readonly tracked: ReadonlySet<string>
  /** Files that must not be in it and are. */
  readonly exposed: readonly string[]
  /** When each line of a file was last changed, for files with blocks that are done once. */
  readonly changedAt?: ReadonlyMap<string, readonly EpochMs[]> | undefined
}

/** Names of environments that nobody experiments in. */
export function isProduction(environment: string | undefined): boolean {
  return environment !== undefined && /^prod(?:uction)?(?:-|$)/.test(environment)
}
