import { grantNatures, isConsented } from '../../model/index.ts'
import { nameOf } from '../naming.ts'
import { type Entry, entryOf, isUnknown, itemsOf, member } from '../tree.ts'
import type { DeclaredProvider, Linting, Rule } from './rule.ts'

/** CM3003: an OpenID provider that is not asked for a refresh token. */
export const offlineAccess: Rule = { codes: ['CM3003'], check }

function check({ providers, problems }: Linting): void {
  for (const provider of providers) {
    const { spec, template } = provider
    const mayRefresh = isConsented(spec.grant) && spec.issuer !== undefined
    if (mayRefresh && template !== 'unknown') checkProvider(provider, problems)
  }
}

function checkProvider(provider: DeclaredProvider, problems: Linting['problems']): void {
  const { entry, spec } = provider
  const access = member(member(entry.value, 'authorizationParams'), 'access_type')
  if (isUnknown(access) || spec.authorizationParams['access_type'] === 'offline') return
  // Devices get one from Google unasked.
  if (grantNatures[spec.grant].consent === 'device' && wantsAccessType(provider)) return
  if (access === undefined || !wantsAccessType(provider)) {
    reportScopes(provider, problems)
    return
  }
  problems.warning('CM3003', access.range, sentence(['providers', entry.name]), {
    label: 'expected offline',
  })
}

/** Google has a parameter of its own instead of the scope. */
function wantsAccessType({ template }: DeclaredProvider): boolean {
  if (template === 'none' || template === 'unknown') return false
  return template.authorizationParams['access_type'] === 'offline'
}

/** OpenID Connect Core section 11. */
function reportScopes(
  { entry, spec, connections, templates }: DeclaredProvider,
  problems: Linting['problems'],
): void {
  const all = [...connections, ...templates]
  const own = all.filter((each) => entryOf(each.entry.value, 'scopes') !== undefined)
  const report = (path: readonly string[], each: Entry): void => {
    const scopes = entryOf(each.value, 'scopes')
    if (itemsOf(scopes?.value).some(isUnknown)) return
    problems.warning('CM3003', scopes?.key ?? each.key, sentence(path), {
      label: 'without the scope offline_access',
      notes: ['when the token expires, a person has to consent again'],
    })
  }
  const isInherited = own.length === 0 || own.length < all.length
  if (isInherited && !spec.scopes.includes('offline_access')) {
    report(['providers', entry.name], entry)
  }
  for (const each of own.filter(({ spec: { scopes } }) => !scopes.includes('offline_access'))) {
    report(['connections', each.entry.name], each.entry)
  }
}

function sentence(path: readonly string[]): string {
  return `${nameOf(path)} asks for no refresh token`
}
