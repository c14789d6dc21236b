/**
 * The command line: arguments in, exit code out.
 *
 * This room knows commands, their words and their exit codes. It hides how arguments are read and
 * what goes to which stream; it decides nothing about plans, consents or tokens, it asks. The
 * machine is a {@link CliHost}.
 *
 * @module
 */
export type { TextCache } from '../config/index.ts'
export type {
  BelowFile,
  CliFiles,
  CliHost,
  KeyPorts,
  SecretOptions,
  ServeOptions,
  StoreInit,
  StoreLocation,
  Terminal,
} from './host.ts'
export { runCli } from './run.ts'
