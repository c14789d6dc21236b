import type { ResourceAddress } from './address.ts'

/**
 * Where a secret value is to be read from. The value itself never stands in a configuration, a
 * plan or a state.
 *
 * - `env`: an environment variable; must be set and not empty.
 * - `file`: a file, relative to the configuration file; one trailing newline is dropped; 64 KiB at most.
 * - `exec`: the standard output of a program, without a shell, by its arguments; one trailing newline
 *   is dropped; 10 seconds and 64 KiB at most. It sees the variables `PATH`, `HOME` and `execEnv`.
 * - `sealed`: the value itself, sealed with the public key of an environment to one place.
 */
export type SecretRef =
  | { readonly env: string }
  | { readonly file: string }
  | { readonly exec: readonly string[]; readonly execEnv?: readonly string[] }
  | { readonly sealed: string }

/** Which secret of which resource: `/clientSecret` of `provider.github`. */
export interface SecretPlace {
  readonly address: ResourceAddress
  readonly pointer: string
}

/** How a reference is shown to a person: `env GITHUB_CLIENT_SECRET`, `file ./erp.pem`. */
export function describeSecret(ref: SecretRef): string {
  if ('env' in ref) return `env ${ref.env}`
  if ('file' in ref) return `file ${ref.file}`
  // Arguments may name what is nobody's business; the program is enough to know which one.
  return 'exec' in ref ? `exec ${ref.exec[0] ?? ''}` : 'sealed value'
}
