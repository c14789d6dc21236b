import { nameOf } from '../naming.ts'
import { quote } from '../secret-text.ts'
import { entryOf, isUnknown, knownText, member } from '../tree.ts'
import { type DeclaredProvider, hostOf, type Linting, type Rule } from './rule.ts'

/** CM3010: an endpoint on another host than the issuer, which no template knows there. */
export const endpointHosts: Rule = { codes: ['CM3010'], check }

function check({ providers, problems }: Linting): void {
  for (const provider of providers) {
    const { entry, spec, template } = provider
    const issuer = hostOf(spec.issuer)
    const isKnown = template !== 'unknown' && !isUnknown(member(entry.value, 'issuer'))
    if (issuer !== undefined && isKnown) checkEndpoints(provider, issuer, problems)
  }
}

function checkEndpoints(
  provider: DeclaredProvider,
  issuer: string,
  problems: Linting['problems'],
): void {
  const { entry } = provider
  const known = hostsOfTemplate(provider, issuer)
  for (const name of ['authorization', 'token']) {
    const node = member(member(entry.value, 'endpoints'), name)
    const host = hostOf(knownText(node))
    if (node === undefined || host === undefined || host === issuer || known.has(host)) continue
    const owner = nameOf(['providers', entry.name, 'endpoints', name])
    const declared = entryOf(entry.value, 'issuer')?.key ?? entry.key
    problems.error('CM3010', node.range, `${owner} is on another host than the issuer`, {
      label: `${quote(host)} is not ${quote(issuer)}`,
      related: { range: declared, label: 'the issuer' },
    })
  }
}

/** None when the provider has moved away from its template’s issuer. */
function hostsOfTemplate(
  { spec, template }: DeclaredProvider,
  issuer: string,
): ReadonlySet<string | undefined> {
  if (typeof template === 'string') return new Set()
  const fill = (url: string | undefined): string | undefined =>
    hostOf(url?.replace(/\{(\w+)\}/g, (whole, name: string) => spec.parameters[name] ?? whole))
  if (fill(template.issuer) !== issuer) return new Set()
  return new Set([fill(template.endpoints.authorization), fill(template.endpoints.token)])
}
