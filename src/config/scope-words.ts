import type { ProviderSpec } from '../model/index.ts'

/** By the words that scopes are made of; what says nothing is taken for reading. */
const writes =
  /(?:^|[.:_/-])(?:write|admin|manage|delete|edit|modify|send|full)(?:$|[.:_/-])|ReadWrite|\.Send(?:$|\.)/

/** Whether a token with this scope may change something. */
export function mayWrite(scope: string, { template }: ProviderSpec): boolean {
  return writes.test(scope) || (template === 'github' && gitHubWrites.has(scope))
}

/** Whether a lesser scope would do for reading: for private repositories GitHub has none. */
export function couldRead(scope: string, provider: ProviderSpec): boolean {
  return mayWrite(scope, provider) && !(provider.template === 'github' && scope === 'repo')
}

/** Scopes of GitHub that say nothing of what they allow (docs.github.com, scopes for OAuth apps). */
const gitHubWrites: ReadonlySet<string> = new Set([
  ...['repo', 'public_repo', 'repo:status', 'repo_deployment', 'repo:invite', 'workflow'],
  ...['gist', 'user', 'user:follow', 'project', 'codespace'],
])
