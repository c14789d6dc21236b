import type { Endpoints, ProviderTemplate, TemplateParameter } from '../../model/index.ts'
import { didYouMean } from '../did-you-mean.ts'
import { nameOf } from '../naming.ts'
import { quote } from '../secret-text.ts'
import {
  type Entry,
  entriesOf,
  entryOf,
  isUnknown,
  knownText,
  member,
  type Node,
  textOf,
} from '../tree.ts'
import { compact, type Resolving } from './context.ts'
import { originOf } from './urls.ts'

/** What a template contributes to one provider, parameters filled in. */
export interface Template {
  readonly facts: ProviderTemplate
  readonly issuer?: string
  readonly endpoints: Endpoints
  readonly accountEndpoint?: NonNullable<ProviderTemplate['accountEndpoint']>
  readonly parameters: { readonly [name: string]: string }
}

/** @returns `unknown` when the provider names a template that there is not, or that is not known yet. */
export function templateOf(context: Resolving, provider: Entry): Template | 'none' | 'unknown' {
  const node = member(provider.value, 'template')
  if (node === undefined) {
    checkNoParameters(context, provider)
    return 'none'
  }
  const id = knownText(node)
  if (id === undefined) return 'unknown'
  const facts = context.catalog.templates.find((each) => each.id === id)
  if (facts === undefined) {
    reportNoTemplate(context, { provider, node, id })
    return 'unknown'
  }
  return filledIn(facts, parametersOf(context, provider, facts), provider.value)
}

function reportNoTemplate(
  { catalog, problems }: Resolving,
  { provider, node, id }: { provider: Entry; node: Node; id: string },
): void {
  const ids = catalog.templates.map((each) => each.id)
  const meant = didYouMean(id, ids)
  const label = 'no template with this name'
  const owner = nameOf(['providers', provider.name])
  problems.error('CM1004', node.range, `${owner} refers to an unknown template ${quote(id)}`, {
    label: meant === undefined ? label : `${label}; did you mean ${quote(meant)}?`,
    notes: [`templates: ${ids.join(', ')}`],
    help: ['credmgr explain CM1004'],
  })
}

function checkNoParameters({ problems }: Resolving, provider: Entry): void {
  for (const { name, key } of entriesOf(member(provider.value, 'parameters'))) {
    problems.error('CM1002', key, `unknown parameter ${quote(name)}`, {
      label: 'only a template asks for parameters',
    })
  }
}

function parametersOf(
  { problems }: Resolving,
  provider: Entry,
  { id, parameters }: ProviderTemplate,
): { readonly [name: string]: string } {
  const given = member(provider.value, 'parameters')
  const known = new Map(Object.entries(parameters))
  for (const { name, key } of entriesOf(given).filter((each) => !known.has(each.name))) {
    const meant = didYouMean(name, known.keys())
    problems.error('CM1002', key, `template ${quote(id)} asks for no parameter ${quote(name)}`, {
      label: meant === undefined ? 'not known here' : `did you mean ${quote(meant)}?`,
    })
  }
  const values = [...known].map(([name, parameter]) => {
    const node = member(given, name)
    const value = textOf(node) ?? parameter.default
    if (value === undefined)
      reportMissing({ provider, name, problems, says: parameter.description })
    checkParameter(name, node, { parameter, problems })
    return [name, value] as const
  })
  return Object.fromEntries(
    values.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

function checkParameter(
  name: string,
  node: Node | undefined,
  { parameter, problems }: { parameter: TemplateParameter; problems: Resolving['problems'] },
): void {
  if (node === undefined || isUnknown(node) || matches(parameter.pattern, textOf(node))) return
  problems.error('CM1005', node.range, `parameter ${quote(name)} does not have the right form`, {
    label: `expected ${parameter.description}`,
  })
}

function matches(pattern: string, text = ''): boolean {
  return new RegExp(`^(?:${pattern})$`, 'u').test(text)
}

function reportMissing({
  provider,
  name,
  problems,
  says,
}: {
  provider: Entry
  name: string
  problems: Resolving['problems']
  says: string
}): void {
  const key = entryOf(provider.value, 'parameters')?.key ?? entryOf(provider.value, 'template')?.key
  const owner = nameOf(['providers', provider.name])
  problems.error('CM1006', key ?? provider.key, `${owner} lacks the parameter ${quote(name)}`, {
    label: says,
    help: [`add  parameters: { ${name}: … }`],
  })
}

function filledIn(
  facts: ProviderTemplate,
  parameters: { readonly [name: string]: string },
  provider: Node,
): Template {
  const fill = (url: string): string =>
    url.replace(/\{(\w+)\}/g, (whole, name: string) => parameters[name] ?? whole)
  const issuer = facts.issuer === undefined ? undefined : fill(facts.issuer)
  const endpoints: Endpoints = Object.fromEntries(
    Object.entries(facts.endpoints).map(([name, url]) => [name, fill(String(url))]),
  )
  // A provider that stands elsewhere keeps a template's habits and none of its addresses: a token
  // or secret of one server must not be sent to the other.
  if (isElsewhere(provider, { issuer, token: endpoints.token })) {
    return { facts, endpoints: {}, parameters }
  }
  return compact({ facts, issuer, endpoints, accountEndpoint: facts.accountEndpoint, parameters })
}

function isElsewhere(
  provider: Node,
  template: { readonly issuer: string | undefined; readonly token: string | undefined },
): boolean {
  const issuer = textOf(member(provider, 'issuer'))
  if (issuer !== undefined && issuer !== template.issuer) return true
  const token = textOf(member(member(provider, 'endpoints'), 'token'))
  return token !== undefined && originOf(token) !== originOf(template.token)
}
