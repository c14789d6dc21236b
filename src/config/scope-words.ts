import type { ProviderSpec } from '../model/index.ts'

/** By the words that scopes are made of; what says nothing is taken for reading. */
const writes =
  /(?:^|[.:_/-])(?:write|admin|manage|delete|edit|modify|send|full)(?:$|[.:_/-])|ReadWrite|\.Send(?:$|\.)/

/** Whether a token with this scope may change something. */
export function mayWrite(scope: string, { template }: ProviderSpec): boolean {
  return writes.test(scope) || isRepository(scope, template)
}

/** Whether there is a lesser scope that only reads: GitHub has none for repositories. */
export function couldRead(scope: string, { template }: ProviderSpec): boolean {
  return writes.test(scope) && !isRepository(scope, template)
}

function isRepository(scope: string, template: string | undefined): boolean {
  return template === 'github' && /^(?:public_)?repo$/.test(scope)
}
