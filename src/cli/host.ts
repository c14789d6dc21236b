import type { Listed, Search, TextCache } from '../config/index.ts'
import type { Consent } from '../engine/index.ts'
import type {
  Catalog,
  Clock,
  DurationMs,
  EpochMs,
  Fetch,
  Random,
  SecretPlace,
  SecretSource,
  Store,
} from '../model/index.ts'
import type { GitHead } from '../plan/index.ts'

/** The machine as the command line sees it; what `main.ts` implements and a test replaces. */
export interface CliHost {
  /** Of the package: `0.1.0`. */
  readonly version: string
  /** The working directory, absolute. */
  readonly cwd: string
  readonly terminal: Terminal
  readonly files: CliFiles
  readonly catalog: Catalog
  readonly clock: Clock
  readonly random: Random
  readonly fetch: Fetch
  /**
   * Aborted at the first SIGINT or SIGTERM, with the signal's name as the reason. `runCli` then ends
   * with 130 or 143: at once, or, when a commit is under way, after it.
   */
  readonly interruption: AbortSignal
  /**
   * Files below `directory`, relative to it, that version control tracks; `undefined` where there is
   * none, or no program for it. Never throws.
   */
  trackedFiles(directory: string): Promise<readonly string[] | undefined>
  /** Calls `work` again and again after each `interval`. @returns What ends it. */
  every(interval: DurationMs, work: () => void): () => void
  /** When each line of a tracked file was last committed; `undefined` where it cannot be told. Never throws. */
  changedLines(directory: string, file: string): Promise<readonly EpochMs[] | undefined>
  /** The commit that is checked out at `directory`; `undefined` where there is none. Never throws. */
  gitHead(directory: string): Promise<GitHead | undefined>
  /** Keeps what was parsed between runs, beside the state. */
  parseCache(location: StoreLocation): TextCache
  /** An environment variable. */
  env(name: string): string | undefined
  secrets(options: SecretOptions): SecretSource
  readonly keys: KeyPorts
  /**
   * Makes the store and, unless one is configured or there, its key. Never replaces a key, and makes
   * none for a store that is there: it could not open it.
   *
   * @throws `STORE_UNWRITABLE`, `KEY_MISSING`, `KEY_INVALID`, `KEY_MISMATCH`
   */
  initStore(location: StoreLocation): Promise<StoreInit>
  /** @throws `STORE_NOT_INITIALIZED`, `STORE_UNREADABLE`, `KEY_MISSING`, `KEY_INVALID`, `KEY_MISMATCH` */
  openStore(location: StoreLocation): Promise<Store>
  consent(store: Store): Promise<Consent>
  /** Whether a gateway answers at `publicUrl`, found out within a second or so; never throws. */
  gatewayAnswers(publicUrl: string): Promise<boolean>
  /** The serial that the gateway at `publicUrl` serves; `undefined` when it does not say. Never throws. */
  servedSerial(publicUrl: string): Promise<number | undefined>
  /** Opens the user's browser; resolves once it was asked to. Rejects when there is none. */
  openBrowser(url: string): Promise<void>
  /** The JSON Schema of one kind of file, as text. */
  schema(kind: SchemaKind): Promise<string>
  /**
   * Starts the gateway. Resolves when it serves; `stopped` gives the exit code. It ends on
   * `interruption` by itself, after it has drained.
   */
  serve(options: ServeOptions): Promise<{ readonly stopped: Promise<number> }>
}

export interface Terminal {
  stdout(text: string): void
  stderr(text: string): void
  /** Standard input and standard output are both terminals: somebody can be asked. */
  readonly isInteractive: boolean
  /** Whether standard output understands colour; `NO_COLOR` and `--no-color` are looked at here. */
  readonly color: boolean
  /** Columns of standard output; 80 where it is no terminal. */
  readonly columns: number
  /**
   * Prints `question` and waits for a line.
   *
   * @returns The line without its end, or `undefined` at the end of input or on interruption.
   */
  confirm(question: string): Promise<string | undefined>
  /**
   * A secret: typed without being shown after `question`, or all of standard input when that is no
   * terminal; one final newline is dropped.
   *
   * @returns `undefined` when interrupted.
   */
  secret(question: string): Promise<string | undefined>
  /** All of standard input (UTF-8). @throws `FILE_UNREADABLE` */
  input(): Promise<string>
}

/** The text of a file, or one clause that says why there is none. */
export type BelowFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: string }

