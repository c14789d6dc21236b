import { isConsented, type ProviderSpec } from '../../model/index.ts'
import { quote } from '../secret-text.ts'
import { hostOf, type Linting, type Rule, scopesWritten } from './rule.ts'

/** CM3001: a scope that allows everything, or more than is needed. */
export const broadScopes: Rule = { codes: ['CM3001'], check }

function check(linting: Linting): void {
  for (const { node, scope, provider } of scopesWritten(linting)) {
    const { problems } = linting
    const message = `the scope ${quote(scope)} is broader than one task needs`
    const everything = allPowerful(scope)
    if (everything !== undefined) {
      problems.error('CM3001', node.range, message, { label: everything })
      continue
    }
    if (scope === 'repo' && isGitHub(provider)) {
      problems.warning('CM3001', node.range, message, {
        label: 'reads and writes private repositories too',
        help: ['for public repositories alone: public_repo'],
      })
    }
    if (isEverythingRegistered(scope, provider)) {
      problems.info('CM3001', node.range, message, {
        label: 'every permission that the client is registered for',
      })
    }
  }
}

/** Scopes that give an account away, by their last part; facts of the providers’ documentation. */
const giveAll: ReadonlyMap<string, string> = new Map([
  ['full', 'all that the account may do'],
  ['https://mail.google.com/', 'reads, sends and deletes all mail'],
  [
    'https://www.googleapis.com/auth/cloud-platform',
    'everything in every cloud project of the account',
  ],
  ['directory.readwrite.all', 'changes everything in the directory'],
  ['rolemanagement.readwrite.directory', 'gives any role to anybody'],
])

/** Whether a scope gives everything away. */
export function isAllPowerful(scope: string): boolean {
  return allPowerful(scope) !== undefined
}

function allPowerful(scope: string): string | undefined {
  if (/(?:^|[:./])\*$/.test(scope)) return 'a wildcard'
  const graph = /^https:\/\/graph\.microsoft\.com\/(.+)$/.exec(scope)?.[1]
  return giveAll.get(scope) ?? giveAll.get((graph ?? scope).toLowerCase())
}

function isGitHub({ template, endpoints }: ProviderSpec): boolean {
  return template === 'github' || hostOf(endpoints.token) === 'github.com'
}

/** With client credentials Microsoft Entra ID knows no other form. */
function isEverythingRegistered(scope: string, { grant }: ProviderSpec): boolean {
  return isConsented(grant) && /(?:^|\/)\.default$/.test(scope)
}
