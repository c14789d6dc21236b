/**
 * Where a secret value is to be read from. The value itself never stands in a configuration, a
 * plan or a state.
 *
 * - `env`: an environment variable; must be set and not empty.
 * - `file`: a file, relative to the configuration file; one trailing newline is dropped; 64 KiB at most.
 */
export type SecretRef = { readonly env: string } | { readonly file: string }

/** How a reference is shown to a person: `env GITHUB_CLIENT_SECRET`, `file ./erp.pem`. */
export function describeSecret(ref: SecretRef): string {
  return 'env' in ref ? `env ${ref.env}` : `file ${ref.file}`
}