/** Paths are absolute. */
export interface CliFiles {
  /** @returns The text (UTF-8), or `undefined` when there is no such file. Throws `FILE_UNREADABLE` for any other reason. */
  readText(path: string): Promise<string | undefined>
  /**
   * Files below `directory`, by paths relative to it, in any order; a directory that is not there has
   * none. A link to a file is a file, unless it leads out of `directory`; one to a directory is told
   * only when it leads outside, and is never followed. Names that a star does not look at are left out.
   *
   * @throws `FILE_UNREADABLE`, also for more than 100,000 files
   */
  list(directory: string, search: Search): Promise<readonly Listed[]>
  /**
   * Reads a regular file (UTF-8, 64 MB at most) below `directory`, which no link may leave. It blocks:
   * a configuration asks for data while it is being read.
   */
  readBelow(directory: string, path: string): BelowFile
  /** Makes a file that is not there yet, and the directories above it. @throws `FILE_EXISTS`, `FILE_UNWRITABLE` */
  writeNew(path: string, text: string, mode: number): Promise<void>
  /** Writes or replaces a file; `mode` holds for a replaced one as well. @throws `FILE_UNWRITABLE` */
  writeFile(path: string, text: string, mode: number): Promise<void>
  /**
   * Replaces the text of a file that is there: all of it, or nothing when it fails. Its mode stays,
   * and a symbolic link goes on leading to it. @throws `FILE_UNWRITABLE`
   */
  replaceText(path: string, text: string): Promise<void>
}

/** The kinds of file that a configuration is made of. */
export const schemaKinds = ['main', 'part', 'environment'] as const

export type SchemaKind = (typeof schemaKinds)[number]

export interface SecretOptions {
  /** Absolute; where relative secret files start. */
  readonly baseDirectory: string
  /** Whose key opens sealed values. */
  readonly location: StoreLocation
  /** Whether programs may be run for a secret. */
  readonly allowExec: boolean
}

/**
 * The keys of a store, and what is sealed with them. No key leaves here but by `text`.
 *
 * All throw `KEY_MISSING` and `KEY_INVALID`.
 */
export interface KeyPorts {
  /** The file that holds the keys, absolute; `undefined` when `CREDMGR_KEY` does. */
  file(location: StoreLocation): string | undefined
  /** Ids, the newest first. */
  ids(location: StoreLocation): Promise<readonly string[]>
  /** The keys themselves, for a backup. */
  text(location: StoreLocation): Promise<string>
  /** What seals values to an environment; it may stand in a repository. */
  publicKey(location: StoreLocation): Promise<string>
  /** @returns `undefined` when `publicKey` is none. */
  seal(publicKey: string, place: SealedPlace, value: string): Promise<string | undefined>
  /** @returns What opens values that were sealed for the environment; the keys are read once. */
  opener(location: StoreLocation): Promise<Opener>
  /** Makes the key file. @returns Whether there was none. */
  create(location: StoreLocation): Promise<boolean>
  /** Puts a new key in front. @returns Its id. @throws `FILE_UNWRITABLE`; `USAGE` without a key file */
  add(location: StoreLocation): Promise<string>
  /** Takes keys out of the key file. @throws as `add` */
  remove(location: StoreLocation, ids: readonly string[]): Promise<void>
  /**
   * The key that each document needs, of this store and of those beside it or beside the key file:
   * one key file may serve them all. None is opened; `keyId` is absent where it cannot be told.
   */
  usesOfAll(location: StoreLocation): Promise<readonly KeyUse[]>
  /** Opens every document of the store; `problem` says why one does not open. @throws as `openStore` */
  check(location: StoreLocation): Promise<readonly (KeyUse & { readonly problem?: string })[]>
  /** Seals what an older key has sealed with the newest. @throws as `openStore`; `STORE_UNWRITABLE` */
  reseal(location: StoreLocation): Promise<{
    readonly records: readonly string[]
    readonly failures: readonly { readonly record: string; readonly problem: string }[]
  }>
}

/** One document of a store and the id of the key that it needs. */
export interface KeyUse {
  readonly record: string
  readonly keyId: string | undefined
}

export type Opener = (place: SecretPlace, sealed: string) => Promise<Unsealed>

export interface SealedPlace extends SecretPlace {
  readonly env: string
}

export type Unsealed =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: string }

/** A store on this machine. Another backend is another member of this union. */
export interface StoreLocation {
  readonly backend: 'file'
  /** Absolute. */
  readonly directory: string
  /** As the user gave it, for messages: `file:.credmgr`. */
  readonly url: string
  readonly env: string
}

export interface StoreInit {
  /** `false`: it was there and is as it was. */
  readonly created: boolean
  /** Absolute path of the file that holds the key; absent when `CREDMGR_KEY` holds it. */
  readonly keyFile?: string
  readonly keyCreated: boolean
}

export interface ServeOptions {
  readonly location: StoreLocation
  /** Machine-readable lines on standard output. */
  readonly json: boolean
  /** How many processes share the work; `auto`: one for each core. */
  readonly workers: number | 'auto'
  /** How long new connections are still taken after SIGTERM, while the readiness is 503 already. */
  readonly drainDelay: DurationMs
}
